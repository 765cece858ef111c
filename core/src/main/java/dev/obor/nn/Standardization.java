package dev.obor.nn;

import static dev.obor.expr.Expr.input;
import static dev.obor.expr.Expr.param;

import dev.obor.dtype.DType;
import dev.obor.error.DTypeException;
import dev.obor.expr.Expr;
import dev.obor.expr.Function;
import dev.obor.layout.Shape;
import dev.obor.tensor.Composite;
import dev.obor.tensor.Cotangents;
import dev.obor.tensor.Interpreter;
import dev.obor.tensor.Pointwise;
import dev.obor.tensor.Reduce;
import dev.obor.tensor.Reducer;
import dev.obor.tensor.Saved;
import dev.obor.tensor.Spec;
import dev.obor.tensor.Tensor;
import java.util.Optional;

/// The elements less their mean along dims, divided by √(variance + eps), times weight, plus bias: what all
/// normalizations of this package share. Inputs: x, or x, weight and bias, which broadcast to x. Its outputs
/// are the result, the means, the reciprocal deviations and the variances; the last have no gradient.
///
/// Forward is three passes (sum, sum of squared differences, result), backward three as well (two sums and a
/// fused formula) where the weight does not vary along the dims, whose sums then are the gradients of weight
/// and bias, too. Source of the gradient: S. Ioffe, C. Szegedy, "Batch normalization" (2015), section 3, with
/// the sums over the batch collected.
///
/// @param dims the dims, ascending
record Standardization(String name, int[] dims, double eps) implements Composite {
    private static final Pointwise RESULT = Pointwise.of(
            Function.ternary("standardize", (x, mean, rstd) -> x.sub(mean).mul(rstd)), Pointwise.Result.PROMOTED);
    /// Of x, mean, 1/σ, weight and bias.
    private static final Pointwise SCALED_RESULT = Pointwise.of(
            Function.of(
                    "standardizeScaled",
                    5,
                    input(0).sub(input(1)).mul(input(2)).mul(input(3)).add(input(4))),
            Pointwise.Result.PROMOTED);
    private static final Pointwise RSTD = Pointwise.of(
            Function.unary("reciprocalDeviation", var -> Expr.constant(1).div(Expr.sqrt(var.add(param(0))))),
            Pointwise.Result.PROMOTED);
    /// Of g, x, mean, the scale, the mean of g, and what x − mean is to be multiplied by.
    private static final Pointwise GRADIENT = Pointwise.of(
            Function.of(
                    "standardizeGradient",
                    6,
                    input(3).mul(input(0).sub(input(4))
                            .sub(input(1).sub(input(2)).mul(input(5))))),
            Pointwise.Result.PROMOTED);

    /// The outputs of a standardization.
    ///
    /// @param rstd 1 / √(variance + eps)
    /// @param variance with the count in the denominator
    record Outputs(Tensor result, Tensor mean, Tensor rstd, Tensor variance) {}

    /// Standardizes x along dims, which stay with size 1 in the means.
    ///
    /// @param weight broadcasts to x
    /// @param bias broadcasts to x
    static Outputs of(String op, Tensor x, double eps, Optional<Tensor> weight, Optional<Tensor> bias, int... dims) {
        if (!x.dtype().isFloating()) {
            throw new DTypeException(
                    op + ": the input is " + x.dtype() + " and must be floating-point: convert it with to(FLOAT32)");
        }
        DType compute = x.dtype().compute();
        Standardization standardization = new Standardization(op, dims, eps);
        Tensor[] found;
        if (weight.isEmpty() && bias.isEmpty()) {
            found = Interpreter.current().apply(standardization, x.to(compute));
        } else {
            Tensor w = weight.orElseGet(() -> Tensor.full(bias.get().shape(), 1, compute));
            Tensor b = bias.orElseGet(() -> Tensor.full(w.shape(), 0, compute));
            found = Interpreter.current().apply(standardization, x.to(compute), w.to(compute), b.to(compute));
        }
        return new Outputs(found[0].to(x.dtype()), found[1], found[2], found[3]);
    }

