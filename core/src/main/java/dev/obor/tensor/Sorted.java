package dev.obor.tensor;

import dev.obor.dtype.DType;
import dev.obor.storage.View;

/// The elements along the last dim of a dense tensor in order, and their places, as [Ordering] has them.
///
/// @param descending largest first
record Sorted(boolean descending) implements RowRoutine {
    @Override
    public String name() {
        return "sort";
    }

    @Override
    public Spec[] infer(Spec... inputs) {
        return new Spec[] {inputs[0], new Spec(inputs[0].shape(), DType.INT64)};
    }

    @Override
    public boolean savesOutput(int input, int saved) {
        return saved == 1;
    }

    /// Every element has one place, so its gradient only moves back there.
    @Override
    public Tensor gradient(int input, Tensor g, Saved saved) {
        Tensor zeros = Tensor.full(saved.spec(0).shape(), 0, g.dtype());
        return zeros.scatterAdd(-1, saved.output(1), g);
    }

    @Override
    public void run(View[] inputs, View[] outputs, int from, int to) {
        RowSorter sorter = new RowSorter(inputs[0], descending);
        for (int row = from; row < to; row++) {
            sorter.sort(row);
            sorter.writePlaces(outputs[1], row);
            sorter.writeValues(outputs[0], row);
        }
    }
}
