package dev.obor.math;

/// Airy's function Ai (*NIST Digital Library of Mathematical Functions*, 9.2, 9.4, 9.7). The fits come from
/// `tools/minimax/airy.py`.
public final class Airy {
    /// The first Maclaurin series, in x³ for |x| up to 1, relative error 2^−56.3.
    private static final double[] FIRST = {
        1,
        0x1.5555555555555p-3,
        0x1.6c16c16c16c22p-8,
        0x1.43a2730abee4ep-14,
        0x1.39d3d46711b6cp-21,
        0x1.7e9213ff3e242p-29,
        0x1.400fd4bc87866p-37,
        0x1.862b556452baep-46
    };
    /// The second Maclaurin series over x, in x³ for |x| up to 1, relative error 2^−57.4.
    private static final double[] SECOND = {
        1,
        0x1.5555555555555p-4,
        0x1.0410410410414p-9,
        0x1.71de3a556c734p-16,
        0x1.2f7b438e043f2p-23,
        0x1.43b6ae758dff8p-31,
        0x1.e4a09afc4b064p-40,
        0x1.0c898fff6fdebp-48
    };
    /// Ai(x) over (x − zero)s, in x + 2.75 for x from −4.5 to −1, relative error 2^−54.1.
    private static final double[] ZEROS = {
        0x1.f2e3fab5216ddp-2,
        0x1.1b854948576dfp-4,
        -0x1.54bb23ab1930fp-4,
        -0x1.67b9b238cd796p-10,
        0x1.788ec57925604p-8,
        -0x1.d5d0233de422ap-12,
        -0x1.51cc0e79d9d83p-13,
        0x1.af3aa2c89be4ap-16,
        0x1.bc6468634dcfep-21,
        -0x1.aa8730854d62p-22,
        0x1.862ddf3ecfd5dp-26
    };
    /// Its denominator.
    private static final double[] ZEROS_BELOW = {
        1,
        0x1.07c0e41e8e919p-1,
        0x1.ab8c3b6847784p-3,
        0x1.c6616c9f98a1bp-5,
        0x1.9db8b8f1f8aa7p-7,
        0x1.1fe34b852d135p-9,
        0x1.609829333f2c2p-12,
        0x1.4b84e6a9163adp-15,
        0x1.125b610e9622cp-18,
        0x1.2ca25ffcf298dp-22,
        0x1.1a42ef5d2ca14p-26
    };
    /// 2 √π x^¼ exp(t) Ai(x), t = ⅔ x^(3/2), in 1 / t for x from 1 on, relative error 2^−53.3.
    private static final double[] TAIL = {
        0x1.fffffffffffffp-1,
        0x1.2d27c741fa4dfp4,
        0x1.16dc9cf044775p7,
        0x1.08e946f1cecb7p9,
        0x1.1a8aaecbca02cp10,
        0x1.5ca662bd17d77p10,
        0x1.efe5e24c45cc7p9,
        0x1.89a2d4d4bfcd1p8,
        0x1.465c35b01fcaep6,
        0x1.f44a34876a70bp2,
        0x1.162e0678950cbp-2,
        0x1.d8db67bb32d1dp-10
    };
    /// Its denominator.
    private static final double[] TAIL_BELOW = {
        1,
        0x1.2e44390916bfp4,
        0x1.19694dd42623dp7,
        0x1.0d77104b4d1c5p9,
        0x1.22c1c811c81a8p10,
        0x1.6cee7842def96p10,
        0x1.0a0fa2cdab99ap10,
        0x1.b628f7e03d264p8,
        0x1.7fd0531e502a5p6,
        0x1.408f67d9f20dcp3,
        0x1.9cf5a953e4bep-2,
        0x1.e782eee88c03ep-9
    };
    /// The amplitudes of Ai(−x), in 1 / t² for x from 4.5 on, relative error 2^−54.3; the second times t.
    private static final double[] P = {
        1,
        0x1.de515b3ef0f55p6,
        0x1.0a4d020755b5cp12,
        0x1.a0f1322eabd45p15,
        0x1.a1124805c86c4p17,
        0x1.5fbc7b796a973p17,
        -0x1.051b2d05cfd22p11
    };
    /// Its denominator.
    private static final double[] P_BELOW = {
        1, 0x1.de7761911d343p6, 0x1.0a93276ea3cdep12, 0x1.a220c03ae2691p15, 0x1.a488f010843eep17, 0x1.6b24ed48c191bp17
    };
    /// The second.
    private static final double[] Q = {
        0x1.1c71c71c71c72p-4,
        0x1.ffd8e34713ab3p3,
        0x1.38455bbfa7757p10,
        0x1.43f82e0a83751p15,
        0x1.25bf351b682e7p19,
        0x1.acbacc123818ep21,
        0x1.8a48b0ee52f19p22,
        0x1.9271d70c67402p20
    };
    /// Its denominator.
    private static final double[] Q_BELOW = {
        1,
        0x1.cdc1b6d90ada9p7,
        0x1.1afdca1adbf5ap14,
        0x1.283a7d64c34c9p19,
        0x1.11a9344899d9bp23,
        0x1.a1032f20bac2bp25,
        0x1.afbc8893d1f64p26,
        0x1.6cf7604840f26p25
    };
    private static final double AT_0 = 0x1.6b8c7962715b8p-2;
    private static final double SLOPE_AT_0 = 0x1.0907f42b70f8bp-2;
    /// The first two zeros, as sums of two numbers.
    private static final double ZERO_1 = -0x1.2b471a873adf9p1;
    private static final double ZERO_1_REST = -0x1.68d7a31cc8091p-55;
    private static final double ZERO_2 = -0x1.05a0f6b48f9cp2;
    private static final double ZERO_2_REST = -0x1.868651bff05e4p-52;
    private static final double ROOT_PI = 0x1.c5bf891b4ef6bp0;
    private static final double TWO_THIRDS = 0x1.5555555555555p-1;
    private static final double TWO_THIRDS_REST = 0x1.5555555555555p-55;

