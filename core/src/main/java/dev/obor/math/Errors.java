package dev.obor.math;

/// The complementary error function, its scaled form and inverses, and the normal distribution's functions.
///
/// The fits come from `tools/minimax/errors.py`.
public final class Errors {
    /// erf(x) / x in x² for |x| up to ½, relative error 2^−55.4.
    private static final double[] ERF = {
        0x1.20dd750429b6dp0,
        -0x1.812746b0379b5p-2,
        0x1.ce2f21a03d814p-4,
        -0x1.b82ce30f2b28dp-6,
        0x1.565bcbf8e02f8p-8,
        -0x1.c02d4f6e47859p-11,
        0x1.f98db34e51005p-14,
        -0x1.f224dfc14b17ep-17,
        0x1.8b4b60674b88ep-20
    };
    /// exp(x²) erfc(x) for x from 0 to ½, relative error 2^−55.
    private static final double[] ERFCX_0 = {
        1,
        0x1.c538f71bcf3dap-1,
        0x1.b4f41acb66b4ep-2,
        0x1.96152f226abd7p-4,
        0x1.50aad0822cbcdp-7,
        -0x1.6a30b7b47009cp-17
    };
    /// Its denominator.
    private static final double[] ERFCX_0_BELOW = {
        1, 0x1.01bcf84908abdp1, 0x1.b2e4213af77e5p0, 0x1.8267c1a943c2cp-1, 0x1.6c1b7e3c865d5p-3, 0x1.25dc4d9128c0fp-6
    };
    /// exp(x²) erfc(x) for x from ½ to 3/2, relative error 2^−55.8.
    private static final double[] ERFCX_1 = {
        0x1.ffffffffde48cp-1,
        0x1.258fd9f791dc6p0,
        0x1.5e4cc5d90769p-1,
        0x1.d4bdeee7e8f6p-3,
        0x1.6226bffc26512p-5,
        0x1.d979112e699a1p-9,
        0x1.3eea52aff2b12p-21,
        -0x1.70d5cba380662p-26
    };
    /// Its denominator.
    private static final double[] ERFCX_1_BELOW = {
        1,
        0x1.2336a77d4114fp1,
        0x1.202c9933d18fcp1,
        0x1.3f14ff2766e0ep0,
        0x1.a396287e857ebp-2,
        0x1.395308e7c4dfap-4,
        0x1.a48cef6a4ae22p-8
    };
    /// exp(x²) erfc(x) for x from 3/2 to 4, relative error 2^−54.6.
    private static final double[] ERFCX_2 = {
        0x1.ffffdecbc51dap-1,
        0x1.66725e49e2d84p0,
        0x1.ee68e0ab7ebap-1,
        0x1.8a64f155b3a26p-2,
        0x1.6b8a6fded282bp-4,
        0x1.4022d8ab0c7c6p-7,
        0x1.005ddb03c8203p-26,
        -0x1.4f2e4909e4f41p-32
    };
    /// Its denominator.
    private static final double[] ERFCX_2_BELOW = {
        1,
        0x1.43a7a4437af7p1,
        0x1.68cfe6a9bf3e7p1,
        0x1.ca1bcc1a32a73p0,
        0x1.6200f93f5a3fcp-1,
        0x1.4229430c00c3ap-3,
        0x1.1bb92b13d78f4p-6
    };
    /// x exp(x²) erfc(x) in 1 / x² for x from 4 on, relative error 2^−54.2.
    private static final double[] ERFCX_TAIL = {
        0x1.20dd750429b6dp-1,
        0x1.82fb9363deb68p3,
        0x1.4a3eb5a9b5602p6,
        0x1.9f78a30c069e8p7,
        0x1.46f1e75f0796p7,
        0x1.2187adfaadc27p4
    };
    /// Its denominator.
    private static final double[] ERFCX_TAIL_BELOW = {
        1, 0x1.5ef45a624d2fp4, 0x1.391b4c34f6389p7, 0x1.afe707d522919p8, 0x1.a6d9402864b9fp8, 0x1.8ac6007ef598dp6
    };
    /// The inverse of erf over x, in x² for |x| up to ½, relative error 2^−54.
    private static final double[] INVERSE = {
        0x1.c5bf891b4ef6bp-1,
        -0x1.d9a8b3b985323p0,
        0x1.446e8443bfad9p0,
        -0x1.3cb373ef8a251p-2,
        0x1.13314d1dcd325p-6,
        0x1.3565178adf3e1p-12
    };
    /// Its denominator.
    private static final double[] INVERSE_BELOW = {
        1, -0x1.2cbe691b3062p1, 0x1.e6b45c72beff1p0, -0x1.365ff11d3ae8cp-1, 0x1.ed0243b93a938p-5
    };
    /// The inverse of erfc at exp(−r²) for r from 0.83 to 2, relative error 2^−54.1.
    private static final double[] INVERSE_1 = {
        0x1.24743378df0b8p-12,
        -0x1.13ac19a9b72acp-8,
        0x1.d4e4113c731f9p-1,
        0x1.eb6fef586b679p1,
        0x1.f655e4aa56889p2,
        0x1.2e710ae169702p3,
        0x1.211431e7f2023p3,
        0x1.8b50872878619p1,
        0x1.07298cef5d8d5p-2
    };
    /// Its denominator.
    private static final double[] INVERSE_1_BELOW = {
        1,
        0x1.1e7ca23c69843p2,
        0x1.1de69bd9da29dp3,
        0x1.b8b3cf669064fp3,
        0x1.9fd02b345b0e4p3,
        0x1.318b12d240688p3,
        0x1.8bf0f4819a0f5p1,
        0x1.07181016c796ep-2
    };
    /// The same for r from 2 to 6.1, relative error 2^−56.
    private static final double[] INVERSE_2 = {
        0x1.7fe37c28120e1p-8,
        -0x1.535e7148df30cp-5,
        0x1.0450e72a2234p0,
        0x1.bef1a85f3bd5ep1,
        0x1.c56ef20560f7p2,
        0x1.0de1bb5a79a9bp3,
        0x1.a5245b0d58e6dp2,
        0x1.018c68825983ap1,
        0x1.a31bb5bb75d41p-3,
        0x1.64e6eb6b34fa9p-8
    };
    /// Its denominator.
    private static final double[] INVERSE_2_BELOW = {
        1,
        0x1.0d26e1c35a6e9p2,
        0x1.0656588f9a44ap3,
        0x1.7bd23aba16e73p3,
        0x1.58f1f08057333p3,
        0x1.bbcf2b5ac4991p2,
        0x1.0352a06a1a373p1,
        0x1.a32fcfb55ba82p-3,
        0x1.64e26c6cc6af7p-8,
        0x1.8f6f123162a83p-30
    };
    /// The same for r from 6.1 to 27.4, relative error 2^−55.1.
    private static final double[] INVERSE_3 = {
        -0x1.6bd6faba23ea7p-7,
        0x1.26b14a952d7cep-3,
        0x1.b25be8da0cbacp-2,
        0x1.2523003be04fp1,
        0x1.c60fb6ba6cb01p0,
        0x1.d630c72c5dc22p-2,
        0x1.85c854252b397p-5,
        0x1.0b9855bad5762p-9,
        0x1.1b7baa0476b23p-15,
        0x1.5fb62e47ded48p-23
    };
    /// Its denominator.
    private static final double[] INVERSE_3_BELOW = {
        1,
        0x1.d6a49f5e7cc82p0,
        0x1.6cf3afbe2ed5cp1,
        0x1.da1954916e0c7p0,
        0x1.da8ea94d5484fp-2,
        0x1.8680fa42f74dcp-5,
        0x1.0baae2c5b5677p-9,
        0x1.1b7c269546b5cp-15,
        0x1.5fb600202b8cdp-23,
        0x1.b7ed5f6ffcec8p-52
    };
    private static final double ROOT_HALF = 0x1.6a09e667f3bcdp-1;
    private static final double ROOT_2 = 0x1.6a09e667f3bcdp0;

