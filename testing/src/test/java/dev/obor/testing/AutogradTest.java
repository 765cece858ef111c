package dev.obor.testing;

import static dev.obor.testing.TensorAssertions.assertClose;
import static dev.obor.testing.TensorAssertions.assertSameBits;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.Obor;
import dev.obor.dtype.DType;
import dev.obor.error.AutogradException;
import dev.obor.error.ShapeException;
import dev.obor.layout.Shape;
import dev.obor.tensor.GradMode;
import dev.obor.tensor.Tensor;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// What the engine promises beyond single operators.
class AutogradTest {
    private static Tensor leaf(double... elements) {
        return Obor.fromArray(elements).requiresGrad(true);
    }

    private static double[] grad(Tensor leaf) {
        return leaf.grad().toDoubleArray();
    }

    @Test
    void backwardAddsToEarlierGradients() {
        Tensor x = leaf(1, 2);
        x.mul(3).sum().backward();
        x.square().sum().backward();
        assertThat(grad(x)).containsExactly(5, 7);
        x.clearGrad();
        assertThat(x.hasGrad()).isFalse();
        x.sum().backward();
        assertThat(grad(x)).containsExactly(1, 1);
    }

    @Test
    void aTensorUsedSeveralTimesGetsTheSum() {
        Tensor x = leaf(2);
        Tensor y = x.mul(x);
        y.mul(y).add(x).add(y).sum().backward();
        assertThat(grad(x)).containsExactly(4 * 8 + 1 + 4);
    }

