package dev.obor.tensor;

import dev.obor.storage.View;

/// The softmax along a dim, computed from differences to the largest element so that it does not overflow.
public record Softmax(int dim) implements RowWise {
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
    public void compute(Steps steps, View x, View output, int dim) {
        View[] whole = {output};
        View top = RowWise.reduced(steps, Reducer.AMAX, dim, x);
        steps.run(Ops.EXP_DIFFERENCE, new View[] {x, top}, whole);
        View sum = RowWise.reduced(steps, Reducer.SUM, dim, output);
        steps.run(Ops.DIV, new View[] {output, sum}, whole);
    }

    @Override
    public Tensor gradient(int input, Tensor g, Saved saved) {
        Tensor y = saved.output();
        Tensor product = g.apply(new Reduce(Reducer.SUM_PRODUCTS, Reduce.dims("softmax", y.dim(), dim), true), y);
        return g.sub(product).mul(y);
    }
}
