package dev.obor.nn;

import dev.obor.tensor.Tensor;

/// max(x, 0) + min(0, alpha · (exp(x / alpha) − 1)) for each element.
public final class CELU extends Layer {
    private final Number alpha;

    /// Makes the layer with PyTorch's default, 1.0.
    public CELU() {
        this(1.0);
    }

    /// Makes the layer.
    ///
    /// @param alpha the scale of negative numbers, not 0
    public CELU(Number alpha) {
        this.alpha = alpha;
    }

    @Override
    protected Tensor compute(Tensor x) {
        return F.celu(x, alpha.doubleValue());
    }

    @Override
    public String extraRepr() {
        return "alpha=" + Repr.of(alpha);
    }
}
