package dev.obor.nn;

import dev.obor.tensor.Tensor;

/// 1 − cos(x1, x2) where the target is 1, max(0, cos(x1, x2) − margin) where it is −1.
public final class CosineEmbeddingLoss extends Block {
    private final double margin;
    private final LossReduction reduction;

    /// Makes the loss with margin 0, the mean.
    public CosineEmbeddingLoss() {
        this(0, LossReduction.MEAN);
    }

    /// Makes the loss.
    ///
    /// @param margin how large a cosine is no loss where the target is −1
    public CosineEmbeddingLoss(double margin, LossReduction reduction) {
        this.margin = margin;
        this.reduction = reduction;
    }

    /// Returns the loss of pairs of shape `[batch, features]` for targets `[batch]`, or of one pair
    /// `[features]` for one.
    ///
    /// @throws dev.obor.error.ShapeException if the shapes do not fit
    public Tensor forward(Tensor input1, Tensor input2, Tensor target) {
        return call(x -> F.cosineEmbeddingLoss(x[0], x[1], x[2], margin, reduction), input1, input2, target);
    }
}
