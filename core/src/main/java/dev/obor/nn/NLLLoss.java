package dev.obor.nn;

import dev.obor.tensor.Tensor;
import java.util.Optional;

/// −log p of the target classes, for log-probabilities of shape `[batch, classes, …]` or `[classes]`.
///
/// The target holds class numbers, int64, and has the input's shape without the classes. A weight is a buffer
/// in the state.
public final class NLLLoss extends Loss {
    private final Optional<Tensor> weight;
    private final int ignoreIndex;

    /// Makes the loss, the mean.
    public NLLLoss() {
        this(LossReduction.MEAN);
    }

    /// Makes the loss.
    public NLLLoss(LossReduction reduction) {
        this(Optional.empty(), -100, reduction);
    }

    /// Makes the loss, the mean by the classes' weights.
    ///
    /// @param weight one for each class
    public NLLLoss(Tensor weight) {
        this(Optional.of(weight), -100, LossReduction.MEAN);
    }

    /// Makes the loss.
    ///
    /// @param weight one for each class
    /// @param ignoreIndex a class number that is passed over
    public NLLLoss(Optional<Tensor> weight, int ignoreIndex, LossReduction reduction) {
        super(reduction);
        this.weight = weight("weight", weight);
        this.ignoreIndex = ignoreIndex;
    }

    @Override
    protected Tensor compute(Tensor input, Tensor target) {
        return F.nllLoss(input, target, weight, ignoreIndex, reduction());
    }
}
