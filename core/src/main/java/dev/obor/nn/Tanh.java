package dev.obor.nn;

import dev.obor.tensor.Tensor;

/// The hyperbolic tangent of each element.
public final class Tanh extends Layer {
    /// Makes the layer.
    public Tanh() {}

    @Override
    protected Tensor compute(Tensor x) {
        return x.tanh();
    }
}
