package dev.obor.nn;

import dev.obor.tensor.Tensor;

/// x − tanh(x) for each element.
public final class Tanhshrink extends Layer {
    /// Makes the layer.
    public Tanhshrink() {}

    @Override
    protected Tensor compute(Tensor x) {
        return F.tanhshrink(x);
    }
}
