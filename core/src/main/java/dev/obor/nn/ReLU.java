package dev.obor.nn;

import dev.obor.tensor.Tensor;

/// max(x, 0) for each element.
public final class ReLU extends ActivationLayer {
    /// Makes the layer.
    public ReLU() {
        this(false);
    }

    /// Makes the layer.
    ///
    /// @param inplace whether the input is overwritten with the result
    public ReLU(boolean inplace) {
        super(inplace);
    }

    @Override
    Tensor activate(Tensor x) {
        return x.relu();
    }

    @Override
    public String extraRepr() {
        return inplaceText("");
    }
}
