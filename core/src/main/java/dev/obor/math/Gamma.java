package dev.obor.math;

/// The gamma function's logarithm and the derivatives of that; Hurwitz's zeta function.
///
/// The fits come from `tools/minimax/gamma.py`.
public final class Gamma {
    /// log Γ(1 + u) / (u (u − 1)) − ½ in u + 5/16 for u from −5/16 to ½, absolute error 2^−57.4.
    private static final double[] NEAR_1 = {
        0x1.63d4dd9f2d0cp-3,
        0x1.a0f4a1e044e2ap-2,
        -0x1.94bc543538266p-6,
        -0x1.73890794474f8p-1,
        -0x1.4d6b060d83d98p-1,
        -0x1.a45f955463f6fp-3,
        -0x1.4982f7a97123ap-6,
        -0x1.bdbf14aec3acdp-15,
        0x1.6e9cf13c509b6p-20
    };
    /// Its denominator.
    private static final double[] NEAR_1_BELOW = {
        1,
        0x1.26b093f60b259p2,
        0x1.06f4157c54238p3,
        0x1.c9bb29e248b9ep2,
        0x1.908b2ca0c075cp1,
        0x1.43d6161fcf115p-1,
        0x1.6930f37b6e084p-5
    };
    /// log Γ(2 + u) / (u (u + 1)) − 3/8 in u + ½ for u from −½ to 1, absolute error 2^−57.
    private static final double[] NEAR_2 = {
        0x1.bae56c2530645p-4,
        0x1.891bcdbd82f71p-4,
        -0x1.9ab81156c2c73p-5,
        -0x1.596b77011a38bp-4,
        -0x1.1ae35d1c224b7p-5,
        -0x1.7cd950b88d2ep-8,
        -0x1.91f6b6b719177p-12,
        -0x1.d0f789ce15532p-18
    };
    /// Its denominator.
    private static final double[] NEAR_2_BELOW = {
        1,
        0x1.1e64ee2a7d482p1,
        0x1.f98b14952c722p0,
        0x1.bf4013ec188d6p-1,
        0x1.a0718183ff05cp-3,
        0x1.876bb5e8bf432p-6,
        0x1.41aeebf4affeep-10,
        0x1.3bdb2ccb53662p-16
    };
    /// What Stirling's formula lacks, times x, in 1 / x², for x from 8 on; relative error 2^−54.
    private static final double[] STIRLING = {
        0x1.5555555555555p-4,
        -0x1.6c16c16c149f4p-9,
        0x1.a01a017dcf8bbp-11,
        -0x1.38134d4f78e41p-11,
        0x1.b92c33f2bdc71p-11,
        -0x1.ef8d73e42dc4p-10,
        0x1.4bffc6a523a3dp-8
    };
    /// ψ(u + 1) / (u + 1 − root) for u from 0 to 1, relative error 2^−54.9.
    private static final double[] DIGAMMA = {
        0x1.4018e9a62525ep0,
        0x1.bd516b332b541p0,
        0x1.9a17db5dd2ec3p-1,
        0x1.269ee4d3adf45p-3,
        0x1.1915e57d33977p-7,
        0x1.99e3dfc91b1c9p-15,
        -0x1.1a2ced760a3c3p-21
    };
    /// Its denominator.
    private static final double[] DIGAMMA_BELOW = {
        1, 0x1.09912a89a6f1bp1, 0x1.74fbd94d38a09p0, 0x1.bc43fb0e03facp-2, 0x1.b836e9bdbdcbep-5, 0x1.14782a8d06f31p-9
    };
    /// (log x − 1 / (2x) − ψ(x)) x² in 1 / x², for x from 10 on; relative error 2^−54.
    private static final double[] DIGAMMA_TAIL = {
        0x1.5555555555555p-4,
        -0x1.111111111078cp-7,
        0x1.041040fc9a309p-8,
        -0x1.1110ff75e3545p-8,
        0x1.f0683c005132ep-8,
        -0x1.56ac501b00d28p-6,
        0x1.1deb5fed42197p-4
    };
    /// B₂ₖ / (2k)!, the coefficients of the Euler–Maclaurin formula.
    private static final double[] BERNOULLI = {
        0x1.5555555555555p-4,
        -0x1.6c16c16c16c17p-10,
        0x1.1566abc011567p-15,
        -0x1.bbd779334ef0bp-21,
        0x1.66a8f2bf70ebep-26,
        -0x1.22805d644267fp-31,
        0x1.d6db2c4e09162p-37,
        -0x1.7da4e1f79955cp-42,
        0x1.355871d652e9ep-47,
        -0x1.f57d968caacf1p-53,
        0x1.967e1f09c376fp-58,
        -0x1.497d9033a2b5dp-63,
        0x1.0b132d7c6ad06p-68,
        -0x1.b0f72d59f1c16p-74,
        0x1.5ef2da4cca26dp-79
    };
    /// The zero of ψ, as a sum of two numbers.
    private static final double ROOT = 0x1.762d86356be3fp0;
    private static final double ROOT_REST = 0x1.b86a722197829p-54;
    /// ½ log(2π) − ½.
    private static final double STIRLING_OFFSET = 0x1.acfe390c97d69p-2;
    private static final double LOG_PI = 0x1.250d048e7a1bdp0;

