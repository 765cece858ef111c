package dev.obor.nn;

import dev.obor.tensor.Tensor;

/// The scaled exponential linear unit of each element, with the two constants of G. Klambauer et al., "Self-normalizing
/// neural networks" (2017).
public final class SELU extends Layer {
    /// Makes the layer.
    public SELU() {}

    @Override
    protected Tensor compute(Tensor x) {
        return F.selu(x);
    }
}
