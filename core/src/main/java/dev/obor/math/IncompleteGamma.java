package dev.obor.math;

/// The regularised incomplete gamma functions P(a, x) and Q(a, x) = 1 − P(a, x), whose values at the edges are
/// PyTorch's.
///
/// P comes from its power series where x is not larger than a, Q from its continued fraction elsewhere (*NIST
/// Digital Library of Mathematical Functions*, 8.11.4 and 8.9.2), both from N. M. Temme's expansion for large
/// a near x (*SIAM Journal on Mathematical Analysis* 10, 1979; 8.12 there). The relative error is a few units
/// of 10⁻¹⁶, times the size of the exponent of the smaller of the two. The tables come from
/// `tools/minimax/igamma.py`.
public final class IncompleteGamma {
    /// The coefficients of Temme's expansion: C₀ in powers of η.
    private static final double[] C_0 = {
        -0x1.5555555555555p-2,
        0x1.5555555555555p-4,
        -0x1.e573ac901e574p-7,
        0x1.2f684bda12f68p-10,
        0x1.71de3a556c734p-12,
        -0x1.76e06fec7273bp-13,
        0x1.48c5892f7cd83p-15,
        -0x1.255370652afc1p-19,
        -0x1.f1b22f594c6b5p-20,
        0x1.bd6d21e4b4109p-21,
        -0x1.7b5f9a2d0465cp-23,
        0x1.ccf5ceb7f0d9fp-28,
        0x1.6097d55c37c1cp-27,
        -0x1.2d2197c7a2faap-28,
        0x1.f6e66d24d5c8ap-31,
        -0x1.c0d9b6edf2b0bp-36,
        -0x1.0070a87340428p-34
    };
    /// C₁.
    private static final double[] C_1 = {
        -0x1.e573ac901e574p-10,
        -0x1.c71c71c71c71cp-9,
        0x1.5ac056b015acp-9,
        -0x1.0394f6f09e723p-10,
        0x1.af83440e53dbcp-13,
        -0x1.af83440e53dbcp-22,
        -0x1.2fa4ae89e5afp-16,
        0x1.00a9cabd6b83ep-17,
        -0x1.b0bdfcc629cbap-20,
        0x1.3f59230a8357cp-28,
        0x1.280f2cde3f847p-23,
        -0x1.ee23d0cba8aeep-25,
        0x1.9aa7a30de114cp-27,
        -0x1.349fbca3a377bp-36,
        -0x1.1564ecff73d58p-30
    };
    /// C₂.
    private static final double[] C_2 = {
        0x1.0ee643b990ee6p-8,
        -0x1.5f7268edab4c8p-9,
        0x1.948b0fcd6e9ep-11,
        0x1.0db20a88f4696p-19,
        -0x1.c253efaa1a932p-14,
        0x1.bbf43daf4fe53p-15,
        -0x1.ac2d05890f2c3p-17,
        0x1.26154ae39151dp-25,
        0x1.7058929663937p-20,
        -0x1.522cb05171911p-21,
        0x1.32ac81c15d3d7p-23,
        -0x1.c24bd0e740a6cp-33,
        -0x1.e437343a46f5dp-27
    };
    /// C₃.
    private static final double[] C_3 = {
        0x1.547d93b34e2b6p-11,
        0x1.e13ce465fa859p-13,
        -0x1.ebfb188b7cap-12,
        0x1.18b9b5bf2d984p-12,
        -0x1.3d2a3a29b5d9dp-14,
        -0x1.0152a1871f27ap-22,
        0x1.73df462204ef4p-17,
        -0x1.7cd6f27b3f02p-18,
        0x1.7e0201539310ep-20,
        -0x1.ea23269c140a7p-36,
        -0x1.6c2dcffbefeefp-23
    };
    /// C₄.
    private static final double[] C_4 = {
        -0x1.c3e0b02da7bf9p-11,
        0x1.9b0ff6874f2c4p-11,
        -0x1.3999a85a4237ap-12,
        -0x1.88f2ae1def9dp-20,
        0x1.16908b48ce058p-14,
        -0x1.4ce3fd902bcadp-15,
        0x1.7db4c02846e81p-17,
        0x1.13b3c5b7cb45ep-32,
        -0x1.c71c074985d3fp-20
    };
    /// C₅.
    private static final double[] C_5 = {
        -0x1.6128ac5a4fa71p-12,
        -0x1.247604839c038p-14,
        0x1.22be87360ef1fp-12,
        -0x1.a2042c5148e27p-13,
        0x1.1d1e9cb24760bp-14,
        0x1.30bdcf208080ep-23,
        -0x1.c823fc1b3cc36p-17
    };
    /// C₆.
    private static final double[] C_6 = {
        0x1.168ef1b0931c8p-11,
        -0x1.36773bdb97b48p-11,
        0x1.1c0950d3ecb9dp-12,
        0x1.a8411da6cab49p-21,
        -0x1.5600945495b37p-14
    };
    /// (μ − log(1 + μ)) / μ² for |μ| up to 0.3, relative error 2^−54.6.
    private static final double[] PHI = {
        0x1p-1,
        0x1.79f84a3e24205p0,
        0x1.a500cf7597339p0,
        0x1.b3aeb551cfad4p-1,
        0x1.9a32819d63f23p-3,
        0x1.1176f67814e57p-6,
        0x1.bf394ec060652p-16,
        -0x1.cadfbc1d5708cp-21
    };
    /// Its denominator.
    private static final double[] PHI_BELOW = {
        1,
        0x1.cf4d9f937975ap1,
        0x1.4cef9cebf4165p2,
        0x1.e14de4a24e6cdp1,
        0x1.6bb9c1bbb2019p0,
        0x1.0ac9988883ba4p-2,
        0x1.1f49da4aa7596p-6
    };
    private static final double[][] TEMME = {C_0, C_1, C_2, C_3, C_4, C_5, C_6};
    private static final double TWO_PI = 0x1.921fb54442d18p2;
    /// How near x is to a, relative to a, for the fit and for Temme's expansion.
    private static final double NEAR = 0.3;
    /// From here on Temme's expansion is accurate.
    private static final double LARGE = 200;
    /// The terms of a series or fraction; sufficient outside the realm of Temme's expansion.
    private static final int MOST_TERMS = 2000;

