package dev.obor.nn;

import dev.obor.tensor.Tensor;

/// The divergence of Kullback and Leibler of a target from log-probabilities x: target · (log target − x).
///
/// [LossReduction#BATCHMEAN] gives the divergence as it is defined; the default divides by the number of all
/// elements.
public final class KLDivLoss extends Loss {
    private final boolean logTarget;

    /// Makes the loss, the mean.
    public KLDivLoss() {
        this(LossReduction.MEAN, false);
    }

    /// Makes the loss.
    public KLDivLoss(LossReduction reduction) {
        this(reduction, false);
    }

    /// Makes the loss.
    ///
    /// @param logTarget whether the target holds logarithms, too
    public KLDivLoss(LossReduction reduction, boolean logTarget) {
        super(reduction);
        this.logTarget = logTarget;
    }

    @Override
    protected Tensor compute(Tensor input, Tensor target) {
        return F.klDiv(input, target, reduction(), logTarget);
    }
}
