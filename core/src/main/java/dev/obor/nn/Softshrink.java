package dev.obor.nn;

import dev.obor.tensor.Tensor;

/// x moved towards 0 by lambd, and 0 within, for each element.
public final class Softshrink extends Layer {
    private final Number lambd;

    /// Makes the layer with PyTorch's default, 0.5.
    public Softshrink() {
        this(0.5);
    }

    /// Makes the layer.
    ///
    /// @param lambd the distance, 0 or more
    public Softshrink(Number lambd) {
        this.lambd = lambd;
    }

    @Override
    protected Tensor compute(Tensor x) {
        return F.softshrink(x, lambd.doubleValue());
    }

    @Override
    public String extraRepr() {
        return Repr.of(lambd);
    }
}
