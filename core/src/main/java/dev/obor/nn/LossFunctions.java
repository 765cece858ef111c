package dev.obor.nn;

import dev.obor.error.DTypeException;
import dev.obor.error.IndexException;
import dev.obor.error.OborException;
import dev.obor.error.ShapeException;
import dev.obor.layout.Broadcast;
import dev.obor.tensor.Activations;
import dev.obor.tensor.Pointwise;
import dev.obor.tensor.Reduce;
import dev.obor.tensor.Reducer;
import dev.obor.tensor.Tensor;
import java.util.Optional;

/// The functions of [F] that measure how far an output is from a target.
///
/// A target is never broadcast, but for that of
/// [LikelihoodFunctions#gaussianNllLoss(Tensor, Tensor, Tensor)]: where its shape is not the one the output
/// asks for, that is an error.
public abstract sealed class LossFunctions extends DropoutFunctions permits LikelihoodFunctions {
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

    /// Returns d² / 2 where d = |x − target| is less than 1, else d − 1/2, reduced.
    ///
    /// @throws ShapeException if the shapes differ
    public static Tensor smoothL1Loss(Tensor x, Tensor target, LossReduction reduction) {
        return smoothL1Loss(x, target, reduction, 1);
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
        Pointwise loss = Activations.SMOOTH_L1_LOSS.with(beta, 0.5 / beta, 0.5 * beta);
        return reduced(x.apply(loss, same("smoothL1Loss", x, target)), reduction);
    }

    /// Returns the mean of d² / 2 where d = |x − target| is at most 1, else of d − 1/2.
    ///
    /// @throws ShapeException if the shapes differ
    public static Tensor huberLoss(Tensor x, Tensor target) {
        return huberLoss(x, target, LossReduction.MEAN, 1);
    }

    /// Returns d² / 2 where d = |x − target| is less than 1, else d − 1/2, reduced.
    ///
    /// @throws ShapeException if the shapes differ
    public static Tensor huberLoss(Tensor x, Tensor target, LossReduction reduction) {
        return huberLoss(x, target, reduction, 1);
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
        Pointwise loss = Activations.HUBER_LOSS.with(delta, 0.5 * delta);
        return reduced(x.apply(loss, same("huberLoss", x, target)), reduction);
    }

    static void checkWeight(String op, Optional<Tensor> weight, int classes) {
        if (weight.isPresent() && (weight.get().dim() != 1 || weight.get().numel() != classes)) {
            throw new ShapeException(op + ": the weight has shape "
                    + weight.get().shape() + " and there are " + classes + " classes: pass one number for each");
        }
    }

    static Tensor weighted(String op, Tensor loss, Optional<Tensor> weight) {
        weight.ifPresent(w -> checkBroadcast(op, "the weight", w, loss));
        return weight.map(loss::mul).orElse(loss);
    }

    static void checkBroadcast(String op, String name, Tensor given, Tensor x) {
        boolean fits = given.dim() <= x.dim()
                && Broadcast.of(op, x.shape(), given.shape()).equals(x.shape());
        if (!fits) {
            throw new ShapeException(op + ": " + name + " has shape " + given.shape() + " and the input " + x.shape()
                    + ": pass one that broadcasts to the input's shape");
        }
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
}
