package dev.obor.nn;

import dev.obor.tensor.Tensor;

/// The negative log-likelihood of counts under Poisson distributions: exp(x) − target · x.
public final class PoissonNLLLoss extends Loss {
    private final boolean logInput;
    private final boolean full;
    private final double eps;

    /// Makes the loss, the mean.
    public PoissonNLLLoss() {
        this(true, false, 1e-8, LossReduction.MEAN);
    }

    /// Makes the loss.
    public PoissonNLLLoss(LossReduction reduction) {
        this(true, false, 1e-8, reduction);
    }

    /// Makes the loss.
    ///
    /// @param logInput whether x is the logarithm of the mean; else the loss is x − target · log(x + eps)
    /// @param full whether to add Stirling's approximation of log target!
    /// @param eps what keeps the logarithm from 0
    public PoissonNLLLoss(boolean logInput, boolean full, double eps, LossReduction reduction) {
        super(reduction);
        this.logInput = logInput;
        this.full = full;
        this.eps = eps;
    }

    @Override
    protected Tensor compute(Tensor input, Tensor target) {
        return F.poissonNllLoss(input, target, logInput, full, eps, reduction());
    }
}
