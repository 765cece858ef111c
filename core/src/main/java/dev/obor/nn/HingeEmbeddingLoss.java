package dev.obor.nn;

import dev.obor.tensor.Tensor;

/// For distances x: x where the target is 1, max(0, margin − x) where it is −1.
public final class HingeEmbeddingLoss extends Loss {
    private final double margin;

    /// Makes the loss, the mean.
    public HingeEmbeddingLoss() {
        this(1, LossReduction.MEAN);
    }

    /// Makes the loss.
    public HingeEmbeddingLoss(LossReduction reduction) {
        this(1, reduction);
    }

    /// Makes the loss, the mean.
    ///
    /// @param margin how far apart pairs with target −1 should be
    public HingeEmbeddingLoss(double margin) {
        this(margin, LossReduction.MEAN);
    }

    /// Makes the loss.
    ///
    /// @param margin how far apart pairs with target −1 should be
    public HingeEmbeddingLoss(double margin, LossReduction reduction) {
        super(reduction);
        this.margin = margin;
    }

    @Override
    protected Tensor compute(Tensor input, Tensor target) {
        return F.hingeEmbeddingLoss(input, target, margin, reduction());
    }
}