    @Test
    void noGradRecordsNothingAndEndsWithItsScope() {
        Tensor x = leaf(1);
        Tensor quiet = Obor.noGrad(() -> x.mul(2));
        assertThat(quiet.requiresGrad()).isFalse();
        assertThat(quiet.isLeaf()).isTrue();
        assertThatThrownBy(() -> Obor.noGrad((Runnable) () -> {
                    throw new IllegalStateException("from inside");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(GradMode.isEnabled()).isTrue();
        try (GradMode.Scope _ = Obor.noGrad()) {
            try (GradMode.Scope _ = GradMode.set(true)) {
                assertThat(x.mul(2).requiresGrad()).isTrue();
            }
            assertThat(x.mul(2).requiresGrad()).isFalse();
        }
        assertThat(x.mul(2).requiresGrad()).isTrue();
    }

    @Test
    void detachCutsTheGraphButSharesTheElements() {
        Tensor x = leaf(3);
        Tensor y = x.mul(2);
        Tensor cut = y.detach();
        assertThat(cut.requiresGrad()).isFalse();
        assertThat(cut.view().storage()).isSameAs(y.view().storage());
        y.mul(cut).sum().backward();
        assertThat(grad(x)).containsExactly(12);
    }

    @Test
    void aSecondBackwardIsAnErrorUnlessTheGraphWasRetained() {
        Tensor x = leaf(2);
        Tensor y = x.square().sum();
        y.backward();
        assertThatThrownBy(y::backward)
                .isInstanceOf(AutogradException.class)
                .hasMessageContaining("released")
                .hasMessageContaining("retainGraph");
        Tensor z = x.square().sum();
        Tensor one = Obor.ones(DType.FLOAT64);
        z.backward(one, true, false);
        z.backward();
        assertThat(grad(x)).containsExactly(3 * 4);
    }

    @Test
    void backwardNeedsANumberOrAGradientOfTheSameShape() {
        Tensor y = leaf(1, 2).mul(2);
        assertThatThrownBy(y::backward)
                .isInstanceOf(AutogradException.class)
                .hasMessageContaining("[2]")
                .hasMessageContaining("sum().backward()");
        assertThatThrownBy(() -> y.backward(Obor.ones(DType.FLOAT64, 3)))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("[3]");
        assertThatThrownBy(() -> Obor.ones(1).sum().backward())
                .isInstanceOf(AutogradException.class)
                .hasMessageContaining("requiresGrad(true)");
    }

    @Test
    void onlyFloatingPointLeavesCanRequireAGradient() {
        assertThatThrownBy(() -> Obor.arange(3).requiresGrad(true))
                .isInstanceOf(AutogradException.class)
                .hasMessageContaining("int64");
        assertThatThrownBy(() -> leaf(1).exp().requiresGrad(false))
                .isInstanceOf(AutogradException.class)
                .hasMessageContaining("ExpBackward0");
        assertThatThrownBy(() -> leaf(1).grad())
                .isInstanceOf(AutogradException.class)
                .hasMessageContaining("call backward()");
    }

    @Test
    void aLeafIsEditedInPlaceOnlyWithoutRecording() {
        Tensor x = leaf(1);
        assertThatThrownBy(() -> x.add_(1))
                .isInstanceOf(AutogradException.class)
                .hasMessageContaining("add_")
                .hasMessageContaining("leaf")
                .hasMessageContaining("noGrad");
        assertThat(x.item()).isEqualTo(1);
        Obor.noGrad(() -> x.add_(1));
        assertThat(x.item()).isEqualTo(2);
    }

    @Test
    void editsInPlaceAreRecorded() {
        Tensor x = leaf(2, 3);
        Tensor y = x.clone();
        y.mul_(3);
        y.add_(x);
        y.relu_();
        y.sum().backward();
        assertThat(grad(x)).containsExactly(4, 4);
        Tensor buffer = Obor.zeros(DType.FLOAT64, 2);
        buffer.copy_(x);
        assertThat(buffer.requiresGrad()).isTrue();
        x.clearGrad();
        buffer.mul(5).sum().backward();
        assertThat(grad(x)).containsExactly(5, 5);
    }

    @Test
    void anEditOfASavedTensorIsFoundAndTold() {
        Tensor x = leaf(1, 2);
        Tensor y = x.exp();
        y.add_(1);
        assertThatThrownBy(() -> y.sum().backward())
                .isInstanceOf(AutogradException.class)
                .hasMessageContaining("the result of exp")
                .hasMessageContaining("float64 tensor of shape [2]")
                .hasMessageContaining("at version 1, expected 0")
                .hasMessageContaining("without the underscore");
        Tensor a = leaf(1, 2);
        Tensor b = Obor.fromArray(new double[] {3, 4});
        Tensor product = a.mul(b);
        b.narrow(0, 0, 1).zero_();
        assertThatThrownBy(() -> product.sum().backward())
                .isInstanceOf(AutogradException.class)
                .hasMessageContaining("input 1 of mul");
    }

    @Test
    void gradientsOfTwoLeavesShareNothing() {
        Tensor a = leaf(1, 2);
        Tensor b = leaf(3, 4);
        Tensor incoming = Obor.fromArray(new double[] {1, 1});
        a.add(b).backward(incoming);
        a.grad().add_(10);
        assertThat(grad(b)).containsExactly(1, 1);
        assertThat(incoming.toDoubleArray()).containsExactly(1, 1);
        a.add(b).backward(incoming);
        assertThat(grad(a)).containsExactly(12, 12);
        assertThat(grad(b)).containsExactly(2, 2);
        assertThat(incoming.toDoubleArray()).containsExactly(1, 1);
    }

    @Test
    void gradientsThroughViewsShareNothing() {
        Tensor a = leaf(1, 2);
        Tensor b = leaf(3, 4);
        Tensor c = leaf(5);
        Tensor incoming = Obor.ones(DType.FLOAT64, 2);
        a.reshape(1, 2).add(b.unsqueeze(0)).add(c.expand(1, 2)).squeeze().backward(incoming);
        a.grad().zero_();
        assertThat(grad(b)).containsExactly(1, 1);
        assertThat(grad(c)).containsExactly(2);
        assertThat(incoming.toDoubleArray()).containsExactly(1, 1);
        Tensor x = leaf(1, 2);
        x.sum().backward();
        x.grad().get(0).add_(1);
        assertThat(grad(x)).containsExactly(2, 1);
    }

    @Test
    void aDeepGraphNeedsNoDeepStack() {
        Tensor x = leaf(1);
        Tensor y = x;
        for (int i = 0; i < 100_000; i++) {
            y = y.add(x);
        }
        y.backward(Obor.ones(DType.FLOAT64, 1));
        assertThat(grad(x)).containsExactly(100_001);
    }

    @Test
    void aDeepGraphOfEditsAndViewsNeedsNoDeepStack() {
        Tensor x = leaf(1);
        Tensor base = Obor.zeros(DType.FLOAT64, 4);
        Tensor view = base.narrow(0, 1, 2);
        for (int i = 0; i < 50_000; i++) {
            view.add_(x);
        }
        Tensor turned = base.reshape(2, 2);
        for (int i = 0; i < 100_000; i++) {
            turned = turned.t();
        }
        turned.sum().backward();
        assertThat(grad(x)).containsExactly(100_000);
    }

    @Test
    void aDeepGraphIsDifferentiatedTwice() {
        int depth = 20_000;
        Tensor x = leaf(1);
        Tensor y = x;
        for (int i = 1; i < depth; i++) {
            y = y.mul(x);
        }
        Tensor first = Obor.grad(y.sum(), List.of(x), true).getFirst().orElseThrow();
        first.sum().backward();
        assertThat(first.toDoubleArray()).containsExactly(depth);
        assertThat(grad(x)).containsExactly((double) depth * (depth - 1));
    }

    @Test
    void gradientsOfGradients() {
        Tensor x = leaf(2, 3);
        Tensor cubes = x.mul(x).mul(x).sum();
        Tensor first = Obor.grad(cubes, List.of(x), true).getFirst().orElseThrow();
        assertThat(first.toDoubleArray()).containsExactly(12, 27);
        Tensor second = Obor.grad(first.sum(), List.of(x), true).getFirst().orElseThrow();
        assertThat(second.toDoubleArray()).containsExactly(12, 18);
        second.sum().backward();
        assertThat(grad(x)).containsExactly(6, 6);
        Tensor y = leaf(2);
        y.square().mul(y).sum().backward(Obor.ones(DType.FLOAT64), false, true);
        assertThat(y.grad().requiresGrad()).isTrue();
        Tensor slope = y.grad();
        y.clearGrad();
        slope.sum().backward();
        assertThat(grad(y)).containsExactly(12);
    }

    @Test
    void anUnusedInputHasNoGradient() {
        Tensor x = leaf(1);
        Tensor unused = leaf(1);
        Tensor inner = x.mul(2);
        List<Optional<Tensor>> found = Obor.grad(inner.square().sum(), List.of(unused, x, inner), false);
        assertThat(found.get(0)).isEmpty();
        assertThat(found.get(1).orElseThrow().item()).isEqualTo(8);
        assertThat(found.get(2).orElseThrow().item()).isEqualTo(4);
        assertThat(x.hasGrad()).isFalse();
        assertThatThrownBy(() -> Obor.grad(inner.sum(), List.of(Obor.ones(1)), false))
                .isInstanceOf(AutogradException.class);
    }

    @Test
    void gradientsTakeTheDtypeAndShapeOfTheirLeaf() {
        Tensor single = Obor.ones(2, 1).requiresGrad(true);
        Tensor number = Obor.scalar(2.0).requiresGrad(true);
        Tensor wide = Obor.full(DType.FLOAT64, 3.0, 4, 2, 5);
        single.mul(wide).mul(number).sum().backward();
        assertThat(single.grad().dtype()).isEqualTo(DType.FLOAT32);
        assertSameBits(single.grad(), Obor.full(DType.FLOAT32, 120.0, 2, 1));
        assertSameBits(number.grad(), Obor.scalar(120.0));
    }

    @Test
    void gradientsOfTransposedMatricesLieAsTheMatricesDo() {
        for (Shape batch : List.of(Shape.SCALAR, Shape.of(2))) {
            Tensor a = Obor.randn(matrices(batch, 3, 5));
            Tensor b = Obor.randn(matrices(batch, 5, 4));
            Tensor g = Obor.randn(matrices(batch, 3, 4));
            Tensor turnedA = a.transpose(-2, -1).contiguous().requiresGrad(true);
            Tensor turnedB = b.transpose(-2, -1).contiguous().requiresGrad(true);
            Tensor aView = turnedA.transpose(-2, -1);
            Tensor bView = turnedB.transpose(-2, -1);
            List<Optional<Tensor>> found = Obor.grad(aView.matmul(bView).mul(g).sum(), List.of(aView, bView), false);
            Tensor ofA = found.get(0).orElseThrow();
            Tensor ofB = found.get(1).orElseThrow();
            assertSameBits(ofA, g.matmul(b.transpose(-2, -1)));
            assertSameBits(ofB, a.transpose(-2, -1).matmul(g));
            assertThat(ofA.transpose(-2, -1).isContiguous()).isTrue();
            assertThat(ofB.transpose(-2, -1).isContiguous()).isTrue();
            aView.matmul(bView).mul(g).sum().backward();
            assertSameBits(turnedB.grad(), ofB.transpose(-2, -1));
        }
    }

    private static Shape matrices(Shape batch, int rows, int columns) {
        return batch.insert(batch.rank(), rows).insert(batch.rank() + 1, columns);
    }

    @Test
    void theGraphIsReleased() {
        Tensor x = leaf(1, 2);
        List<WeakReference<Object>> saved = new ArrayList<>();
        Tensor loss = lossThatSaves(x, saved);
        loss.backward();
        collect(saved);
        assertThat(saved).allMatch(reference -> reference.get() == null);
        assertThat(loss.requiresGrad()).isTrue();
        saved.clear();
        lossThatSaves(x, saved);
        collect(saved);
        assertThat(saved).allMatch(reference -> reference.get() == null);
    }

    private static Tensor lossThatSaves(Tensor x, List<WeakReference<Object>> saved) {
        Tensor e = x.exp();
        Tensor product = e.mul(x.square());
        saved.add(new WeakReference<>(e.view().storage()));
        saved.add(new WeakReference<>(product.view().storage()));
        return product.relu().sum();
    }

    private static void collect(List<WeakReference<Object>> references) {
        for (int i = 0; i < 50 && references.stream().anyMatch(r -> r.get() != null); i++) {
            System.gc();
            Thread.onSpinWait();
        }
    }

    @Test
    void gradientsOfRandomGraphsAreTheNumericalOnes() {
        for (long seed = 1; seed <= 20; seed++) {
            long s = seed;
            Samples samples = new Samples(seed);
            Tensor a = samples.uniform(DType.FLOAT64, -1, 1, 2, 3).requiresGrad(true);
            Tensor b = samples.uniform(DType.FLOAT64, -1, 1, 3).requiresGrad(true);
            GradCheck check = new GradCheck("graph of seed " + seed);
            check.check(in -> List.of(randomGraph(s, in.get(0), in.get(1))), a, b);
        }
    }

    /// Twelve random operators on random earlier results, so that many are used more than once.
    private static Tensor randomGraph(long seed, Tensor a, Tensor b) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Tensor> nodes = new ArrayList<>(List.of(a, b));
        for (int i = 0; i < 12; i++) {
            Tensor x = nodes.get(random.nextInt(nodes.size()));
            Tensor y = nodes.get(random.nextInt(nodes.size()));
            nodes.add(
                    switch (random.nextInt(6)) {
                        case 0 -> x.add(y);
                        case 1 -> x.mul(y).mul(0.5);
                        case 2 -> x.tanh();
                        case 3 -> x.sub(y.sigmoid());
                        case 4 -> x.sum(new int[] {-1}, true).mul(0.3).add(y);
                        default -> x.exp().mul(0.2);
                    });
        }
        return nodes.getLast().add(nodes.get(nodes.size() - 2));
    }

    @Test
    void gradientsInOneGoAreTheSumsOfSeparateOnes() {
        Tensor x = leaf(0.5, -1);
        Tensor first = x.tanh().sum();
        Tensor second = x.square().sum();
        Tensor together = Tensor.gradients(List.of(first, second), List.of(), List.of(x), true, false)
                .getFirst()
                .orElseThrow();
        Tensor apart = Obor.grad(x.tanh().sum(), List.of(x), false)
                .getFirst()
                .orElseThrow()
                .add(Obor.grad(x.square().sum(), List.of(x), false).getFirst().orElseThrow());
        assertClose(together, apart, 1e-15, 0);
    }

    @Test
    void gradientsLeaveTheGraphBelowTheWantedInputsAlone() {
        Tensor x = leaf(2);
        Tensor inner = x.square();
        Tensor outer = inner.square().sum();
        Obor.grad(outer, List.of(inner), false);
        inner.sum().backward();
        assertThat(grad(x)).containsExactly(4);
    }
}
