package dev.obor.math;

/// Modified Bessel functions of the first and second kind, of orders 0 and 1, plain and scaled (*NIST Digital
/// Library of Mathematical Functions*, 10.25). Errors are at most 4 ulp.
///
/// The fits come from `tools/minimax/bessel.py`.
public final class ModifiedBessel {
    /// I0(x) in x² for x up to 8, relative error 2^−56.2.
    private static final double[] I0 = {
        1,
        0x1.ebcfea96de24ap-3,
        0x1.b0cf919ce2766p-7,
        0x1.31f362cfd60b8p-12,
        0x1.af0ea4342437ap-19,
        0x1.4dd4fbe2c1d3ep-26,
        0x1.24ade1af8ef2p-34,
        0x1.1574561ab4ce8p-43,
        0x1.c5f7186e82855p-54
    };
    /// Its denominator.
    private static final double[] I0_BELOW = {
        1,
        -0x1.430156921db5ep-7,
        0x1.8fe74169e342ep-15,
        -0x1.3cedcc34dbb7cp-23,
        0x1.5d81c810cc1eap-32,
        -0x1.0dc34539869b4p-41,
        0x1.0f334cc2748acp-51,
        -0x1.12d6470caa47p-62
    };
    /// √x exp(−x) I0(x) in 1 / x − 1/12 for x from 8 to 24, relative error 2^−54.1.
    private static final double[] I0_MIDDLE = {
        0x1.9cfde3ab6c049p-2,
        -0x1.0661b28a2ed33p2,
        0x1.30ee33c8112bfp7,
        -0x1.8370b027b5ed3p10,
        0x1.38ae3ff997f56p14,
        -0x1.e113f2710e33bp16,
        0x1.1785baabf26d3p19,
        -0x1.1b172d6aa770cp19,
        -0x1.b6e652c64c679p17,
        -0x1.cf643579000abp14
    };
    /// Its denominator.
    private static final double[] I0_MIDDLE_BELOW = {
        1,
        -0x1.49ab82ad33cc9p3,
        0x1.7b59c6f8684fp8,
        -0x1.e6b7feb870726p11,
        0x1.878a2df1ceb45p15,
        -0x1.309a9363026c1p18,
        0x1.63eb0e40c00a2p20,
        -0x1.8a0ab4d40680fp20,
        -0x1.b27bbd3d6940ep18
    };
    /// √x exp(−x) I0(x) in 1 / x for x from 24 on, relative error 2^−53.8.
    private static final double[] I0_TAIL = {
        0x1.9884533d43651p-2,
        -0x1.2539b7121505ep2,
        0x1.f39720d624bp3,
        -0x1.1342243c49246p4,
        0x1.07e0f6ac5db24p2,
        0x1.0a4b0b0899832p-3
    };
    /// Its denominator.
    private static final double[] I0_TAIL_BELOW = {
        1, -0x1.7380ec0759e3cp3, 0x1.441e6a3ca4faep5, -0x1.7b8e3f3fcc299p5, 0x1.c4f698a3bbf4dp3
    };
    /// K0 without its logarithm in x² for x up to 1, error 2^−56.9.
    private static final double[] K0 = {
        -0x1.2788cfc6fb619p-1,
        0x1.cd3221a7caa7bp-4,
        0x1.ae21d4baa4de6p-7,
        0x1.8c5e11689c1f9p-12,
        0x1.278b1d42374dap-18,
        0x1.5da6501a17733p-26
    };
    /// Its denominator.
    private static final double[] K0_BELOW = {1, -0x1.87bcf069f69b5p-7, 0x1.9bafd2385018bp-15};
    /// √x exp(x) K0(x) in 1 / x for x from 1 on, relative error 2^−53.6.
    private static final double[] K0_TAIL = {
        0x1.40d931ff62706p0,
        0x1.9a0bc516b13abp4,
        0x1.9c3e481827c0cp7,
        0x1.a7e5b1c8599e3p9,
        0x1.e604c6f029f65p10,
        0x1.3e385f3bc5fb7p11,
        0x1.d573aba5d1556p10,
        0x1.7333359a3fd81p9,
        0x1.1c7130f54902ep7,
        0x1.5801a664ab003p3,
        0x1.760d509005ccdp-3,
        -0x1.4bfdc7e4eeb89p-11
    };
    /// Its denominator.
    private static final double[] K0_TAIL_BELOW = {
        1,
        0x1.492b5ac0dde8p4,
        0x1.4decd9f245c07p7,
        0x1.5bf8363a77972p9,
        0x1.96f2db73798abp10,
        0x1.127d3b6d4859fp11,
        0x1.a7a9ece5a6dd3p10,
        0x1.676929a1231ap9,
        0x1.34c4e0792f39ap7,
        0x1.c9fb0bdd77e6bp3,
        0x1.9377cd8c3a794p-2
    };
    /// I1(x) / x in x² for x up to 8, relative error 2^−53.2.
    private static final double[] I1 = {
        0x1p-1,
        0x1.da85eef36006bp-5,
        0x1.0d0f8bfd2b72p-9,
        0x1.1431a8328e6ep-15,
        0x1.2ddd0cbd989d5p-22,
        0x1.7a5ccf197990dp-30,
        0x1.146f6359b316ap-38,
        0x1.be2fb40feddbep-48,
        0x1.3baa6d6cbc61ep-58
    };
    /// Its denominator.
    private static final double[] I1_BELOW = {
        1,
        -0x1.2bd08864ffcabp-7,
        0x1.572c608b07a1cp-15,
        -0x1.f4d2bcfa7ec5cp-24,
        0x1.fa725a744a92ap-33,
        -0x1.650d2635d6e47p-42,
        0x1.46c7f96f181d4p-52,
        -0x1.2cc3471ecf506p-63
    };
    /// √x exp(−x) I1(x) in 1 / x − 1/12 for x from 8 to 24, relative error 2^−54.1.
    private static final double[] I1_MIDDLE = {
        0x1.8b640021ed0c8p-2,
        -0x1.1239146deca2cp2,
        0x1.2b3635e676955p7,
        -0x1.9477b010150fbp10,
        0x1.40811b5944817p14,
        -0x1.08240534354fcp17,
        0x1.3f638d9f6f775p19,
        -0x1.ffa181104042p19,
        0x1.386d9beb0b4d1p18,
        0x1.32d08fd2f8631p14
    };
    /// Its denominator.
    private static final double[] I1_MIDDLE_BELOW = {
        1,
        -0x1.55f7f3348678bp3,
        0x1.7f3a4ad6eef76p8,
        -0x1.f84901d7dda0bp11,
        0x1.928d706fe2458p15,
        -0x1.41f1ab1683648p18,
        0x1.7e6146280d39ep20,
        -0x1.020d79f7083bap21,
        0x1.3c69293ddcd6bp17
    };
    /// √x exp(−x) I1(x) in 1 / x for x from 24 on, relative error 2^−53.8.
    private static final double[] I1_TAIL = {
        0x1.9884533d43651p-2,
        -0x1.24050e6585165p2,
        0x1.ff491a2c23cf5p3,
        -0x1.3fec50305d808p4,
        0x1.01152eaee0f1ep3,
        -0x1.1c4d5e669bc13p-1
    };
    /// Its denominator.
    private static final double[] I1_TAIL_BELOW = {
        1, -0x1.61fe1350637e8p3, 0x1.2026c2f52af42p5, -0x1.2e753a7cb599dp5, 0x1.261c7529b0cdbp3
    };
    /// K1 without its logarithm, times x, in x² for x up to 1, error 2^−56.9.
    private static final double[] K1 = {
        1,
        0x1.901960b063d57p-6,
        -0x1.5c5e6ce0f4cbp-5,
        -0x1.254f713325a46p-9,
        -0x1.3c0befa087418p-15,
        -0x1.ea6a1e2ef0793p-23
    };
    /// Its denominator.
    private static final double[] K1_BELOW = {1, -0x1.d0e7377ea4776p-7, 0x1.2afc63e1f51c8p-14};
    /// √x exp(x) K1(x) in 1 / x for x from 1 on, relative error 2^−53.6.
    private static final double[] K1_TAIL = {
        0x1.40d931ff62706p0,
        0x1.96f613b2bebc8p4,
        0x1.988ecdcbcf224p7,
        0x1.a7cc629356513p9,
        0x1.f23bc2452c23ap10,
        0x1.571dc8c62cea7p11,
        0x1.14c9288c10ee1p11,
        0x1.fc11a56030676p9,
        0x1.f070fb73c539bp7,
        0x1.c4f9a38ee15afp4,
        0x1.23bd3a9bb9352p0,
        0x1.bcd05f631402bp-8
    };
    /// Its denominator.
    private static final double[] K1_TAIL_BELOW = {
        1,
        0x1.3eb5454d1a27ep4,
        0x1.3746e3fbe3858p7,
        0x1.36136ab6858c4p9,
        0x1.577a8b32c8cc1p10,
        0x1.b18eb0c80c51bp10,
        0x1.33da8592f30c9p10,
        0x1.d50923869e504p8,
        0x1.5c5f7be5784f4p6,
        0x1.a21b2194202c6p2,
        0x1.0281ce06a4791p-3
    };
    private static final double LN_2 = 0x1.62e42fefa39efp-1;

