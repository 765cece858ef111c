package dev.obor.nn;

import dev.obor.Obor;
import dev.obor.dtype.DType;
import dev.obor.dtype.Promotion;
import dev.obor.error.IndexException;
import dev.obor.error.OborException;
import dev.obor.layout.Shape;
import dev.obor.error.DTypeException;
import dev.obor.error.ShapeException;
import dev.obor.layout.Broadcast;
import dev.obor.tensor.Reduce;
import dev.obor.tensor.Reducer;
import dev.obor.tensor.Tensor;
import java.util.Arrays;
import java.util.Optional;

/// The functions of [F] that measure how far an output is from a target.
public abstract sealed class LossFunctions extends EmbeddingFunctions permits F {
    LossFunctions() {}

    /// Returns the mean of (x − target)², a single number.
    ///
    /// @throws ShapeException if the shapes do not broadcast
    public static Tensor mseLoss(Tensor x, Tensor target) {
        int count = Broadcast.of("mseLoss", x.shape(), target.shape()).numel();
        int[] all = Reduce.dims("mseLoss", Math.max(x.dim(), target.dim()));
        Tensor sum = x.apply(new Reduce(Reducer.SUM_SQUARED_DIFFERENCES, all, false), target);
        return sum.div(count);
    }

    /// Returns (x − target)², reduced.
    ///
    /// @throws ShapeException if the shapes differ
    public static Tensor mseLoss(Tensor x, Tensor target, LossReduction reduction) {
        return reduced(x.sub(same("mseLoss", x, target)).square(), reduction);
    }

    /// Returns |x − target|, reduced.
    ///
    /// @throws ShapeException if the shapes differ
    public static Tensor l1Loss(Tensor x, Tensor target, LossReduction reduction) {
        return reduced(x.sub(same("l1Loss", x, target)).abs(), reduction);
    }

    /// Returns the mean of |x − target|.
    ///
    /// @throws ShapeException if the shapes differ
    public static Tensor l1Loss(Tensor x, Tensor target) {
        return l1Loss(x, target, LossReduction.MEAN);
    }

    /// Returns d² / (2 · beta) where d = |x − target| is less than beta, else d − beta / 2, reduced.
    ///
    /// @throws ShapeException if the shapes differ
    /// @throws OborException if beta is negative
    public static Tensor smoothL1Loss(Tensor x, Tensor target, LossReduction reduction, double beta) {
        if (!(beta >= 0)) {
            throw new OborException("smoothL1Loss: beta is " + beta + " and must be 0 or more");
        }
        if (beta == 0) {
            return l1Loss(x, target, reduction);
        }
        Tensor d = x.sub(same("smoothL1Loss", x, target)).abs();
        return reduced(Tensor.where(d.lt(beta), d.square().mul(0.5 / beta), d.sub(0.5 * beta)), reduction);
    }

    /// Returns d² / 2 where d = |x − target| is at most delta, else delta · (d − delta / 2), reduced (Huber 1964).
    ///
    /// @throws ShapeException if the shapes differ
    /// @throws OborException if delta is not positive
    public static Tensor huberLoss(Tensor x, Tensor target, LossReduction reduction, double delta) {
        if (!(delta > 0)) {
            throw new OborException("huberLoss: delta is " + delta + " and must be more than 0");
        }
        Tensor d = x.sub(same("huberLoss", x, target)).abs();
        return reduced(Tensor.where(d.le(delta), d.square().mul(0.5), d.sub(0.5 * delta).mul(delta)), reduction);
    }

    /// Returns the mean of −log p of the target classes, for log-probabilities of shape `[batch, classes, …]`
    /// or `[classes]` and int64 targets of that shape without the classes. The class −100 is passed over.
    ///
    /// @throws ShapeException if the shapes do not fit
    /// @throws IndexException if a target is no class
    public static Tensor nllLoss(Tensor logProbs, Tensor target) {
        return nllLoss(logProbs, target, Optional.empty(), -100, LossReduction.MEAN);
    }

