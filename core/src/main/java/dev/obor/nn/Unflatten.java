package dev.obor.nn;

import dev.obor.error.ShapeException;
import dev.obor.layout.Shape;
import dev.obor.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// One dim as several.
public final class Unflatten extends Layer {
    private final int dim;
    private final int[] unflattenedSize;

    /// Makes the layer.
    ///
    /// @param unflattenedSize the sizes that the dim becomes; one may be -1 and is then found
    /// @throws ShapeException if there is no size
    public Unflatten(int dim, int... unflattenedSize) {
        if (unflattenedSize.length == 0) {
            throw new ShapeException("Unflatten: there are no sizes: pass those that dim " + dim + " is to become");
        }
        this.dim = dim;
        this.unflattenedSize = unflattenedSize.clone();
    }

    @Override
    protected Tensor compute(Tensor x) {
        int d = Shape.existingDim("Unflatten", dim, x.dim());
        int size = x.size(d);
        long known = Arrays.stream(unflattenedSize)
                .filter(s -> s != -1)
                .asLongStream()
                .reduce(1, (a, b) -> a * b);
        long unknown = Arrays.stream(unflattenedSize).filter(s -> s == -1).count();
        boolean fits = unknown == 0 ? known == size : unknown == 1 && known > 0 && size % known == 0;
        if (!fits) {
            throw new ShapeException(
                    "Unflatten: dim " + dim + " of an input of shape " + x.shape() + " has size " + size
                            + ", which is not that of " + Arrays.toString(unflattenedSize)
                            + ": their product must be " + size);
        }
        List<Integer> sizes = new ArrayList<>();
        for (int i = 0; i < x.dim(); i++) {
            if (i != d) {
                sizes.add(x.size(i));
                continue;
            }
            for (int part : unflattenedSize) {
                sizes.add(part == -1 ? (int) (size / known) : part);
            }
        }
        return x.reshape(sizes.stream().mapToInt(Integer::intValue).toArray());
    }

    @Override
    public String extraRepr() {
        return "dim=" + dim + ", unflattened_size=" + Repr.tuple(unflattenedSize);
    }
}