    private ModifiedBessel() {}

    /// Returns I₀(x); NaN at infinities, as PyTorch.
    public static double i0(double x) {
        double size = Math.abs(x);
        return size <= 8 ? Fit.fraction(x * x, I0, I0_BELOW) : grown(size, scaled0(size));
    }

    /// Returns exp(−|x|) I₀(x).
    public static double i0e(double x) {
        double size = Math.abs(x);
        return size <= 8 ? StrictMath.exp(-size) * Fit.fraction(x * x, I0, I0_BELOW) : scaled0(size);
    }

    /// Returns I₁(x); NaN at infinities, as PyTorch.
    public static double i1(double x) {
        double size = Math.abs(x);
        return size <= 8 ? x * Fit.fraction(x * x, I1, I1_BELOW) : Math.copySign(grown(size, scaled1(size)), x);
    }

    /// Returns exp(−|x|) I₁(x).
    public static double i1e(double x) {
        double size = Math.abs(x);
        return size <= 8
                ? StrictMath.exp(-size) * (x * Fit.fraction(x * x, I1, I1_BELOW))
                : Math.copySign(scaled1(size), x);
    }

    /// scaled · exp(x), in two steps since exp(x) alone may be out of range.
    private static double grown(double x, double scaled) {
        double half = StrictMath.exp(0.5 * x);
        return scaled * half * half;
    }

