package dev.obor.nn;

import dev.obor.tensor.Tensor;
import java.util.Optional;

/// The cross-entropy of logits of shape `[batch, classes, …]` or `[classes]`.
///
/// The target holds class numbers, int64, and has the logits' shape without the classes; or probabilities,
/// floating-point, of the logits' shape. A weight is a buffer in the state.
///
/// ```java
/// new CrossEntropyLoss();
/// new CrossEntropyLoss(CrossEntropyLoss.options().labelSmoothing(0.1));
/// ```
public final class CrossEntropyLoss extends Loss {
    private final Optional<Tensor> weight;
    private final CrossEntropyOptions options;

    /// Makes the loss, the mean.
    public CrossEntropyLoss() {
        this(CrossEntropyOptions.DEFAULT);
    }

    /// Makes the loss.
    public CrossEntropyLoss(LossReduction reduction) {
        this(options().reduction(reduction));
    }

    /// Makes the loss, the mean by the classes' weights.
    ///
    /// @param weight one for each class
    public CrossEntropyLoss(Tensor weight) {
        this(options().weight(weight));
    }

    /// Makes the loss.
    public CrossEntropyLoss(CrossEntropyOptions options) {
        super(options.reduction());
        this.weight = weight("weight", options.weight());
        this.options = options;
    }

    /// Returns the default options, to be changed.
    public static CrossEntropyOptions options() {
        return CrossEntropyOptions.DEFAULT;
    }

    @Override
    protected Tensor compute(Tensor input, Tensor target) {
        return F.crossEntropy(input, target, weight, options.ignoreIndex(), reduction(), options.labelSmoothing());
    }
}
