package dev.obor.math;

/// Powers and logarithms to other bases than e.
public final class Powers {
    private static final double LN_2 = 0x1.62e42fefa39efp-1;
    private static final double LN_2_REST = 0x1.abc9e3b39803fp-56;
    private static final double INVERSE_LN_2 = 0x1.71547652b82fep0;
    private static final double INVERSE_LN_2_REST = 0x1.777d0ffda0d24p-56;

    private Powers() {}

    /// Returns x to the power y, with the special values of annex F of the C standard. `StrictMath`'s
    /// algorithm: error below 1 ulp.
    public static double pow(double x, double y) {
        // Java calls these NaN.
        if (x == 1 || x == -1 && Double.isInfinite(y)) {
            return 1;
        }
        return StrictMath.pow(x, y);
    }

    /// Returns x to the power y, wrapping at 64 bits. For a negative y the power is 1 or −1 where x is, else 0.
    public static long pow(long x, long y) {
        if (y < 0) {
            return x == 1 ? 1 : x != -1 ? 0 : (y & 1) == 0 ? 1 : -1;
        }
        long result = 1;
        long square = x;
        for (long rest = y; rest != 0; rest >>= 1) {
            if ((rest & 1) != 0) {
                result *= square;
            }
            square *= square;
        }
        return result;
    }

    /// Returns 2 to the power x.
    public static double exp2(double x) {
        if (!(Math.abs(x) < 1100)) {
            return StrictMath.exp(x);
        }
        double whole = Math.rint(x);
        double rest = x - whole;
        double high = rest * LN_2;
        double low = Math.fma(rest, LN_2, -high) + rest * LN_2_REST;
        double fraction = StrictMath.exp(high);
        return Math.scalb(fraction + fraction * low, (int) whole);
    }

    /// Returns the logarithm of x to the base 2; exact for powers of 2.
    public static double log2(double x) {
        if (!(x > 0 && x < Double.POSITIVE_INFINITY)) {
            return StrictMath.log(x);
        }
        int exponent = Math.getExponent(x < Double.MIN_NORMAL ? x * 0x1p54 : x) - (x < Double.MIN_NORMAL ? 54 : 0);
        double fraction = Math.scalb(x, -exponent);
        if (fraction > 1.4142135623730951) {
            fraction *= 0.5;
            exponent++;
        }
        double log = StrictMath.log(fraction);
        return Math.fma(log, INVERSE_LN_2, exponent) + log * INVERSE_LN_2_REST;
    }

    /// Returns the inverse of the hyperbolic sine.
    public static double asinh(double x) {
        double size = Math.abs(x);
        double result;
        if (size > 0x1p28) {
            result = StrictMath.log(size) + LN_2;
        } else {
            double square = size * size;
            result = StrictMath.log1p(size + square / (1 + Math.sqrt(1 + square)));
        }
        return Math.copySign(result, x);
    }

    /// Returns the inverse of the hyperbolic cosine, NaN for x < 1.
    public static double acosh(double x) {
        if (x > 0x1p28) {
            return StrictMath.log(x) + LN_2;
        }
        if (!(x >= 1)) {
            return Double.NaN;
        }
        double rest = x - 1;
        return StrictMath.log1p(rest + Math.sqrt(rest * (x + 1)));
    }

    /// Returns the inverse of the hyperbolic tangent.
    public static double atanh(double x) {
        double size = Math.abs(x);
        return Math.copySign(0.5 * StrictMath.log1p(2 * size / (1 - size)), x);
    }
}