    private Errors() {}

    /// Returns 1 − erf(x), accurate where it is small. Error: 4 ulp.
    public static double erfc(double x) {
        if (x < 0.5) {
            return x < -0.5 ? 2 - erfc(-x) : 1 - x * Fit.polynomial(x * x, ERF);
        }
        // Where erfc is 0, so is the exponential; NaN stays.
        return x > 28 ? 0 : expOfMinusSquare(x, 1) * tail(x);
    }

    /// Returns exp(x²) erfc(x). Error: 3 ulp.
    public static double erfcx(double x) {
        if (x >= 0.5) {
            return tail(x);
        }
        if (x >= 0) {
            return Fit.fraction(x, ERFCX_0, ERFCX_0_BELOW);
        }
        if (!(x > -27)) {
            return x < 0 ? Double.POSITIVE_INFINITY : x;
        }
        double square = x * x;
        double power = StrictMath.exp(square);
        return 2 * (power + power * Math.fma(x, x, -square)) - erfcx(-x);
    }

    /// exp(x²) erfc(x) for x from ½ on.
    private static double tail(double x) {
        if (x < 1.5) {
            return Fit.fraction(x, ERFCX_1, ERFCX_1_BELOW);
        }
        if (x < 4) {
            return Fit.fraction(x, ERFCX_2, ERFCX_2_BELOW);
        }
        double inverse = 1 / x;
        return inverse * Fit.fraction(inverse * inverse, ERFCX_TAIL, ERFCX_TAIL_BELOW);
    }

