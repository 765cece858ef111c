package dev.obor.nn;

import dev.obor.tensor.Tensor;

/// x times its hard sigmoid, for each element.
public final class Hardswish extends Layer {
    /// Makes the layer.
    public Hardswish() {}

    @Override
    protected Tensor compute(Tensor x) {
        return F.hardswish(x);
    }
}
