package dev.obor.tensor;

import dev.obor.dtype.DType;
import dev.obor.error.ShapeException;
import dev.obor.storage.Elements;
import dev.obor.storage.Storage;

/// Elements as Java's numbers and arrays.
public sealed interface HostAccess extends Applicable permits Tensor {
    /// Returns the one element as a double.
    ///
    /// @throws ShapeException unless there is exactly one
    default double item() {
        return Elements.getDouble(self().view().storage(), self().dtype(), onlyPlace());
    }

    /// Returns the one element as a long, a floating-point number towards 0.
    ///
    /// @throws ShapeException unless there is exactly one
    default long itemLong() {
        return Elements.getLong(self().view().storage(), self().dtype(), onlyPlace());
    }

    /// Returns whether the one element differs from 0.
    ///
    /// @throws ShapeException unless there is exactly one
    default boolean itemBoolean() {
        return item() != 0;
    }

    private int onlyPlace() {
        if (self().numel() != 1) {
            throw new ShapeException("item: the tensor has shape " + self().shape() + " and " + self().numel()
                    + " elements, not one: index it first, or use toDoubleArray()");
        }
        return self().layout().offset();
    }

    /// Returns the elements in row-major order in a new array, converted to float32.
    default float[] toFloatArray() {
        return ((Storage.Floats) fresh(DType.FLOAT32)).array();
    }

    /// Returns the elements in row-major order in a new array, converted to float64.
    default double[] toDoubleArray() {
        return ((Storage.Doubles) fresh(DType.FLOAT64)).array();
    }

    /// Returns the elements in row-major order in a new array, converted to int64.
    default long[] toLongArray() {
        return ((Storage.Longs) fresh(DType.INT64)).array();
    }

    /// Returns where the elements differ from 0, in row-major order in a new array.
    default boolean[] toBooleanArray() {
        return ((Storage.Booleans) fresh(DType.BOOL)).array();
    }

    private Storage fresh(DType dtype) {
        return GradMode.noGrad(() -> apply(dtype == self().dtype() ? Ops.CLONE : new Cast(dtype)))
                .view()
                .storage();
    }
}
