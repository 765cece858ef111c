package dev.obor.expr;

import static dev.obor.expr.Constants.HALF;
import static dev.obor.expr.Constants.ONE;
import static dev.obor.expr.Constants.ZERO;
import static dev.obor.expr.Expr.bits;
import static dev.obor.expr.Expr.constant;
import static dev.obor.expr.Expr.eq;
import static dev.obor.expr.Expr.fma;
import static dev.obor.expr.Expr.le;
import static dev.obor.expr.Expr.lt;
import static dev.obor.expr.Expr.where;

/// The logarithm: log(y) = k ln 2 + log(1 + f) for y = 2^k (1 + f), with 1 + f from 3/4 to 3/2 (W. J. Cody,
/// W. Waite, *Software Manual for the Elementary Functions*, 1980, chapter 5).
///
/// The polynomials come from `tools/minimax/log.sollya`. An error given for float32 is over all its values;
/// one given for float64 is the largest seen over some 10⁷ random arguments.
final class Logarithm {
    /// (log(1 + f) − f) / f², relative error 2^−27.5 of the logarithm. A division, as below, would cost more
    /// than the terms it saves.
    private static final double[] LOG_32 = {
        -0.5,
        0x1.5555a6p-2,
        -0x1.00004ep-2,
        0x1.9968fp-3,
        -0x1.54eb54p-3,
        0x1.28852ep-3,
        -0x1.0db586p-3,
        0x1.ad4188p-4,
        -0x1.721d3ep-5
    };
    /// (2 artanh(s) − 2s) / s³ for s = f / (2 + f), in powers of s², relative error 2^−62.6 of the logarithm.
    private static final double[] LOG_64 = {
        0x1.555555555554fp-1,
        0x1.999999999c17cp-2,
        0x1.24924921e40f7p-2,
        0x1.c71c74900282dp-3,
        0x1.745c4ac9320dbp-3,
        0x1.3b35c37e4837ap-3,
        0x1.0dcb62a6fc946p-3,
        0x1.1b8312736a1a4p-3
    };
    private static final double LOWEST = 0.75;

    private Logarithm() {}

    /// Returns log(x). Error: float32 at most 0.942 ulp; float64 0.82 ulp.
    static Expr log(Format format, Expr x) {
        int fraction = format.fraction();
        // A subnormal number is made normal first.
        Expr tiny = lt(x, constant(Math.scalb(1.0, 1 - format.bias())));
        Expr y = where(tiny, x.mul(constant(Math.scalb(1.0, fraction))), x).toBits();
        Expr k = y.sub(format.pattern(LOWEST)).shiftRight(fraction);
        Expr f = y.sub(k.shiftLeft(fraction)).fromBits().sub(ONE);
        Expr zero = where(tiny, constant(format.magic() + fraction), constant(format.magic()));
        return withLimits(x, ZERO, sum(format, zero.sub(format.magicPlus(k)), f));
    }

    /// Returns log(1 + x). Error: float32 at most 0.942 ulp; float64 0.82 ulp.
    ///
    /// With y = 1 + x, f = 2^−k x − (1 − 2^−k) is exact until k exceeds the significand, where it no longer
    /// matters: the last bit of x is not below that of f. That holds if k is 0 for x from −¼ to ½ exactly, so
    /// where y is rounded to 3/4 or 3/2, the sign of x decides.
    static Expr log1p(Format format, Expr x) {
        int fraction = format.fraction();
        Expr negative = x.toBits().shiftRightUnsigned(format.width() - 1);
        Expr k = ONE.add(x).toBits().sub(bits(format.bitsOf(LOWEST) + 1)).add(negative);
        Expr exponent = k.bitAnd(bits(-1L << fraction));
        // 2^−k may be subnormal, 4 · 2^−k is not. Every zero has the sign that makes log1p(−0) = −0.
        Expr fourth = format.pattern(4).sub(exponent).fromBits();
        Expr rest = fma(fourth, constant(-0.25), ONE);
        Expr f = x.toBits().sub(exponent).fromBits().sub(rest);
        Expr minusK = constant(format.magic()).sub(format.magicPlus(k.shiftRight(fraction)));
        return withLimits(x, constant(-1), sum(format, minusK, f));
    }

    /// Returns k ln 2 + log(1 + f).
    private static Expr sum(Format format, Expr minusK, Expr f) {
        Expr ln2 = constant(-Ln2.high(format));
        if (format.isSingle()) {
            return fma(minusK, ln2, fma(Format.polynomial(f, LOG_32).mul(f), f, f));
        }
        // log(1 + f) = f − f²/2 + s (f²/2 + s² P(s²)) makes little of the rounding errors of s. The arrangement is that
        // of fdlibm's e_log.c (Sun Microsystems, 1993).
        Expr s = f.div(f.add(constant(2)));
        Expr z = s.square();
        Expr half = f.mul(HALF);
        Expr q = fma(Format.polynomial(z, LOG_64), z, half.mul(f));
        Expr small = fma(half.neg(), f, fma(s, q, minusK.mul(constant(-Ln2.low(format)))));
        return fma(minusK, ln2, f.add(small));
    }

    /// Returns `value` where x is finite and more than `pole`.
    private static Expr withLimits(Expr x, Expr pole, Expr value) {
        Expr below = where(eq(x, pole), constant(Double.NEGATIVE_INFINITY), constant(Double.NaN));
        return where(le(x, pole), below, where(lt(x, constant(Double.POSITIVE_INFINITY)), value, x));
    }
}
