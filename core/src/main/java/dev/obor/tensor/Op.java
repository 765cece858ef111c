package dev.obor.tensor;

/// An operator, as data: a constant or a record that knows its mathematics and no device.
public sealed interface Op
        permits Pointwise,
                Cast,
                Reduce,
                ArgReduce,
                MatMul,
                Factorization,
                Convolution,
                MaxPooling,
                Resampling,
                ViewOp,
                ViewScatter,
                Selection,
                Masking,
                RowWise,
                Composite,
                Routine,
                CustomFunction {
    /// Returns the operator's name in camelCase: PyTorch's, where PyTorch has this operator.
    String name();

    /// Returns the name of the method that people call, for messages and graphs: several operators may stand
    /// behind one method.
    default String method() {
        return name();
    }

    /// Returns the shapes and dtypes of the outputs.
    ///
    /// @throws dev.obor.error.OborException if the inputs do not fit
    Spec[] infer(Spec... inputs);

    /// Tells whether any output can have gradients.
    default boolean isDifferentiable() {
        return true;
    }

    /// Tells whether an output can have gradients; by default the first alone.
    default boolean isDifferentiable(int output) {
        return output == 0 && isDifferentiable();
    }

    /// Tells whether the gradient of `input` needs the value of the input `saved`.
    default boolean savesInput(int input, int saved) {
        return false;
    }

    /// Tells whether the gradient of `input` needs the (first) output.
    default boolean savesOutput(int input) {
        return false;
    }

    /// Tells whether the gradient of `input` needs the value of the output `saved`.
    default boolean savesOutput(int input, int saved) {
        return saved == 0 && savesOutput(input);
    }

    /// Returns the gradient with respect to an input, in ordinary tensor calls. The engine sums it to the
    /// input's shape and casts it to the input's dtype, so a formula may return what broadcasting gives.
    ///
    /// @param input which input
    /// @param g the gradient of the (first) output
    /// @param saved what was asked to be saved
    /// @return the gradient; null where there is none
    Tensor gradient(int input, Tensor g, Saved saved);

    /// Returns the gradient with respect to an input of an operator that several outputs of can have
    /// gradients; others answer with [#gradient(int, Tensor, Saved)].
    ///
    /// @param input which input
    /// @param g the gradients of the outputs
    /// @param saved what was asked to be saved
    default Tensor gradient(int input, Cotangents g, Saved saved) {
        return gradient(input, g.of(0), saved);
    }

    /// Tells whether the gradients of all inputs are computed together, by
    /// [#gradients(boolean\[\], Cotangents, Saved)], because they share most of the work.
    default boolean isJoint() {
        return false;
    }

    /// Returns the gradients with respect to the inputs, for an operator that is joint.
    ///
    /// @param wanted for which inputs; what is returned for others is ignored
    /// @return one for each input; null where there is none
    default Tensor[] gradients(boolean[] wanted, Cotangents g, Saved saved) {
        Tensor[] gradients = new Tensor[wanted.length];
        for (int i = 0; i < wanted.length; i++) {
            if (wanted[i]) {
                gradients[i] = gradient(i, g, saved);
            }
        }
        return gradients;
    }
}
