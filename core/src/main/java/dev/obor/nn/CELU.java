package dev.obor.nn;

import dev.obor.tensor.Tensor;

/// max(x, 0) + min(0, alpha · (exp(x / alpha) − 1)) for each element.
public final class CELU extends ActivationLayer {
    private final Number alpha;

    /// Makes the layer with PyTorch's default, 1.0.
    public CELU() {
        this(1.0);
    }

    /// Makes the layer.
    ///
    /// @param alpha the scale of negative numbers, not 0
    public CELU(Number alpha) {
        this(alpha, false);
    }

    /// Makes the layer.
    ///
    /// @param alpha the scale of negative numbers, not 0
    /// @param inplace whether the input is overwritten with the result
    public CELU(Number alpha, boolean inplace) {
        super(inplace);
        this.alpha = alpha;
    }

    @Override
    Tensor activate(Tensor x) {
        return F.celu(x, alpha.doubleValue());
    }

    @Override
    public String extraRepr() {
        return "alpha=" + Repr.of(alpha) + inplaceText(", ");
    }
}
