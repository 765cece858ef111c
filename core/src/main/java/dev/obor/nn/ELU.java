package dev.obor.nn;

import dev.obor.tensor.Tensor;

/// x where it is positive, else alpha · (exp(x) − 1), for each element.
public final class ELU extends ActivationLayer {
    private final Number alpha;

    /// Makes the layer with PyTorch's default, 1.0.
    public ELU() {
        this(1.0);
    }

    /// Makes the layer.
    ///
    /// @param alpha the scale of negative numbers
    public ELU(Number alpha) {
        this(alpha, false);
    }

    /// Makes the layer.
    ///
    /// @param alpha the scale of negative numbers
    /// @param inplace whether the input is overwritten with the result
    public ELU(Number alpha, boolean inplace) {
        super(inplace);
        this.alpha = alpha;
    }

    @Override
    Tensor activate(Tensor x) {
        return F.elu(x, alpha.doubleValue());
    }

    @Override
    public String extraRepr() {
        return "alpha=" + Repr.of(alpha) + inplaceText(", ");
    }
}
