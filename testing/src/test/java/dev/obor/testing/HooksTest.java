package dev.obor.testing;

import static dev.obor.testing.TensorAssertions.assertSameBits;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.GradOptions;
import dev.obor.Obor;
import dev.obor.autograd.Checkpoint;
import dev.obor.autograd.Functional;
import dev.obor.error.AutogradException;
import dev.obor.error.ShapeException;
import dev.obor.tensor.CustomFunction;
import dev.obor.tensor.GradMode;
import dev.obor.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What users hang into the graph: hooks, functions of their own, searches for anomalies, checkpoints.
class HooksTest {
    private static Tensor leaf(double... elements) {
        return Obor.fromArray(elements).requiresGrad(true);
    }

    private static double[] grad(Tensor leaf) {
        return leaf.grad().toDoubleArray();
    }

    @Test
    void aHookSeesAndChangesAGradient() {
        Tensor x = leaf(1, 2);
        Tensor y = x.mul(3);
        List<Tensor> seen = new ArrayList<>();
        Tensor.Hook hook = y.registerHook(g -> {
            seen.add(g);
            return g.mul(10);
        });
        y.square().sum().backward();
        assertThat(seen).hasSize(1);
        assertThat(seen.getFirst().toDoubleArray()).containsExactly(6, 12);
        assertThat(grad(x)).containsExactly(180, 360);
        hook.close();
        hook.close();
        x.clearGrad();
        x.mul(3).sum().backward();
        assertThat(grad(x)).containsExactly(3, 3);
    }

    @Test
    void aHookOfALeafSeesTheSum() {
        Tensor x = leaf(1);
        x.registerHook(g -> g.neg());
        x.mul(2).add(x.mul(3)).sum().backward();
        assertThat(grad(x)).containsExactly(-5);
    }

    @Test
    void aHookMustReturnTheSameShape() {
        Tensor x = leaf(1, 2);
        x.registerHook(Tensor::sum);
        assertThatThrownBy(() -> x.sum().backward())
                .isInstanceOf(AutogradException.class)
                .hasMessage("hook: it was given a gradient of [2] and float64 and returned one of [] and float64:"
                        + " return one of the same shape and dtype");
        assertThatThrownBy(() -> Obor.ones(2).registerHook(g -> g))
                .isInstanceOf(AutogradException.class)
                .hasMessageContaining("does not require a gradient");
    }

    @Test
    void anInnerTensorKeepsItsGradient() {
        Tensor x = leaf(1, 2);
        Tensor y = x.mul(3);
        y.retainGrad();
        assertThat(y.retainsGrad()).isTrue();
        y.square().sum().backward();
        assertThat(grad(y)).containsExactly(6, 12);
        Tensor z = x.mul(1);
        z.retainGrad();
        z.mul_(5);
        z.sum().backward();
        assertThat(grad(z)).containsExactly(1, 1);
    }

    /// exp with a gradient that keeps the result, and how often backward ran.
    private static final class Exp extends CustomFunction {
        private int backwards;

        @Override
        protected Tensor[] forward(Tensor... inputs) {
            Tensor y = inputs[0].exp();
            saveForBackward(y);
            return new Tensor[] {y};
        }

        @Override
        protected Tensor[] backward(Tensor... gradients) {
            backwards++;
            return new Tensor[] {gradients[0].mul(saved(0))};
        }
    }

    @Test
    void aFunctionOfTheUsersHasItsGradientOfAnyOrder() {
        Tensor x = leaf(0.5, -1);
        new GradCheck("Exp").check(in -> List.of(new Exp().apply(in.getFirst())), x);
        new GradCheck("Exp").checkSecondOrder(in -> List.of(new Exp().apply(in.getFirst())), x);
        Exp exp = new Exp();
        Tensor y = exp.apply(x)[0];
        assertThat(y.gradFn()).contains("ExpBackward0");
        y.sum().backward();
        assertThat(exp.backwards).isEqualTo(1);
        assertThatThrownBy(() -> exp.apply(x)).hasMessageContaining("make a new one for each call");
    }

    /// Sum and difference, and a count without gradient; one pass for both gradients.
    private static final class SumAndDifference extends CustomFunction {
        private boolean[] needed = {};

        @Override
        protected Tensor[] forward(Tensor... inputs) {
            saveForBackward(inputs);
            Tensor sign = inputs[0].sign();
            markNonDifferentiable(sign);
            return new Tensor[] {inputs[0].add(inputs[1]), inputs[0].sub(inputs[1]), sign};
        }

        @Override
        protected Tensor[] backward(Tensor... gradients) {
            needed = needsInputGrad();
            assertThat(saved(0).shape()).isEqualTo(gradients[0].shape());
            return new Tensor[] {gradients[0].add(gradients[1]), gradients[0].sub(gradients[1]), NO_GRADIENT};
        }
    }

    @Test
    void aFunctionMayHaveSeveralOutputsAndInputsWithoutGradient() {
        Tensor a = leaf(3);
        Tensor b = leaf(2);
        SumAndDifference function = new SumAndDifference();
        Tensor[] out = function.apply(a, b, Obor.tensor(1.0));
        assertThat(out[2].requiresGrad()).isFalse();
        out[0].square().add(out[1].mul(7)).sum().backward();
        assertThat(grad(a)).containsExactly(17);
        assertThat(grad(b)).containsExactly(3);
        assertThat(function.needed).containsExactly(true, true, false);
        Tensor only = new SumAndDifference().apply(leaf(3), b.detach(), b.detach())[1];
        only.sum().backward();
    }

    @Test
    void aSavedTensorThatWasEditedIsFound() {
        Tensor x = leaf(1);
        Tensor y = new Exp().apply(x)[0];
        y.mul_(2);
        assertThatThrownBy(() -> y.sum().backward())
                .isInstanceOf(AutogradException.class)
                .hasMessageContainingAll("the result of Exp", "last by mul_");
    }

