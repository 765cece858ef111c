package dev.obor.tensor;

import dev.obor.dtype.DType;
import dev.obor.dtype.Promotion;
import dev.obor.error.DTypeException;
import dev.obor.error.ShapeException;
import dev.obor.layout.Shape;

/// Values that one number gives to many places: converted to the dtype of the tensor that they go into.
final class Fill {
    private Fill() {}

    /// Returns a number as a tensor of no dims of a dtype, fractions cut off for integers.
    ///
    /// @throws DTypeException if the number lies outside the dtype's range; a whole number below 0 wraps around
    ///     in uint8, as PyTorch has it
    static Tensor of(String op, Number value, DType dtype) {
        boolean whole = !Promotion.ofNumber(value).isFloating();
        if (!(whole ? fits(value.longValue(), dtype) : fits(value.doubleValue(), dtype))) {
            throw new DTypeException(op + ": the value " + value + " does not fit into " + dtype
                    + ": pass one that does, or convert the tensor first");
        }
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

    private static boolean fits(long value, DType dtype) {
        return switch (dtype) {
            case UINT8 -> value >= -255 && value <= 255;
            case INT8 -> value == (byte) value;
            case INT16 -> value == (short) value;
            case INT32 -> value == (int) value;
            case FLOAT16 -> Math.abs((double) value) <= 65504;
            case BOOL, INT64, BFLOAT16, FLOAT32, FLOAT64 -> true;
        };
    }

    private static boolean fits(double value, DType dtype) {
        return switch (dtype) {
            case UINT8 -> value >= 0 && value <= 255;
            case INT8 -> value >= Byte.MIN_VALUE && value <= Byte.MAX_VALUE;
            case INT16 -> value >= Short.MIN_VALUE && value <= Short.MAX_VALUE;
            case INT32 -> value >= Integer.MIN_VALUE && value <= Integer.MAX_VALUE;
            case INT64 -> value >= -0x1p63 && value <= 0x1p63;
            case FLOAT16 -> !(Math.abs(value) > 65504) || Double.isInfinite(value);
            case BFLOAT16 -> !(Math.abs(value) > 0x1.FEp127) || Double.isInfinite(value);
            case FLOAT32 -> !(Math.abs(value) > Float.MAX_VALUE) || Double.isInfinite(value);
            case BOOL, FLOAT64 -> true;
        };
    }
}
