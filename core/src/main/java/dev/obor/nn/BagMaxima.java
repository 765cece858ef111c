package dev.obor.nn;

import dev.obor.dtype.DType;
import dev.obor.layout.Places;
import dev.obor.layout.Shape;
import dev.obor.storage.Elements;
import dev.obor.storage.View;
import dev.obor.tensor.Routine;
import dev.obor.tensor.Saved;
import dev.obor.tensor.Spec;
import dev.obor.tensor.Tensor;
import java.util.Arrays;

/// For each bag and column, the number of the row that holds the largest element: the first of equal ones,
/// and -1 for a bag without rows. Inputs: the rows `[n, columns]`, and the bag of each row, int64, with -1
/// for a row of none.
record BagMaxima(int bags) implements Routine {
    @Override
    public String name() {
        return "embeddingBag";
    }

    @Override
    public Spec[] infer(Spec... inputs) {
        return new Spec[] {new Spec(Shape.of(bags, inputs[0].shape().size(1)), DType.INT64)};
    }

    @Override
    public boolean isDifferentiable(int output) {
        return false;
    }

    @Override
    public Tensor gradient(int input, Tensor g, Saved saved) {
        throw new IllegalStateException("embeddingBag: row numbers have no gradient");
    }

    @Override
    public void run(View[] inputs, View[] outputs) {
        View rows = inputs[0];
        int[] from = Places.of(rows.layout());
        int[] bagAt = Places.of(inputs[1].layout());
        long[] result = (long[]) outputs[0].storage().array();
        Arrays.fill(result, -1);
        int columns = rows.shape().size(1);
        for (int row = 0; row < bagAt.length; row++) {
            int bag = (int) Elements.getLong(inputs[1].storage(), DType.INT64, bagAt[row]);
            for (int column = 0; bag >= 0 && column < columns; column++) {
                int at = bag * columns + column;
                double value = Elements.getDouble(rows.storage(), rows.dtype(), from[row * columns + column]);
                int best = (int) result[at] * columns + column;
                if (result[at] < 0 || value > Elements.getDouble(rows.storage(), rows.dtype(), from[best])) {
                    result[at] = row;
                }
            }
        }
    }
}
