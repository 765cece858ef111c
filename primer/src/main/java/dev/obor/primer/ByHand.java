package dev.obor.primer;

import static dev.obor.Obor.randn;
import static dev.obor.Obor.tensor;

import dev.obor.Obor;
import dev.obor.dtype.DType;
import dev.obor.nn.F;
import dev.obor.nn.LossReduction;
import dev.obor.tensor.Tensor;
import java.util.List;

/// A network whose gradients are worked out by hand and compared with autograd's.
final class ByHand {
    private ByHand() {}

    /// The weights of a network of 3 inputs, 4 hidden units and 2 outputs.
    private record Weights(Tensor w1, Tensor b1, Tensor w2, Tensor b2) {
        static Weights draw() {
            return new Weights(
                    randn(3, 4).mul(0.2),
                    randn(1, 4).mul(0.2),
                    randn(4, 2).mul(0.2),
                    randn(1, 2).mul(0.2));
        }

        List<Tensor> all() {
            return List.of(w1, b1, w2, b2);
        }

        Weights to(DType dtype) {
            return new Weights(
                    w1.detach().to(dtype),
                    b1.detach().to(dtype),
                    w2.detach().to(dtype),
                    b2.detach().to(dtype));
        }

        /// Returns the predictions, `[n, 2]`, for points, `[n, 3]`.
        Tensor predict(Tensor x) {
            return x.matmul(w1).add(b1).relu().matmul(w2).add(b2).sigmoid();
        }

        /// Returns the gradients of the sum of squared errors.
        Weights gradients(Toy data) {
            Tensor z1 = data.x().matmul(w1).add(b1);
            Tensor hidden = z1.relu();
            Tensor predicted = hidden.matmul(w2).add(b2).sigmoid();
            Tensor atOutput = predicted.sub(data.y()).mul(2).mul(predicted).mul(predicted.rsub(1));
            Tensor atHidden = atOutput.matmul(w2.t()).mul(z1.ge(0));
            return new Weights(
                    outer(data.x(), atHidden), atHidden.sum(0, true), outer(hidden, atOutput), atOutput.sum(0, true));
        }

        /// Returns Σ of the outer products of the rows of a and b.
        private static Tensor outer(Tensor a, Tensor b) {
            return a.get(":, :, None").mul(b.get(":, None, :")).sum(0);
        }

        Weights step(Weights gradients, double rate) {
            return new Weights(
                    w1.sub(gradients.w1, rate),
                    b1.sub(gradients.b1, rate),
                    w2.sub(gradients.w2, rate),
                    b2.sub(gradients.b2, rate));
        }
    }

    private static Tensor squaredError(Weights weights, Toy data) {
        return weights.predict(data.x()).sub(data.y()).square().sum();
    }

    private static void data(Page page) {
        page.say("After manualSeed(0) the normal numbers are PyTorch's.");
        Obor.manualSeed(0);
        Toy data = Toy.draw(20);
        page.show("X[:2]", data.x().get("0:2"));
        page.show("Y[:2]", data.y().get("0:2"));
        page.close(data.x().get(0), -1.1258, -1.1524, -0.2506);
        page.close(data.x().get(1), -0.4339, 0.8487, 0.6920);
        page.holds(
                "answers are 0 or 1",
                data.y().eq(0).logicalOr(data.y().eq(1)).all().itemBoolean());
    }

    private static void forward(Page page) {
        page.say("Two matrix products, a ReLU and a sigmoid; the loss is the sum of squared errors.");
        Toy data = Toy.draw(20);
        Weights weights = Weights.draw();
        Tensor byHand = squaredError(weights, data);
        Tensor byLibrary = F.mseLoss(weights.predict(data.x()), data.y(), LossReduction.SUM);
        page.show(byHand);
        page.close(byHand, byLibrary);
    }

    private static void backward(Page page) {
        page.say("The chain rule from the end to the start, and the same by autograd.");
        Toy data = Toy.draw(20);
        Weights weights = Weights.draw();
        compare(page, data, weights, 1e-6);
        compare(page, data.to(DType.FLOAT64), weights.to(DType.FLOAT64), 1e-14);
    }

    private static void compare(Page page, Toy data, Weights weights, double limit) {
        Weights byHand = weights.gradients(data);
        weights.all().forEach(weight -> weight.requiresGrad(true));
        squaredError(weights, data).backward();
        double difference = 0;
        for (int i = 0; i < weights.all().size(); i++) {
            difference += byHand.all()
                    .get(i)
                    .detach()
                    .sub(weights.all().get(i).grad())
                    .norm()
                    .item();
        }
        page.show("norm of the difference in " + data.x().dtype(), difference);
        page.near(difference, 0, limit);
    }

    private static void descent(Page page) {
        page.say("A small step against the gradient lowers the loss; a step that is too large may raise it.");
        Toy data = Toy.draw(20);
        Weights weights = Weights.draw();
        page.show("at first", squaredError(weights, data));
        for (int step = 0; step < 500; step++) {
            weights = weights.step(weights.gradients(data), 0.05);
        }
        double before = squaredError(weights, data).item();
        Weights gradients = weights.gradients(data);
        double small = squaredError(weights.step(gradients, 0.01), data).item();
        double large = squaredError(weights.step(gradients, 10), data).item();
        page.show("after 500 steps of 0.05", before);
        page.show("after one more of 0.01", small);
        page.show("after one of 10 instead", large);
        page.holds("a small step lowers the loss", small < before);
        page.holds("a large step raises it", large > before);
    }

    private static void accumulation(Page page) {
        page.say("The gradient of Σ x² + x is 2x + 1; run twice without clearing, it is there twice.");
        Tensor x = tensor(2.0, 3, 4).requiresGrad(true);
        x.square().add(x).sum().backward();
        page.show(x.grad());
        page.close(x.grad(), 5, 7, 9);
        x.square().add(x).sum().backward();
        page.show(x.grad());
        page.close(x.grad(), 10, 14, 18);
    }

    static final List<Exercise> ALL = List.of(
            new Exercise("D9", "Toy data", ByHand::data),
            new Exercise("D10", "A forward pass by hand", ByHand::forward),
            new Exercise("D11", "A backward pass by hand", ByHand::backward),
            new Exercise("D12", "Steps that help and steps that do not", ByHand::descent),
            new Exercise("D13", "Accumulated gradients", ByHand::accumulation));
}
