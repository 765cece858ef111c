package dev.obor.tensor;

import dev.obor.error.DTypeException;

/// The logarithm of the softmax along a dim: x − max − log Σ exp(x − max).
public record LogSoftmax(int dim) implements Composite {
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
    public Spec[] infer(Spec... inputs) {
        return new Spec[] {inputs[0]};
    }

    @Override
    public Tensor forward(Tensor... inputs) {
        Tensor x = inputs[0];
        if (x.numel() == 0) {
            return x.clone();
        }
        Tensor top = x.amax(dim, true);
        Tensor sum =
                x.apply(new Reduce(Reducer.SUM_EXP_DIFFERENCES, Reduce.dims("logSoftmax", x.dim(), dim), true), top);
        return x.apply(Ops.LOG_SOFTMAX_SHIFT, top, sum);
    }

    @Override
    public boolean savesOutput(int input) {
        return true;
    }

    @Override
    public Tensor gradient(int input, Tensor g, Saved saved) {
        return g.apply(Ops.LOG_SOFTMAX_GRADIENT, saved.output(), g.sum(dim, true));
    }
}
