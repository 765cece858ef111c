package dev.obor.random;

/// Logarithm, sine and cosine in float64 over the ranges that random numbers need, off by little more than
/// half a unit in the last place: the leading terms are carried as a sum of two numbers, all others are small
/// against them.
///
/// They agree with a good C library in nearly all last bits, where [StrictMath], which may be off by a whole
/// unit, differs in one of twenty. They consist of IEEE basic operations without branches, so loops over them
/// become vector code, and vector and scalar code and all processors give the same bits.
final class Elementary {
    // log 2, the first part with so few bits that its multiples by an exponent are exact.
    private static final double LOG_2 = 0x1.62e42fefa38p-1;
    private static final double LOG_2_TAIL = 0x1.ef35793c7673p-45;
    // π/2 in three parts, the first with so few bits that its multiples by up to 4 are exact.
    private static final double QUARTER = 0x1.921fb544p0;
    private static final double QUARTER_MIDDLE = 0x1.0b4611a626331p-34;
    private static final double QUARTER_TAIL = 0x1.1701b839a252p-88;
    private static final double SIXTH = 0x1.5555555555555p-3;
    private static final double SIXTH_TAIL = 0x1.5555555555555p-57;

    private static final int DIGITS = 52;
    private static final long SQRT_HALF = Double.doubleToRawLongBits(0.7071067811865476);

    private Elementary() {}

    /// Returns the logarithm of a normal positive number.
    static double log(double x) {
        long exponent = exponent(x);
        return log(mantissa(x, exponent), (double) exponent);
    }

    /// Returns the exponent of 2 that leaves a mantissa of [√½, √2).
    static long exponent(double x) {
        return (Double.doubleToRawLongBits(x) - SQRT_HALF) >> DIGITS;
    }

    /// Returns `x` divided by that power of 2.
    static double mantissa(double x, long exponent) {
        return Double.longBitsToDouble(Double.doubleToRawLongBits(x) - (exponent << DIGITS));
    }

    /// Returns the logarithm of `mantissa` times 2 to the `exponent`, by the series of 2 artanh((m - 1) / (m
    /// + 1)).
    static double log(double mantissa, double exponent) {
        double upper = mantissa - 1;
        double lower = mantissa + 1;
        double part = lower - 1;
        double lowerTail = (1 - (lower - part)) + (mantissa - part);
        double s = upper / lower;
        // 1 / (m + 1) is (1 - s) / 2, near enough for a tail.
        double tail = (Math.fma(-s, lower, upper) - s * lowerTail) * (0.5 - 0.5 * s);
        double z = s * s;
        double series = Math.fma(1.0 / 23, z, 1.0 / 21);
        series = Math.fma(series, z, 1.0 / 19);
        series = Math.fma(series, z, 1.0 / 17);
        series = Math.fma(series, z, 1.0 / 15);
        series = Math.fma(series, z, 1.0 / 13);
        series = Math.fma(series, z, 1.0 / 11);
        series = Math.fma(series, z, 1.0 / 9);
        series = Math.fma(series, z, 1.0 / 7);
        series = Math.fma(series, z, 1.0 / 5);
        series = Math.fma(series, z, 1.0 / 3);
        double powers = exponent * LOG_2;
        double sum = powers + 2 * s;
        double rest = (powers - sum) + 2 * s;
        return sum + (rest + Math.fma(exponent, LOG_2_TAIL, 2 * Math.fma(s * z, series, tail)));
    }

    /// Returns the sine of an angle of [0, 2π].
    static double sine(double angle) {
        double quarter = quarter(angle);
        double x = beyond(angle, quarter);
        double tail = beyondTail(angle, quarter, x);
        double odd = odd(quarter);
        return sign(quarter, odd) * ((1 - odd) * sine(x, tail) + odd * cosine(x, tail));
    }

    /// Returns the cosine of an angle of [0, 2π].
    static double cosine(double angle) {
        double quarter = quarter(angle);
        double x = beyond(angle, quarter);
        double tail = beyondTail(angle, quarter, x);
        double odd = odd(quarter);
        return sign(quarter, odd) * ((1 - odd) * cosine(x, tail) - odd * sine(x, tail));
    }

    /// Returns 1 for an odd number of quarters, after which sine and cosine are swapped, else 0. Choices are
    /// made as sums with a factor 0 here, because a branch would keep loops scalar.
    static double odd(double quarter) {
        return quarter - 2 * Math.floor(0.5 * quarter);
    }

    /// Returns -1 for 2 or 3 quarters, else 1.
    static double sign(double quarter, double odd) {
        double halves = 0.5 * (quarter - odd);
        return 1 - 2 * odd(halves);
    }

    /// Returns the number of the multiple of π/2 that is nearest to an angle of [0, 2π].
    static double quarter(double angle) {
        return Math.rint(angle * (2 / Math.PI));
    }

    /// Returns how far an angle lies beyond a multiple of π/2, at most about π/4 to either side.
    static double beyond(double angle, double quarter) {
        return (angle - quarter * QUARTER) - quarter * QUARTER_MIDDLE;
    }

    /// Returns what [#beyond] lost by rounding.
    static double beyondTail(double angle, double quarter, double beyond) {
        double start = angle - quarter * QUARTER;
        double less = quarter * QUARTER_MIDDLE;
        double lessTail = Math.fma(quarter, QUARTER_MIDDLE, -less);
        double taken = beyond - start;
        double lost = (start - (beyond - taken)) - (less + taken);
        return lost - (lessTail + quarter * QUARTER_TAIL);
    }

    /// Returns the sine of `x + tail`, |x| up to about π/4, by Taylor's series.
    static double sine(double x, double tail) {
        double z = x * x;
        double cube = z * x;
        double cubeTail = Math.fma(z, x, -cube) + Math.fma(x, x, -z) * x;
        double third = cube * SIXTH;
        double thirdTail = Math.fma(cube, SIXTH, -third) + (cube * SIXTH_TAIL + cubeTail * SIXTH);
        double series = Math.fma(1.0 / 355687428096000.0, z, -1.0 / 1307674368000.0);
        series = Math.fma(series, z, 1.0 / 6227020800.0);
        series = Math.fma(series, z, -1.0 / 39916800);
        series = Math.fma(series, z, 1.0 / 362880);
        series = Math.fma(series, z, -1.0 / 5040);
        series = Math.fma(series, z, 1.0 / 120);
        double sum = x - third;
        double rest = (x - sum) - third;
        double small = Math.fma(cube * z, series, Math.fma(tail, Math.fma(-0.5, z, 1), -thirdTail));
        return sum + (rest + small);
    }

    /// Returns the cosine of `x + tail`, |x| up to about π/4, by Taylor's series.
    static double cosine(double x, double tail) {
        double z = x * x;
        double zTail = Math.fma(x, x, -z);
        double series = Math.fma(-1.0 / 6402373705728000.0, z, 1.0 / 20922789888000.0);
        series = Math.fma(series, z, -1.0 / 87178291200.0);
        series = Math.fma(series, z, 1.0 / 479001600);
        series = Math.fma(series, z, -1.0 / 3628800);
        series = Math.fma(series, z, 1.0 / 40320);
        series = Math.fma(series, z, -1.0 / 720);
        series = Math.fma(series, z, 1.0 / 24);
        double half = 0.5 * z;
        double sum = 1 - half;
        double rest = (1 - sum) - half;
        double small = Math.fma(z * z, series, -Math.fma(0.5, zTail, x * tail));
        return sum + (rest + small);
    }
}
