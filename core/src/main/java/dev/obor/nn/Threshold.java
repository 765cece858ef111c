package dev.obor.nn;

import dev.obor.tensor.Tensor;

/// x where it is larger than a threshold, else a value, for each element.
public final class Threshold extends ActivationLayer {
    private final Number threshold;
    private final Number value;

    /// Makes the layer.
    ///
    /// @param threshold the threshold
    /// @param value what stands for smaller elements
    public Threshold(Number threshold, Number value) {
        this(threshold, value, false);
    }

    /// Makes the layer.
    ///
    /// @param threshold the threshold
    /// @param value what stands for smaller elements
    /// @param inplace whether the input is overwritten with the result
    public Threshold(Number threshold, Number value, boolean inplace) {
        super(inplace);
        this.threshold = threshold;
        this.value = value;
    }

    @Override
    Tensor activate(Tensor x) {
        return F.threshold(x, threshold.doubleValue(), value.doubleValue());
    }

    @Override
    public String extraRepr() {
        return "threshold=" + Repr.of(threshold) + ", value=" + Repr.of(value) + inplaceText(", ");
    }
}
