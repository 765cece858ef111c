package dev.obor.nn;

import dev.obor.tensor.Tensor;

/// x limited to 0 … 6, for each element.
public final class ReLU6 extends ActivationLayer {
    /// Makes the layer.
    public ReLU6() {
        this(false);
    }

    /// Makes the layer.
    ///
    /// @param inplace whether the input is overwritten with the result
    public ReLU6(boolean inplace) {
        super(inplace);
    }

    @Override
    Tensor activate(Tensor x) {
        return F.relu6(x);
    }

    @Override
    public String extraRepr() {
        return inplaceText("");
    }
}
