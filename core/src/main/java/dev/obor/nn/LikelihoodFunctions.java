package dev.obor.nn;

import dev.obor.dtype.DType;
import dev.obor.error.DTypeException;
import dev.obor.error.IndexException;
import dev.obor.error.OborException;
import dev.obor.error.ShapeException;
import dev.obor.layout.Shape;
import dev.obor.tensor.Tensor;
import java.util.Arrays;
import java.util.Optional;

/// The functions of [F] that are negative logarithms of likelihoods: of classes, labels, truth values, counts
/// and measured numbers.
public abstract sealed class LikelihoodFunctions extends LossFunctions permits MarginLossFunctions {
    LikelihoodFunctions() {}

    /// Returns the mean of −log p of the target classes, for log-probabilities of shape `[batch, classes, …]`
    /// or `[classes]` and int64 targets of that shape without the classes. The class −100 is passed over.
    ///
    /// @throws ShapeException if the shapes do not fit
    /// @throws IndexException if a target is no class
    public static Tensor nllLoss(Tensor logProbs, Tensor target) {
        return nllLoss(logProbs, target, Optional.empty(), -100, LossReduction.MEAN);
    }

    /// Returns −log p of the target classes, reduced; the class −100 is passed over.
    ///
    /// @throws ShapeException if the shapes do not fit
    /// @throws IndexException if a target is no class
    public static Tensor nllLoss(Tensor logProbs, Tensor target, LossReduction reduction) {
        return nllLoss(logProbs, target, Optional.empty(), -100, reduction);
    }

    /// Returns the mean of −log p of the target classes, each times its class's weight; the class −100 is
    /// passed over.
    ///
    /// @param weight one for each class
    /// @throws ShapeException if the shapes do not fit
    /// @throws IndexException if a target is no class
    public static Tensor nllLoss(Tensor logProbs, Tensor target, Tensor weight) {
        return nllLoss(logProbs, target, Optional.of(weight), -100, LossReduction.MEAN);
    }

