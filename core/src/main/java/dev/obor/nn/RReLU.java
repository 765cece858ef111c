package dev.obor.nn;

import dev.obor.random.Generator;
import dev.obor.tensor.Tensor;

/// x where it is positive, else slope · x, with slopes that are random in training and the middle of their
/// range in evaluation.
public final class RReLU extends ActivationLayer {
    private final Number lower;
    private final Number upper;

    /// Makes the layer with slopes from ⅛ to ⅓.
    public RReLU() {
        this(1.0 / 8, 1.0 / 3);
    }

    /// Makes the layer.
    ///
    /// @param lower the smallest slope
    /// @param upper the largest slope
    public RReLU(Number lower, Number upper) {
        this(lower, upper, false);
    }

    /// Makes the layer.
    ///
    /// @param lower the smallest slope
    /// @param upper the largest slope
    /// @param inplace whether the input is overwritten with the result
    public RReLU(Number lower, Number upper, boolean inplace) {
        super(inplace);
        this.lower = lower;
        this.upper = upper;
    }

    @Override
    Tensor activate(Tensor x) {
        return F.rrelu(x, lower.doubleValue(), upper.doubleValue(), isTraining(), Generator.standard());
    }

    @Override
    public String extraRepr() {
        return "lower=" + Repr.of(lower) + ", upper=" + Repr.of(upper) + inplaceText(", ");
    }
}
