package dev.obor.nn;

import dev.obor.tensor.Tensor;

/// x where |x| is larger than lambd, else 0, for each element.
public final class Hardshrink extends Layer {
    private final Number lambd;

    /// Makes the layer with PyTorch's default, 0.5.
    public Hardshrink() {
        this(0.5);
    }

    /// Makes the layer.
    ///
    /// @param lambd the threshold
    public Hardshrink(Number lambd) {
        this.lambd = lambd;
    }

    @Override
    protected Tensor compute(Tensor x) {
        return F.hardshrink(x, lambd.doubleValue());
    }

    @Override
    public String extraRepr() {
        return Repr.of(lambd);
    }
}
