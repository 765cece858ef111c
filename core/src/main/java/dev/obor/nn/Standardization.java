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

/// The elements less their mean along dims, divided by √(variance + eps): what all normalizations of this package share.
/// Its outputs are the result, the means, the reciprocal deviations and the variances; the last have no gradient.
///
/// Forward is three passes (sum, sum of squared differences, result), backward two sums and a fused formula. Source of the
/// gradient: S. Ioffe, C. Szegedy, "Batch normalization" (2015), section 3, with the sums over the batch collected.
///
/// @param dims the dims, ascending
record Standardization(String name, int[] dims, double eps) implements Composite {
    private static final Pointwise RESULT = Pointwise.of(
            Function.ternary("standardize", (x, mean, rstd) -> x.sub(mean).mul(rstd)), Pointwise.Result.PROMOTED);
    private static final Pointwise RSTD = Pointwise.of(
            Function.unary("reciprocalDeviation", var -> Expr.constant(1).div(Expr.sqrt(var.add(param(0))))),
            Pointwise.Result.PROMOTED);
    /// Of g, y, 1/σ, Σ g and Σ g · y; the parameter is one over the count.
    private static final Pointwise GRADIENT = Pointwise.of(
            Function.of(
                    "standardizeGradient",
                    5,
                    input(2).mul(input(0)
                            .sub(param(0).mul(input(3)))
                            .sub(input(1).mul(param(0).mul(input(4)))))),
            Pointwise.Result.PROMOTED);

    /// The outputs of a standardization.
    ///
    /// @param rstd 1 / √(variance + eps)
    /// @param variance with the count in the denominator
    record Outputs(Tensor result, Tensor mean, Tensor rstd, Tensor variance) {}

    /// Standardizes x along dims, which stay with size 1 in the means.
    static Outputs of(String op, Tensor x, double eps, int... dims) {
        if (!x.dtype().isFloating()) {
            throw new DTypeException(
                    op + ": the input is " + x.dtype() + " and must be floating-point: convert it with to(FLOAT32)");
        }
        DType compute = x.dtype().compute();
        Tensor[] found = Interpreter.current().apply(new Standardization(op, dims, eps), x.to(compute));
        return new Outputs(found[0].to(x.dtype()), found[1], found[2], found[3]);
    }

    private long count(Shape shape) {
        long count = 1;
        for (int dim : dims) {
            count *= shape.size(dim);
        }
        return count;
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
        Tensor variance = squares.div(count(x.shape()));
        Tensor rstd = variance.apply(RSTD.with(eps));
        return new Tensor[] {x.apply(RESULT, mean, rstd), mean, rstd, variance};
    }

    @Override
    public boolean isDifferentiable(int output) {
        return output < 3;
    }

    @Override
    public boolean savesOutput(int input, int saved) {
        return saved == 0 || saved == 2;
    }

    @Override
    public Tensor gradient(int input, Tensor g, Saved saved) {
        Tensor y = saved.output(0);
        Tensor products = g.apply(new Reduce(Reducer.SUM_PRODUCTS, dims, true), y);
        return g.apply(GRADIENT.with(1.0 / count(y.shape())), y, saved.output(2), g.sum(dims, true), products);
    }

    /// Gradients arrive at mean and reciprocal deviation where the gradient itself is differentiated.
    @Override
    public Tensor gradient(int input, Cotangents g, Saved saved) {
        Tensor y = saved.output(0);
        Tensor rstd = saved.output(2);
        Tensor result = gradient(input, g.of(0), saved);
        double share = 1.0 / count(y.shape());
        if (g.has(1)) {
            result = result.add(g.of(1).mul(share));
        }
        return g.has(2) ? result.sub(y.mul(g.of(2).mul(rstd.square()).mul(share))) : result;
    }
}
