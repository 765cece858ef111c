package dev.obor.dtype;

import dev.obor.error.DTypeException;

/// PyTorch's type promotion.
///
/// Operands have one of three ranks: tensors with dims, tensors of no dims, and Java numbers. The operands of
/// the first rank decide together; one of a lower rank changes the result only when its category is higher
/// than what stands above it (`int64 tensor + 2.5` gives the default float32, `float32 tensor + float64
/// 0-dim` stays float32). Source: PyTorch documentation, "Tensor Attributes", `torch.result_type`.
public final class Promotion {
    private static volatile DType standard = DType.FLOAT32;

    private Promotion() {}

    /// Returns the smallest type that holds both; for an integer and a floating-point type, the
    /// floating-point one.
    public static DType promote(DType a, DType b) {
        if (a == b) {
            return a;
        }
        if (a.category() != b.category()) {
            return a.category().compareTo(b.category()) > 0 ? a : b;
        }
        if (a.isFloating()) {
            // float16 and bfloat16 hold neither each other's range nor precision; otherwise the wider one wins.
            return a.bytes() == b.bytes() ? DType.FLOAT32 : a.bytes() > b.bytes() ? a : b;
        }
        DType narrow = a.compareTo(b) < 0 ? a : b;
        DType wide = narrow == a ? b : a;
        return narrow == DType.UINT8 && wide == DType.INT8 ? DType.INT16 : wide;
    }

    /// Returns the type in which an operand of a lower rank takes part beside `strong`: `strong` itself
    /// unless the category of `weak` is higher, then `weak`.
    public static DType withWeaker(DType strong, DType weak) {
        return weak.category().compareTo(strong.category()) > 0 ? weak : strong;
    }

    /// Returns the dtype of numbers with a point and of tensors made without one: float32 unless it was set.
    public static DType defaultDtype() {
        return standard;
    }

    /// Sets the dtype of numbers with a point and of tensors made without one, for the whole process: to be
    /// done at the start of a program.
    ///
    /// @throws DTypeException unless it is floating-point
    public static void setDefaultDtype(DType dtype) {
        if (!dtype.isFloating()) {
            throw new DTypeException(
                    "setDefaultDtype: " + dtype + " is not floating-point: pass FLOAT32, FLOAT64, FLOAT16 or BFLOAT16");
        }
        standard = dtype;
    }

    /// Returns the type that a Java number stands for: int64 for whole numbers, the default dtype for others.
    ///
    /// @throws DTypeException for a `Number` that is neither
    public static DType ofNumber(Number value) {
        return switch (value) {
            case Long _, Integer _, Short _, Byte _ -> DType.INT64;
            case Double _, Float _ -> standard;
            default ->
                throw new DTypeException("scalar: a " + value.getClass().getName()
                        + " is no element of a tensor: pass a long, an int, a double or a float");
        };
    }

    /// Tells whether a value of type `from` may be written into a tensor of type `to` in place: not when that
    /// would drop its category (a floating-point result into an integer tensor).
    public static boolean canCast(DType from, DType to) {
        return from.category().compareTo(to.category()) <= 0;
    }

    /// Checks that a Java number lies in the range of a type, fractions cut off for integers. A whole number
    /// below 0 wraps around in uint8, as PyTorch has it.
    ///
    /// @param op the operator's name, for the message
    /// @throws DTypeException if it does not
    public static void checkFits(String op, Number value, DType dtype) {
        boolean whole = !ofNumber(value).isFloating();
        if (!(whole ? fits(value.longValue(), dtype) : fits(value.doubleValue(), dtype))) {
            throw new DTypeException(op + ": the value " + value + " does not fit into " + dtype
                    + ": pass one that does, or convert the tensor first");
        }
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
