package dev.obor.math;

/// Bessel functions of the first and second kind, of orders 0 and 1.
///
/// From 8 on, J = √(2 / (πx)) (P cos t − Q sin t) and Y = √(2 / (πx)) (P sin t + Q cos t), where t = x − π/4 or
/// x − 3π/4 (*NIST Digital Library of Mathematical Functions*, 10.18). The fits come from
/// `tools/minimax/bessel.py`. Errors are a few ulp of the larger of the value and the amplitude √(2 / (πx));
/// below 8 J is accurate near its zeros as well.
public final class Bessel {
    /// J0(x) over (x² − zero²)s, in x² − 32 for x up to 8, relative error 2^−53.7.
    private static final double[] J0 = {
        0x1.2bc29174dd587p-10,
        -0x1.ee340afdf61c4p-15,
        0x1.2de388a401eb7p-20,
        -0x1.7b4412da5631bp-27,
        0x1.188a1dc77c862p-34,
        -0x1.05121f7c34d86p-42,
        0x1.3982493c08ff8p-51,
        -0x1.df87878292cc5p-61,
        0x1.b1c416d3746cep-71,
        -0x1.6a57d30fefd7ep-82
    };
    /// Its denominator.
    private static final double[] J0_BELOW = {
        1,
        0x1.a41833290157p-8,
        0x1.4692505136423p-16,
        0x1.36724bf0a611fp-25,
        0x1.803d23e8894edp-35,
        0x1.28bc0e50da3e8p-45,
        0x1.c46fb6081ccf4p-57
    };
    /// Y0 without its logarithm, in x² − 32 for x up to 8, absolute error 2^−54.5.
    private static final double[] Y0 = {
        -0x1.876cb72f1c7ebp-2,
        -0x1.e2642a72f0248p-6,
        0x1.62464fcb561efp-10,
        0x1.31586b8390d1cp-16,
        -0x1.eeaeba96b704ap-21,
        0x1.753b160c64c09p-27,
        -0x1.0a66a724702ecp-34,
        0x1.96301a7063391p-43,
        -0x1.44128014a9ebfp-52,
        0x1.b1e2d50ccc12dp-63
    };
    /// Its denominator.
    private static final double[] Y0_BELOW = {
        1,
        0x1.30ae1f817e098p-7,
        0x1.664d87fbc0d69p-15,
        0x1.10a1b9fb2e42dp-23,
        0x1.255fa6489cc3p-32,
        0x1.c4b422f04d27dp-42,
        0x1.d77ab4362b5c9p-52,
        0x1.04c689f4338d2p-62
    };
    /// The amplitudes of J0 and Y0 in 1 / x² for x from 8 on, relative error 2^−54.1; the second times x.
    private static final double[] P0 = {
        1,
        0x1.195320937801dp7,
        0x1.70fb13ee29904p12,
        0x1.53c33c74b79ccp16,
        0x1.8d2deca7cad7dp18,
        0x1.7eb6969348a2bp18,
        -0x1.25feb86b8a866p13
    };
    /// Its denominator.
    private static final double[] P0_BELOW = {
        1, 0x1.197720937801dp7, 0x1.71979b907c853p12, 0x1.5553d1020d0fcp16, 0x1.929ab8318fd82p18, 0x1.9407acf82494cp18
    };
    /// The second.
    private static final double[] Q0 = {
        -0x1p-3,
        -0x1.3c9969d246168p4,
        -0x1.dafb45e921956p9,
        -0x1.fe986e86e95d5p13,
        -0x1.63790feebc697p16,
        -0x1.871f8d2a3c63ap16,
        0x1.d7d3db464ea23p13
    };
    /// Its denominator.
    private static final double[] Q0_BELOW = {
        1, 0x1.3dc569d24615cp7, 0x1.e0afc1692b8b7p12, 0x1.0790021ad4909p17, 0x1.843c1a85ee65cp19, 0x1.0ce8b0f16a4ffp20
    };
    /// J1(x) / x over (x² − zero²)s, in x² − 32 for x up to 8, relative error 2^−52.5.
    private static final double[] J1 = {
        0x1.98ec1eee7c01ap-13,
        -0x1.e7149ce1451abp-18,
        0x1.cded9c2ded74ap-24,
        -0x1.d778de995c7b3p-31,
        0x1.246970c5e8eeap-38,
        -0x1.d30a73f9de1f6p-47,
        0x1.e9f27addcc64ep-56,
        -0x1.4bfdae2f8be4dp-65,
        0x1.0d286456fa9f2p-75,
        -0x1.96e9ebe9e8eb8p-87
    };
    /// Its denominator.
    private static final double[] J1_BELOW = {
        1,
        0x1.89ce7982441d3p-8,
        0x1.1de119240315p-16,
        0x1.f963d2f9663eap-26,
        0x1.216ace124feb5p-35,
        0x1.9b688f7843dbcp-46,
        0x1.1ee2f65df9beap-57
    };
    /// Y1 without its logarithm and pole, over x, in x² − 32 for x up to 8, absolute error 2^−54.5.
    private static final double[] Y1 = {
        0x1.21d516f81acf6p-4,
        -0x1.ca72bebcaaf5cp-8,
        -0x1.510b3599fe761p-15,
        0x1.dc744536c5154p-18,
        -0x1.0d2f08bfe965bp-23,
        0x1.0fcb0bbffd1c5p-30,
        -0x1.291ea9046f25p-38,
        0x1.70a6aca2e689ep-47,
        -0x1.f01b8412629e7p-57,
        0x1.1eee240a91ccbp-67
    };
    /// Its denominator.
    private static final double[] Y1_BELOW = {
        1,
        0x1.1a9111482727ep-7,
        0x1.328e5d411b211p-15,
        0x1.abc5243141dc5p-24,
        0x1.a31b337a2dff9p-33,
        0x1.23f4611e9d44p-42,
        0x1.0fc4fc956ebabp-52,
        0x1.0960fbf0864dfp-63
    };
    /// The amplitudes of J1 and Y1 in 1 / x² for x from 8 on, relative error 2^−54.1; the second times x.
    private static final double[] P1 = {
        1,
        0x1.15a9573195519p7,
        0x1.6648297e4cc34p12,
        0x1.436846bc93e29p16,
        0x1.72ae23be26732p18,
        0x1.6f25fc4f17fc2p18,
        0x1.feacef04766bap13
    };
    /// Its denominator.
    private static final double[] P1_BELOW = {
        1, 0x1.156d57319551ap7, 0x1.6546619c8e45bp12, 0x1.40ddb60b7d2ddp16, 0x1.69fff8ca577d7p18, 0x1.4d54839f7bc71p18
    };
    /// The second.
    private static final double[] Q1 = {
        0x1.8p-2,
        0x1.d5e72191a229ep5,
        0x1.5c3ce54512408p11,
        0x1.71b72f47bdb2p15,
        0x1.00084f336c682p18,
        0x1.2b4fb62657d1ap18,
        -0x1.584e8ac71ce7dp14
    };
    /// Its denominator.
    private static final double[] Q1_BELOW = {
        1, 0x1.39d0c10bc171p7, 0x1.d2f3d277b77edp12, 0x1.f48055e45e5d5p16, 0x1.6427b3f40fba7p19, 0x1.d0c57593d2d33p19
    };
    /// The first two zeros of each J, as sums of two numbers.
    private static final double[] ZEROS_0 = {
        0x1.33d152e971b4p1, -0x1.0f539d7da258ep-53, 0x1.6148f5b2c2e45p2, 0x1.75054cd60a517p-54
    };
    private static final double[] ZEROS_1 = {
        0x1.ea75575af6f09p1, -0x1.60155a9d1b256p-53, 0x1.c0ff5f3b4725p2, -0x1.b226d9d243827p-54
    };
    private static final double TWO_OVER_PI = 0x1.45f306dc9c883p-1;

