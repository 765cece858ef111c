package dev.obor.math;

/// How fast a random number moves with a parameter of its distribution while its place in the distribution F
/// stays: dx/da = −∂F/∂a / ∂F/∂x.
///
/// The gamma slope has a relative error of some 10⁻¹⁵, below a shape of 200, and 10⁻¹³ from there on. The
/// beta slope has 10⁻¹⁴ where both parameters are 1 or more, and loses as many digits more as the second is
/// below 1; from 10⁶ on it is an approximation, to 10⁻⁵.
public final class SampleSlope {
    private static final int MOST_TERMS = 5000;
    /// From here on beta numbers are taken for logistic transforms of normal ones.
    private static final double LARGE = 1e6;

    private SampleSlope() {}

    /// Returns dx/da for a number of the gamma distribution with shape a and scale 1; 0 for x = 0.
    ///
    /// P(a, x) = x^a exp(−x) / Γ(a + 1) · S by the power series, Q(a, x) = x^a exp(−x) / Γ(a) · F by
    /// Legendre's continued fraction (*NIST Digital Library of Mathematical Functions*, 8.11.4 and 8.9.2),
    /// each differentiated term by term, so that the common factor cancels against the density; for large a
    /// near x Temme's expansion.
    public static double gamma(double a, double x) {
        if (!(a > 0) || !(x >= 0) || Double.isInfinite(a)) {
            return Double.NaN;
        }
        if (x == 0 || Double.isInfinite(x)) {
            return x;
        }
        if (IncompleteGamma.isNear(a, x)) {
            return IncompleteGamma.temmeSlope(a, x);
        }
        return x <= a + 1 || x < 1.1 ? series(a, x) : fraction(a, x);
    }

    private static double series(double a, double x) {
        double sum = 1;
        double term = 1;
        double harmonic = 0;
        double slope = 0;
        for (int n = 1; n < MOST_TERMS; n++) {
            term *= x / (a + n);
            harmonic += 1 / (a + n);
            sum += term;
            slope -= term * harmonic;
            if (term * harmonic <= -0x1p-58 * slope) {
                break;
            }
        }
        return -x * ((sum * (StrictMath.log(x) - Gamma.digamma(a + 1)) + slope) / a);
    }

    private static double fraction(double a, double x) {
        int terms = (int) (12 + 90 / x + 7 * Math.sqrt(a));
        double below = x + 2 * terms + 1 - a;
        double slope = -1;
        for (int n = terms; n > 0; n--) {
            double top = n * (a - n);
            slope = -1 + (n * below - top * slope) / (below * below);
            below = x + 2 * n - 1 - a + top / below;
        }
        double logarithm = StrictMath.log(x) - Gamma.digamma(a);
        return x * (logarithm / below - slope / (below * below));
    }

    /// Returns dx/da / (1 − x) for a number of the beta distribution with parameters a and b.
    ///
    /// By the continued fraction 8.17.22 of the *NIST Digital Library of Mathematical Functions* for I(x; a,
    /// b), or for I(1 − x; b, a) where x is large, differentiated.
    public static double beta(double a, double b, double x) {
        if (!(a > 0) || !(b > 0) || !(x >= 0) || !(x <= 1) || Double.isInfinite(a + b)) {
            return Double.NaN;
        }
        if (x == 0) {
            return 0;
        }
        if (Math.min(a, b) > LARGE) {
            return nearNormal(a, b, x);
        }
        double total = Gamma.digamma(a + b);
        if (x * (a + b + 2) <= a + 1) {
            double logarithm = StrictMath.log(x) - Gamma.digamma(a + 1) + total;
            return -x * (fraction(a, b, x, true, logarithm) / a);
        }
        double logarithm = StrictMath.log(x) - Gamma.digamma(a) + total;
        return x * (fraction(b, a, 1 - x, false, logarithm) / b);
    }

    /// Returns h · factor + dh, where h is the continued fraction of I(x; a, b) and dh its derivative by a,
    /// or by b.
    private static double fraction(double a, double b, double x, boolean byFirst, double factor) {
        int terms = (int) (80 + 10 * Math.sqrt(Math.min(a, b)));
        double value = 1;
        double slope = 0;
        for (int k = terms; k > 0; k--) {
            int m = k / 2;
            double place = a + 2 * m;
            double top;
            double change;
            if (k % 2 == 1) {
                top = -(a + m) / place * ((a + b + m) * x / (place + 1));
                change = 1 / (a + b + m);
                if (byFirst) {
                    change += 1 / (a + m) - 1 / place - 1 / (place + 1);
                }
                change *= top;
            } else {
                double part = m * x / ((place - 1) * place);
                top = part * (b - m);
                change = byFirst ? -top * (1 / (place - 1) + 1 / place) : part;
            }
            slope = (change * value - top * slope) / (value * value);
            value = 1 + top / value;
        }
        return factor / value - slope / (value * value);
    }

    /// The logit of x is nearly normal, with mean ψ(a) − ψ(b) and variance ψ′(a) + ψ′(b).
    private static double nearNormal(double a, double b, double x) {
        double first = 1 / a + 0.5 / a / a;
        double variance = first + 1 / b + 0.5 / b / b;
        double logit = StrictMath.log(x) - StrictMath.log1p(-x);
        double away = logit - (Gamma.digamma(a) - Gamma.digamma(b));
        return x * (first - 0.5 * away / variance / a / a);
    }
}