    private double share(Shape shape) {
        long count = 1;
        for (int dim : dims) {
            count *= shape.size(dim);
        }
        return 1.0 / count;
    }

    @Override
    public Spec[] infer(Spec... inputs) {
        Shape reduced = inputs[0].shape();
        for (int dim : dims) {
            reduced = reduced.with(dim, 1);
        }
        Spec each = new Spec(reduced, inputs[0].dtype());
        return new Spec[] {inputs[0], each, each, each};
    }

    @Override
    public Tensor forward(Tensor... inputs) {
        return forwardAll(inputs)[0];
    }

    @Override
    public Tensor[] forwardAll(Tensor... inputs) {
        Tensor x = inputs[0];
        Tensor mean = x.mean(dims, true);
        Tensor squares = x.apply(new Reduce(Reducer.SUM_SQUARED_DIFFERENCES, dims, true), mean);
        Tensor variance = squares.mul(share(x.shape()));
        Tensor rstd = variance.apply(RSTD.with(eps));
        Tensor result = inputs.length == 1
                ? x.apply(RESULT, mean, rstd)
                : x.apply(SCALED_RESULT, mean, rstd, inputs[1], inputs[2]);
        return new Tensor[] {result, mean, rstd, variance};
    }

    @Override
    public boolean isDifferentiable(int output) {
        return output < 3;
    }

    @Override
    public boolean savesInput(int input, int saved) {
        return saved < 2 && input < 2;
    }

    @Override
    public boolean savesOutput(int input, int saved) {
        return input < 2 && (saved == 1 || saved == 2);
    }

    @Override
    public Tensor gradient(int input, Tensor g, Saved saved) {
        throw new IllegalStateException(name + ": the gradients are computed together");
    }

    @Override
    public boolean isJoint() {
        return true;
    }

    @Override
    public Tensor[] gradients(boolean[] wanted, Cotangents given, Saved saved) {
        Tensor g = given.of(0);
        boolean scales = wanted.length > 1;
        boolean varies = scales && variesAlongDims(saved.spec(1).shape());
        Tensor[] result = new Tensor[wanted.length];
        Tensor sum = null;
        Tensor products = null;
        if (wanted[0]) {
            Tensor h = varies ? g.mul(saved.input(1)) : g;
            sum = h.sum(dims, true);
            products = products(h, saved);
            Tensor rstd = saved.output(2);
            Tensor scale = scales && !varies ? rstd.mul(saved.input(1)) : rstd;
            double share = share(g.shape());
            Tensor factor = products.mul(rstd.square()).mul(share);
            result[0] = withMoments(
                    h.apply(GRADIENT, saved.input(0), saved.output(1), scale, sum.mul(share), factor), given, saved);
        }
        if (scales && wanted[1]) {
            Tensor found = varies
                    ? g.mul(saved.input(0).apply(RESULT, saved.output(1), saved.output(2)))
                    : (products == null ? products(g, saved) : products).mul(saved.output(2));
            result[1] = found;
        }
        if (scales && wanted[2]) {
            result[2] = varies || sum == null ? g : sum;
        }
        return result;
    }

    /// Returns Σ g · (x − mean).
    private Tensor products(Tensor g, Saved saved) {
        return g.apply(new Reduce(Reducer.SUM_SCALED_DIFFERENCES, dims, true), saved.input(0), saved.output(1));
    }

    private boolean variesAlongDims(Shape weight) {
        // All broadcast to x from the last dim on, and have its number of dims here.
        for (int dim : dims) {
            if (weight.size(dim) != 1) {
                return true;
            }
        }
        return false;
    }

    /// Gradients arrive at mean and reciprocal deviation where the gradient itself is differentiated.
    private Tensor withMoments(Tensor gradient, Cotangents g, Saved saved) {
        Tensor result = gradient;
        double share = share(gradient.shape());
        if (g.has(1)) {
            result = result.add(g.of(1).mul(share));
        }
        if (g.has(2)) {
            Tensor rstd = saved.output(2);
            Tensor factor = g.of(2).mul(rstd.square()).mul(rstd).mul(share);
            result = result.sub(saved.input(0).sub(saved.output(1)).mul(factor));
        }
        return result;
    }
}
