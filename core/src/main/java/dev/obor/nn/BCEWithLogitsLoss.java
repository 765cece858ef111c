package dev.obor.nn;

import dev.obor.tensor.Tensor;
import java.util.Optional;

/// The binary cross-entropy of the sigmoid of logits, in a form that does not overflow. Weights are buffers
/// in the state.
public final class BCEWithLogitsLoss extends Loss {
    private final Optional<Tensor> weight;
    private final Optional<Tensor> posWeight;

    /// Makes the loss, the mean.
    public BCEWithLogitsLoss() {
        this(LossReduction.MEAN);
    }

    /// Makes the loss.
    public BCEWithLogitsLoss(LossReduction reduction) {
        this(Optional.empty(), reduction, Optional.empty());
    }

    /// Makes the loss.
    ///
    /// @param weight of single elements; broadcasts to the input's shape
    /// @param posWeight of the targets 1; broadcasts to the input's shape
    public BCEWithLogitsLoss(Optional<Tensor> weight, LossReduction reduction, Optional<Tensor> posWeight) {
        super(reduction);
        this.weight = weight("weight", weight);
        this.posWeight = weight("pos_weight", posWeight);
    }

    @Override
    protected Tensor compute(Tensor input, Tensor target) {
        return F.binaryCrossEntropyWithLogits(input, target, weight, reduction(), posWeight);
    }
}
