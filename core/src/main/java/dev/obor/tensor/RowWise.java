package dev.obor.tensor;

import dev.obor.layout.Layout;
import dev.obor.layout.Shape;
import dev.obor.storage.Storage;
import dev.obor.storage.View;

/// An operator that works on each row along a dim for itself, in a few steps that are operators, too. A
/// backend may take some rows through all steps before the next rows, while they lie in its cache; the bits
/// are the same.
public sealed interface RowWise extends Op permits Softmax, LogSoftmax {
    /// Returns the dim along which the rows lie.
    int dim();

    /// Runs the steps for rows along a dim of views that need not be whole tensors.
    void compute(Steps steps, View x, View output, int dim);

    /// What runs a step.
    interface Steps {
        /// Runs an operator, as [dev.obor.backend.Backend] does.
        void run(Op op, View[] inputs, View[] outputs);
    }

    /// Runs the steps for all rows at once.
    default void compute(Steps steps, View x, View output) {
        if (x.shape().numel() > 0) {
            compute(steps, x, output, dim());
        }
    }

    @Override
    default Spec[] infer(Spec... inputs) {
        return new Spec[] {inputs[0]};
    }

    @Override
    default boolean savesOutput(int input) {
        return true;
    }

    /// Returns one number for each row, the result of a reduction of inputs of which the first has the rows.
    static View reduced(Steps steps, Reducer reducer, int dim, View... inputs) {
        View x = inputs[0];
        Shape shape = x.shape().rank() == 0 ? x.shape() : x.shape().with(dim, 1);
        View result = new View(Storage.of(x.dtype(), shape.numel()), Layout.dense(shape), x.dtype());
        int[] dims = Reduce.dims(reducer.name(), x.shape().rank(), dim);
        steps.run(new Reduce(reducer, dims, true), inputs, new View[] {result});
        return result;
    }
}
