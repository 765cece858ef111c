package dev.obor.tensor;

import dev.obor.dtype.DType;
import dev.obor.error.DTypeException;
import dev.obor.error.IndexException;
import dev.obor.error.ShapeException;
import dev.obor.layout.Places;
import dev.obor.storage.Elements;
import dev.obor.storage.View;

/// Zeros with the elements of x at the places that an integer tensor names in the last dim: the opposite of
/// [MaxPooling] over one flattened dim. Where several elements go to one place the last stays. Inputs: x,
/// indices.
///
/// @param size of the result's last dim
public record MaxUnpooling(int size) implements Routine {
    @Override
    public String name() {
        return "maxUnpool";
    }

    @Override
    public Spec[] infer(Spec... inputs) {
        Spec x = inputs[0];
        if (!x.shape().equals(inputs[1].shape()) || x.shape().rank() == 0) {
            throw new ShapeException("maxUnpool: the input has shape " + x.shape() + " and the indices "
                    + inputs[1].shape() + ": they must be equal");
        }
        if (inputs[1].dtype() != DType.INT64) {
            throw new DTypeException(
                    "maxUnpool: the indices are " + inputs[1].dtype() + " and must be int64: convert with to(INT64)");
        }
        return new Spec[] {new Spec(x.shape().with(x.shape().rank() - 1, size), x.dtype())};
    }

    @Override
    public boolean savesInput(int input, int saved) {
        return saved == 1;
    }

    @Override
    public Tensor gradient(int input, Tensor g, Saved saved) {
        return g.gather(-1, saved.input(1));
    }

    @Override
    public void run(View[] inputs, View[] outputs) {
        View x = inputs[0];
        View y = outputs[0];
        int[] from = Places.of(x.layout());
        int[] at = Places.of(inputs[1].layout());
        int length = Math.max(x.shape().size(-1), 1);
        for (int e = 0; e < from.length; e++) {
            long index = Elements.getLong(inputs[1].storage(), DType.INT64, at[e]);
            if (index < 0 || index >= size) {
                throw new IndexException("maxUnpool: index " + index + " is out of range for a result of " + size
                        + " places: pass the indices of a max pooling of that size");
            }
            int to = y.layout().offset() + e / length * size + (int) index;
            System.arraycopy(x.storage().array(), from[e], y.storage().array(), to, 1);
        }
    }
}
