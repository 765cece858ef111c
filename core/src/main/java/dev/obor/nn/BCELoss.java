package dev.obor.nn;

import dev.obor.tensor.Tensor;
import java.util.Optional;

/// −(y log p + (1 − y) log(1 − p)) for probabilities p and targets y; logarithms are at least −100. A weight
/// is a buffer in the state.
public final class BCELoss extends Loss {
    private final Optional<Tensor> weight;

    /// Makes the loss, the mean.
    public BCELoss() {
        this(LossReduction.MEAN);
    }

    /// Makes the loss.
    public BCELoss(LossReduction reduction) {
        this(Optional.empty(), reduction);
    }

    /// Makes the loss, the mean.
    ///
    /// @param weight of single elements; broadcasts to the input's shape
    public BCELoss(Tensor weight) {
        this(Optional.of(weight), LossReduction.MEAN);
    }

    /// Makes the loss.
    ///
    /// @param weight of single elements; broadcasts to the input's shape
    public BCELoss(Optional<Tensor> weight, LossReduction reduction) {
        super(reduction);
        this.weight = weight("weight", weight);
    }

    @Override
    protected Tensor compute(Tensor input, Tensor target) {
        return F.binaryCrossEntropy(input, target, weight, reduction());
    }
}