    /// Returns −log p of the target classes times the classes' weights, reduced; a mean is one by the weights.
    ///
    /// @param weight one for each class
    /// @param ignoreIndex a target that is passed over
    /// @throws ShapeException if the shapes do not fit
    /// @throws IndexException if a target is no class
    public static Tensor nllLoss(
            Tensor logProbs, Tensor target, Optional<Tensor> weight, int ignoreIndex, LossReduction reduction) {
        int classes = classDim("nllLoss", logProbs);
        if (!target.shape().equals(logProbs.shape().remove(classes))) {
            throw new ShapeException(
                    "nllLoss: the input has shape " + logProbs.shape() + " and the target " + target.shape()
                            + ": pass a target of shape " + logProbs.shape().remove(classes));
        }
        if (!target.dtype().isIntegral()) {
            throw new DTypeException("nllLoss: the target is " + target.dtype()
                    + " and must hold class numbers: convert it with to(INT64)");
        }
        checkWeight("nllLoss", weight, logProbs.size(classes));
        Tensor kept = target.ne(ignoreIndex);
        Tensor known = Tensor.where(kept, target, Tensor.full(Shape.SCALAR, 0, target.dtype()));
        Tensor loss = logProbs.gather(classes, known.unsqueeze(classes)).squeeze(classes).neg();
        Tensor share = kept.to(logProbs.dtype());
        if (weight.isPresent()) {
            Tensor each = weight.get().indexSelect(0, known.reshape(known.numel()).to(DType.INT64));
            share = share.mul(each.reshape(known.shape()));
        }
        // Not a product: what is passed over may be infinite.
        Tensor weighted = Tensor.where(kept, loss.mul(share), Tensor.full(Shape.SCALAR, 0, loss.dtype()));
        return reduction == LossReduction.MEAN ? weighted.sum().div(share.sum()) : reduced(weighted, reduction);
    }

    /// Returns the mean cross-entropy of logits of shape `[batch, classes, …]` or `[classes]`.
    ///
    /// @param target class numbers, int64, of the logits' shape without the classes; or probabilities,
    ///     floating-point, of the logits' shape
    /// @throws ShapeException if the shapes do not fit
    /// @throws IndexException if a target is no class
    public static Tensor crossEntropy(Tensor logits, Tensor target) {
        return crossEntropy(logits, target, Optional.empty(), -100, LossReduction.MEAN, 0);
    }

    /// Returns the cross-entropy of logits, reduced; a mean over class numbers is one by the classes' weights.
    ///
    /// @param target class numbers, int64, of the logits' shape without the classes; or probabilities of the logits' shape
    /// @param weight one for each class
    /// @param ignoreIndex a class number that is passed over
    /// @param labelSmoothing the share of the target that is spread evenly over all classes, from 0 to 1
    /// @throws ShapeException if the shapes do not fit
    /// @throws IndexException if a target is no class
    /// @throws OborException if labelSmoothing is out of range
    public static Tensor crossEntropy(
            Tensor logits,
            Tensor target,
            Optional<Tensor> weight,
            int ignoreIndex,
            LossReduction reduction,
            double labelSmoothing) {
        int classes = classDim("crossEntropy", logits);
        if (!(labelSmoothing >= 0 && labelSmoothing <= 1)) {
            throw new OborException("crossEntropy: labelSmoothing is " + labelSmoothing + " and must be from 0 to 1");
        }
        Tensor logProbs = logits.logSoftmax(classes);
        int count = logits.size(classes);
        checkWeight("crossEntropy", weight, count);
        if (target.dtype().isFloating() && target.shape().equals(logits.shape())) {
            Tensor smooth = labelSmoothing == 0
                    ? target
                    : target.mul(1 - labelSmoothing).add(labelSmoothing / count);
            Tensor terms = logProbs.mul(smooth);
            Tensor loss = weight.map(w -> terms.mul(alongClasses(w, logits, classes)))
                    .orElse(terms)
                    .sum(new int[] {classes}, false)
                    .neg();
            return reduction == LossReduction.MEAN
                    ? loss.sum().div((double) logits.numel() / count)
                    : reduced(loss, reduction);
        }
        if (!target.shape().equals(logits.shape().remove(classes))) {
            throw new ShapeException("crossEntropy: the logits have shape " + logits.shape() + " and the target "
                    + target.shape() + ": pass class numbers of shape "
                    + logits.shape().remove(classes)
                    + " or probabilities of shape " + logits.shape());
        }
        Tensor hard = nllLoss(logProbs, target, weight, ignoreIndex, reduction);
        if (labelSmoothing == 0) {
            return hard;
        }
        Tensor kept = target.ne(ignoreIndex);
        Tensor all = weight.map(w -> logProbs.mul(alongClasses(w, logits, classes))).orElse(logProbs);
        Tensor zero = Tensor.full(Shape.SCALAR, 0, logits.dtype());
        Tensor spread = Tensor.where(kept, all.sum(new int[] {classes}, false).neg(), zero);
        Tensor smooth;
        if (reduction == LossReduction.MEAN) {
            Tensor known = Tensor.where(kept, target, Tensor.full(Shape.SCALAR, 0, target.dtype()));
            Tensor share = weight.map(w -> w.indexSelect(0, known.reshape(known.numel()).to(DType.INT64))
                            .reshape(known.shape())
                            .mul(kept.to(w.dtype())))
                    .orElseGet(() -> kept.to(logits.dtype()));
            smooth = spread.sum().div(share.sum());
        } else {
            smooth = reduced(spread, reduction);
        }
        return hard.mul(1 - labelSmoothing).add(smooth.mul(labelSmoothing / count));
    }