    /// Returns −log p of the target classes times the classes' weights, reduced; a mean is one by the
    /// weights.
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
        Tensor loss = ofClasses("nllLoss", logProbs, classes, known.unsqueeze(classes))
                .squeeze(classes)
                .neg();
        Tensor share = kept.to(logProbs.dtype());
        if (weight.isPresent()) {
            Tensor each =
                    weight.get().indexSelect(0, known.reshape(known.numel()).to(DType.INT64));
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

    /// Returns the cross-entropy of logits, reduced; the class −100 is passed over.
    ///
    /// @throws ShapeException if the shapes do not fit
    /// @throws IndexException if a target is no class
    public static Tensor crossEntropy(Tensor logits, Tensor target, LossReduction reduction) {
        return crossEntropy(logits, target, Optional.empty(), -100, reduction, 0);
    }

    /// Returns the mean of the cross-entropy of logits, each times its class's weight; the class −100 is
    /// passed over.
    ///
    /// @param weight one for each class
    /// @throws ShapeException if the shapes do not fit
    /// @throws IndexException if a target is no class
    public static Tensor crossEntropy(Tensor logits, Tensor target, Tensor weight) {
        return crossEntropy(logits, target, Optional.of(weight), -100, LossReduction.MEAN, 0);
    }

    /// Returns the cross-entropy of logits with options, as in
    /// `crossEntropy(x, y, CrossEntropyOptions.DEFAULT.labelSmoothing(0.1))`.
    ///
    /// @throws ShapeException if the shapes do not fit
    /// @throws IndexException if a target is no class
    public static Tensor crossEntropy(Tensor logits, Tensor target, CrossEntropyOptions options) {
        return crossEntropy(
                logits, target, options.weight(), options.ignoreIndex(), options.reduction(), options.labelSmoothing());
    }

    /// Returns the cross-entropy of logits, reduced; a mean over class numbers is one by the classes'
    /// weights.
    ///
    /// @param target class numbers, int64, of the logits' shape without the classes; or probabilities of the
    ///     logits' shape
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
        Tensor all =
                weight.map(w -> logProbs.mul(alongClasses(w, logits, classes))).orElse(logProbs);
        Tensor zero = Tensor.full(Shape.SCALAR, 0, logits.dtype());
        Tensor spread = Tensor.where(kept, all.sum(new int[] {classes}, false).neg(), zero);
        Tensor smooth;
        if (reduction == LossReduction.MEAN) {
            Tensor known = Tensor.where(kept, target, Tensor.full(Shape.SCALAR, 0, target.dtype()));
            Tensor share = weight.map(
                            w -> w.indexSelect(0, known.reshape(known.numel()).to(DType.INT64))
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

    /// Returns the mean of −log p of the labels of sequences, each divided by its number of labels, with
    /// class 0 for blank; see [CTCLoss].
    ///
    /// @throws ShapeException if the shapes do not fit
    public static Tensor ctcLoss(Tensor logProbs, Tensor targets, Tensor inputLengths, Tensor targetLengths) {
        return ctcLoss(logProbs, targets, inputLengths, targetLengths, 0, LossReduction.MEAN, false);
    }

    /// Returns the mean of −log p of the labels of sequences, each divided by its number of labels; see
    /// [CTCLoss].
    ///
    /// @param blank the class that stands for no label
    /// @throws ShapeException if the shapes do not fit
    public static Tensor ctcLoss(
            Tensor logProbs, Tensor targets, Tensor inputLengths, Tensor targetLengths, int blank) {
        return ctcLoss(logProbs, targets, inputLengths, targetLengths, blank, LossReduction.MEAN, false);
    }

    /// Returns −log p of the labels of sequences, reduced; a mean divides each by its number of labels first.
    /// See [CTCLoss]. It can be differentiated once, and takes the input for the output of a log-softmax, as
    /// PyTorch does.
    ///
    /// @param logProbs of shape `[steps, batch, classes]` or `[steps, classes]`
    /// @param targets class numbers, of shape `[batch, most labels]`, or those of all sequences one after the
    ///     other
    /// @param inputLengths the number of steps of each sequence
    /// @param targetLengths the number of labels of each sequence
    /// @param blank the class that stands for no label
    /// @param zeroInfinity whether a sequence with too few steps for its labels counts 0, not infinity
    /// @throws ShapeException if the shapes do not fit
    /// @throws IndexException if a label is no class
    /// @throws OborException if a length is longer than its tensor
    public static Tensor ctcLoss(
            Tensor logProbs,
            Tensor targets,
            Tensor inputLengths,
            Tensor targetLengths,
            int blank,
            LossReduction reduction,
            boolean zeroInfinity) {
        return Ctc.loss(logProbs, targets, inputLengths, targetLengths, blank, reduction, zeroInfinity);
    }

    /// Returns −(y log p + (1 − y) log(1 − p)) for probabilities p and targets y, times a weight, reduced. As
    /// in PyTorch logarithms are at least −100.
    ///
    /// @param weight broadcasts to the probabilities' shape
    /// @throws ShapeException if the shapes differ
    public static Tensor binaryCrossEntropy(Tensor x, Tensor target, Optional<Tensor> weight, LossReduction reduction) {
        Tensor y = same("binaryCrossEntropy", x, target);
        if (x.numel() > 0
                && x.detach()
                        .ge(0)
                        .logicalAnd(x.detach().le(1))
                        .logicalNot()
                        .any()
                        .itemBoolean()) {
            throw new OborException(
                    "binaryCrossEntropy: an input lies outside of 0 to 1 and is no probability: take the"
                            + " sigmoid first, or use binaryCrossEntropyWithLogits");
        }
        return reduced(weighted("binaryCrossEntropy", x.apply(BinaryCrossEntropy.OP, y), weight), reduction);
    }

    /// Returns the mean of −(y log p + (1 − y) log(1 − p)) for probabilities p and targets y.
    ///
    /// @throws ShapeException if the shapes differ
    public static Tensor binaryCrossEntropy(Tensor x, Tensor target) {
        return binaryCrossEntropy(x, target, Optional.empty(), LossReduction.MEAN);
    }

    /// Returns −(y log p + (1 − y) log(1 − p)) for probabilities p and targets y, reduced.
    ///
    /// @throws ShapeException if the shapes differ
    public static Tensor binaryCrossEntropy(Tensor x, Tensor target, LossReduction reduction) {
        return binaryCrossEntropy(x, target, Optional.empty(), reduction);
    }

    /// Returns the mean of −(y log p + (1 − y) log(1 − p)) for probabilities p and targets y, times a weight.
    ///
    /// @param weight broadcasts to the input's shape
    /// @throws ShapeException if the shapes do not fit
    public static Tensor binaryCrossEntropy(Tensor x, Tensor target, Tensor weight) {
        return binaryCrossEntropy(x, target, Optional.of(weight), LossReduction.MEAN);
    }

    /// Returns the binary cross-entropy of the sigmoid of logits, which does not overflow, reduced.
    ///
    /// @param weight broadcasts to the logits' shape
    /// @param posWeight the weight of the targets 1, broadcasts to the logits' shape
    /// @throws ShapeException if the shapes differ
    public static Tensor binaryCrossEntropyWithLogits(
            Tensor x, Tensor target, Optional<Tensor> weight, LossReduction reduction, Optional<Tensor> posWeight) {
        Tensor y = same("binaryCrossEntropyWithLogits", x, target);
        posWeight.ifPresent(w -> checkBroadcast("binaryCrossEntropyWithLogits", "posWeight", w, x));
        Tensor negative = x.mul(y.rsub(1));
        Tensor loss = posWeight.isPresent()
                ? negative.sub(F.logsigmoid(x).mul(posWeight.get().sub(1).mul(y).add(1)))
                : negative.sub(F.logsigmoid(x));
        return reduced(weighted("binaryCrossEntropyWithLogits", loss, weight), reduction);
    }

    /// Returns the mean binary cross-entropy of the sigmoid of logits.
    ///
    /// @throws ShapeException if the shapes differ
    public static Tensor binaryCrossEntropyWithLogits(Tensor x, Tensor target) {
        return binaryCrossEntropyWithLogits(x, target, Optional.empty(), LossReduction.MEAN, Optional.empty());
    }

    /// Returns the binary cross-entropy of the sigmoid of logits, reduced.
    ///
    /// @throws ShapeException if the shapes differ
    public static Tensor binaryCrossEntropyWithLogits(Tensor x, Tensor target, LossReduction reduction) {
        return binaryCrossEntropyWithLogits(x, target, Optional.empty(), reduction, Optional.empty());
    }

    /// Returns the mean of the binary cross-entropy of the sigmoid of logits, times a weight.
    ///
    /// @param weight broadcasts to the input's shape
    /// @throws ShapeException if the shapes do not fit
    public static Tensor binaryCrossEntropyWithLogits(Tensor x, Tensor target, Tensor weight) {
        return binaryCrossEntropyWithLogits(x, target, Optional.of(weight), LossReduction.MEAN, Optional.empty());
    }

    /// Returns the mean over all elements of target · (log target − x) for log-probabilities x;
    /// [LossReduction#BATCHMEAN] gives the divergence.
    ///
    /// @throws ShapeException if the shapes differ
    public static Tensor klDiv(Tensor x, Tensor target) {
        return klDiv(x, target, LossReduction.MEAN, false);
    }

    /// Returns target · (log target − x) for log-probabilities x, reduced.
    ///
    /// @throws ShapeException if the shapes differ
    public static Tensor klDiv(Tensor x, Tensor target, LossReduction reduction) {
        return klDiv(x, target, reduction, false);
    }

    /// Returns target · (log target − x) for log-probabilities x, reduced; exp(target) · (target − x) if the
    /// target holds logarithms, too.
    ///
    /// @throws ShapeException if the shapes differ
    public static Tensor klDiv(Tensor x, Tensor target, LossReduction reduction, boolean logTarget) {
        Tensor y = same("klDiv", x, target);
        Tensor loss = logTarget ? y.exp().mul(y.sub(x)) : y.xlogy(y).sub(y.mul(x));
        return reduction == LossReduction.BATCHMEAN
                ? loss.sum().div(x.dim() == 0 ? 1 : x.size(0))
                : reduced(loss, reduction);
    }

    /// Returns the mean negative log-likelihood of counts under Poisson distributions of which x holds the
    /// logarithms of the means: of exp(x) − target · x.
    ///
    /// @throws ShapeException if the shapes differ
    public static Tensor poissonNllLoss(Tensor x, Tensor target) {
        return poissonNllLoss(x, target, true, false, 1e-8, LossReduction.MEAN);
    }

    /// Returns the mean negative log-likelihood of counts under Poisson distributions.
    ///
    /// @param logInput whether x holds logarithms of the means, else the means
    /// @throws ShapeException if the shapes differ
    public static Tensor poissonNllLoss(Tensor x, Tensor target, boolean logInput) {
        return poissonNllLoss(x, target, logInput, false, 1e-8, LossReduction.MEAN);
    }

    /// Returns the negative log-likelihood of counts under Poisson distributions, reduced: exp(x) − y · x, or
    /// x − y · log(x + eps) if x is no logarithm; with Stirling's approximation of log y! if `full`.
    ///
    /// @throws ShapeException if the shapes differ
    public static Tensor poissonNllLoss(
            Tensor x, Tensor target, boolean logInput, boolean full, double eps, LossReduction reduction) {
        same("poissonNllLoss", x, target);
        Tensor loss = logInput
                ? x.exp().sub(target.mul(x))
                : x.sub(target.mul(x.add(eps).log()));
        if (full) {
            Tensor stirling = target.mul(target.log())
                    .sub(target)
                    .add(target.mul(2 * Math.PI).log().mul(0.5));
            loss = loss.add(Tensor.where(target.le(1), Tensor.full(Shape.SCALAR, 0, stirling.dtype()), stirling));
        }
        return reduced(loss, reduction);
    }

    /// Returns the mean negative log-likelihood of targets under normal distributions of given means and
    /// variances.
    ///
    /// @throws ShapeException if the shapes do not fit
    /// @throws OborException if a variance is negative
    public static Tensor gaussianNllLoss(Tensor x, Tensor target, Tensor var) {
        return gaussianNllLoss(x, target, var, false, 1e-6, LossReduction.MEAN);
    }

    /// Returns the negative log-likelihood of targets under normal distributions of given means and
    /// variances, reduced: ½ (log v + (x − y)² / v), variances at least eps, with ½ log 2π if `full`.
    ///
    /// @param target of the input's shape, or one that broadcasts to it: here PyTorch documents it so;
    ///     [GaussianNLLLoss] asks for equal shapes
    /// @param var of the input's shape, or without or with 1 for its last dim
    /// @throws ShapeException if the shapes do not fit
    /// @throws OborException if a variance is negative
    public static Tensor gaussianNllLoss(
            Tensor x, Tensor target, Tensor var, boolean full, double eps, LossReduction reduction) {
        checkBroadcast("gaussianNllLoss", "the target", target, x);
        Tensor v = variances(x, var);
        if (v.numel() > 0 && v.detach().lt(0).any().itemBoolean()) {
            throw new OborException("gaussianNllLoss: a variance is negative: variances are 0 or more");
        }
        // As in PyTorch the bound changes the values and no gradient.
        Tensor bounded = v.add(v.detach().clampMin(eps).sub(v.detach()));
        Tensor loss = bounded.log().add(x.sub(target).square().div(bounded)).mul(0.5);
        return reduced(full ? loss.add(0.5 * StrictMath.log(2 * Math.PI)) : loss, reduction);
    }

    private static Tensor variances(Tensor x, Tensor var) {
        if (var.shape().equals(x.shape())) {
            return var;
        }
        int last = x.dim() - 1;
        if (x.dim() > 0 && var.shape().equals(x.shape().remove(last))) {
            return var.unsqueeze(-1);
        }
        if (x.dim() == 0 || !var.shape().equals(x.shape().with(last, 1))) {
            throw new ShapeException("gaussianNllLoss: the input has shape " + x.shape() + " and the variances "
                    + var.shape() + ": pass a variance for each element, or one for each row of the last dim");
        }
        return var;
    }

    private static int classDim(String op, Tensor x) {
        if (x.dim() == 0) {
            throw new ShapeException(
                    op + ": the input is a single number and needs a dim of classes: pass [batch, classes]");
        }
        return x.dim() == 1 ? 0 : 1;
    }
}
