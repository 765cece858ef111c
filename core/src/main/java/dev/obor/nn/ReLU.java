package dev.obor.nn;

import dev.obor.tensor.Tensor;

/// max(x, 0) for each element.
public final class ReLU extends Layer {
    /// Makes the layer.
    public ReLU() {}

    @Override
    protected Tensor compute(Tensor x) {
        return x.relu();
    }
}