    private Gamma() {}

    /// Returns log |Γ(x)|, infinite at 0, −1, −2 … Error: 2 ulp for positive x; for negative x a few ulp of
    /// the larger of 1 and the result, which has zeros there.
    ///
    /// Between 3 and 8, Γ(x + 1) = x Γ(x); below ½, the reflection formula (*NIST Digital Library of
    /// Mathematical Functions*, 5.5; 5.11 for large x).
    public static double lgamma(double x) {
        if (!(Math.abs(x) < Double.POSITIVE_INFINITY)) {
            return x * x;
        }
        if (x < -0.3) {
            return reflected(x);
        }
        if (x < 0.7) {
            return x == 0 ? Double.POSITIVE_INFINITY : lgamma1p(x) - StrictMath.log(Math.abs(x));
        }
        if (x < 3) {
            return lgamma1p(x - 1);
        }
        if (x < 8) {
            double product = 1;
            double rest = x;
            while (rest >= 3) {
                rest -= 1;
                product *= rest;
            }
            return StrictMath.log(product) + lgamma1p(rest - 1);
        }
        double tail = x < 0x1p60 ? stirling(x) : 0;
        return Logarithm.product(x - 0.5, x, -1) + (STIRLING_OFFSET + tail);
    }

    /// Returns log Γ(1 + x) for x from −0.3 to 2, accurate near 0.
    static double lgamma1p(double x) {
        if (x < 0.5) {
            return x * (x - 1) * (0.5 + Fit.fraction(x + 0.3125, NEAR_1, NEAR_1_BELOW));
        }
        double u = x - 1;
        return x * u * (0.375 + Fit.fraction(u + 0.5, NEAR_2, NEAR_2_BELOW));
    }

    /// Returns log Γ(x) − (x − ½) log x + x − ½ log 2π for x from 8 on.
    static double stirling(double x) {
        return Fit.polynomial(1 / x / x, STIRLING) / x;
    }

    /// log |Γ(x)| = log(π / |x sin πx|) − log Γ(−x).
    private static double reflected(double x) {
        double rest = x - Math.rint(x);
        if (rest == 0) {
            return Double.POSITIVE_INFINITY;
        }
        double sine = Math.abs(StrictMath.sin(Math.PI * rest));
        return LOG_PI - StrictMath.log(sine * -x) - lgamma(-x);
    }

