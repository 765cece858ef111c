package dev.obor.nn;

import dev.obor.tensor.Tensor;

/// 1 / (1 + exp(−x)).
public final class Sigmoid extends Layer {
    /// Makes the layer.
    public Sigmoid() {}

    @Override
    public Tensor forward(Tensor x) {
        return x.sigmoid();
    }
}
