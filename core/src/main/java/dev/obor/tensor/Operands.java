package dev.obor.tensor;

import dev.obor.dtype.DType;
import dev.obor.error.DTypeException;
import dev.obor.error.OborException;

/// What operators ask of their operands besides shapes.
final class Operands {
    private Operands() {}

    /// Refuses whole numbers that are to be divided by 0.
    static void checkDivisor(String op, Tensor dividend, Tensor divisor) {
        boolean whole = !dividend.dtype().isFloating() && !divisor.dtype().isFloating();
        if (whole && divisor.numel() > 0 && divisor.eq(0).any().itemBoolean()) {
            throw new OborException(op + ": integers are divided by 0: convert one side with to(FLOAT32), or replace the"
                    + " zeros, as in where(y.eq(0), one, y)");
        }
    }

    /// Refuses dtypes other than float32 and float64.
    static void checkFullPrecision(String op, DType dtype) {
        if (dtype != DType.FLOAT32 && dtype != DType.FLOAT64) {
            throw new DTypeException(op + ": it takes float32 and float64, not " + dtype + ": convert with to(FLOAT32)");
        }
    }

    /// Returns the second of two tensors of one dtype.
    static Tensor sameType(String op, Tensor a, Tensor b) {
        if (a.dtype() != b.dtype()) {
            throw new DTypeException(op + ": the dtypes are " + a.dtype() + " and " + b.dtype()
                    + ": they must be equal, so convert one with to(" + a.dtype().name() + ")");
        }
        return b;
    }

    /// Returns the largest finite number of a floating-point dtype.
    static double largest(DType dtype) {
        return switch (dtype) {
            case FLOAT64 -> Double.MAX_VALUE;
            case FLOAT16 -> 65504;
            case BFLOAT16 -> 0x1.fep127;
            default -> Float.MAX_VALUE;
        };
    }
}