    private Airy() {}

    /// Returns Ai(x); NaN for infinities, as PyTorch. Error: a few ulp of the larger of the value and, for x
    /// < −4.5, the amplitude.
    public static double ai(double x) {
        if (Double.isInfinite(x)) {
            return Double.NaN;
        }
        if (Math.abs(x) <= 1) {
            double cube = x * x * x;
            return AT_0 * Fit.polynomial(cube, FIRST) - SLOPE_AT_0 * x * Fit.polynomial(cube, SECOND);
        }
        if (x > 1) {
            return x > 110 ? 0 : decaying(x);
        }
        if (x > -4.5) {
            double zeros = (x - ZERO_1 - ZERO_1_REST) * (x - ZERO_2 - ZERO_2_REST);
            return zeros * Fit.fraction(x + 2.75, ZEROS, ZEROS_BELOW);
        }
        return wave(-x);
    }

    private static double decaying(double x) {
        double root = Math.sqrt(x);
        double t = TWO_THIRDS * (x * root);
        double power = StrictMath.exp(-t);
        double scaled = Fit.fraction(1 / t, TAIL, TAIL_BELOW) / (2 * ROOT_PI * Math.sqrt(root));
        return (power - power * lost(x, root, t)) * scaled;
    }

    private static double wave(double x) {
        double root = Math.sqrt(x);
        double t = TWO_THIRDS * (x * root);
        double lost = lost(x, root, t);
        double inverse = 1 / t;
        double square = inverse * inverse;
        double cosine = StrictMath.cos(t);
        double sine = StrictMath.sin(t);
        double sum = cosine + sine;
        double difference = sine - cosine;
        double lostCosine = StrictMath.cos(lost);
        double lostSine = StrictMath.sin(lost);
        double first = Fit.fraction(square, P, P_BELOW) * (sum * lostCosine - difference * lostSine);
        double second = Fit.fraction(square, Q, Q_BELOW) * inverse * (difference * lostCosine + sum * lostSine);
        return (first + second) / (Math.sqrt(root + root) * ROOT_PI);
    }

    /// What rounding has taken from t = ⅔ x^(3/2), which counts for large t.
    private static double lost(double x, double root, double t) {
        double rest = Math.fma(-root, root, x) / (root + root);
        double product = x * root;
        double low = Math.fma(x, root, -product) + x * rest;
        return Math.fma(product, TWO_THIRDS, -t) + (product * TWO_THIRDS_REST + low * TWO_THIRDS);
    }
}
