package dev.obor.primer;

import static dev.obor.Obor.noGrad;
import static dev.obor.Obor.scalar;
import static dev.obor.Obor.tensor;

import dev.obor.Obor;
import dev.obor.error.AutogradException;
import dev.obor.nn.F;
import dev.obor.tensor.Tensor;
import java.util.List;

/// Gradients: asked for, accumulated, cleared, used.
final class Slopes {
    private Slopes() {}

    private static void slope(Page page) {
        page.say("A tensor that requires a gradient remembers what is computed from it; `backward` walks back and leaves"
                + " the slope in `grad`.");
        Tensor x = scalar(5.0).requiresGrad(true);
        x.square().add(x).backward();
        page.show("slope of x² + x at 5", x.grad());
        page.close(x.grad(), 11);
    }

    private static void partialSlopes(Page page) {
        page.say("Two leaves have a gradient each; one leaf of two elements has both in one tensor.");
        Tensor a = scalar(5.0).requiresGrad(true);
        Tensor b = scalar(3.0).requiresGrad(true);
        a.square().add(b.square()).backward();
        page.show("a.grad", a.grad());
        page.show("b.grad", b.grad());
        page.close(a.grad(), 10);
        page.close(b.grad(), 6);
        Tensor both = tensor(5.0, 3.0).requiresGrad(true);
        both.square().sum().backward();
        page.show("both.grad", both.grad());
        page.close(both.grad(), 10, 6);
    }

    private static void accumulation(Page page) {
        page.say("Gradients add up until they are cleared, so that a loss may come in parts.");
        Tensor x = scalar(2.0).requiresGrad(true);
        x.mul(10).backward();
        page.show(x.grad());
        page.close(x.grad(), 10);
        x.mul(5).backward();
        page.show(x.grad());
        page.close(x.grad(), 15);
        x.clearGrad();
        x.mul(5).backward();
        page.show("after clearGrad", x.grad());
        page.close(x.grad(), 5);
    }

    private static void twiceBackward(Page page) {
        page.say("What backward needs is let go once it was used; the error says how to keep it.");
        Tensor x = scalar(3.0).requiresGrad(true);
        Tensor y = x.square();
        y.backward();
        page.fails(AutogradException.class, y::backward);
    }

    private static void slopesOfPoints(Page page) {
        page.say("A gradient has its leaf's shape, and leaves the library as a plain array if that is wanted.");
        Tensor points = Obor.rand(1000, 2).requiresGrad(true);
        points.square().sum().add(5).backward();
        float[] gradient = points.grad().toFloatArray();
        page.show("first of " + gradient.length, gradient[0]);
        page.close(Obor.fromArray(gradient, 1000, 2), points.detach().mul(2));
    }

    private static void vectorsHaveNoSlope(Page page) {
        page.say("Only a single number has a gradient; of a vector, say what of it is meant: the sum, for one.");
        Tensor x = tensor(1.0, 2, 3).requiresGrad(true);
        page.fails(AutogradException.class, () -> x.square().backward());
        x.square().sum().backward();
        page.show(x.grad());
        page.close(x.grad(), 2, 4, 6);
    }

    private static void stepDownhill(Page page) {
        page.say("One step of gradient descent by hand: clear, compute, go back, and move the leaf in place where nothing"
                + " is recorded.");
        Tensor x = tensor(1.1, 2.2, 3.3).requiresGrad(true);
        x.clearGrad();
        Tensor loss = F.mseLoss(x, x.detach().sub(0.15));
        loss.backward();
        page.show("gradient", x.grad());
        page.close(x.grad(), 0.1, 0.1, 0.1);
        noGrad(() -> x.sub_(x.grad(), 2));
        page.show("after the step", x);
        page.close(x.detach(), 0.9, 2.0, 3.1);
        page.fails(AutogradException.class, () -> x.sub_(x.grad(), 2));
    }

    private static void reluByMaximum(Page page) {
        page.say("The ReLU of a tensor is its larger part against zeros; as a method it is `relu()`.");
        Tensor x = tensor(-2.0, -0.5, 0, 0.5, 2);
        Tensor relu = x.maximum(Obor.zerosLike(x));
        page.show(relu);
        page.same(relu, tensor(0.0, 0, 0, 0.5, 2));
        page.same(relu, x.relu());
    }

    static final List<Exercise> ALL = List.of(
            new Exercise("B5", "A slope", Slopes::slope),
            new Exercise("B6", "Slopes of several variables", Slopes::partialSlopes),
            new Exercise("B7", "Gradients accumulate", Slopes::accumulation),
            new Exercise("B8", "Backward twice", Slopes::twiceBackward),
            new Exercise("B9", "Gradients as Java arrays", Slopes::slopesOfPoints),
            new Exercise("B13", "ReLU by maximum", Slopes::reluByMaximum),
            new Exercise("B14", "Backward of a vector", Slopes::vectorsHaveNoSlope),
            new Exercise("B15", "A step downhill", Slopes::stepDownhill));
}