    private static Tensor alongClasses(Tensor weight, Tensor logits, int classes) {
        int[] sizes = new int[logits.dim()];
        Arrays.fill(sizes, 1);
        sizes[classes] = weight.numel();
        return weight.reshape(sizes);
    }

    private static void checkWeight(String op, Optional<Tensor> weight, int classes) {
        if (weight.isPresent() && (weight.get().dim() != 1 || weight.get().numel() != classes)) {
            throw new ShapeException(op + ": the weight has shape " + weight.get().shape() + " and there are " + classes
                    + " classes: pass one number for each");
        }
    }

    /// Returns −(y log p + (1 − y) log(1 − p)) for probabilities p and targets y, times a weight, reduced. As in PyTorch
    /// logarithms are at least −100.
    ///
    /// @param weight broadcasts to the probabilities' shape
    /// @throws ShapeException if the shapes differ
    public static Tensor binaryCrossEntropy(
            Tensor x, Tensor target, Optional<Tensor> weight, LossReduction reduction) {
        Tensor y = same("binaryCrossEntropy", x, target);
        if (x.numel() > 0 && x.detach().ge(0).logicalAnd(x.detach().le(1)).logicalNot().any().itemBoolean()) {
            throw new OborException("binaryCrossEntropy: an input lies outside of 0 to 1 and is no probability: take the"
                    + " sigmoid first, or use binaryCrossEntropyWithLogits");
        }
        Tensor loss = x.apply(BinaryCrossEntropy.OP, y);
        return reduced(weight.map(loss::mul).orElse(loss), reduction);
    }

    /// Returns the mean of −(y log p + (1 − y) log(1 − p)) for probabilities p and targets y.
    ///
    /// @throws ShapeException if the shapes differ
    public static Tensor binaryCrossEntropy(Tensor x, Tensor target) {
        return binaryCrossEntropy(x, target, Optional.empty(), LossReduction.MEAN);
    }

    /// Returns the binary cross-entropy of the sigmoid of logits, which does not overflow, reduced.
    ///
    /// @param weight broadcasts to the logits' shape
    /// @param posWeight the weight of the targets 1, broadcasts to the logits' shape
    /// @throws ShapeException if the shapes differ
    public static Tensor binaryCrossEntropyWithLogits(
            Tensor x, Tensor target, Optional<Tensor> weight, LossReduction reduction, Optional<Tensor> posWeight) {
        Tensor y = same("binaryCrossEntropyWithLogits", x, target);
        Tensor negative = x.mul(y.rsub(1));
        Tensor loss = posWeight.isPresent()
                ? negative.sub(F.logsigmoid(x).mul(posWeight.get().sub(1).mul(y).add(1)))
                : negative.sub(F.logsigmoid(x));
        return reduced(weight.map(loss::mul).orElse(loss), reduction);
    }

    /// Returns the mean binary cross-entropy of the sigmoid of logits.
    ///
    /// @throws ShapeException if the shapes differ
    public static Tensor binaryCrossEntropyWithLogits(Tensor x, Tensor target) {
        return binaryCrossEntropyWithLogits(x, target, Optional.empty(), LossReduction.MEAN, Optional.empty());
    }

    /// Returns target · (log target − x) for log-probabilities x, reduced; exp(target) · (target − x) if the target holds
    /// logarithms, too.
    ///
    /// @throws ShapeException if the shapes differ
    public static Tensor klDiv(Tensor x, Tensor target, LossReduction reduction, boolean logTarget) {
        Tensor y = same("klDiv", x, target);
        Tensor loss = logTarget ? y.exp().mul(y.sub(x)) : y.xlogy(y).sub(y.mul(x));
        return reduction == LossReduction.BATCHMEAN ? loss.sum().div(x.dim() == 0 ? 1 : x.size(0)) : reduced(loss, reduction);
    }

