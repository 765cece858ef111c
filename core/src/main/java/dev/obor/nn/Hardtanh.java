package dev.obor.nn;

import dev.obor.tensor.Tensor;

/// x limited to a range, for each element.
public final class Hardtanh extends ActivationLayer {
    private final Number minVal;
    private final Number maxVal;

    /// Makes the layer with PyTorch's defaults, -1.0 and 1.0.
    public Hardtanh() {
        this(-1.0, 1.0);
    }

    /// Makes the layer.
    ///
    /// @param minVal the smallest value
    /// @param maxVal the largest value
    public Hardtanh(Number minVal, Number maxVal) {
        this(minVal, maxVal, false);
    }

    /// Makes the layer.
    ///
    /// @param minVal the smallest value
    /// @param maxVal the largest value
    /// @param inplace whether the input is overwritten with the result
    public Hardtanh(Number minVal, Number maxVal, boolean inplace) {
        super(inplace);
        this.minVal = minVal;
        this.maxVal = maxVal;
    }

    @Override
    Tensor activate(Tensor x) {
        return F.hardtanh(x, minVal.doubleValue(), maxVal.doubleValue());
    }

    @Override
    public String extraRepr() {
        return "min_val=" + Repr.of(minVal) + ", max_val=" + Repr.of(maxVal) + inplaceText(", ");
    }
}
