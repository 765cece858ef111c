package dev.obor.nn;

import dev.obor.tensor.Tensor;

/// x · sigmoid(x) for each element.
public final class SiLU extends Layer {
    /// Makes the layer.
    public SiLU() {}

    @Override
    protected Tensor compute(Tensor x) {
        return F.silu(x);
    }
}