    /// Returns the negative log-likelihood of counts under Poisson distributions, reduced: exp(x) − y · x, or x − y · log(x +
    /// eps) if x is no logarithm; with Stirling's approximation of log y! if `full`.
    ///
    /// @throws ShapeException if the shapes do not broadcast
    public static Tensor poissonNllLoss(
            Tensor x, Tensor target, boolean logInput, boolean full, double eps, LossReduction reduction) {
        Tensor loss = logInput ? x.exp().sub(target.mul(x)) : x.sub(target.mul(x.add(eps).log()));
        if (full) {
            Tensor stirling = target.mul(target.log())
                    .sub(target)
                    .add(target.mul(2 * Math.PI).log().mul(0.5));
            loss = loss.add(Tensor.where(target.le(1), Tensor.full(Shape.SCALAR, 0, stirling.dtype()), stirling));
        }
        return reduced(loss, reduction);
    }

    /// Returns the negative log-likelihood of targets under normal distributions of given means and variances, reduced:
    /// ½ (log v + (x − y)² / v), variances at least eps, with ½ log 2π if `full`.
    ///
    /// @param var of the input's shape, or without or with 1 for its last dim
    /// @throws ShapeException if the shapes do not fit
    /// @throws OborException if a variance is negative
    public static Tensor gaussianNllLoss(
            Tensor x, Tensor target, Tensor var, boolean full, double eps, LossReduction reduction) {
        Tensor v = var;
        if (!var.shape().equals(x.shape()) && x.dim() > 0 && var.shape().equals(x.shape().remove(x.dim() - 1))) {
            v = var.unsqueeze(-1);
        }
        if (v.numel() > 0 && v.detach().lt(0).any().itemBoolean()) {
            throw new OborException("gaussianNllLoss: a variance is negative: variances are 0 or more");
        }
        // As in PyTorch the bound changes the values and no gradient.
        Tensor bounded = v.add(v.detach().clampMin(eps).sub(v.detach()));
        Tensor loss = bounded.log().add(x.sub(target).square().div(bounded)).mul(0.5);
        return reduced(full ? loss.add(0.5 * StrictMath.log(2 * Math.PI)) : loss, reduction);
    }