    /// exp(−x² · scale), where the rounding error of the square, which counts for large x, is made up for.
    private static double expOfMinusSquare(double x, double scale) {
        double square = x * x;
        double power = StrictMath.exp(-square * scale);
        return power - power * (Math.fma(x, x, -square) * scale);
    }

    /// Returns the y with erf(y) = x, infinite at −1 and 1, NaN beyond. Error: 3 ulp.
    public static double erfinv(double x) {
        double size = Math.abs(x);
        if (size <= 0.5) {
            return x * Fit.fraction(x * x, INVERSE, INVERSE_BELOW);
        }
        return Math.copySign(erfcinv(1 - size), x);
    }

    /// Returns the y with erfc(y) = s for s from 0 to ½; NaN for negative s.
    private static double erfcinv(double s) {
        if (s == 0) {
            return Double.POSITIVE_INFINITY;
        }
        double r = Math.sqrt(-StrictMath.log(s));
        if (r < 2) {
            return Fit.fraction(r, INVERSE_1, INVERSE_1_BELOW);
        }
        return r < 6.1 ? Fit.fraction(r, INVERSE_2, INVERSE_2_BELOW) : Fit.fraction(r, INVERSE_3, INVERSE_3_BELOW);
    }

    /// Returns the distribution function of the standard normal distribution. Error: 3 ulp.
    public static double ndtr(double x) {
        double size = Math.abs(x);
        if (size < 0.7) {
            double y = x * ROOT_HALF;
            return 0.5 + 0.5 * y * Fit.polynomial(y * y, ERF);
        }
        double small = size > 39 ? 0 : 0.5 * expOfMinusSquare(size, 0.5) * erfcx(size * ROOT_HALF);
        return x < 0 ? small : 1 - small;
    }

    /// Returns the logarithm of [#ndtr(double)]. Error: 3 ulp.
    public static double logNdtr(double x) {
        if (x < -1) {
            return StrictMath.log(0.5 * erfcx(-x * ROOT_HALF)) - 0.5 * x * x;
        }
        return x < 0 ? StrictMath.log(ndtr(x)) : StrictMath.log1p(-ndtr(-x));
    }

    /// Returns the x with [#ndtr(double)] = p, infinite at 0 and 1, NaN beyond. Error: 3 ulp.
    public static double ndtri(double p) {
        if (p < 0.25) {
            return -ROOT_2 * erfcinv(2 * p);
        }
        return p > 0.75 ? ROOT_2 * erfcinv(2 * (1 - p)) : ROOT_2 * erfinv(2 * p - 1);
    }
}
