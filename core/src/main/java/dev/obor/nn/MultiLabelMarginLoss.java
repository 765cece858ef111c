package dev.obor.nn;

import dev.obor.tensor.Tensor;

/// The mean over all pairs of a named class n and another o of max(0, 1 − (xₙ − xₒ)), for `[batch, classes]`
/// or `[classes]`.
///
/// A row of the target, int64, names classes up to its first −1.
public final class MultiLabelMarginLoss extends Loss {
    /// Makes the loss, the mean.
    public MultiLabelMarginLoss() {
        this(LossReduction.MEAN);
    }

    /// Makes the loss.
    public MultiLabelMarginLoss(LossReduction reduction) {
        super(reduction);
    }

    @Override
    protected Tensor compute(Tensor input, Tensor target) {
        return F.multilabelMarginLoss(input, target, reduction());
    }
}
