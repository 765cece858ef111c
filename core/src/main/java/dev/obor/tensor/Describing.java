package dev.obor.tensor;

import dev.obor.error.ShapeException;
import dev.obor.layout.Shape;
import dev.obor.storage.Device;

/// What can be asked of a tensor without computing, under PyTorch's names; shape, dtype and size stand in
/// [Tensor] itself.
public sealed interface Describing extends Applicable permits Tensor {
    /// Returns the shape, as [Tensor#shape()].
    default Shape size() {
        return self().shape();
    }

    /// Returns the number of dims, as [Tensor#dim()].
    default int ndim() {
        return self().dim();
    }

    /// Returns the number of dims, as [Tensor#dim()].
    default int ndimension() {
        return self().dim();
    }

    /// Returns the number of elements, as [Tensor#numel()].
    default int nelement() {
        return self().numel();
    }

    /// Returns the bytes that an element takes.
    default int elementSize() {
        return self().dtype().bytes();
    }

    /// Returns the bytes that all elements take, were they stored one by one.
    default long nbytes() {
        return (long) self().numel() * elementSize();
    }

    /// Returns where the elements lie: on the Java heap, [Device#CPU].
    default Device device() {
        return Device.CPU;
    }

    /// Tells whether the elements are floating-point numbers.
    default boolean isFloatingPoint() {
        return self().dtype().isFloating();
    }

    /// Tells whether the dtype has negative numbers: all but uint8 and bool have.
    default boolean isSigned() {
        return switch (self().dtype()) {
            case BOOL, UINT8 -> false;
            case INT8, INT16, INT32, INT64, FLOAT16, BFLOAT16, FLOAT32, FLOAT64 -> true;
        };
    }

    /// Tells whether the only element differs from 0.
    ///
    /// @throws ShapeException unless there is one element
    default boolean isNonzero() {
        if (self().numel() != 1) {
            throw new ShapeException("isNonzero: the tensor has shape " + self().shape() + " and " + self().numel()
                    + " elements, not one: use any() or all()");
        }
        return self().itemBoolean();
    }

    /// Tells whether another tensor has the same shape.
    default boolean isSameSize(Tensor other) {
        return self().shape().equals(other.shape());
    }
}
