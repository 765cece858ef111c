package dev.obor.nn;

import dev.obor.tensor.Tensor;

/// x where it is positive, else slope · x, for each element.
public final class LeakyReLU extends ActivationLayer {
    private final Number negativeSlope;

    /// Makes the layer with PyTorch's default, 0.01.
    public LeakyReLU() {
        this(0.01);
    }

    /// Makes the layer.
    ///
    /// @param negativeSlope the slope for negative numbers
    public LeakyReLU(Number negativeSlope) {
        this(negativeSlope, false);
    }

    /// Makes the layer.
    ///
    /// @param negativeSlope the slope for negative numbers
    /// @param inplace whether the input is overwritten with the result
    public LeakyReLU(Number negativeSlope, boolean inplace) {
        super(inplace);
        this.negativeSlope = negativeSlope;
    }

    @Override
    Tensor activate(Tensor x) {
        return F.leakyRelu(x, negativeSlope.doubleValue());
    }

    @Override
    public String extraRepr() {
        return "negative_slope=" + Repr.of(negativeSlope) + inplaceText(", ");
    }
}
