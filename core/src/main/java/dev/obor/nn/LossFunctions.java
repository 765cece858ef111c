package dev.obor.nn;

import dev.obor.error.DTypeException;
import dev.obor.error.ShapeException;
import dev.obor.layout.Broadcast;
import dev.obor.tensor.Reduce;
import dev.obor.tensor.Reducer;
import dev.obor.tensor.Tensor;

/// The functions of [F] that measure how far an output is from a target.
public abstract sealed class LossFunctions extends NormalizationFunctions permits F {
    LossFunctions() {}

    /// Returns the mean of (x − target)², a single number.
    ///
    /// @throws ShapeException if the shapes do not broadcast
    public static Tensor mseLoss(Tensor x, Tensor target) {
        int count = count(x, target);
        Tensor sum = x.apply(
                new Reduce(Reducer.SUM_SQUARED_DIFFERENCES, all(Math.max(x.dim(), target.dim())), false), target);
        return sum.div(count);
    }

    private static int[] all(int rank) {
        return Reduce.dims("mseLoss", rank);
    }

    private static int count(Tensor x, Tensor target) {
        return Broadcast.of("mseLoss", x.shape(), target.shape()).numel();
    }

    /// Returns the mean of −log p of the target classes, for log-probabilities of shape `[batch, classes, …]`
    /// or `[classes]` and int64 targets of that shape without the classes.
    ///
    /// @throws ShapeException if the shapes do not fit
    /// @throws dev.obor.error.IndexException if a target is no class
    public static Tensor nllLoss(Tensor logProbs, Tensor target) {
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
        return logProbs.gather(classes, target.unsqueeze(classes)).mean().neg();
    }

    /// Returns the mean cross-entropy of logits of shape `[batch, classes, …]` or `[classes]`.
    ///
    /// @param target class numbers, int64, of the logits' shape without the classes; or probabilities,
    ///     floating-point, of the logits' shape
    /// @throws ShapeException if the shapes do not fit
    /// @throws dev.obor.error.IndexException if a target is no class
    public static Tensor crossEntropy(Tensor logits, Tensor target) {
        int classes = classDim("crossEntropy", logits);
        if (target.dtype().isFloating() && target.shape().equals(logits.shape())) {
            return logits.logSoftmax(classes).mul(target).sum().div(-logits.numel() / (double) logits.size(classes));
        }
        if (!target.shape().equals(logits.shape().remove(classes))) {
            throw new ShapeException("crossEntropy: the logits have shape " + logits.shape() + " and the target "
                    + target.shape() + ": pass class numbers of shape "
                    + logits.shape().remove(classes)
                    + " or probabilities of shape " + logits.shape());
        }
        return nllLoss(logits.logSoftmax(classes), target);
    }

    private static int classDim(String op, Tensor x) {
        if (x.dim() == 0) {
            throw new ShapeException(op + ": the input is a single number and needs a dim of classes");
        }
        return x.dim() == 1 ? 0 : 1;
    }
}
