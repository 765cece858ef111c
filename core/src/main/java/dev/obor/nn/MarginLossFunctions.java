package dev.obor.nn;

import dev.obor.Obor;
import dev.obor.dtype.DType;
import dev.obor.dtype.Promotion;
import dev.obor.error.DTypeException;
import dev.obor.error.OborException;
import dev.obor.error.ShapeException;
import dev.obor.layout.Shape;
import dev.obor.tensor.Tensor;
import java.util.Optional;
import java.util.function.BinaryOperator;

/// The functions of [F] that measure by a margin: how far apart classes, pairs or triples lie.
public abstract sealed class MarginLossFunctions extends LikelihoodFunctions permits F {
    MarginLossFunctions() {}

    /// Returns 1 − cos(x1, x2) where the target is 1, max(0, cos − margin) where it is −1, reduced.
    ///
    /// @throws ShapeException if the shapes do not fit
    public static Tensor cosineEmbeddingLoss(
            Tensor x1, Tensor x2, Tensor target, double margin, LossReduction reduction) {
        int last = x1.dim() - 1;
        boolean fits = last >= 0 && x1.shape().equals(x2.shape());
        if (!fits || !target.shape().equals(x1.shape().remove(last))) {
            throw new ShapeException("cosineEmbeddingLoss: the inputs have shapes " + x1.shape() + " and " + x2.shape()
                    + " and the target " + target.shape()
                    + ": pass inputs of one shape, and a target of that shape without the last dim");
        }
        Tensor a = x1.dtype().isFloating() ? x1 : x1.to(Promotion.defaultDtype());
        Tensor b = x2.dtype().isFloating() ? x2 : x2.to(Promotion.defaultDtype());
        double eps = 1e-12;
        Tensor products = a.mul(b).sum(last);
        Tensor squares = a.square().sum(last).add(eps).mul(b.square().sum(last).add(eps));
        Tensor cos = products.div(squares.sqrt());
        Tensor zero = Tensor.full(Shape.SCALAR, 0, cos.dtype());
        Tensor positive = Tensor.where(target.eq(1), cos.rsub(1), zero);
        // A target in uint8 writes -1 as 255.
        Tensor opposite = target.eq(target.dtype() == DType.UINT8 ? 255 : -1);
        Tensor negative = Tensor.where(opposite, cos.sub(margin).clampMin(0), zero);
        return reduced(positive.add(negative), reduction);
    }

    /// Returns the mean of 1 − cos(x1, x2) where the target is 1, max(0, cos − margin) where it is −1.
    ///
    /// @throws ShapeException if the shapes do not fit
    public static Tensor cosineEmbeddingLoss(Tensor x1, Tensor x2, Tensor target, double margin) {
        return cosineEmbeddingLoss(x1, x2, target, margin, LossReduction.MEAN);
    }

    /// Returns the mean of 1 − cos(x1, x2) where the target is 1, max(0, cos) where it is −1.
    ///
    /// @throws ShapeException if the shapes do not fit
    public static Tensor cosineEmbeddingLoss(Tensor x1, Tensor x2, Tensor target) {
        return cosineEmbeddingLoss(x1, x2, target, 0);
    }

    /// Returns x where the target is 1, max(0, margin − x) where it is −1, reduced.
    ///
    /// @throws ShapeException if the shapes differ
    public static Tensor hingeEmbeddingLoss(Tensor x, Tensor target, double margin, LossReduction reduction) {
        same("hingeEmbeddingLoss", x, target);
        Tensor zero = Tensor.full(Shape.SCALAR, 0, x.dtype());
        Tensor away = Tensor.where(target.ne(1), x.rsub(margin).clampMin(0), zero);
        Tensor near = Tensor.where(target.ne(-1), x, zero);
        return reduced(away.add(near), reduction);
    }

    /// Returns the mean of x where the target is 1, max(0, margin − x) where it is −1.
    ///
    /// @throws ShapeException if the shapes differ
    public static Tensor hingeEmbeddingLoss(Tensor x, Tensor target, double margin) {
        return hingeEmbeddingLoss(x, target, margin, LossReduction.MEAN);
    }