    private IncompleteGamma() {}

    /// Returns P(a, x) = ∫₀ˣ t^(a−1) exp(−t) dt / Γ(a). NaN for negative arguments.
    public static double igamma(double a, double x) {
        if (a < 0 || x < 0) {
            return Double.NaN;
        }
        if (a == 0) {
            return x > 0 ? 1 : Double.NaN;
        }
        if (x == 0) {
            return 0;
        }
        if (Double.isInfinite(a)) {
            return Double.isInfinite(x) ? Double.NaN : 0;
        }
        if (Double.isInfinite(x)) {
            return 1;
        }
        if (Double.isNaN(a + x)) {
            return Double.NaN;
        }
        if (isNear(a, x)) {
            return temme(a, x, true);
        }
        return x > 1.1 && x > a ? 1 - fraction(a, x) : series(a, x);
    }

    /// Returns Q(a, x) = 1 − P(a, x), accurate where it is small. NaN for negative arguments.
    public static double igammac(double a, double x) {
        if (a < 0 || x < 0) {
            return Double.NaN;
        }
        if (a == 0) {
            return x > 0 ? 0 : Double.NaN;
        }
        if (x == 0) {
            return 1;
        }
        if (Double.isInfinite(a)) {
            return Double.isInfinite(x) ? Double.NaN : 1;
        }
        if (Double.isInfinite(x)) {
            return 0;
        }
        if (Double.isNaN(a + x)) {
            return Double.NaN;
        }
        if (isNear(a, x)) {
            return temme(a, x, false);
        }
        if (x > 1.1) {
            return x > a ? fraction(a, x) : 1 - series(a, x);
        }
        // Where P is nearly 1, 1 − P would lose all.
        return a < 1 ? smallSeries(a, x) : 1 - series(a, x);
    }

    /// Tells whether Temme's expansion is the one to use.
    static boolean isNear(double a, double x) {
        return a > LARGE && Math.abs(x - a) <= NEAR * a;
    }

