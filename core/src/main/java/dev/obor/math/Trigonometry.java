package dev.obor.math;

/// The cardinal sine and its derivatives.
public final class Trigonometry {
    /// (sin t)′ / t beyond the first term: the coefficients of (t cos t − sin t) / t³ in t².
    private static final double[] SLOPE = {
        -1.0 / 3,
        1.0 / 30,
        -1.0 / 840,
        1.0 / 45360,
        -1.0 / 3991680,
        1.0 / 518918400,
        -1.0 / 93405312000.0,
        1.0 / 22230464256000.0
    };

    private Trigonometry() {}

    /// Returns sin(πx) / (πx), 1 at 0; exactly 0 at other whole numbers. Error: 3 ulp.
    public static double sinc(double x) {
        // No whole number gives −0.
        return x == 0 ? 1 : sine(x) / (Math.PI * x) + 0.0;
    }

    /// Returns the derivative of [#sinc(double)].
    public static double sincSlope(double x) {
        if (Math.abs(x) < 0.3) {
            double t = Math.PI * x;
            return Math.PI * t * Fit.polynomial(t * t, SLOPE);
        }
        return (cosine(x) - sinc(x)) / x;
    }

    /// Returns the second derivative of [#sinc(double)].
    public static double sincCurvature(double x) {
        double t = Math.PI * x;
        double slopeOverX = Math.abs(x) < 0.3 ? Math.PI * Math.PI * Fit.polynomial(t * t, SLOPE) : sincSlope(x) / x;
        return -(Math.PI * Math.PI) * sinc(x) - 2 * slopeOverX;
    }

    /// Returns sin(x) / x, 1 at 0, 0 at infinity: the spherical Bessel function j₀. Error: 2 ulp.
    public static double sphericalJ0(double x) {
        if (x == 0) {
            return 1;
        }
        return Double.isInfinite(x) ? 0 : StrictMath.sin(x) / x;
    }

    /// sin(πx), where whole multiples of π are taken off exactly.
    private static double sine(double x) {
        double whole = Math.rint(x);
        double sine = StrictMath.sin(Math.PI * (x - whole));
        return whole % 2 == 0 ? sine : -sine;
    }

    private static double cosine(double x) {
        double whole = Math.rint(x);
        double cosine = StrictMath.cos(Math.PI * (x - whole));
        return whole % 2 == 0 ? cosine : -cosine;
    }
}