    /// Returns ψ(x), the derivative of log Γ(x): −∞ at 0, ∞ at −0, NaN at −1, −2 … Error: 2 ulp for positive
    /// x; for negative x a few ulp of the larger of its terms, which cancel near its zeros.
    public static double digamma(double x) {
        if (x == 0) {
            return Math.copySign(Double.POSITIVE_INFINITY, -x);
        }
        if (x < 0) {
            double rest = x - Math.rint(x);
            // Also NaN for −∞.
            return rest == 0 ? Double.NaN : digamma(1 - x) - Math.PI / StrictMath.tan(Math.PI * rest);
        }
        if (x >= 10) {
            double tail = x < 0x1p60 ? Fit.polynomial(1 / x / x, DIGAMMA_TAIL) / x / x : 0;
            return StrictMath.log(x) - 0.5 / x - tail;
        }
        double sum = 0;
        double rest = x;
        while (rest > 2) {
            rest -= 1;
            sum += 1 / rest;
        }
        if (rest < 1) {
            sum -= 1 / rest;
            return between1And2(rest, 1) + sum;
        }
        return between1And2(rest, 0) + sum;
    }

    /// Returns ψ(x + shift) for a sum from 1 to 2.
    private static double between1And2(double x, double shift) {
        double u = x + (shift - 1);
        double fraction = Fit.fraction(u, DIGAMMA, DIGAMMA_BELOW);
        return (x + shift - ROOT - ROOT_REST) * fraction;
    }

    /// Returns ψ⁽ⁿ⁾(x), the n-th derivative of ψ, for whole n from 0 on; NaN for other n. For n from 1 on it
    /// is infinite at 0, −1, −2 … The order of the arguments is PyTorch's.
    public static double polygamma(double n, double x) {
        if (!(n >= 0) || n != Math.rint(n)) {
            return Double.NaN;
        }
        if (n == 0) {
            return digamma(x);
        }
        double factorial = 1;
        for (int i = 2; i <= Math.min(n, 171); i++) {
            factorial *= i;
        }
        double size = factorial * zeta(n + 1, x);
        return n % 2 == 0 ? -size : size;
    }

    /// Returns Hurwitz's zeta function Σ (q + k)^−s over k from 0 on: infinite for s = 1 and for q = 0, −1,
    /// −2 …, NaN for s < 1, for negative q unless s is whole, and, as PyTorch, for s = ∞ and q > 1.
    ///
    /// A few terms are added up, the rest comes from the Euler–Maclaurin formula (*NIST Digital Library of
    /// Mathematical Functions*, 25.11.5).
    public static double zeta(double s, double q) {
        if (s == 1) {
            return Double.POSITIVE_INFINITY;
        }
        if (s < 1) {
            return Double.NaN;
        }
        if (q <= 0) {
            if (q == Math.rint(q)) {
                return Double.POSITIVE_INFINITY;
            }
            if (s != Math.rint(s)) {
                return Double.NaN;
            }
            if (q < -32) {
                // The terms of either sign are the tails of two other sums.
                double rest = q - Math.floor(q);
                double below = zeta(s, 1 - rest) - zeta(s, 1 - q);
                return zeta(s, rest) + (s % 2 == 0 ? below : -below);
            }
        }
        if (Double.isNaN(s + q) || s == Double.POSITIVE_INFINITY && q > 1) {
            return Double.NaN;
        }
        double sum = 0;
        double place = q;
        double far = 10 + 0.5 * s;
        while (place < far) {
            double term = Powers.pow(place, -s);
            sum += term;
            place += 1;
            if (place > 1 && !(term > 0x1p-60 * sum)) {
                return sum;
            }
        }
        double power = Powers.pow(place, -s);
        sum += power * (place / (s - 1) + 0.5);
        double factor = s * power / place;
        for (int k = 0; k < BERNOULLI.length; k++) {
            double term = factor * BERNOULLI[k];
            sum += term;
            if (Math.abs(term) <= 0x1p-60 * sum) {
                break;
            }
            factor *= (s + 2 * k + 1) / place * ((s + 2 * k + 2) / place);
        }
        return sum;
    }
}
