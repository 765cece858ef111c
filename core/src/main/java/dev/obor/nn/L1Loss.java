package dev.obor.nn;

import dev.obor.tensor.Tensor;

/// |x − target|.
public final class L1Loss extends Loss {
    /// Makes the loss, the mean.
    public L1Loss() {
        this(LossReduction.MEAN);
    }

    /// Makes the loss.
    public L1Loss(LossReduction reduction) {
        super(reduction);
    }

    @Override
    protected Tensor compute(Tensor input, Tensor target) {
        return F.l1Loss(input, target, reduction());
    }
}
