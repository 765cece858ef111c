package dev.obor.nn;

import dev.obor.tensor.Tensor;

/// max(0, d(anchor, positive) − d(anchor, negative) + margin) for distances by a p-norm (V. Balntas et al.,
/// "Learning local feature descriptors with triplets and shallow convolutional neural networks", 2016).
public final class TripletMarginLoss extends Block {
    private final double margin;
    private final double p;
    private final double eps;
    private final boolean swap;
    private final LossReduction reduction;

    /// Makes the loss with margin 1 and Euclidean distances, the mean.
    public TripletMarginLoss() {
        this(1);
    }

    /// Makes the loss with Euclidean distances, the mean.
    ///
    /// @param margin how much farther the negative should be than the positive
    public TripletMarginLoss(double margin) {
        this(margin, 2, 1e-6, false, LossReduction.MEAN);
    }

    /// Makes the loss.
    ///
    /// @param margin how much farther the negative should be than the positive
    /// @param p of the norm
    /// @param eps what is added to the differences
    /// @param swap whether the negative's distance to the positive counts where it is smaller
    public TripletMarginLoss(double margin, double p, double eps, boolean swap, LossReduction reduction) {
        this.margin = margin;
        this.p = p;
        this.eps = eps;
        this.swap = swap;
        this.reduction = reduction;
    }

    /// Returns the loss of three inputs of one shape, `[batch, features]` or `[features]`.
    ///
    /// @throws dev.obor.error.ShapeException if the shapes differ
    public Tensor forward(Tensor anchor, Tensor positive, Tensor negative) {
        return call(
                x -> F.tripletMarginLoss(x[0], x[1], x[2], margin, p, eps, swap, reduction),
                anchor,
                positive,
                negative);
    }
}
