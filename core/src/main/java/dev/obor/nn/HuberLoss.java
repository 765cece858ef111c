package dev.obor.nn;

import dev.obor.tensor.Tensor;

/// d² / 2 where d = |x − target| is at most delta, else delta · (d − delta / 2) (P. Huber, "Robust estimation
/// of a location parameter", 1964).
public final class HuberLoss extends Loss {
    private final double delta;

    /// Makes the loss, the mean.
    public HuberLoss() {
        this(LossReduction.MEAN, 1);
    }

    /// Makes the loss.
    public HuberLoss(LossReduction reduction) {
        this(reduction, 1);
    }

    /// Makes the loss.
    ///
    /// @param delta where the square turns to a line; above 0
    public HuberLoss(LossReduction reduction, double delta) {
        super(reduction);
        this.delta = delta;
    }

    @Override
    protected Tensor compute(Tensor input, Tensor target) {
        return F.huberLoss(input, target, reduction(), delta);
    }
}
