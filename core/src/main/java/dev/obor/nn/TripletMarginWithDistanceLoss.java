package dev.obor.nn;

import dev.obor.tensor.Tensor;
import java.util.function.BinaryOperator;

/// max(0, d(anchor, positive) − d(anchor, negative) + margin) for a distance of the caller's, which may be a
/// module.
///
/// ```java
/// var cosine = new CosineSimilarity();
/// new TripletMarginWithDistanceLoss(cosine, (a, b) -> cosine.forward(a, b).rsub(1), 0.5, false, LossReduction.MEAN);
/// ```
public final class TripletMarginWithDistanceLoss extends Block {
    private final BinaryOperator<Tensor> distance;
    private final double margin;
    private final boolean swap;
    private final LossReduction reduction;

    /// Makes the loss with a [PairwiseDistance] and margin 1, the mean.
    public TripletMarginWithDistanceLoss() {
        this(1, false, LossReduction.MEAN);
    }

    /// Makes the loss with a [PairwiseDistance].
    ///
    /// @param margin how much farther the negative should be than the positive
    /// @param swap whether the negative's distance to the positive counts where it is smaller
    public TripletMarginWithDistanceLoss(double margin, boolean swap, LossReduction reduction) {
        this(new PairwiseDistance(), margin, swap, reduction);
    }

    /// Makes the loss with a distance that is a function without parameters, or a module, such as
    /// [PairwiseDistance], which becomes a child.
    ///
    /// @param distanceFunction maps two tensors to one number for each pair
    /// @param margin how much farther the negative should be than the positive
    /// @param swap whether the negative's distance to the positive counts where it is smaller
    public TripletMarginWithDistanceLoss(
            BinaryOperator<Tensor> distanceFunction, double margin, boolean swap, LossReduction reduction) {
        this.distance = distanceFunction;
        this.margin = margin;
        this.swap = swap;
        this.reduction = reduction;
        if (distanceFunction instanceof Module module) {
            child("distance_function", module);
        }
    }

    /// Makes the loss with a distance that a module computes, which becomes a child.
    ///
    /// @param module what the distance is computed with
    /// @param distanceFunction maps two tensors to one number for each pair
    /// @param margin how much farther the negative should be than the positive
    /// @param swap whether the negative's distance to the positive counts where it is smaller
    public TripletMarginWithDistanceLoss(
            Module module,
            BinaryOperator<Tensor> distanceFunction,
            double margin,
            boolean swap,
            LossReduction reduction) {
        this(distanceFunction, margin, swap, reduction);
        child("distance_function", module);
    }

    /// Returns the loss of three inputs of one shape.
    ///
    /// @throws dev.obor.error.ShapeException if the shapes differ
    public Tensor forward(Tensor anchor, Tensor positive, Tensor negative) {
        return call(
                x -> F.tripletMarginWithDistanceLoss(x[0], x[1], x[2], distance, margin, swap, reduction),
                anchor,
                positive,
                negative);
    }
}
