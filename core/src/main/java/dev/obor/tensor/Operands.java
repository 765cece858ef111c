package dev.obor.tensor;

import dev.obor.dtype.DType;
import dev.obor.dtype.Promotion;
import dev.obor.error.DTypeException;
import dev.obor.error.OborException;
import dev.obor.layout.Shape;
import java.util.OptionalDouble;

/// What operators ask of their operands besides shapes.
final class Operands {
    private Operands() {}

    /// Refuses whole numbers that are to be divided by 0.
    static void checkDivisor(String op, Tensor dividend, Tensor divisor) {
        boolean whole = !dividend.dtype().isFloating() && !divisor.dtype().isFloating();
        if (whole && divisor.numel() > 0 && divisor.eq(0).any().itemBoolean()) {
            throw new OborException(
                    op + ": integers are divided by 0: convert one side with to(FLOAT32), or replace the"
                            + " zeros, as in where(y.eq(0), one, y)");
        }
    }

    /// Refuses tensors of another dtype than float64.
    static void checkDouble(String op, Tensor x) {
        if (x.dtype() != DType.FLOAT64) {
            throw new DTypeException(op + ": the result is float64 and the tensor written to " + x.dtype()
                    + ": convert it with to(FLOAT64), or use " + op.substring(0, op.length() - 1));
        }
    }

    /// Returns a number that divides a tensor, as an operand.
    ///
    /// @throws DTypeException if the tensor's dtype does not hold it, where PyTorch would divide by what is
    ///     left of it
    static Tensor divisor(String op, Tensor dividend, Number divisor) {
        if (!fits(divisor, dividend.dtype())) {
            throw new DTypeException(op + ": the divisor " + divisor + " does not fit into " + dividend.dtype()
                    + ": convert the tensor with to(INT64)");
        }
        return Tensor.number(divisor);
    }

    /// Returns a number that bounds a tensor's elements from below or above, as an operand; one beyond the
    /// dtype bounds nothing and becomes the dtype's own bound.
    ///
    /// @throws DTypeException if no number of the dtype lies within the bound
    static Tensor bound(String op, Tensor x, Number bound, boolean fromBelow) {
        if (fits(bound, x.dtype())) {
            return Tensor.number(bound);
        }
        boolean tooLarge = bound.longValue() > 0;
        if (fromBelow == tooLarge) {
            throw new DTypeException(op + ": nothing in " + x.dtype() + " lies within the bound " + bound
                    + ": convert the tensor with to(INT64)");
        }
        return Tensor.number(tooLarge ? greatest(x.dtype()) : least(x.dtype()));
    }

    /// Returns a tensor in a dtype in which it can be compared with a number: int64 if its own does not hold
    /// the number, where PyTorch would compare with what is left of it.
    static Tensor comparable(Tensor x, Number other) {
        return fits(other, x.dtype()) ? x : x.to(DType.INT64);
    }

    /// Tells whether a number keeps its value beside a tensor of a dtype; fractions and bool promote.
    private static boolean fits(Number value, DType dtype) {
        if (!dtype.isIntegral()
                || dtype == DType.INT64
                || Promotion.ofNumber(value).isFloating()) {
            return true;
        }
        return value.longValue() >= least(dtype) && value.longValue() <= greatest(dtype);
    }

    private static long least(DType dtype) {
        return dtype == DType.UINT8 ? 0 : -1L << 8 * dtype.bytes() - 1;
    }

    private static long greatest(DType dtype) {
        return dtype == DType.UINT8 ? 255 : -1 - least(dtype);
    }

