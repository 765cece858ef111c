package dev.obor.nn;

import dev.obor.tensor.Tensor;
import java.util.Optional;

/// [NLLLoss] under the name that it once had for images.
public final class NLLLoss2d extends Loss {
    private final Optional<Tensor> weight;
    private final int ignoreIndex;

    /// Makes the loss, the mean.
    public NLLLoss2d() {
        this(Optional.empty(), -100, LossReduction.MEAN);
    }

    /// Makes the loss.
    ///
    /// @param weight one for each class
    /// @param ignoreIndex a class number that is passed over
    public NLLLoss2d(Optional<Tensor> weight, int ignoreIndex, LossReduction reduction) {
        super(reduction);
        this.weight = weight("weight", weight);
        this.ignoreIndex = ignoreIndex;
    }

    @Override
    protected Tensor compute(Tensor input, Tensor target) {
        return F.nllLoss(input, target, weight, ignoreIndex, reduction());
    }
}
