package dev.obor.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.Obor;
import dev.obor.dtype.DType;
import dev.obor.error.AutogradException;
import dev.obor.tensor.Tensor;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Edits in place of views and of what they are views of, in recorded graphs: the gradients are those of the
/// same program written without edits.
class ViewEditTest {
    private static Tensor leaf(double... elements) {
        return Obor.fromArray(elements).requiresGrad(true);
    }

    private static double[] grad(Tensor leaf) {
        return leaf.grad().toDoubleArray();
    }

    @Test
    void anEditOfAViewReachesTheGradientOfItsBase() {
        Tensor x = leaf(1);
        Tensor base = Obor.zeros(DType.FLOAT64, 3);
        base.narrow(0, 0, 1).add_(x);
        assertThat(base.requiresGrad()).isTrue();
        assertThat(base.gradFn()).contains("EditedViewBackward0");
        base.sum().add(x.sum()).backward();
        assertThat(grad(x)).containsExactly(2);
    }

    @Test
    void anEditOfTheBaseReachesItsViews() {
        Tensor x = leaf(1, 2);
        Tensor base = x.mul(2);
        Tensor view = base.narrow(0, 0, 1);
        base.mul_(3);
        view.sum().backward();
        assertThat(grad(x)).containsExactly(6, 0);
    }

    @Test
    void anEditOfAnUntrackedBaseReachesItsViews() {
        Tensor x = leaf(1, 2);
        Tensor base = Obor.ones(DType.FLOAT64, 2);
        Tensor view = base.narrow(0, 0, 1);
        base.mul_(x);
        view.sum().add(x.sum()).backward();
        assertThat(grad(x)).containsExactly(2, 1);
    }

    @Test
    void anEditOfOneViewReachesAnother() {
        Tensor x = leaf(1, 2, 3, 4);
        Tensor base = x.mul(1).view(2, 2);
        Tensor row = base.select(0, 0);
        Tensor column = base.select(1, 1);
        row.mul_(10);
        assertThat(column.toDoubleArray()).containsExactly(20, 4);
        column.sum().backward();
        assertThat(grad(x)).containsExactly(0, 10, 0, 1);
    }

    @Test
    void whatAnEditOverwritesHasNoGradient() {
        Tensor x = leaf(1, 2, 3);
        Tensor w = leaf(5);
        Tensor base = x.mul(2);
        base.narrow(0, 1, 1).copy_(w);
        base.square().sum().backward();
        assertThat(grad(x)).containsExactly(8, 0, 24);
        assertThat(grad(w)).containsExactly(10);
    }

    @Test
    void filledPlacesHaveNoGradient() {
        Tensor x = leaf(1, 2, 3);
        Tensor base = x.mul(2);
        base.narrow(0, 1, 2).zero_();
        base.sum().backward();
        assertThat(grad(x)).containsExactly(2, 0, 0);
    }

    @Test
    void viewsOfViewsAreEdited() {
        Tensor x = leaf(1, 2, 3, 4, 5, 6);
        Tensor base = x.mul(1);
        Tensor inner = base.view(2, 3).t().narrow(0, 1, 2);
        inner.mul_(2);
        base.mul(Obor.tensor(1.0, 10, 100, 1000, 10000, 100000)).sum().backward();
        assertThat(grad(x)).containsExactly(1, 20, 200, 1000, 20000, 200000);
    }

    @Test
    void leavesAndTheirViewsAreEditedOnlyWithoutRecording() {
        Tensor x = leaf(1, 2);
        assertThatThrownBy(() -> x.narrow(0, 0, 1).mul_(2))
                .isInstanceOf(AutogradException.class)
                .hasMessageContainingAll("mul_: a view, of shape [1], of a leaf that requires a gradient", "noGrad");
        Obor.noGrad(() -> x.narrow(0, 0, 1).mul_(2));
        assertThat(x.toDoubleArray()).containsExactly(2, 2);
        assertThat(x.isLeaf()).isTrue();
    }

    @Test
    void aValueSavedBeforeAnEditIsFoundAndTheWriterNamed() {
        Tensor x = leaf(1, 2);
        Tensor y = x.mul(1);
        Tensor z = y.exp();
        z.narrow(0, 0, 1).add_(1);
        assertThatThrownBy(() -> z.sum().backward())
                .isInstanceOf(AutogradException.class)
                .hasMessageContainingAll("the result of exp", "last by add_");
    }

    @Test
    void theSecondDerivativePassesThroughEdits() {
        Tensor x = leaf(2, 3);
        Tensor base = x.mul(x).mul(x);
        base.narrow(0, 0, 1).mul_(2);
        Tensor first = Obor.grad(base.sum(), List.of(x), true).getFirst().orElseThrow();
        assertThat(first.toDoubleArray()).containsExactly(24, 27);
        first.sum().backward();
        assertThat(grad(x)).containsExactly(24, 18);
    }

    @Test
    void randomProgramsOfEditsHaveTheNumericalGradient() {
        for (int seed = 0; seed < 60; seed++) {
            int program = seed;
            new GradCheck("edits, seed " + seed)
                    .check(
                            in -> List.of(edited(program, in.getFirst(), in.get(1))),
                            Obor.fromArray(new double[] {0.3, -0.7, 1.1, 0.4, -1.3, 0.9, 0.2, -0.5, 0.8, 1.2, -0.1, 0.6
                                    })
                                    .requiresGrad(true),
                            Obor.fromArray(new double[] {0.5, -0.4, 0.7}).requiresGrad(true));
        }
    }

    /// A random program that edits a [3, 4] tensor and views of it in place.
    private static Tensor edited(int seed, Tensor x, Tensor w) {
        SplittableRandom random = new SplittableRandom(seed);
        Tensor base = x.mul(1.5).view(3, 4);
        Tensor[] views = {
            base,
            base.select(0, 1),
            base.select(1, 2),
            base.t(),
            base.narrow(1, 1, 2).t(),
            base.view(12)
        };
        for (int step = 0; step < 6; step++) {
            Tensor target = views[random.nextInt(views.length)];
            switch (random.nextInt(5)) {
                case 0 -> target.mul_(2);
                case 1 -> target.add_(w.get(random.nextInt(3)));
                case 2 -> target.copy_(w.get(random.nextInt(3)).tanh());
                case 3 -> target.sub_(views[random.nextInt(views.length)].sum());
                default -> views[random.nextInt(views.length)] = target.mul(1.1);
            }
        }
        Tensor sum = base.mul(base).sum();
        for (Tensor view : views) {
            sum = sum.add(view.sum());
        }
        return sum;
    }
}
