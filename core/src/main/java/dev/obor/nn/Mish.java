package dev.obor.nn;

import dev.obor.tensor.Tensor;

/// x · tanh(softplus(x)) for each element.
public final class Mish extends ActivationLayer {
    /// Makes the layer.
    public Mish() {
        this(false);
    }

    /// Makes the layer.
    ///
    /// @param inplace whether the input is overwritten with the result
    public Mish(boolean inplace) {
        super(inplace);
    }

    @Override
    Tensor activate(Tensor x) {
        return F.mish(x);
    }

    @Override
    public String extraRepr() {
        return inplaceText("");
    }
}
