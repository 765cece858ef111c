package dev.obor.nn;

import dev.obor.tensor.Tensor;

/// max(x, 0).
public final class ReLU extends Layer {
    /// Makes the layer.
    public ReLU() {}

    @Override
    public Tensor forward(Tensor x) {
        return x.relu();
    }
}
