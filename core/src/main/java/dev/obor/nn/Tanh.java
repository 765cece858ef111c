package dev.obor.nn;

import dev.obor.tensor.Tensor;

/// The hyperbolic tangent.
public final class Tanh extends Layer {
    /// Makes the layer.
    public Tanh() {}

    @Override
    public Tensor forward(Tensor x) {
        return x.tanh();
    }
}
