package dev.obor.nn;

import dev.obor.tensor.Tensor;
import java.util.Optional;

/// The mean over classes of the binary cross-entropy of the sigmoid of logits, for `[…, classes]` and targets
/// 0 and 1. A weight is a buffer in the state.
public final class MultiLabelSoftMarginLoss extends Loss {
    private final Optional<Tensor> weight;

    /// Makes the loss, the mean.
    public MultiLabelSoftMarginLoss() {
        this(LossReduction.MEAN);
    }

    /// Makes the loss.
    public MultiLabelSoftMarginLoss(LossReduction reduction) {
        this(Optional.empty(), reduction);
    }

    /// Makes the loss, the mean.
    ///
    /// @param weight one for each class
    public MultiLabelSoftMarginLoss(Tensor weight) {
        this(Optional.of(weight), LossReduction.MEAN);
    }

    /// Makes the loss.
    ///
    /// @param weight one for each class
    public MultiLabelSoftMarginLoss(Optional<Tensor> weight, LossReduction reduction) {
        super(reduction);
        this.weight = weight("weight", weight);
    }

    @Override
    protected Tensor compute(Tensor input, Tensor target) {
        return F.multilabelSoftMarginLoss(input, target, weight, reduction());
    }
}
