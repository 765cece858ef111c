package dev.obor.expr;

import static dev.obor.expr.Constants.ONE;
import static dev.obor.expr.Constants.ZERO;
import static dev.obor.expr.Expr.abs;
import static dev.obor.expr.Expr.constant;
import static dev.obor.expr.Expr.fma;
import static dev.obor.expr.Expr.lt;
import static dev.obor.expr.Expr.where;

import java.util.Arrays;

/// The complement of the error function: 1 − erf by an odd polynomial up to [#SPLIT], and exp(−x²) c p(c) for
/// c = 1 / (x + 4) beyond, where exp(x²) erfc(x) is nearly a multiple of c (after M. M. Shepherd, J. G. Laframboise,
/// "Chebyshev approximation of (1 + 2x) exp(x²) erfc x in 0 ≤ x < ∞", *Mathematics of Computation* 36, 1981).
/// The rounding errors of the square, of c and of the leading terms of the polynomial are kept.
///
/// The polynomials come from `tools/minimax/erfc.sollya`.
final class ComplementaryError {
    /// erf(√z) / √z − 1, error 2^−33.8.
    private static final double[] NEAR_32 = {
        0x1.06eba8p-3, -0x1.812744p-2, 0x1.ce2e86p-4, -0x1.b81c26p-6, 0x1.55661ep-8, -0x1.b0aeeep-11, 0x1.75a06p-14
    };
    /// erf(√z) / √z − 1, error 2^−61.1.
    private static final double[] NEAR_64 = {
        0x1.06eba8214db69p-3,
        -0x1.812746b037a0ap-2,
        0x1.ce2f21a044592p-4,
        -0x1.b82ce31313ab7p-6,
        0x1.565bcd28b96cfp-8,
        -0x1.c02dba28aa486p-11,
        0x1.f9a417ff7d306p-14,
        -0x1.f4eb1ff37e284p-17,
        0x1.bb9fd956e9fbdp-20,
        -0x1.73f23f1896fa5p-23,
        0x1.9a377a49f57dcp-26,
        -0x1.aa94ab2a341adp-28,
        0x1.61c34dd2931f3p-30
    };
    /// exp(x²) erfc(x) / c in powers of c − 1/8, relative error 2^−32.3. The first two lack [#FAR_32_LOW].
    private static final double[] FAR_32 = {
        0x1.18932cp0,
        0x1.f3fe32p2,
        0x1.8be202p5,
        0x1.14eacap8,
        0x1.52cb08p10,
        0x1.646018p12,
        0x1.38ccb8p14,
        0x1.b0161ap15,
        0x1.95e80cp16,
        0x1.dba8d8p14,
        -0x1.451248p19
    };
    private static final double[] FAR_32_LOW = {-0x1.e70d4p-29, -0x1.0a758p-26};
    /// The same, relative error 2^−61.2. The first two lack [#FAR_64_LOW].
    private static final double[] FAR_64 = {
        0x1.18932bf08e154p0,
        0x1.f3fe31ecb49bfp2,
        0x1.8be202d26c706p5,
        0x1.14eacb1ad0358p8,
        0x1.52cac23710122p10,
        0x1.645fd8a4bad01p12,
        0x1.38dbd2c8e3da3p14,
        0x1.b00c052d08212p15,
        0x1.908f472278a1cp16,
        0x1.269b4fbead24p15,
        -0x1.dd28441f59d98p18,
        -0x1.72cd85b6a515bp20,
        -0x1.e7ec27329cb0ep17,
        0x1.3c6a05ac8fca3p23,
        0x1.3b0e2a02ff948p24,
        -0x1.7d716c05b8313p25,
        -0x1.c6560427822dep27,
        0x1.2c4deccf4e28fp27,
        0x1.08bd33390d431p31,
        0x1.4087d1d40502p29,
        -0x1.da3f4a65dea71p33,
        -0x1.55e7aff76384bp34
    };
    private static final double[] FAR_64_LOW = {0x1.08b8fd4b7fa4p-54, 0x1.726dff8a224ap-55};
    private static final double SPLIT = 0.8125;
    private static final double TWO_OVER_ROOT_PI = 0x1.20dd750429b6dp0;

    private ComplementaryError() {}

    /// Returns erfc(x). Error: float32 1.141 ulp, the largest over all its values from 10⁻³ on in size and every
    /// 256th below; float64 1.42 ulp beyond x = 12, where a bit of c is lost, and 1.15 ulp elsewhere, the largest
    /// seen over 3 · 10⁶ random arguments.
    static Expr erfc(Format format, Expr x) {
        // From the bound on the result is 0.
        Expr size = Exponential.atMost(abs(x), format.isSingle() ? 10.1 : 27.3);
        Expr far = far(format, size);
        return where(
                lt(size, constant(SPLIT)),
                near(format, x),
                where(lt(x, ZERO), constant(2).sub(far), far));
    }

    /// 1 − x − x p(x²), where the first difference is the sum of two numbers.
    private static Expr near(Format format, Expr x) {
        Expr p = Format.polynomial(x.square(), format.isSingle() ? NEAR_32 : NEAR_64);
        Expr difference = ONE.sub(x);
        Expr lost = ONE.sub(difference).sub(x);
        return difference.add(fma(x.neg(), p, lost));
    }

    private static Expr far(Format format, Expr x) {
        boolean single = format.isSingle();
        Expr below = x.add(constant(4));
        Expr belowLost = x.sub(below.sub(constant(4)));
        Expr c = ONE.div(below);
        Expr minus = c.neg();
        // The true c is c (1 + off).
        Expr off = fma(minus, belowLost, fma(minus, below, ONE));

        // Exact, but for the last bit of a float64 beyond x = 12.
        Expr t = c.sub(constant(0.125));
        double[] p = single ? FAR_32 : FAR_64;
        double[] low = single ? FAR_32_LOW : FAR_64_LOW;
        Expr tail = Format.polynomial(t, Arrays.copyOfRange(p, 2, p.length));
        Expr slope = fma(t, tail, constant(p[1]));
        Expr slopeLost = fma(t, tail, constant(p[1]).sub(slope)).add(constant(low[1]));
        Expr sum = fma(t, slope, constant(p[0]));
        Expr sumLost = fma(t, slopeLost, fma(t, slope, constant(p[0]).sub(sum)).add(constant(low[0])));
        Expr scaled = sum.mul(c);
        Expr scaledLost = fma(sumLost, c, fma(sum, c, scaled.neg()));
        // That is the function at an x too large by off (x + 4). Its derivative is 2x times itself, less 2/√π.
        Expr derivative = fma(x.add(x), scaled, constant(-TWO_OVER_ROOT_PI));
        Expr lost = fma(below.mul(off).neg(), derivative, scaledLost);

        Expr square = x.square();
        Expr squareLost = fma(x, x, square.neg());
        return Exponential.timesExp(format, scaled, lost, square.neg(), squareLost.neg());
    }
}