    /// Returns the mean of x where the target is 1, max(0, 1 − x) where it is −1.
    ///
    /// @throws ShapeException if the shapes differ
    public static Tensor hingeEmbeddingLoss(Tensor x, Tensor target) {
        return hingeEmbeddingLoss(x, target, 1);
    }

    /// Returns max(0, margin − target · (x1 − x2)), reduced.
    ///
    /// @throws ShapeException if the shapes differ
    public static Tensor marginRankingLoss(
            Tensor x1, Tensor x2, Tensor target, double margin, LossReduction reduction) {
        same("marginRankingLoss", "first input", x1, "second", x2);
        same("marginRankingLoss", x1, target);
        return reduced(target.neg().mul(x1.sub(x2)).add(margin).clampMin(0), reduction);
    }

    /// Returns the mean of max(0, margin − target · (x1 − x2)).
    ///
    /// @throws ShapeException if the shapes differ
    public static Tensor marginRankingLoss(Tensor x1, Tensor x2, Tensor target, double margin) {
        return marginRankingLoss(x1, x2, target, margin, LossReduction.MEAN);
    }

    /// Returns the mean of max(0, target · (x2 − x1)).
    ///
    /// @throws ShapeException if the shapes differ
    public static Tensor marginRankingLoss(Tensor x1, Tensor x2, Tensor target) {
        return marginRankingLoss(x1, x2, target, 0);
    }

    /// Returns Σ max(0, margin − xₜ + xᵢ)ᵖ / classes over the classes i other than the target t, reduced.
    ///
    /// @param p 1 or 2
    /// @param weight one for each class
    /// @throws ShapeException if the shapes do not fit
    /// @throws OborException if p is another number
    public static Tensor multiMarginLoss(
            Tensor x, Tensor target, int p, double margin, Optional<Tensor> weight, LossReduction reduction) {
        if (p != 1 && p != 2) {
            throw new OborException("multiMarginLoss: p is " + p + " and must be 1 or 2");
        }
        Tensor rows = x.dim() < 2 ? x.reshape(1, x.numel()) : x;
        int classes = rows.size(1);
        if (rows.dim() != 2 || target.dim() > 1 || target.numel() != rows.size(0)) {
            throw new ShapeException("multiMarginLoss: the input has shape " + x.shape() + " and the target "
                    + target.shape() + ": pass one class number for each row");
        }
        checkWeight("multiMarginLoss", weight, classes);
        Tensor wanted = target.reshape(target.numel(), 1);
        Tensor gaps = rows.sub(ofClasses("multiMarginLoss", rows, 1, wanted))
                .add(margin)
                .clampMin(0);
        Tensor powers = p == 1 ? gaps : gaps.square();
        if (weight.isPresent()) {
            powers = powers.mul(
                    weight.get().indexSelect(0, wanted.reshape(wanted.numel())).unsqueeze(1));
        }
        Tensor others = wanted.ne(Obor.arange(classes).unsqueeze(0));
        Tensor loss = powers.mul(others.to(rows.dtype())).sum(1).div(classes);
        return reduced(x.dim() < 2 ? loss.reshape(Shape.SCALAR) : loss, reduction);
    }

    /// Returns the mean of Σ max(0, 1 − xₜ + xᵢ) / classes over the classes i other than the target t.
    ///
    /// @throws ShapeException if the shapes do not fit
    public static Tensor multiMarginLoss(Tensor x, Tensor target) {
        return multiMarginLoss(x, target, 1, 1, Optional.empty(), LossReduction.MEAN);
    }