    /// Returns 1 − cos(x1, x2) where the target is 1, max(0, cos − margin) where it is −1, reduced.
    ///
    /// @throws ShapeException if the shapes do not fit
    public static Tensor cosineEmbeddingLoss(
            Tensor x1, Tensor x2, Tensor target, double margin, LossReduction reduction) {
        int dims = target.dim() + 1;
        if (x1.dim() != dims || !x1.shape().equals(x2.shape())) {
            throw new ShapeException("cosineEmbeddingLoss: the inputs have shapes " + x1.shape() + " and " + x2.shape()
                    + " and the target " + target.shape() + ": the inputs need one dim more than the target");
        }
        int last = x1.dim() - 1;
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

    /// Returns x where the target is 1, max(0, margin − x) where it is −1, reduced.
    public static Tensor hingeEmbeddingLoss(Tensor x, Tensor target, double margin, LossReduction reduction) {
        Tensor zero = Tensor.full(Shape.SCALAR, 0, x.dtype());
        Tensor away = Tensor.where(target.ne(1), x.rsub(margin).clampMin(0), zero);
        Tensor near = Tensor.where(target.ne(-1), x, zero);
        return reduced(away.add(near), reduction);
    }

    /// Returns max(0, margin − target · (x1 − x2)), reduced.
    ///
    /// @throws ShapeException if the shapes do not broadcast
    public static Tensor marginRankingLoss(
            Tensor x1, Tensor x2, Tensor target, double margin, LossReduction reduction) {
        return reduced(target.neg().mul(x1.sub(x2)).add(margin).clampMin(0), reduction);
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
        if (rows.dim() != 2 || target.numel() != rows.size(0)) {
            throw new ShapeException("multiMarginLoss: the input has shape " + x.shape() + " and the target "
                    + target.shape() + ": pass one class number for each row");
        }
        checkWeight("multiMarginLoss", weight, classes);
        Tensor wanted = target.reshape(target.numel(), 1);
        Tensor gaps = rows.sub(rows.gather(1, wanted)).add(margin).clampMin(0);
        Tensor powers = p == 1 ? gaps : gaps.square();
        if (weight.isPresent()) {
            powers = powers.mul(weight.get().indexSelect(0, wanted.reshape(wanted.numel())).unsqueeze(1));
        }
        Tensor others = wanted.ne(Obor.arange(classes).unsqueeze(0));
        Tensor loss = powers.mul(others.to(rows.dtype())).sum(1).div(classes);
        return reduced(x.dim() < 2 ? loss.reshape(Shape.SCALAR) : loss, reduction);
    }

    /// Returns the mean over all pairs of a named class n and another o of max(0, 1 − (xₙ − xₒ)), reduced; a row of
    /// the target names classes up to its first −1.
    ///
    /// @throws ShapeException if the shapes differ
    public static Tensor multilabelMarginLoss(Tensor x, Tensor target, LossReduction reduction) {
        same("multilabelMarginLoss", x, target);
        Tensor rows = x.dim() < 2 ? x.reshape(1, x.numel()) : x;
        int classes = rows.size(1);
        Tensor named = target.reshape(rows.shape()).to(DType.INT64);
        Tensor valid = named.ge(0).to(DType.INT64).cumprod(1).ne(0);
        Tensor zero = Tensor.full(Shape.SCALAR, 0, DType.INT64);
        Tensor places = Tensor.where(valid, named, zero);
        Tensor isNamed = Tensor.full(rows.shape(), 0, DType.INT64)
                .scatterAdd(1, places, valid.to(DType.INT64))
                .gt(0);
        Tensor gaps = rows.unsqueeze(1).sub(rows.gather(1, places).unsqueeze(2)).add(1).clampMin(0);
        Tensor counted = valid.unsqueeze(2).logicalAnd(isNamed.logicalNot().unsqueeze(1));
        Tensor loss = gaps.mul(counted.to(rows.dtype())).sum(1, 2).div(classes);
        return reduced(x.dim() < 2 ? loss.reshape(Shape.SCALAR) : loss, reduction);
    }

    /// Returns the mean over classes of the binary cross-entropy of the sigmoid of logits, times the classes' weights,
    /// reduced.
    ///
    /// @throws ShapeException if the shapes differ
    public static Tensor multilabelSoftMarginLoss(
            Tensor x, Tensor target, Optional<Tensor> weight, LossReduction reduction) {
        Tensor y = same("multilabelSoftMarginLoss", x, target);
        Tensor loss = y.mul(F.logsigmoid(x)).add(y.rsub(1).mul(F.logsigmoid(x.neg()))).neg();
        Tensor weighted = weight.map(loss::mul).orElse(loss);
        return reduced(weighted.mean(-1), reduction);
    }

    /// Returns log(1 + exp(−target · x)), reduced.
    ///
    /// @throws ShapeException if the shapes differ
    public static Tensor softMarginLoss(Tensor x, Tensor target, LossReduction reduction) {
        return reduced(same("softMarginLoss", x, target).neg().mul(x).exp().log1p(), reduction);
    }

    /// Returns max(0, d(anchor, positive) − d(anchor, negative) + margin) for distances by the p-norm, reduced.
    ///
    /// @param eps what is added to the differences
    /// @param swap whether the negative's distance to the positive counts where it is smaller
    public static Tensor tripletMarginLoss(
            Tensor anchor,
            Tensor positive,
            Tensor negative,
            double margin,
            double p,
            double eps,
            boolean swap,
            LossReduction reduction) {
        Tensor near = pairwiseDistance(anchor, positive, p, eps, false);
        Tensor far = pairwiseDistance(anchor, negative, p, eps, false);
        Tensor away = swap ? far.minimum(pairwiseDistance(positive, negative, p, eps, false)) : far;
        return reduced(near.sub(away).add(margin).clampMin(0), reduction);
    }

    /// Returns the p-norms of the differences along the last dim, eps added to each difference.
    public static Tensor pairwiseDistance(Tensor x1, Tensor x2, double p, double eps, boolean keepDim) {
        return x1.sub(x2).add(eps).norm(p, new int[] {-1}, keepDim);
    }

    private static Tensor same(String op, Tensor x, Tensor target) {
        if (!x.shape().equals(target.shape())) {
            throw new ShapeException(op + ": the input has shape " + x.shape() + " and the target " + target.shape()
                    + ": they must be equal, so reshape one, as with squeeze or unsqueeze");
        }
        return target;
    }

    /// Returns what becomes of single losses.
    static Tensor reduced(Tensor loss, LossReduction reduction) {
        return switch (reduction) {
            case NONE -> loss;
            case MEAN -> loss.mean();
            case SUM -> loss.sum();
            case BATCHMEAN -> loss.sum().div(loss.dim() == 0 ? 1 : loss.size(0));
        };
    }

    private static int classDim(String op, Tensor x) {
        if (x.dim() == 0) {
            throw new ShapeException(op + ": the input is a single number and needs a dim of classes");
        }
        return x.dim() == 1 ? 0 : 1;
    }
}
