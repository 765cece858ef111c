package dev.obor.tensor;

import dev.obor.error.DTypeException;
import dev.obor.storage.View;

/// The logarithm of the softmax along a dim: x − max − log Σ exp(x − max).
public record LogSoftmax(int dim) implements RowWise {
    static LogSoftmax of(Tensor x, int dim) {
        check("logSoftmax", x);
        return new LogSoftmax(x.wrap("logSoftmax", dim));
    }

    static void check(String op, Tensor x) {
        if (!x.dtype().isFloating()) {
            throw new DTypeException(
                    op + ": the tensor is " + x.dtype() + " and must be floating-point: convert it with to(FLOAT32)");
        }
    }

    /// Returns a tensor that was found to be floating-point.
    static Tensor checked(String op, Tensor x) {
        check(op, x);
        return x;
    }

    @Override
    public String name() {
        return "logSoftmax";
    }

    @Override
    public void compute(Steps steps, View x, View output, int dim) {
        View top = RowWise.reduced(steps, Reducer.AMAX, dim, x);
        View sum = RowWise.reduced(steps, Reducer.SUM_EXP_DIFFERENCES, dim, x, top);
        steps.run(Ops.LOG_SOFTMAX_SHIFT, new View[] {x, top, sum}, new View[] {output});
    }

    @Override
    public Tensor gradient(int input, Tensor g, Saved saved) {
        return g.apply(Ops.LOG_SOFTMAX_GRADIENT, saved.output(), g.sum(dim, true));
    }
}
