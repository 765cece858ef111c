package dev.obor.math;

/// Evaluation of the fits that `tools/minimax` prints.
final class Fit {
    private Fit() {}

    /// Returns c₀ + c₁x + c₂x² + … by Horner's rule in fma.
    static double polynomial(double x, double[] coefficients) {
        double result = coefficients[coefficients.length - 1];
        for (int i = coefficients.length - 2; i >= 0; i--) {
            result = Math.fma(result, x, coefficients[i]);
        }
        return result;
    }

    /// Returns the derivative c₁ + 2c₂x + … of the polynomial.
    static double slope(double x, double[] coefficients) {
        double result = 0;
        for (int i = coefficients.length - 1; i > 0; i--) {
            result = Math.fma(result, x, i * coefficients[i]);
        }
        return result;
    }

    /// Returns the quotient of two polynomials.
    static double fraction(double x, double[] top, double[] bottom) {
        return polynomial(x, top) / polynomial(x, bottom);
    }
}
