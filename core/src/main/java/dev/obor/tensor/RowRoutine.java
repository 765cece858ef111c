package dev.obor.tensor;

import dev.obor.layout.Shape;
import dev.obor.storage.View;

/// A routine along the last dim whose rows have nothing to do with one another, so that a backend with threads
/// may share them out.
public interface RowRoutine extends Routine {
    /// Computes some rows of the outputs.
    ///
    /// @param inputs of which the first is dense
    /// @param outputs dense, of the inferred shapes and dtypes
    /// @param from the first row
    /// @param to the row after the last
    void run(View[] inputs, View[] outputs, int from, int to);

    @Override
    default void run(View[] inputs, View[] outputs) {
        run(inputs, outputs, 0, rows(inputs[0].shape()));
    }

    /// Returns the number of rows of a shape, 0 where they are empty; one number is a row.
    static int rows(Shape shape) {
        int length = length(shape);
        return length == 0 ? 0 : shape.numel() / length;
    }

    /// Returns the number of elements in a row of a shape.
    static int length(Shape shape) {
        return shape.rank() == 0 ? 1 : shape.size(-1);
    }
}
