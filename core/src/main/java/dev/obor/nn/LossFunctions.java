package dev.obor.nn;

import dev.obor.dtype.DType;
import dev.obor.error.DTypeException;
import dev.obor.error.IndexException;
import dev.obor.error.OborException;
import dev.obor.error.ShapeException;
import dev.obor.layout.Broadcast;
import dev.obor.layout.Shape;
import dev.obor.tensor.Reduce;
import dev.obor.tensor.Reducer;
import dev.obor.tensor.Tensor;
import java.util.Arrays;
import java.util.Optional;

/// The functions of [F] that measure how far an output is from a target.
///
/// A target is never broadcast, but for [#gaussianNllLoss(Tensor, Tensor, Tensor)]: where its shape is not
/// the one the output asks for, that is an error.
public abstract sealed class LossFunctions extends DropoutFunctions permits MarginLossFunctions {
    LossFunctions() {}

    /// Returns the mean of (x − target)², a single number.
    ///
    /// @throws ShapeException if the shapes differ
    public static Tensor mseLoss(Tensor x, Tensor target) {
        return mseLoss(x, target, LossReduction.MEAN);
    }

    /// Returns (x − target)², reduced.
    ///
    /// @throws ShapeException if the shapes differ
    public static Tensor mseLoss(Tensor x, Tensor target, LossReduction reduction) {
        same("mseLoss", x, target);
        if (reduction == LossReduction.MEAN && x.numel() > 0 && x.dtype().isFloating()) {
            int[] all = Reduce.dims("mseLoss", x.dim());
            return x.apply(new Reduce(Reducer.SUM_SQUARED_DIFFERENCES, all, false), target)
                    .div(x.numel());
        }
        return reduced(x.sub(target).square(), reduction);
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

    /// Returns the mean of d² / 2 where d = |x − target| is less than 1, else of d − 1/2.
    ///
    /// @throws ShapeException if the shapes differ
    public static Tensor smoothL1Loss(Tensor x, Tensor target) {
        return smoothL1Loss(x, target, LossReduction.MEAN, 1);
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

    /// Returns the mean of d² / 2 where d = |x − target| is at most 1, else of d − 1/2.
    ///
    /// @throws ShapeException if the shapes differ
    public static Tensor huberLoss(Tensor x, Tensor target) {
        return huberLoss(x, target, LossReduction.MEAN, 1);
    }

    /// Returns d² / 2 where d = |x − target| is at most delta, else delta · (d − delta / 2), reduced (Huber
    /// 1964).
    ///
    /// @throws ShapeException if the shapes differ
    /// @throws OborException if delta is not positive
    public static Tensor huberLoss(Tensor x, Tensor target, LossReduction reduction, double delta) {
        if (!(delta > 0)) {
            throw new OborException("huberLoss: delta is " + delta + " and must be more than 0");
        }
        Tensor d = x.sub(same("huberLoss", x, target)).abs();
        return reduced(
                Tensor.where(
                        d.le(delta), d.square().mul(0.5), d.sub(0.5 * delta).mul(delta)),
                reduction);
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

    /// Returns the cross-entropy of logits, reduced; a mean over class numbers is one by the classes' weights.
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

    static void checkWeight(String op, Optional<Tensor> weight, int classes) {
        if (weight.isPresent() && (weight.get().dim() != 1 || weight.get().numel() != classes)) {
            throw new ShapeException(op + ": the weight has shape "
                    + weight.get().shape() + " and there are " + classes + " classes: pass one number for each");
        }
    }

    /// Returns the mean of −log p of the labels of sequences, each divided by its number of labels, with
    /// class 0 for blank; see [CTCLoss].
    ///
    /// @throws ShapeException if the shapes do not fit
    public static Tensor ctcLoss(Tensor logProbs, Tensor targets, Tensor inputLengths, Tensor targetLengths) {
        return ctcLoss(logProbs, targets, inputLengths, targetLengths, 0, LossReduction.MEAN, false);
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

    static Tensor weighted(String op, Tensor loss, Optional<Tensor> weight) {
        weight.ifPresent(w -> checkBroadcast(op, "the weight", w, loss));
        return weight.map(loss::mul).orElse(loss);
    }

    private static void checkBroadcast(String op, String name, Tensor given, Tensor x) {
        boolean fits = given.dim() <= x.dim()
                && Broadcast.of(op, x.shape(), given.shape()).equals(x.shape());
        if (!fits) {
            throw new ShapeException(op + ": " + name + " has shape " + given.shape() + " and the input " + x.shape()
                    + ": pass one that broadcasts to the input's shape");
        }
    }

    /// Returns the mean binary cross-entropy of the sigmoid of logits.
    ///
    /// @throws ShapeException if the shapes differ
    public static Tensor binaryCrossEntropyWithLogits(Tensor x, Tensor target) {
        return binaryCrossEntropyWithLogits(x, target, Optional.empty(), LossReduction.MEAN, Optional.empty());
    }

    /// Returns the mean over all elements of target · (log target − x) for log-probabilities x;
    /// [LossReduction#BATCHMEAN] gives the divergence.
    ///
    /// @throws ShapeException if the shapes differ
    public static Tensor klDiv(Tensor x, Tensor target) {
        return klDiv(x, target, LossReduction.MEAN, false);
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

    static Tensor same(String op, Tensor x, Tensor target) {
        if (!x.shape().equals(target.shape())) {
            throw new ShapeException(op + ": the input has shape " + x.shape() + " and the target " + target.shape()
                    + ": they must be equal, " + fix(x, target));
        }
        return target;
    }

    /// Returns the elements of classes along a dim.
    ///
    /// @throws IndexException naming what is no class
    static Tensor ofClasses(String op, Tensor x, int dim, Tensor classes) {
        if (!classes.dtype().isIntegral()) {
            throw new DTypeException(op + ": the target is " + classes.dtype()
                    + " and must hold class numbers: convert it with to(INT64)");
        }
        try {
            return x.gather(dim, classes);
        } catch (IndexException e) {
            long least = classes.amin().itemLong();
            throw new IndexException(op + ": the target holds "
                    + (least < 0 ? least : classes.amax().itemLong())
                    + " and the input of shape " + x.shape() + " has " + x.size(dim)
                    + " classes: pass class numbers from 0 to "
                    + (x.size(dim) - 1) + "; to pass a number over, say so with ignoreIndex where the loss has it");
        }
    }

    /// Passes if two inputs of a loss have the same shape.
    static void same(String op, String name, Tensor x, String otherName, Tensor other) {
        if (!x.shape().equals(other.shape())) {
            throw new ShapeException(op + ": the " + name + " has shape " + x.shape() + " and the " + otherName + " "
                    + other.shape() + ": they must be equal; to repeat one on purpose, use expand");
        }
    }

    /// Returns how a target gets an output's shape.
    private static String fix(Tensor x, Tensor target) {
        if (x.numel() != target.numel()) {
            return "so pass a target for each element of the input; to repeat targets on purpose, use expand";
        }
        for (int d = 0; d < Math.max(x.dim(), target.dim()); d++) {
            if (d < x.dim() && x.shape().remove(d).equals(target.shape()) && x.size(d) == 1) {
                return "so pass target.unsqueeze(" + d + ") or input.squeeze(" + d + ")";
            }
            if (d < target.dim() && target.shape().remove(d).equals(x.shape()) && target.size(d) == 1) {
                return "so pass target.squeeze(" + d + ") or input.unsqueeze(" + d + ")";
            }
        }
        return "so reshape one, as with target.reshape(" + x.shape().toString().replaceAll("[\\[\\]]", "") + ")";
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
