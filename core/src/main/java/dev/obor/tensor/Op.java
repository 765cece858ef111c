package dev.obor.tensor;

/// An operator, as data: a constant or a record that knows its mathematics and no device.
public sealed interface Op
        permits Pointwise, Cast, Reduce, ArgReduce, MatMul, ViewOp, ViewScatter, Selection, Composite {
    /// Returns PyTorch's name in camelCase, for messages and graphs.
    String name();

    /// Returns the shapes and dtypes of the outputs.
    ///
    /// @throws dev.obor.error.OborException if the inputs do not fit
    Spec[] infer(Spec... inputs);

    /// Tells whether outputs can have gradients.
    default boolean isDifferentiable() {
        return true;
    }

    /// Tells whether the gradient of `input` needs the value of the input `saved`.
    default boolean savesInput(int input, int saved) {
        return false;
    }

    /// Tells whether the gradient of `input` needs the outputs.
    default boolean savesOutput(int input) {
        return false;
    }

    /// Returns the gradient with respect to an input, in ordinary tensor calls. The engine sums it to the
    /// input's shape and casts it to the input's dtype, so a formula may return what broadcasting gives.
    ///
    /// @param input which input
    /// @param g the gradient of the (first) output
    /// @param saved what was asked to be saved
    Tensor gradient(int input, Tensor g, Saved saved);
}
