package dev.obor.nn;

import dev.obor.tensor.Tensor;

/// max(0, margin − target · (x1 − x2)) for targets 1, where x1 should be larger, and −1.
public final class MarginRankingLoss extends Block {
    private final double margin;
    private final LossReduction reduction;

    /// Makes the loss with margin 0, the mean.
    public MarginRankingLoss() {
        this(0, LossReduction.MEAN);
    }

    /// Makes the loss.
    ///
    /// @param margin how much larger the one should be
    public MarginRankingLoss(double margin, LossReduction reduction) {
        this.margin = margin;
        this.reduction = reduction;
    }

    /// Returns the loss of two inputs and a target of one shape.
    ///
    /// @throws dev.obor.error.ShapeException if the shapes differ
    public Tensor forward(Tensor input1, Tensor input2, Tensor target) {
        return call(x -> F.marginRankingLoss(x[0], x[1], x[2], margin, reduction), input1, input2, target);
    }
}
