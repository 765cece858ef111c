package dev.obor.tensor;

import dev.obor.dtype.DType;
import dev.obor.error.ShapeException;

/// The index of the largest or smallest element along a dim, the first of equals; a NaN counts as the extreme.
///
/// @param largest the largest, or the smallest
/// @param dim the dim, 0 or more
/// @param keepDim whether the dim stays, with size 1
public record ArgReduce(boolean largest, int dim, boolean keepDim) implements Op {
    @Override
    public String name() {
        return largest ? "argmax" : "argmin";
    }

    @Override
    public Spec[] infer(Spec... inputs) {
        var shape = inputs[0].shape();
        if (shape.rank() > 0 && shape.size(dim) == 0) {
            throw new ShapeException(name() + ": dim " + dim + " of " + shape
                    + " has no elements, and there is no extreme of none: reduce another dim");
        }
        var result = shape.rank() == 0 ? shape : keepDim ? shape.with(dim, 1) : shape.remove(dim);
        return new Spec[] {new Spec(result, DType.INT64)};
    }

    @Override
    public boolean isDifferentiable() {
        return false;
    }

    @Override
    public Tensor gradient(int input, Tensor g, Saved saved) {
        throw new IllegalStateException(name() + " has no gradient");
    }
}