    @Test
    void anomaliesAreTracedToTheCall() {
        Tensor x = leaf(0, 1);
        try (GradMode.Scope _ = Obor.detectAnomaly()) {
            Tensor y = x.sqrt().mul(Obor.tensor(0.0, 1)).sum();
            assertThatThrownBy(y::backward)
                    .isInstanceOf(AutogradException.class)
                    .hasMessageContainingAll(
                            "the gradient of sqrt for its input 0, of shape [2], holds NaN", "HooksTest");
        }
        x.clearGrad();
        x.sqrt().mul(Obor.tensor(0.0, 1)).sum().backward();
        assertThat(grad(x)[0]).isNaN();
    }

    @Test
    void inferenceTensorsCannotBeSaved() {
        Tensor x = leaf(1, 2);
        Tensor constant = Obor.inferenceMode(() -> x.mul(2));
        assertThat(constant.requiresGrad()).isFalse();
        assertThat(x.add(constant).requiresGrad()).isTrue();
        assertThatThrownBy(() -> x.mul(constant))
                .isInstanceOf(AutogradException.class)
                .hasMessageContainingAll("mul: a tensor of shape [2] made in inference mode", "clone()");
        assertThat(x.mul(constant.clone()).requiresGrad()).isTrue();
        assertThat(Obor.enableGrad(() -> Obor.noGrad(() -> Obor.enableGrad(() -> x.mul(2))))
                        .requiresGrad())
                .isTrue();
    }

    @Test
    void aCheckpointComputesAgainAndGivesTheSameBits() {
        Obor.manualSeed(3);
        Tensor w = Obor.randn(5, 5).requiresGrad(true);
        Tensor x = Obor.randn(4, 5).requiresGrad(true);
        int[] calls = {0};
        java.util.function.UnaryOperator<Tensor> body = in -> {
            calls[0]++;
            return in.matmul(w).tanh().mul(Obor.rand(4, 5)).exp();
        };
        Obor.manualSeed(4);
        Tensor plain = body.apply(x).sum();
        plain.backward();
        Tensor expectedX = x.grad();
        Tensor expectedW = w.grad();
        x.clearGrad();
        w.clearGrad();
        calls[0] = 0;
        Obor.manualSeed(4);
        Tensor out = Checkpoint.of(body, x).sum();
        Tensor after = Obor.rand(3);
        assertThat(calls[0]).isEqualTo(1);
        out.backward();
        assertThat(calls[0]).isEqualTo(2);
        assertSameBits(out.detach(), plain.detach());
        assertSameBits(x.grad(), expectedX);
        assertSameBits(w.grad(), expectedW);
        Obor.manualSeed(4);
        Obor.rand(4, 5);
        assertSameBits(Obor.rand(3), after);
    }

    @Test
    void aCheckpointHasSecondDerivatives() {
        Tensor x = leaf(0.5, -0.3);
        new GradCheck("checkpoint")
                .checkSecondOrder(
                        in -> List.of(Checkpoint.of(y -> y.tanh().mul(y).exp(), in.getFirst())), x);
    }

    @Test
    void jacobiansAndHessians() {
        Tensor x = Obor.tensor(1.0, 2.0, 3.0);
        assertThat(Functional.jacobian(Tensor::square, x)).hasToString("""
                tensor([[2., 0., 0.],
                        [0., 4., 0.],
                        [0., 0., 6.]])""");
        assertThat(Functional.hessian(y -> y.prod(), x)).hasToString("""
                tensor([[0., 3., 2.],
                        [3., 0., 1.],
                        [2., 1., 0.]])""");
        assertThat(Functional.jacobian(y -> y.sum(), x).shape()).hasToString("[3]");
        assertThat(Functional.hessian(y -> y.sum(), x).toDoubleArray()).containsOnly(0);
        Tensor v = Obor.tensor(1.0, 10.0, 100.0);
        assertThat(Functional.vjp(Tensor::square, x, v).product().toDoubleArray())
                .containsExactly(2, 40, 600);
        assertThat(Functional.jvp(Tensor::square, x, v).product().toDoubleArray())
                .containsExactly(2, 40, 600);
        assertThat(Functional.jvp(y -> y.mul(3), x, v).product().toDoubleArray())
                .containsExactly(3, 30, 300);
        assertThat(Functional.hvp(y -> y.get(0).mul(y.get(1)).mul(y.get(2)), x, v)
                        .product()
                        .toDoubleArray())
                .containsExactly(230, 103, 12);
        assertThatThrownBy(() -> Functional.hessian(Tensor::square, x))
                .isInstanceOf(ShapeException.class)
                .hasMessage("hessian: the function's value has shape [3] and must be a single number: reduce it, as in"
                        + " sum()");
    }

    @Test
    void gradOfUnusedInputsIsAnErrorUnlessAllowed() {
        Tensor x = leaf(2);
        Tensor unused = leaf(1, 1);
        assertThat(Obor.grad(x.square().sum(), x).getFirst().toDoubleArray()).containsExactly(4);
        assertThatThrownBy(() -> Obor.grad(x.square().sum(), x, unused))
                .isInstanceOf(AutogradException.class)
                .hasMessageContaining("grad: input 1, of shape [2], was not used");
        List<Tensor> both = Obor.grad(
                List.of(x.square()),
                List.of(x, unused),
                List.of(Obor.tensor(3.0)),
                GradOptions.DEFAULT.allowUnused(true));
        assertThat(both.get(0).toDoubleArray()).containsExactly(12);
        assertThat(both.get(1).toDoubleArray()).containsExactly(0, 0);
    }
}
