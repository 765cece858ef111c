package dev.obor.expr;

/// Errors in units in the last place of the correctly rounded result.
final class Ulp {
    private Ulp() {}

    /// Returns the error of a float32, given a value of at least double precision; 0 if both are the same
    /// NaN, infinity or zero, infinite if only one is.
    static double error(float actual, double exact) {
        float rounded = (float) exact;
        boolean same = Float.floatToIntBits(actual) == Float.floatToIntBits(rounded);
        if (same && (rounded == 0 || !Float.isFinite(rounded))) {
            return 0;
        }
        if (!Float.isFinite(actual) || !Float.isFinite(rounded) || (actual == 0 && rounded == 0)) {
            return Double.POSITIVE_INFINITY;
        }
        double unit = Math.scalb(1.0, Math.max(Math.getExponent(exact), Float.MIN_EXPONENT) - 23);
        return Math.abs(actual - exact) / unit;
    }
}
