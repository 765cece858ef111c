package dev.obor.tensor;

/// Backward in its forms, and short forms of what [Tensor] says about gradients.
public sealed interface Differentiable extends Applicable permits Tensor {
    /// Says that the gradient of this tensor is wanted, and returns it, as [Tensor#requiresGrad(boolean)].
    ///
    /// @throws dev.obor.error.AutogradException for a tensor that an operator made, and for dtypes without
    ///     gradients
    default Tensor requiresGrad_() {
        return self().requiresGrad(true);
    }

    /// Says whether the gradient of this tensor is wanted, and returns it, as [Tensor#requiresGrad(boolean)].
    ///
    /// @throws dev.obor.error.AutogradException for a tensor that an operator made, and for dtypes without
    ///     gradients
    default Tensor requiresGrad_(boolean wanted) {
        return self().requiresGrad(wanted);
    }

    /// Adds the gradients of this number to the leaves it was computed from, and releases what was saved.
    ///
    /// @throws dev.obor.error.AutogradException if this is not a single number, or nothing requires a gradient
    default void backward() {
        Backward.accumulate(self(), null, false, false);
    }

    /// Adds the gradients of Σ this · gradient to the leaves.
    ///
    /// @param gradient of this tensor's shape
    default void backward(Tensor gradient) {
        Backward.accumulate(self(), gradient, false, false);
    }

    /// Adds the gradients of Σ this · gradient to the leaves.
    ///
    /// @param retainGraph keeps what was saved, so that backward can be called again
    /// @param createGraph records the computation of the gradients, so that they can be differentiated
    default void backward(Tensor gradient, boolean retainGraph, boolean createGraph) {
        Backward.accumulate(self(), gradient, retainGraph || createGraph, createGraph);
    }

    /// Adds the gradients of this number to the leaves it was computed from.
    ///
    /// @param retainGraph keeps what was saved, so that backward can be called again
    /// @throws dev.obor.error.AutogradException if this is not a single number, or nothing requires a
    ///     gradient
    default void backward(boolean retainGraph) {
        backward(retainGraph, false);
    }

    /// Adds the gradients of this number to the leaves it was computed from.
    ///
    /// @param retainGraph keeps what was saved, so that backward can be called again
    /// @param createGraph records the computation of the gradients, so that they can be differentiated
    /// @throws dev.obor.error.AutogradException if this is not a single number, or nothing requires a
    ///     gradient
    default void backward(boolean retainGraph, boolean createGraph) {
        Backward.accumulate(self(), null, retainGraph || createGraph, createGraph);
    }
}
