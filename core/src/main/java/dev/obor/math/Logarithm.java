package dev.obor.math;

/// The natural logarithm to more than double precision, where it is multiplied by something large.
final class Logarithm {
    private static final double ROOT_2 = 0x1.6a09e667f3bcdp0;
    /// ln 2 with 32 bits, so that products with exponents are exact, and the rest.
    private static final double LN_2 = 0x1.62e42feep-1;
    private static final double LN_2_REST = 0x1.a39ef35793c76p-33;
    /// (2 artanh(s) − 2s) / s³ in s² for |s| up to 0.172, relative error 2^−54.
    private static final double[] LOG = {
        0x1.5555555555555p-1,
        0x1.9999999999998p-2,
        0x1.24924924929a9p-2,
        0x1.c71c71c640ed5p-3,
        0x1.745d17d9e9217p-3,
        0x1.3b137931662dep-3,
        0x1.111d7de4eda1p-3,
        0x1.deafc15a97728p-4,
        0x1.e7380cb0c4a73p-4
    };

    private Logarithm() {}

    /// Returns factor · (log(x) + offset), where log(x) has some 60 bits; x is positive and finite.
    ///
    /// log(x) = k ln 2 + 2 artanh(s) for x = 2^k (1 + f), s = f / (2 + f); s is kept with its rounding error.
    static double product(double factor, double x, double offset) {
        int k = Math.getExponent(x);
        if (k < Double.MIN_EXPONENT) {
            k = Math.getExponent(x * 0x1p54) - 54;
        }
        // In two steps, since 2^−k may be out of range.
        double fraction = Math.scalb(Math.scalb(x, -(k >> 1)), -(k - (k >> 1)));
        if (fraction > ROOT_2) {
            fraction *= 0.5;
            k++;
        }
        double f = fraction - 1;
        double below = 2 + f;
        double s = f / below;
        double rest = (Math.fma(-s, below, f) - s * (f - (below - 2))) / below;
        double z = s * s;
        double tail = Math.fma(s * z, Fit.polynomial(z, LOG), Math.fma(k, LN_2_REST, 2 * rest));
        double whole = k * LN_2;
        double high = whole + 2 * s;
        // Exact, because a whole multiple of ln 2 exceeds 2s, or is 0.
        double low = 2 * s - (high - whole) + tail;
        double sum = high + offset;
        double part = sum - high;
        low += high - (sum - part) + (offset - part);
        double result = factor * sum;
        if (Double.isInfinite(result)) {
            return result;
        }
        return result + Math.fma(factor, sum, -result) + factor * low;
    }
}
