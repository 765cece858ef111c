package dev.obor.expr;

import static dev.obor.expr.Expr.bits;
import static dev.obor.expr.Expr.constant;
import static dev.obor.expr.Expr.fma;

import dev.obor.dtype.DType;

/// The IEEE 754 format in which a definition computes, and the idioms that depend on its widths.
///
/// There is no conversion between numbers and integers in the language, since a vector unit may lack it. But
/// numbers of the size of [#magic()] have a unit in the last place of 1: adding it rounds to the nearest
/// whole number and leaves that number, in two's complement, in the low bits.
///
/// @param fraction the bits after the leading one
/// @param bias the exponent field of 1
/// @param sign the bits of −0
record Format(int fraction, int bias, long sign) {
    private static final Format FLOAT32 = new Format(23, 127, 0x80000000L);
    private static final Format FLOAT64 = new Format(52, 1023, Long.MIN_VALUE);

    /// Returns the format of a compute type.
    static Format of(DType compute) {
        return switch (compute) {
            case FLOAT32 -> FLOAT32;
            case FLOAT64 -> FLOAT64;
            default -> throw new IllegalStateException("no floating-point arithmetic is done in " + compute);
        };
    }

    /// Tells whether this is binary32.
    boolean isSingle() {
        return fraction == 23;
    }

    /// Returns the width.
    int width() {
        return isSingle() ? 32 : 64;
    }

    /// Returns 1.5 · 2^[#fraction()].
    double magic() {
        return 0x1.8p0 * (1L << fraction);
    }

    /// Returns the bits of a number of this format.
    long bitsOf(double value) {
        return isSingle() ? Float.floatToRawIntBits((float) value) : Double.doubleToRawLongBits(value);
    }

    /// Returns a constant's bits.
    Expr pattern(double value) {
        return bits(bitsOf(value));
    }

    /// Returns 2^n for t = [#magic()] + [#bias()] + n, by moving the low bits of t into the exponent; n is from
    /// 1 − bias to bias.
    Expr powerOfTwo(Expr t) {
        return t.toBits().shiftLeft(fraction).fromBits();
    }

    /// Returns [#magic()] + n for small whole bits n.
    Expr magicPlus(Expr n) {
        return n.add(pattern(magic())).fromBits();
    }

    /// Returns `size`, which is not negative, with the sign of `x`.
    Expr copySign(Expr size, Expr x) {
        return size.toBits().bitOr(x.toBits().bitAnd(bits(sign))).fromBits();
    }

    /// Returns c₀ + c₁x + c₂x² + … by Horner's rule in fma.
    static Expr polynomial(Expr x, double... coefficients) {
        int last = coefficients.length - 1;
        Expr result = constant(coefficients[last]);
        for (int i = last - 1; i >= 0; i--) {
            result = fma(result, x, constant(coefficients[i]));
        }
        return result;
    }
}