    private Bessel() {}

    /// Returns J₀(x); NaN at infinity, as PyTorch.
    public static double j0(double x) {
        double size = Math.abs(x);
        if (size <= 8) {
            return between(size, ZEROS_0) * Fit.fraction(size * size - 32, J0, J0_BELOW);
        }
        return wave(size, true, P0, P0_BELOW, Q0, Q0_BELOW);
    }

    /// Returns J₁(x); NaN at infinity, as PyTorch.
    public static double j1(double x) {
        double size = Math.abs(x);
        if (size <= 8) {
            return x * between(size, ZEROS_1) * Fit.fraction(size * size - 32, J1, J1_BELOW);
        }
        double y = wave(size, false, P1, P1_BELOW, Q1, Q1_BELOW);
        return x < 0 ? -y : y;
    }

    /// Returns Y₀(x): −∞ at 0, NaN below and at ∞, as PyTorch.
    public static double y0(double x) {
        if (x > 8) {
            return wave(x, false, P0, P0_BELOW, Q0, Q0_BELOW);
        }
        if (x == 0) {
            return Double.NEGATIVE_INFINITY;
        }
        return TWO_OVER_PI * StrictMath.log(x) * j0(x) + Fit.fraction(x * x - 32, Y0, Y0_BELOW);
    }

    /// Returns Y₁(x): −∞ at 0, NaN below and at ∞, as PyTorch.
    public static double y1(double x) {
        if (x > 8) {
            return -wave(x, true, P1, P1_BELOW, Q1, Q1_BELOW);
        }
        if (x == 0) {
            return Double.NEGATIVE_INFINITY;
        }
        double pole = TWO_OVER_PI / x;
        return TWO_OVER_PI * StrictMath.log(x) * j1(x) + x * Fit.fraction(x * x - 32, Y1, Y1_BELOW) - pole;
    }

    /// The product of x² − zero² for both zeros.
    private static double between(double x, double[] zeros) {
        double first = (x - zeros[0] - zeros[1]) * (x + zeros[0]);
        return first * ((x - zeros[2] - zeros[3]) * (x + zeros[2]));
    }

    /// √(2 / (πx)) (P cos t − Q sin t) for t = x − π/4, or with the sine and minus the cosine in their place.
    private static double wave(double x, boolean even, double[] p, double[] pBelow, double[] q, double[] qBelow) {
        double inverse = 1 / x;
        double square = inverse * inverse;
        double cosine = StrictMath.cos(x);
        double sine = StrictMath.sin(x);
        double first = Fit.fraction(square, p, pBelow);
        double second = Fit.fraction(square, q, qBelow) * inverse;
        // √2 cos t = cos x + sin x, √2 sin t = sin x − cos x.
        double value = even
                ? first * (cosine + sine) - second * (sine - cosine)
                : first * (sine - cosine) + second * (cosine + sine);
        return value / Math.sqrt(Math.PI * x);
    }
}
