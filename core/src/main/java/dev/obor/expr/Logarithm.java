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
    /// (log(1 + f) − f) / f² for 1 + f from √½ to √2, relative error 2^−29.0 of the logarithm.
    private static final double[] LOG_32_EVEN = {
        -0.5,
        0x1.55554ep-2,
        -0x1.ffffe4p-3,
        0x1.99a14p-3,
        -0x1.55636ep-3,
        0x1.2380bcp-3,
        -0x1.fb6e72p-4,
        0x1.e21a96p-4,
        -0x1.e0c772p-4,
        0x1.2236e4p-4
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
    private static final double ROOT_HALF = 0x1.6ap-1;

    private Logarithm() {}

    /// Returns log(x). Error: float32 at most 0.942 ulp; float64 0.82 ulp.
    static Expr log(Format format, Expr x) {
        Parts parts = Parts.of(format, x, LOWEST);
        return withLimits(x, ZERO, sum(format, parts.minusK, parts.f));
    }

    /// Returns the logarithm of x to the base 2. Error: float32 at most 1.072 ulp; float64 0.89 ulp.
    static Expr log2(Format format, Expr x) {
        return format.isSingle()
                ? toBase(format, x, 0x1.715476p0, 0x1.4ae0cp-26, 1, 0)
                : toBase(format, x, 0x1.71547652b82fep0, 0x1.777d0ffda0d24p-56, 1, 0);
    }

    /// Returns the logarithm of x to the base 10. Error: float32 at most 0.998 ulp; float64 0.80 ulp.
    static Expr log10(Format format, Expr x) {
        return format.isSingle()
                ? toBase(format, x, 0x1.bcb7b2p-2, -0x1.5b235ep-27, 0x1.344136p-2, -0x1.ec10cp-27)
                : toBase(
                        format,
                        x,
                        0x1.bcb7b1526e50ep-2,
                        0x1.95355baaafad3p-57,
                        0x1.34413509f79ffp-2,
                        -0x1.9dc1da994fd21p-59);
    }

    /// Returns k · unit + log(1 + f) · factor, where the leading products and their sum are kept with their
    /// rounding errors, so that whole powers of the base give whole numbers.
    private static Expr toBase(Format format, Expr x, double factor, double factorRest, double unit, double unitRest) {
        // From √½ on, so that the terms cancel by little for k = −1.
        Parts parts = Parts.of(format, x, ROOT_HALF);
        Expr k = parts.minusK.neg();
        Expr c = constant(factor);
        Expr product = parts.f.mul(c);
        Expr lost = fma(parts.f, c, product.neg());
        Expr whole = k.mul(constant(unit));
        Expr wholeLost = fma(k, constant(unitRest), fma(k, constant(unit), whole.neg()));
        Expr sum = whole.add(product);
        Expr sumLost = whole.sub(sum).add(product);
        Expr tiny = fma(parts.f, constant(factorRest), lost.add(wholeLost));
        Expr rest = format.isSingle()
                ? fma(Format.polynomial(parts.f, LOG_32_EVEN).mul(parts.f), product, tiny)
                : fma(beyond(parts.f), c, tiny);
        return withLimits(x, ZERO, sum.add(sumLost.add(rest)));
    }

    /// x = 2^k (1 + f), 1 + f from `lowest` on.
    private record Parts(Expr minusK, Expr f) {
        static Parts of(Format format, Expr x, double lowest) {
            int fraction = format.fraction();
            // A subnormal number is made normal first.
            Expr tiny = lt(x, constant(Math.scalb(1.0, 1 - format.bias())));
            Expr y = where(tiny, x.mul(constant(Math.scalb(1.0, fraction))), x).toBits();
            Expr k = y.sub(format.pattern(lowest)).shiftRight(fraction);
            Expr f = y.sub(k.shiftLeft(fraction)).fromBits().sub(ONE);
            Expr zero = where(tiny, constant(format.magic() + fraction), constant(format.magic()));
            return new Parts(zero.sub(format.magicPlus(k)), f);
        }
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
        Expr s = f.div(f.add(constant(2)));
        Expr small = fma(f.mul(HALF).neg(), f, fma(s, halfAndMore(f, s), minusK.mul(constant(-Ln2.low(format)))));
        return fma(minusK, ln2, f.add(small));
    }

    /// Returns log(1 + f) − f for float64.
    private static Expr beyond(Expr f) {
        Expr s = f.div(f.add(constant(2)));
        return fma(f.mul(HALF).neg(), f, s.mul(halfAndMore(f, s)));
    }

    /// Returns q = f²/2 + s² P(s²), where log(1 + f) = f − f²/2 + s q makes little of the rounding errors of
    /// s. The arrangement is that of fdlibm's e_log.c (Sun Microsystems, 1993).
    private static Expr halfAndMore(Expr f, Expr s) {
        Expr z = s.square();
        return fma(Format.polynomial(z, LOG_64), z, f.mul(HALF).mul(f));
    }

    /// Returns `value` where x is finite and more than `pole`.
    private static Expr withLimits(Expr x, Expr pole, Expr value) {
        Expr below = where(eq(x, pole), constant(Double.NEGATIVE_INFINITY), constant(Double.NaN));
        return where(le(x, pole), below, where(lt(x, constant(Double.POSITIVE_INFINITY)), value, x));
    }
}