    /// Returns the factor of the second term of a sum, as an operand that leaves the sum's dtype alone.
    ///
    /// @throws DTypeException for a fraction where the sum is of integers
    static Tensor alpha(String op, Tensor a, Tensor b, Number alpha) {
        boolean whole = !a.dtype().isFloating() && !b.dtype().isFloating();
        if (whole && Promotion.ofNumber(alpha).isFloating()) {
            throw new DTypeException(op + ": alpha is " + alpha + " and the sum of " + a.dtype() + " and " + b.dtype()
                    + " is of integers: pass a whole number, or convert with to(FLOAT32)");
        }
        boolean truth = a.dtype() == DType.BOOL && b.dtype() == DType.BOOL;
        return truth ? Tensor.full(Shape.SCALAR, alpha.longValue() == 0 ? 0 : 1, DType.BOOL) : Tensor.number(alpha);
    }

    /// Returns the factor of a product that is added to tensors, without its fraction where all are of
    /// integers.
    ///
    /// @throws DTypeException for a factor beyond 2⁵³ where all tensors are of integers
    static double factor(String op, Number value, Tensor... tensors) {
        boolean whole = true;
        for (Tensor tensor : tensors) {
            whole &= !tensor.dtype().isFloating();
        }
        double factor = value.doubleValue();
        if (whole && !(Math.abs(factor) <= 0x1p53)) {
            throw new DTypeException(op + ": the factor " + value + " of integers is no number up to 2^53: multiply"
                    + " a factor by it before, or convert with to(FLOAT64)");
        }
        return whole ? (double) (long) factor : factor;
    }

    /// Returns the operator for a quotient rounded to whole numbers.
    static Pointwise rounded(Rounding mode, Tensor dividend, Tensor divisor) {
        boolean whole = !dividend.dtype().isFloating() && !divisor.dtype().isFloating();
        return switch (mode) {
            case FLOOR -> Ops.FLOOR_DIVIDE;
            case TRUNC -> whole ? Ops.TRUNC_DIVIDE_INTEGERS : Ops.TRUNC_DIVIDE;
        };
    }

    /// Returns the operator that rounds to a number of decimal places.
    static Pointwise round(int decimals) {
        if (decimals == 0) {
            return Ops.ROUND;
        }
        double ten = StrictMath.pow(10, Math.abs((double) decimals));
        return (decimals > 0 ? Ops.ROUND_FRACTION : Ops.ROUND_MULTIPLE).with(ten);
    }

    /// Returns the operator that replaces NaN and infinities of a floating-point dtype.
    static Pointwise nanToNum(DType dtype, OptionalDouble nan, OptionalDouble posinf, OptionalDouble neginf) {
        double largest = largest(dtype);
        return Ops.NAN_TO_NUM.with(nan.orElse(0), posinf.orElse(largest), neginf.orElse(-largest));
    }

    /// Returns the operator that finds the next number of a dtype.
    ///
    /// @throws DTypeException for integers
    static Pointwise nextafter(DType dtype) {
        return switch (dtype) {
            case FLOAT64 -> Ops.NEXTAFTER;
            case FLOAT32 -> Ops.NEXTAFTER_SINGLE;
            case FLOAT16 -> Ops.NEXTAFTER_FLOAT16;
            case BFLOAT16 -> Ops.NEXTAFTER_BFLOAT16;
            case BOOL, UINT8, INT8, INT16, INT32, INT64 ->
                throw new DTypeException(
                        "nextafter: it takes floating-point numbers, not " + dtype + ": convert with to(FLOAT32)");
        };
    }

    /// Returns the second of two tensors of one dtype.
    static Tensor sameType(String op, Tensor a, Tensor b) {
        if (a.dtype() != b.dtype()) {
            throw new DTypeException(op + ": the dtypes are " + a.dtype() + " and " + b.dtype()
                    + ": they must be equal, so convert one with to("
                    + a.dtype().name() + ")");
        }
        return b;
    }

    /// Returns the largest finite number of a floating-point dtype.
    private static double largest(DType dtype) {
        return switch (dtype) {
            case FLOAT64 -> Double.MAX_VALUE;
            case FLOAT16 -> 65504;
            case BFLOAT16 -> 0x1.fep127;
            default -> Float.MAX_VALUE;
        };
    }
}
