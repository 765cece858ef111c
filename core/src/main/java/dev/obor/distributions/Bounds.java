package dev.obor.distributions;

import dev.obor.dtype.DType;
import dev.obor.tensor.Tensor;

/// The bounds of constraints: tensors, or Java numbers as operands of the lowest rank.
final class Bounds {
    private Bounds() {}

    /// Returns a bound as PyTorch prints it: a number, also that of a tensor of no dims, or the tensor.
    static String text(Tensor bound) {
        if (bound.dim() > 0) {
            return bound.toString();
        }
        return bound.dtype().isFloating() ? number(bound) : Long.toString(bound.itemLong());
    }

    private static String number(Tensor bound) {
        double value = bound.item();
        if (Double.isNaN(value)) {
            return "nan";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "inf" : "-inf";
        }
        return Double.toString(value);
    }

    /// Tells whether a bound is a Java number of a value.
    static boolean isNumber(Tensor bound, double value) {
        return bound.isNumber() && bound.item() == value;
    }

    /// Tells whether two bounds are equal: the same shape, kind and elements.
    static boolean equal(Tensor a, Tensor b) {
        return a == b
                || a.isNumber() == b.isNumber() && a.shape().equals(b.shape()) && a.dtype() == b.dtype() && a.equal(b);
    }

    /// Returns a hash that equal bounds share.
    static int hash(Tensor bound) {
        return bound.shape().hashCode();
    }

    /// Returns the relative distance from 1 to the next number of a dtype.
    static double eps(DType dtype) {
        return switch (dtype) {
            case FLOAT16 -> 0x1p-10;
            case BFLOAT16 -> 0x1p-7;
            case FLOAT64 -> 0x1p-52;
            default -> 0x1p-23;
        };
    }

    /// Returns the smallest positive normal number of a dtype.
    static double tiny(DType dtype) {
        return switch (dtype) {
            case FLOAT16 -> 0x1p-14;
            case FLOAT64 -> Double.MIN_NORMAL;
            default -> Float.MIN_NORMAL;
        };
    }

    /// Returns the largest number of a dtype.
    static double max(DType dtype) {
        return switch (dtype) {
            case FLOAT16 -> 65504;
            case BFLOAT16 -> 0x1.fep127;
            case FLOAT64 -> Double.MAX_VALUE;
            default -> Float.MAX_VALUE;
        };
    }
}
