package dev.obor.nn;

import dev.obor.tensor.Tensor;

/// 1 / (1 + exp(−x)) for each element.
public final class Sigmoid extends Layer {
    /// Makes the layer.
    public Sigmoid() {}

    @Override
    protected Tensor compute(Tensor x) {
        return x.sigmoid();
    }
}
