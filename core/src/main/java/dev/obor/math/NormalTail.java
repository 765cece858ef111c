package dev.obor.math;

/// Quantiles of the normal distribution from logarithms of probabilities, which are at hand far out in a tail
/// where the probability itself is 0.
public final class NormalTail {
    private static final double LOG_FOUR_PI = 0x1.43f89a3f0edd6p1;
    private static final double ROOT_HALF = 0x1.6a09e667f3bcdp-1;
    private static final double ROOT_PI_OVER_2 = 0x1.40d931ff62706p0;

    private NormalTail() {}

    /// Returns the x with log Φ(x) = y: −∞ for −∞, ∞ for 0, NaN above. Relative error: some 10⁻¹⁵.
    ///
    /// Below −5 by Newton's method on log Φ, from the first terms of the tail's expansion.
    public static double quantile(double y) {
        if (!(y <= 0) || y == Double.NEGATIVE_INFINITY) {
            return y <= 0 ? y : Double.NaN;
        }
        if (y > -5) {
            return y > -0.7 ? -Errors.ndtri(-StrictMath.expm1(y)) : Errors.ndtri(StrictMath.exp(y));
        }
        double x = -Math.sqrt(-2 * y - LOG_FOUR_PI - StrictMath.log(-y));
        for (int i = 0; i < 20; i++) {
            double step = (Errors.logNdtr(x) - y) * ROOT_PI_OVER_2 * Errors.erfcx(-x * ROOT_HALF);
            x -= step;
            if (Math.abs(step) <= 0x1p-50 * -x) {
                break;
            }
        }
        return x;
    }
}