    private static double scaled0(double x) {
        return x < 24
                ? Fit.fraction(1 / x - 1.0 / 12, I0_MIDDLE, I0_MIDDLE_BELOW) / Math.sqrt(x)
                : Fit.fraction(1 / x, I0_TAIL, I0_TAIL_BELOW) / Math.sqrt(x);
    }

    private static double scaled1(double x) {
        return x < 24
                ? Fit.fraction(1 / x - 1.0 / 12, I1_MIDDLE, I1_MIDDLE_BELOW) / Math.sqrt(x)
                : Fit.fraction(1 / x, I1_TAIL, I1_TAIL_BELOW) / Math.sqrt(x);
    }

    /// Returns K₀(x): ∞ at 0, NaN below.
    public static double k0(double x) {
        return x > 1 ? StrictMath.exp(-x) * tail(x, K0_TAIL, K0_TAIL_BELOW) : small0(x);
    }

    /// Returns exp(x) K₀(x): ∞ at 0, NaN below.
    public static double k0e(double x) {
        return x > 1 ? tail(x, K0_TAIL, K0_TAIL_BELOW) : StrictMath.exp(x) * small0(x);
    }

    /// Returns K₁(x): ∞ at 0, NaN below.
    public static double k1(double x) {
        return x > 1 ? StrictMath.exp(-x) * tail(x, K1_TAIL, K1_TAIL_BELOW) : small1(x);
    }

    /// Returns exp(x) K₁(x): ∞ at 0, NaN below.
    public static double k1e(double x) {
        return x > 1 ? tail(x, K1_TAIL, K1_TAIL_BELOW) : StrictMath.exp(x) * small1(x);
    }

    private static double tail(double x, double[] top, double[] bottom) {
        return Fit.fraction(1 / x, top, bottom) / Math.sqrt(x);
    }

    private static double small0(double x) {
        return x == 0 ? Double.POSITIVE_INFINITY : Fit.fraction(x * x, K0, K0_BELOW) - logOfHalf(x) * i0(x);
    }

    private static double small1(double x) {
        return x == 0 ? Double.POSITIVE_INFINITY : Fit.fraction(x * x, K1, K1_BELOW) / x + logOfHalf(x) * i1(x);
    }

    /// log(x / 2), where half of a subnormal number is not taken.
    private static double logOfHalf(double x) {
        return Math.abs(x) < 1e-300 ? StrictMath.log(x) - LN_2 : StrictMath.log(0.5 * x);
    }
}
