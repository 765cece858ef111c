package dev.obor.nn;

import dev.obor.tensor.Tensor;

/// d² / (2 · beta) where d = |x − target| is less than beta, else d − beta / 2.
public final class SmoothL1Loss extends Loss {
    private final double beta;

    /// Makes the loss, the mean.
    public SmoothL1Loss() {
        this(LossReduction.MEAN, 1);
    }

    /// Makes the loss.
    public SmoothL1Loss(LossReduction reduction) {
        this(reduction, 1);
    }

    /// Makes the loss.
    ///
    /// @param beta where the square turns to a line; 0 or more
    public SmoothL1Loss(LossReduction reduction, double beta) {
        super(reduction);
        this.beta = beta;
    }

    @Override
    protected Tensor compute(Tensor input, Tensor target) {
        return F.smoothL1Loss(input, target, reduction(), beta);
    }
}
