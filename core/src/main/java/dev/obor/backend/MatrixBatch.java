package dev.obor.backend;

import dev.obor.layout.Layout;
import dev.obor.layout.Places;
import dev.obor.layout.Shape;
import dev.obor.storage.Elements;
import dev.obor.storage.Storage;
import dev.obor.storage.View;
import dev.obor.tensor.Factorization;

/// The operands of a factorization, item by item as row-major arrays of double: a factorization computes one
/// item after another, or several at once, whatever the layouts and dtypes.
public final class MatrixBatch {
    private final View[] inputs;
    private final View[] outputs;
    private final int[] outputDims;
    private final Shape batch;

    /// @param inputs whose batches broadcast to that of the outputs
    /// @param outputs dense
    public MatrixBatch(Factorization op, View[] inputs, View[] outputs) {
        this.outputs = outputs;
        this.outputDims = op.outputDims();
        this.batch = leading(outputs[0].shape(), outputDims[0]);
        this.inputs = new View[inputs.length];
        for (int i = 0; i < inputs.length; i++) {
            Shape wide = batch;
            for (int d = inputs[i].shape().rank() - op.inputDims()[i];
                    d < inputs[i].shape().rank();
                    d++) {
                wide = wide.insert(wide.rank(), inputs[i].shape().size(d));
            }
            this.inputs[i] = inputs[i].with(inputs[i].layout().expand(wide));
        }
    }

    private static Shape leading(Shape shape, int itemDims) {
        Shape result = shape;
        for (int i = 0; i < itemDims; i++) {
            result = result.remove(result.rank() - 1);
        }
        return result;
    }

    /// Returns the shape of the batch.
    public Shape shape() {
        return batch;
    }

    /// Returns the number of items.
    public int items() {
        return batch.numel();
    }

    /// Returns a copy of an item of an input.
    public double[] read(int input, int item) {
        View view = inputs[input];
        Layout layout = view.layout();
        int rest = item;
        for (int d = batch.rank() - 1; d >= 0; d--) {
            layout = layout.slice(d, rest % batch.size(d), 1, 1);
            rest /= batch.size(d);
        }
        int count = layout.shape().numel();
        double[] elements = new double[count];
        if (count == 0) {
            return elements;
        }
        if (view.storage() instanceof Storage.Doubles doubles && layout.isContiguous()) {
            System.arraycopy(doubles.array(), layout.offset(), elements, 0, count);
            return elements;
        }
        int[] places = Places.of(layout);
        for (int e = 0; e < count; e++) {
            elements[e] = Elements.getDouble(view.storage(), view.dtype(), places[e]);
        }
        return elements;
    }

    /// Writes an item of an output, rounding to its dtype.
    ///
    /// @param elements as many as an item has
    public void write(int output, int item, double... elements) {
        if (elements.length == 0) {
            return;
        }
        View view = outputs[output];
        int start = view.layout().offset() + item * elements.length;
        if (view.storage() instanceof Storage.Doubles doubles) {
            System.arraycopy(elements, 0, doubles.array(), start, elements.length);
            return;
        }
        for (int e = 0; e < elements.length; e++) {
            Elements.setDouble(view.storage(), view.dtype(), start + e, elements[e]);
        }
    }
}
