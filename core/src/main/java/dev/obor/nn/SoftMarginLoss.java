package dev.obor.nn;

import dev.obor.tensor.Tensor;

/// log(1 + exp(−target · x)) for targets 1 and −1.
public final class SoftMarginLoss extends Loss {
    /// Makes the loss, the mean.
    public SoftMarginLoss() {
        this(LossReduction.MEAN);
    }

    /// Makes the loss.
    public SoftMarginLoss(LossReduction reduction) {
        super(reduction);
    }

    @Override
    protected Tensor compute(Tensor input, Tensor target) {
        return F.softMarginLoss(input, target, reduction());
    }
}
