package dev.obor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.obor.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Compares gradients with central differences, in float64.
public final class FiniteDifferences {
    private static final double STEP = 1e-5;

    private FiniteDifferences() {}

    /// Checks the first derivatives of Σ weights · f, where the weights make every output count differently.
    public static void checkFirst(Function<List<Tensor>, Tensor> f, List<Tensor> inputs) {
        check(xs -> weighted(f.apply(xs)), inputs);
    }

    /// Checks the first and the second derivatives.
    public static void checkSecond(Function<List<Tensor>, Tensor> f, List<Tensor> inputs) {
        checkFirst(f, inputs);
        check(
                xs -> {
                    Tensor sum = Obor.scalar(0).to(dev.obor.dtype.DType.FLOAT64);
                    for (var grad : Obor.grad(weighted(f.apply(xs)), xs, true)) {
                        sum = grad.isPresent() ? sum.add(weighted(grad.get())) : sum;
                    }
                    return sum;
                },
                inputs);
    }

    private static Tensor weighted(Tensor y) {
        Tensor weights = Obor.arange(1, y.numel() + 1)
                .to(dev.obor.dtype.DType.FLOAT64)
                .mul(0.7)
                .add(0.1);
        return y.mul(weights.reshape(y.shape())).sum();
    }

    private static void check(Function<List<Tensor>, Tensor> f, List<Tensor> inputs) {
        List<Tensor> leaves = new ArrayList<>();
        for (Tensor input : inputs) {
            leaves.add(input.detach().clone().requiresGrad(true));
        }
        Tensor value = f.apply(leaves);
        var grads = value.requiresGrad() ? Obor.grad(value, leaves, false) : null;
        for (int i = 0; i < leaves.size(); i++) {
            double[] x = leaves.get(i).toDoubleArray();
            double[] found = grads == null || grads.get(i).isEmpty()
                    ? new double[x.length]
                    : grads.get(i).get().toDoubleArray();
            for (int e = 0; e < x.length; e++) {
                double expected = (moved(f, leaves, i, e, STEP) - moved(f, leaves, i, e, -STEP)) / (2 * STEP);
                assertThat(found[e])
                        .as("derivative with respect to element %d of input %d", e, i)
                        .isCloseTo(expected, within(1e-5 * Math.max(1, Math.abs(expected))));
            }
        }
    }

    private static double moved(Function<List<Tensor>, Tensor> f, List<Tensor> inputs, int i, int e, double step) {
        List<Tensor> others = new ArrayList<>();
        for (Tensor input : inputs) {
            others.add(input.detach().clone().requiresGrad(true));
        }
        double[] x = inputs.get(i).toDoubleArray();
        x[e] += step;
        others.set(i, Obor.fromArray(x).reshape(inputs.get(i).shape()).detach().requiresGrad(true));
        return f.apply(others).item();
    }
}
