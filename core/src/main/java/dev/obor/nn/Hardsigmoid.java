package dev.obor.nn;

import dev.obor.tensor.Tensor;

/// x / 6 + ½, limited to 0 … 1, for each element.
public final class Hardsigmoid extends Layer {
    /// Makes the layer.
    public Hardsigmoid() {}

    @Override
    protected Tensor compute(Tensor x) {
        return F.hardsigmoid(x);
    }
}
