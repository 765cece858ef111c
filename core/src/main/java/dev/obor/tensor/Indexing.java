package dev.obor.tensor;

import dev.obor.error.IndexException;

/// Elements and slices by place.
public sealed interface Indexing extends Applicable permits Tensor {
    /// Returns a view of one place of a dim, which goes; a negative index counts from the end.
    ///
    /// @throws IndexException if the index is out of range
    default Tensor select(int dim, int index) {
        int d = self().wrap("select", dim);
        int size = self().dim() == 0 ? 0 : self().size(d);
        if (index < -size || index >= size) {
            throw new IndexException("select: index " + index + " is out of range for dim " + dim + " of "
                    + self().shape() + ": pass one from " + -size + " to " + (size - 1));
        }
        return apply(new ViewOp.Select(d, index < 0 ? index + size : index));
    }

    /// Returns a view of the element or slice at these indices of the first dims; negative ones count from
    /// the end.
    ///
    /// @throws IndexException if an index is out of range or there are more indices than dims
    default Tensor get(int... indices) {
        if (indices.length > self().dim()) {
            throw new IndexException("get: " + indices.length + " indices for a tensor of shape " + self().shape()
                    + ": give at most " + self().dim());
        }
        Tensor result = self();
        for (int index : indices) {
            result = result.select(0, index);
        }
        return result;
    }
}
