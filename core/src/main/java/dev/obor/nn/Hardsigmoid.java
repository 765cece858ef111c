package dev.obor.nn;

import dev.obor.tensor.Tensor;

/// x / 6 + ½, limited to 0 … 1, for each element.
public final class Hardsigmoid extends ActivationLayer {
    /// Makes the layer.
    public Hardsigmoid() {
        this(false);
    }

    /// Makes the layer.
    ///
    /// @param inplace whether the input is overwritten with the result
    public Hardsigmoid(boolean inplace) {
        super(inplace);
    }

    @Override
    Tensor activate(Tensor x) {
        return F.hardsigmoid(x);
    }
}
