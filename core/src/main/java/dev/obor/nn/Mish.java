package dev.obor.nn;

import dev.obor.tensor.Tensor;

/// x · tanh(softplus(x)) for each element.
public final class Mish extends Layer {
    /// Makes the layer.
    public Mish() {}

    @Override
    protected Tensor compute(Tensor x) {
        return F.mish(x);
    }
}
