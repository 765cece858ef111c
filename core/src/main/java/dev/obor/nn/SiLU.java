package dev.obor.nn;

import dev.obor.tensor.Tensor;

/// x · sigmoid(x) for each element.
public final class SiLU extends ActivationLayer {
    /// Makes the layer.
    public SiLU() {
        this(false);
    }

    /// Makes the layer.
    ///
    /// @param inplace whether the input is overwritten with the result
    public SiLU(boolean inplace) {
        super(inplace);
    }

    @Override
    Tensor activate(Tensor x) {
        return F.silu(x);
    }

    @Override
    public String extraRepr() {
        return inplaceText("");
    }
}
