package dev.obor.nn;

import dev.obor.tensor.Tensor;

/// The scaled exponential linear unit of each element, with the two constants of G. Klambauer et al.,
/// "Self-normalizing neural networks" (2017).
public final class SELU extends ActivationLayer {
    /// Makes the layer.
    public SELU() {
        this(false);
    }

    /// Makes the layer.
    ///
    /// @param inplace whether the input is overwritten with the result
    public SELU(boolean inplace) {
        super(inplace);
    }

    @Override
    Tensor activate(Tensor x) {
        return F.selu(x);
    }

    @Override
    public String extraRepr() {
        return inplaceText("");
    }
}