    /// Returns the mean over all pairs of a named class n and another o of max(0, 1 − (xₙ − xₒ)), reduced; a
    /// row of the target names classes up to its first −1.
    ///
    /// @throws ShapeException if the shapes differ
    public static Tensor multilabelMarginLoss(Tensor x, Tensor target, LossReduction reduction) {
        same("multilabelMarginLoss", x, target);
        Tensor rows = x.dim() < 2 ? x.reshape(1, x.numel()) : x;
        int classes = rows.size(1);
        if (!target.dtype().isIntegral()) {
            throw new DTypeException("multilabelMarginLoss: the target is " + target.dtype()
                    + " and must hold class numbers, then −1: convert it with to(INT64)");
        }
        Tensor named = target.reshape(rows.shape()).to(DType.INT64);
        Tensor valid = named.ge(0).to(DType.INT64).cumprod(1).ne(0);
        Tensor zero = Tensor.full(Shape.SCALAR, 0, DType.INT64);
        Tensor places = Tensor.where(valid, named, zero);
        Tensor mine = ofClasses("multilabelMarginLoss", rows, 1, places);
        Tensor isNamed = Tensor.full(rows.shape(), 0, DType.INT64)
                .scatterAdd(1, places, valid.to(DType.INT64))
                .gt(0);
        Tensor gaps = rows.unsqueeze(1).sub(mine.unsqueeze(2)).add(1).clampMin(0);
        Tensor counted = valid.unsqueeze(2).logicalAnd(isNamed.logicalNot().unsqueeze(1));
        Tensor loss = gaps.mul(counted.to(rows.dtype())).sum(1, 2).div(classes);
        return reduced(x.dim() < 2 ? loss.reshape(Shape.SCALAR) : loss, reduction);
    }

    /// Returns the mean multilabel margin loss; see [#multilabelMarginLoss(Tensor, Tensor, LossReduction)].
    ///
    /// @throws ShapeException if the shapes differ
    public static Tensor multilabelMarginLoss(Tensor x, Tensor target) {
        return multilabelMarginLoss(x, target, LossReduction.MEAN);
    }

    /// Returns the mean over classes of the binary cross-entropy of the sigmoid of logits, times the classes'
    /// weights, reduced.
    ///
    /// @throws ShapeException if the shapes differ
    public static Tensor multilabelSoftMarginLoss(
            Tensor x, Tensor target, Optional<Tensor> weight, LossReduction reduction) {
        Tensor y = same("multilabelSoftMarginLoss", x, target);
        Tensor loss =
                y.mul(F.logsigmoid(x)).add(y.rsub(1).mul(F.logsigmoid(x.neg()))).neg();
        return reduced(weighted("multilabelSoftMarginLoss", loss, weight).mean(-1), reduction);
    }

    /// Returns the mean of the binary cross-entropy of the sigmoid of logits.
    ///
    /// @throws ShapeException if the shapes differ
    public static Tensor multilabelSoftMarginLoss(Tensor x, Tensor target) {
        return multilabelSoftMarginLoss(x, target, Optional.empty(), LossReduction.MEAN);
    }

    /// Returns log(1 + exp(−target · x)), reduced.
    ///
    /// @throws ShapeException if the shapes differ
    public static Tensor softMarginLoss(Tensor x, Tensor target, LossReduction reduction) {
        return reduced(same("softMarginLoss", x, target).neg().mul(x).exp().log1p(), reduction);
    }

    /// Returns the mean of log(1 + exp(−target · x)).
    ///
    /// @throws ShapeException if the shapes differ
    public static Tensor softMarginLoss(Tensor x, Tensor target) {
        return softMarginLoss(x, target, LossReduction.MEAN);
    }

    /// Returns max(0, d(anchor, positive) − d(anchor, negative) + margin) for distances by the p-norm,
    /// reduced (V. Balntas et al., "Learning local feature descriptors with triplets and shallow
    /// convolutional neural networks", 2016).
    ///
    /// @param eps what is added to the differences
    /// @param swap whether the negative's distance to the positive counts where it is smaller
    /// @throws ShapeException if the shapes differ
    public static Tensor tripletMarginLoss(
            Tensor anchor,
            Tensor positive,
            Tensor negative,
            double margin,
            double p,
            double eps,
            boolean swap,
            LossReduction reduction) {
        BinaryOperator<Tensor> distance = (a, b) -> pairwiseDistance(a, b, p, eps, false);
        return triplets("tripletMarginLoss", anchor, positive, negative, distance, margin, swap, reduction);
    }

