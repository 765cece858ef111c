package dev.obor.nn;

import dev.obor.tensor.Tensor;

/// x times its hard sigmoid, for each element.
public final class Hardswish extends ActivationLayer {
    /// Makes the layer.
    public Hardswish() {
        this(false);
    }

    /// Makes the layer.
    ///
    /// @param inplace whether the input is overwritten with the result
    public Hardswish(boolean inplace) {
        super(inplace);
    }

    @Override
    Tensor activate(Tensor x) {
        return F.hardswish(x);
    }
}
