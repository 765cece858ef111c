package dev.obor.tensor;

import dev.obor.dtype.DType;
import dev.obor.layout.Shape;
import dev.obor.storage.View;

/// The order of the elements along the last dim of a dense tensor, as places of the first of them. Equal
/// elements keep their order, NaN counts as the largest, −0 equals 0.
///
/// @param descending largest first
/// @param count how many places are wanted, at most as many as there are elements
record Ordering(boolean descending, int count) implements RowRoutine {
    @Override
    public String name() {
        return "argsort";
    }

    @Override
    public Spec[] infer(Spec... inputs) {
        Shape shape = inputs[0].shape();
        return new Spec[] {new Spec(shape.with(shape.rank() - 1, count), DType.INT64)};
    }

    @Override
    public boolean isDifferentiable() {
        return false;
    }

    @Override
    public Tensor gradient(int input, Tensor g, Saved saved) {
        throw new IllegalStateException("argsort has no gradient");
    }

    @Override
    public void run(View[] inputs, View[] outputs, int from, int to) {
        RowSorter sorter = new RowSorter(inputs[0], descending, count);
        for (int row = from; row < to; row++) {
            sorter.sort(row);
            sorter.writePlaces(outputs[0], row);
        }
    }
}
