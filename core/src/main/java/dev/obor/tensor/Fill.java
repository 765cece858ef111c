package dev.obor.tensor;

import dev.obor.dtype.DType;
import dev.obor.dtype.Promotion;
import dev.obor.error.ShapeException;
import dev.obor.layout.Shape;

/// Values that one number gives to many places: converted to the dtype of the tensor that they go into.
final class Fill {
    private Fill() {}

    /// Returns a number as a tensor of no dims of a dtype, fractions cut off for integers.
    ///
    /// @throws dev.obor.error.DTypeException if the number lies outside the dtype's range; a whole number
    ///     below 0 wraps around in uint8, as PyTorch has it
    static Tensor of(String op, Number value, DType dtype) {
        Promotion.checkFits(op, value, dtype);
        return Tensor.full(Shape.SCALAR, value, dtype);
    }

    /// Returns a tensor of no dims in a dtype.
    ///
    /// @throws ShapeException if it has dims
    static Tensor of(String op, Tensor value, DType dtype) {
        if (value.dim() > 0) {
            throw new ShapeException(
                    op + ": the value has shape " + value.shape() + " and must have no dims: index it first");
        }
        return value.to(dtype);
    }
}
