package dev.obor.nn;

import dev.obor.tensor.Tensor;

/// x where it is positive, else slope · x, for each element.
public final class LeakyReLU extends Layer {
    private final Number negativeSlope;

    /// Makes the layer with PyTorch's default, 0.01.
    public LeakyReLU() {
        this(0.01);
    }

    /// Makes the layer.
    ///
    /// @param negativeSlope the slope for negative numbers
    public LeakyReLU(Number negativeSlope) {
        this.negativeSlope = negativeSlope;
    }

    @Override
    protected Tensor compute(Tensor x) {
        return F.leakyRelu(x, negativeSlope.doubleValue());
    }

    @Override
    public String extraRepr() {
        return "negative_slope=" + Repr.of(negativeSlope);
    }
}