    /// Returns the mean of max(0, d(anchor, positive) − d(anchor, negative) + margin) for Euclidean
    /// distances.
    ///
    /// @throws ShapeException if the shapes differ
    public static Tensor tripletMarginLoss(Tensor anchor, Tensor positive, Tensor negative, double margin) {
        return tripletMarginLoss(anchor, positive, negative, margin, 2, 1e-6, false, LossReduction.MEAN);
    }

    /// Returns the mean of max(0, d(anchor, positive) − d(anchor, negative) + 1) for Euclidean distances.
    ///
    /// @throws ShapeException if the shapes differ
    public static Tensor tripletMarginLoss(Tensor anchor, Tensor positive, Tensor negative) {
        return tripletMarginLoss(anchor, positive, negative, 1);
    }

    /// Returns max(0, d(anchor, positive) − d(anchor, negative) + margin) for a distance of the caller's,
    /// reduced.
    ///
    /// @param distanceFunction maps two tensors to one number for each pair
    /// @param swap whether the negative's distance to the positive counts where it is smaller
    /// @throws ShapeException if the shapes differ
    public static Tensor tripletMarginWithDistanceLoss(
            Tensor anchor,
            Tensor positive,
            Tensor negative,
            BinaryOperator<Tensor> distanceFunction,
            double margin,
            boolean swap,
            LossReduction reduction) {
        String op = "tripletMarginWithDistanceLoss";
        return triplets(op, anchor, positive, negative, distanceFunction, margin, swap, reduction);
    }

    /// Returns the mean of max(0, d(anchor, positive) − d(anchor, negative) + 1) for a distance of the
    /// caller's.
    ///
    /// @throws ShapeException if the shapes differ
    public static Tensor tripletMarginWithDistanceLoss(
            Tensor anchor, Tensor positive, Tensor negative, BinaryOperator<Tensor> distanceFunction) {
        return tripletMarginWithDistanceLoss(
                anchor, positive, negative, distanceFunction, 1, false, LossReduction.MEAN);
    }

    private static Tensor triplets(
            String op,
            Tensor anchor,
            Tensor positive,
            Tensor negative,
            BinaryOperator<Tensor> distance,
            double margin,
            boolean swap,
            LossReduction reduction) {
        same(op, "anchor", anchor, "positive", positive);
        same(op, "anchor", anchor, "negative", negative);
        Tensor near = distance.apply(anchor, positive);
        Tensor far = distance.apply(anchor, negative);
        Tensor away = swap ? far.minimum(distance.apply(positive, negative)) : far;
        return reduced(near.sub(away).add(margin).clampMin(0), reduction);
    }

    /// Returns the p-norms of the differences along the last dim, eps added to each difference.
    public static Tensor pairwiseDistance(Tensor x1, Tensor x2, double p, double eps, boolean keepDim) {
        return x1.sub(x2).add(eps).norm(p, new int[] {-1}, keepDim);
    }

    /// Returns the p-norms of the differences along the last dim, 1e-6 added to each difference.
    public static Tensor pairwiseDistance(Tensor x1, Tensor x2, double p) {
        return pairwiseDistance(x1, x2, p, 1e-6, false);
    }

    /// Returns the Euclidean norms of the differences along the last dim, 1e-6 added to each difference.
    public static Tensor pairwiseDistance(Tensor x1, Tensor x2) {
        return pairwiseDistance(x1, x2, 2);
    }

    /// Returns the Euclidean distances of all pairs of rows; see [Tensor#pdist()].
    ///
    /// @throws ShapeException unless there are two dims
    public static Tensor pdist(Tensor x) {
        return x.pdist();
    }

    /// Returns the distances by p-norms of all pairs of rows; see [Tensor#pdist(double)].
    ///
    /// @throws ShapeException unless there are two dims
    /// @throws OborException if p is negative
    public static Tensor pdist(Tensor x, double p) {
        return x.pdist(p);
    }
}
