package dev.obor.nn;

import dev.obor.tensor.Tensor;

/// x · Φ(x) for each element, with the distribution function Φ of the standard normal distribution.
public final class GELU extends Layer {
    private final String approximate;

    /// Makes the layer.
    public GELU() {
        this("none");
    }

    /// Makes the layer.
    ///
    /// @param approximate `tanh` for an approximation by the hyperbolic tangent, `none` for none
    public GELU(String approximate) {
        this.approximate = approximate;
    }

    @Override
    protected Tensor compute(Tensor x) {
        return F.gelu(x, approximate);
    }

    @Override
    public String extraRepr() {
        return "approximate='" + approximate + "'";
    }
}
