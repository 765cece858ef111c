package dev.obor.math;

/// Orthogonal polynomials of degree n at x, by their recurrences of three terms (*NIST Digital Library of
/// Mathematical Functions*, 18.9), for Chebyshev polynomials of larger degree within their interval by their
/// trigonometric form (18.5).
///
/// As in PyTorch, n is rounded towards 0, and for n that is negative, infinite or NaN the value is 0. A
/// recurrence ends early where it overflows to NaN.
public final class Polynomials {
    private Polynomials() {}

    /// Chebyshev's polynomial of the first kind, cos(n t) for x = cos t.
    public static double chebyshevT(double x, double n) {
        if (isNoDegree(n)) {
            return 0;
        }
        double degree = whole(n);
        if (Math.abs(x) == 1) {
            return x > 0 || degree % 2 == 0 ? 1 : -1;
        }
        if (degree > 6 && Math.abs(x) < 1) {
            return StrictMath.cos(degree * StrictMath.acos(x));
        }
        return chebyshev(x, degree, x);
    }

    /// Chebyshev's polynomial of the second kind, sin((n + 1) t) / sin t for x = cos t.
    public static double chebyshevU(double x, double n) {
        if (isNoDegree(n)) {
            return 0;
        }
        double degree = whole(n);
        if (Math.abs(x) == 1) {
            return x > 0 || degree % 2 == 0 ? degree + 1 : -(degree + 1);
        }
        if (degree > 8 && Math.abs(x) < 1) {
            double t = StrictMath.acos(x);
            return StrictMath.sin((degree + 1) * t) / StrictMath.sin(t);
        }
        return chebyshev(x, degree, x + x);
    }

    /// Chebyshev's polynomial of the third kind, cos((n + ½) t) / cos(½ t) for x = cos t.
    public static double chebyshevV(double x, double n) {
        if (isNoDegree(n)) {
            return 0;
        }
        double degree = whole(n);
        if (Math.abs(x) == 1) {
            return x > 0 ? 1 : degree % 2 == 0 ? degree + degree + 1 : -(degree + degree + 1);
        }
        if (degree > 8 && Math.abs(x) < 1) {
            double t = StrictMath.acos(x);
            return StrictMath.cos((degree + 0.5) * t) / StrictMath.cos(0.5 * t);
        }
        return chebyshev(x, degree, x + x - 1);
    }

    /// Chebyshev's polynomial of the fourth kind, sin((n + ½) t) / sin(½ t) for x = cos t.
    public static double chebyshevW(double x, double n) {
        if (isNoDegree(n)) {
            return 0;
        }
        double degree = whole(n);
        if (Math.abs(x) == 1) {
            return x > 0 ? degree + degree + 1 : degree % 2 == 0 ? 1 : -1;
        }
        if (degree > 8 && Math.abs(x) < 1) {
            double t = StrictMath.acos(x);
            return StrictMath.sin((degree + 0.5) * t) / StrictMath.sin(0.5 * t);
        }
        return chebyshev(x, degree, x + x + 1);
    }

    /// The polynomial of the first kind of 2x − 1.
    public static double shiftedChebyshevT(double x, double n) {
        return chebyshevT(x + x - 1, n);
    }

    /// The polynomial of the second kind of 2x − 1.
    public static double shiftedChebyshevU(double x, double n) {
        return chebyshevU(x + x - 1, n);
    }

    /// The polynomial of the third kind of 2x − 1.
    public static double shiftedChebyshevV(double x, double n) {
        return chebyshevV(x + x - 1, n);
    }

    /// The polynomial of the fourth kind of 2x − 1.
    public static double shiftedChebyshevW(double x, double n) {
        return chebyshevW(x + x - 1, n);
    }

    /// p₀ = 1, p₁ as given, pₖ₊₁ = 2x pₖ − pₖ₋₁.
    private static double chebyshev(double x, double degree, double first) {
        double before = 1;
        double value = first;
        for (double k = 1; k < degree && !Double.isNaN(value); k++) {
            double next = (x + x) * value - before;
            before = value;
            value = next;
        }
        return degree == 0 ? 1 : value;
    }

    /// Hermite's polynomial for the weight exp(−x²).
    public static double hermiteH(double x, double n) {
        if (isNoDegree(n)) {
            return 0;
        }
        double degree = whole(n);
        double before = 1;
        double value = x + x;
        for (double k = 2; k < degree + degree && !Double.isNaN(value); k += 2) {
            double next = (x + x) * value - k * before;
            before = value;
            value = next;
        }
        return degree == 0 ? 1 : value;
    }

    /// Hermite's polynomial for the weight exp(−½ x²).
    public static double hermiteHe(double x, double n) {
        if (isNoDegree(n)) {
            return 0;
        }
        double degree = whole(n);
        double before = 1;
        double value = x;
        for (double k = 1; k < degree && !Double.isNaN(value); k++) {
            double next = x * value - k * before;
            before = value;
            value = next;
        }
        return degree == 0 ? 1 : value;
    }

    /// Laguerre's polynomial.
    public static double laguerreL(double x, double n) {
        if (isNoDegree(n)) {
            return 0;
        }
        double degree = whole(n);
        double before = 1;
        double value = 1 - x;
        for (double k = 1; k < degree && !Double.isNaN(value); k++) {
            double next = ((k + k + 1 - x) * value - k * before) / (k + 1);
            before = value;
            value = next;
        }
        return degree == 0 || x == 0 ? 1 : value;
    }

    /// Legendre's polynomial.
    public static double legendreP(double x, double n) {
        if (isNoDegree(n)) {
            return 0;
        }
        double degree = whole(n);
        if (Math.abs(x) == 1) {
            return x > 0 || degree % 2 == 0 ? 1 : -1;
        }
        double before = 1;
        double value = x;
        for (double k = 1; k < degree && !Double.isNaN(value); k++) {
            double next = ((k + k + 1) * x * value - k * before) / (k + 1);
            before = value;
            value = next;
        }
        return degree == 0 ? 1 : value;
    }

    private static boolean isNoDegree(double n) {
        return !(n > -1 && n < Double.POSITIVE_INFINITY);
    }

    /// Returns n, which is more than −1, towards 0; no degree is larger than an int.
    private static double whole(double n) {
        return (int) n;
    }
}