    /// x^a exp(−x) / Γ(a + 1).
    private static double prefix(double a, double x) {
        if (a < 10) {
            double logGamma = a < 2 ? Gamma.lgamma1p(a) : Gamma.lgamma(a + 1);
            return StrictMath.exp(a * StrictMath.log(x) - x - logGamma);
        }
        return StrictMath.exp(-a * phi(a, x) - Gamma.stirling(a)) / Math.sqrt(TWO_PI * a);
    }

    /// μ − log(1 + μ) for μ = x / a − 1.
    private static double phi(double a, double x) {
        double mu = (x - a) / a;
        return Math.abs(mu) <= NEAR ? mu * mu * Fit.fraction(mu, PHI, PHI_BELOW) : mu - StrictMath.log(x / a);
    }

    /// P(a, x) = x^a exp(−x) / Γ(a + 1) · (1 + x / (a + 1) + x² / ((a + 1)(a + 2)) + …).
    private static double series(double a, double x) {
        double sum = 1;
        double term = 1;
        double place = a;
        for (int n = 0; n < MOST_TERMS && term > 0x1p-54 * sum; n++) {
            place += 1;
            term *= x / place;
            sum += term;
        }
        return prefix(a, x) * sum;
    }

    /// Q(a, x) for x up to 1.1: 1 − x^a / Γ(a + 1) · (1 + a Σ (−x)ⁿ / ((a + n) n!)), without the difference
    /// from 1.
    private static double smallSeries(double a, double x) {
        double sum = 0;
        double factor = 1;
        for (int n = 1; n < 40; n++) {
            factor *= -x / n;
            sum += factor / (a + n);
        }
        double exponent = a * StrictMath.log(x) - Gamma.lgamma1p(a);
        return -StrictMath.expm1(exponent) - StrictMath.exp(exponent) * a * sum;
    }

    /// Q(a, x) by Legendre's continued fraction, evaluated by the modified method of Lentz.
    private static double fraction(double a, double x) {
        double below = x - a + 1;
        double c = 1e300;
        double d = 1 / below;
        double value = d;
        for (int n = 1; n < MOST_TERMS; n++) {
            double top = n * (a - n);
            below += 2;
            d = 1 / away(below + top * d);
            c = away(below + top / c);
            double change = c * d;
            value *= change;
            if (Math.abs(change - 1) <= 0x1p-53) {
                break;
            }
        }
        return prefix(a, x) * a * value;
    }

    private static double away(double x) {
        return Math.abs(x) < 1e-300 ? 1e-300 : x;
    }

    private static double temme(double a, double x, boolean lower) {
        double half = phi(a, x);
        double eta = Math.copySign(Math.sqrt(2 * half), x - a);
        double sum = 0;
        for (int k = TEMME.length - 1; k >= 0; k--) {
            sum = sum / a + Fit.polynomial(eta, TEMME[k]);
        }
        double rest = StrictMath.exp(-a * half) / Math.sqrt(TWO_PI * a) * sum;
        double root = eta * Math.sqrt(0.5 * a);
        return lower ? 0.5 * Errors.erfc(-root) - rest : 0.5 * Errors.erfc(root) + rest;
    }

    /// Returns −∂P(a, x)/∂a / ∂P(a, x)/∂x from Temme's expansion, whose exponential cancels against the
    /// density.
    ///
    /// With λ = x / a, ½ η² = λ − 1 − log λ and the coefficients C of the expansion, ∂η/∂a = −(λ − 1) / (a η).
    static double temmeSlope(double a, double x) {
        double mu = (x - a) / a;
        double half = phi(a, x);
        double eta = Math.copySign(Math.sqrt(2 * half), mu);
        // (λ − 1) / η, which is 1 at η = 0.
        double ratio = mu == 0 ? 1 : mu / eta;
        double sum = 0;
        double slope = 0;
        for (int k = TEMME.length - 1; k >= 0; k--) {
            double value = Fit.polynomial(eta, TEMME[k]);
            sum = sum / a + value;
            slope = slope / a - (ratio * Fit.slope(eta, TEMME[k]) + k * value);
        }
        double logarithm = mu - half;
        double change = 0.5 * eta - ratio - (logarithm - 0.5 / a) * sum - slope / a;
        return -x / a * StrictMath.exp(Gamma.stirling(a)) * change;
    }
}
