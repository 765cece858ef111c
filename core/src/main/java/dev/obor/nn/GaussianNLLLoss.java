package dev.obor.nn;

import dev.obor.error.OborException;
import dev.obor.tensor.Tensor;

/// The negative log-likelihood of targets under normal distributions of given means and variances:
/// ½ (log v + (x − target)² / v).
public final class GaussianNLLLoss extends Block {
    private final boolean full;
    private final double eps;
    private final LossReduction reduction;

    /// Makes the loss, the mean.
    public GaussianNLLLoss() {
        this(false, 1e-6, LossReduction.MEAN);
    }

    /// Makes the loss.
    ///
    /// @param full whether to add ½ log 2π
    /// @param eps the least variance
    public GaussianNLLLoss(boolean full, double eps, LossReduction reduction) {
        this.full = full;
        this.eps = eps;
        this.reduction = reduction;
    }

    /// Returns the loss of means for targets of the same shape.
    ///
    /// @param var of the input's shape, or without or with 1 for its last dim
    /// @throws dev.obor.error.ShapeException if the shapes do not fit
    /// @throws OborException if a variance is negative
    public Tensor forward(Tensor input, Tensor target, Tensor var) {
        return call(
                x -> {
                    Tensor y = LossFunctions.same("GaussianNLLLoss", x[0], x[1]);
                    return F.gaussianNllLoss(x[0], y, x[2], full, eps, reduction);
                },
                input,
                target,
                var);
    }
}
