package dev.obor.nn;

import dev.obor.error.DTypeException;
import dev.obor.error.ShapeException;
import dev.obor.tensor.Ops;
import dev.obor.tensor.Reduce;
import dev.obor.tensor.Reducer;
import dev.obor.tensor.Tensor;

/// Functions of neural networks without state, in the role of `torch.nn.functional`.
public final class F {
    private F() {}

    /// Returns x · weightᵀ + bias for x of shape `[..., in]`, weight `[out, in]` and bias `[out]`.
    public static Tensor linear(Tensor x, Tensor weight, Tensor bias) {
        return x.matmul(weight.t()).add(bias);
    }

    /// Returns max(x, 0).
    public static Tensor relu(Tensor x) {
        return x.relu();
    }

    /// Returns x · sigmoid(x).
    public static Tensor silu(Tensor x) {
        return x.apply(Ops.SILU);
    }

    /// Returns log(1 + exp(x)), which does not overflow.
    public static Tensor softplus(Tensor x) {
        return x.apply(Ops.SOFTPLUS);
    }

    /// Returns x where it is positive, else slope · x.
    public static Tensor leakyRelu(Tensor x, double slope) {
        return x.apply(Ops.LEAKY_RELU.with(slope));
    }

    /// Returns x where it is larger than a threshold, else `value`.
    public static Tensor threshold(Tensor x, double threshold, double value) {
        return x.apply(Ops.THRESHOLD.with(threshold, value));
    }

    /// Returns the softmax along a dim.
    public static Tensor softmax(Tensor x, int dim) {
        return x.softmax(dim);
    }

    /// Returns the logarithm of the softmax along a dim.
    public static Tensor logSoftmax(Tensor x, int dim) {
        return x.logSoftmax(dim);
    }

    /// Returns the mean of (x − target)², a single number.
    ///
    /// @throws ShapeException if the shapes do not broadcast
    public static Tensor mseLoss(Tensor x, Tensor target) {
        Tensor sum = x.apply(
                new Reduce(Reducer.SUM_SQUARED_DIFFERENCES, all(Math.max(x.dim(), target.dim())), false), target);
        return sum.div(count(x, target));
    }

    private static int[] all(int rank) {
        return Reduce.dims("mseLoss", rank);
    }

    private static int count(Tensor x, Tensor target) {
        return dev.obor.layout.Broadcast.of("mseLoss", x.shape(), target.shape()).numel();
    }

    /// Returns the mean of `−logProbs[i][target[i]]`, for log-probabilities `[batch, classes]` and int64 targets `[batch]`.
    ///
    /// @throws ShapeException if the shapes do not fit
    /// @throws dev.obor.error.IndexException if a target is no class
    public static Tensor nllLoss(Tensor logProbs, Tensor target) {
        if (logProbs.dim() != 2 || target.dim() != 1 || target.size(0) != logProbs.size(0)) {
            throw new ShapeException("nllLoss: the input has shape " + logProbs.shape() + " and the target "
                    + target.shape() + ": pass [batch, classes] and [batch]");
        }
        if (!target.dtype().isIntegral()) {
            throw new DTypeException("nllLoss: the target is " + target.dtype()
                    + " and must hold class numbers: convert it with to(INT64)");
        }
        return logProbs.gather(1, target.unsqueeze(1)).mean().neg();
    }

    /// Returns the mean cross-entropy of logits `[batch, classes]` and int64 targets `[batch]`: nllLoss(logSoftmax(x)).
    ///
    /// @throws ShapeException if the shapes do not fit
    /// @throws dev.obor.error.IndexException if a target is no class
    public static Tensor crossEntropy(Tensor logits, Tensor target) {
        if (logits.dim() != 2 || target.dim() != 1 || target.size(0) != logits.size(0)) {
            throw new ShapeException("crossEntropy: the logits have shape " + logits.shape() + " and the target "
                    + target.shape() + ": pass [batch, classes] and [batch]");
        }
        return nllLoss(logits.logSoftmax(1), target);
    }
}
