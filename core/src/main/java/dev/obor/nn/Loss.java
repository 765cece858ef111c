package dev.obor.nn;

import dev.obor.tensor.Tensor;
import java.util.Optional;

/// The base class of losses, which measure how far an output is from a target.
///
/// ```java
/// Loss criterion = new CrossEntropyLoss();
/// criterion.forward(net.forward(images), labels).backward();
/// ```
///
/// A target is never broadcast: a shape that does not fit is an error. A loss of the user's says in
/// [#compute(Tensor, Tensor)] what it does.
public abstract class Loss extends Block {
    private final LossReduction reduction;

    /// Makes a loss.
    ///
    /// @param reduction what becomes of the losses of single elements
    protected Loss(LossReduction reduction) {
        this.reduction = reduction;
    }

    /// Returns what becomes of the losses of single elements.
    public final LossReduction reduction() {
        return reduction;
    }

    /// Returns the loss.
    ///
    /// @throws dev.obor.error.ShapeException if the shapes do not fit
    public final Tensor forward(Tensor input, Tensor target) {
        return call(x -> compute(x[0], x[1]), input, target);
    }

    /// Returns the loss of an output for a target.
    protected abstract Tensor compute(Tensor input, Tensor target);

    /// Registers a weight, where there is one, as a buffer that shares the elements.
    final Optional<Tensor> weight(String name, Optional<Tensor> weight) {
        return weight.map(given -> buffer(name, given.detach()));
    }
}
