package dev.obor.nn;

import dev.obor.error.OborException;
import dev.obor.tensor.Tensor;
import java.util.Optional;

/// Σ max(0, margin − xₜ + xᵢ)ᵖ / classes over the classes i other than the target t, for `[batch, classes]`
/// and class numbers `[batch]`. A weight is a buffer in the state.
public final class MultiMarginLoss extends Loss {
    private final int p;
    private final double margin;
    private final Optional<Tensor> weight;

    /// Makes the loss with p = 1 and margin 1, the mean.
    public MultiMarginLoss() {
        this(LossReduction.MEAN);
    }

    /// Makes the loss with p = 1 and margin 1.
    public MultiMarginLoss(LossReduction reduction) {
        this(1, 1, Optional.empty(), reduction);
    }

    /// Makes the loss.
    ///
    /// @param p 1 or 2
    /// @param weight one for each class
    /// @throws OborException if p is another number
    public MultiMarginLoss(int p, double margin, Optional<Tensor> weight, LossReduction reduction) {
        super(reduction);
        if (p != 1 && p != 2) {
            throw new OborException("MultiMarginLoss: p is " + p + " and must be 1 or 2");
        }
        this.p = p;
        this.margin = margin;
        this.weight = weight("weight", weight);
    }

    @Override
    protected Tensor compute(Tensor input, Tensor target) {
        return F.multiMarginLoss(input, target, p, margin, weight, reduction());
    }
}
