package dev.obor.tensor;

/// The softmax along a dim, computed from differences to the largest element so that it does not overflow.
public record Softmax(int dim) implements Composite {
    /// Returns the operator for a tensor, converting nothing: integers are refused as PyTorch does.
    static Softmax of(Tensor x, int dim) {
        LogSoftmax.check("softmax", x);
        return new Softmax(x.wrap("softmax", dim));
    }

    @Override
    public String name() {
        return "softmax";
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
        Tensor e = x.sub(x.amax(dim, true)).exp();
        return e.div_(e.sum(dim, true));
    }

    @Override
    public boolean savesOutput(int input) {
        return true;
    }

    @Override
    public Tensor gradient(int input, Tensor g, Saved saved) {
        Tensor y = saved.output();
        Tensor product = g.apply(new Reduce(Reducer.SUM_PRODUCTS, Reduce.dims("softmax", y.dim(), dim), true), y);
        return g.sub(product).mul(y);
    }
}
