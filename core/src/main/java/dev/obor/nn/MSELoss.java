package dev.obor.nn;

import dev.obor.tensor.Tensor;

/// (x − target)².
public final class MSELoss extends Loss {
    /// Makes the loss, the mean.
    public MSELoss() {
        this(LossReduction.MEAN);
    }

    /// Makes the loss.
    public MSELoss(LossReduction reduction) {
        super(reduction);
    }

    @Override
    protected Tensor compute(Tensor input, Tensor target) {
        return F.mseLoss(input, target, reduction());
    }
}
