package dev.obor.expr;

import static dev.obor.expr.Constants.HALF;
import static dev.obor.expr.Constants.ONE;
import static dev.obor.expr.Constants.ZERO;
import static dev.obor.expr.Expr.constant;
import static dev.obor.expr.Expr.eq;
import static dev.obor.expr.Expr.fma;
import static dev.obor.expr.Expr.le;
import static dev.obor.expr.Expr.lt;
import static dev.obor.expr.Expr.where;

/// The logarithm: log(x) = k ln 2 + log(1 + f) for x = 2^k (1 + f), where f is exact. The polynomials come from
/// `tools/minimax/log.sollya`.
final class Logarithm {
    /// log(1 + f) = f + f² P(f) on [−1/3, 1/3]: a division would cost more than the terms it saves.
    private static final double[] LOG_32 = {
        -0.5, 0x1.555502p-2, -0x1.ffff14p-3, 0x1.99d1c4p-3, -0x1.559802p-3, 0x1.1ec0fep-3, -0x1.f3a7e4p-4,
        0x1.1ec5e2p-3, -0x1.06cddep-3
    };
    /// 2 artanh(s) = 2s + s³ P(s²) on [0, √2 − 1], s = f / (2 + f).
    private static final double[] ARTANH_64 = {
        0x1.5555555555593p-1, 0x1.999999997f9bbp-2, 0x1.2492494230764p-2, 0x1.c71c51d0c0553p-3,
        0x1.74664b835d63bp-3, 0x1.39a05d50acad4p-3, 0x1.2f140bb24b689p-3
    };

    private Logarithm() {}

    /// Returns log(x). Error: at most 0.9217 ulp over all of float32; float64: 0.7510 ulp is the largest seen.
    static Expr log(Format format, Expr x) {
        boolean single = format.isSingle();
        int fraction = format.fraction();
        // A subnormal number is made normal first.
        Expr tiny = lt(x, constant(Math.scalb(1.0, 1 - format.bias())));
        Expr normal = where(tiny, x.mul(constant(Math.scalb(1.0, fraction))), x);
        Expr offset = where(tiny, constant(format.magic() + fraction), constant(format.magic()));
        // 1 + f is from 2/3 to 4/3, or from √½ to √2.
        Expr b = normal.toBits();
        Expr whole = b.sub(format.pattern(single ? 0x1.555556p-1 : 0x1.6a09e667f3bcdp-1)).shiftRight(fraction);
        Expr f = b.sub(whole.shiftLeft(fraction)).fromBits().sub(ONE);
        Expr k = format.toNumber(whole, offset);
        Expr finite = single ? sum32(format, k, f) : sum64(format, k, f);
        Expr limit = where(eq(x, ZERO), constant(Double.NEGATIVE_INFINITY), constant(Double.NaN));
        Expr positive = where(lt(x, constant(Double.POSITIVE_INFINITY)), finite, x);
        return where(le(x, ZERO), limit, positive);
    }

    private static Expr sum32(Format format, Expr k, Expr f) {
        Expr p = Format.polynomial(f, LOG_32);
        return fma(k, constant(Ln2.high(format)), fma(p.mul(f), f, f));
    }

    /// log(1 + f) = f − f²/2 + s (f²/2 + s² P(s²)), which keeps the rounding errors of s small (the arrangement is that
    /// of fdlibm's `e_log.c`, Sun Microsystems 1993).
    private static Expr sum64(Format format, Expr k, Expr f) {
        Expr s = f.div(f.add(constant(2)));
        Expr z = s.square();
        Expr half = f.mul(HALF);
        Expr q = fma(Format.polynomial(z, ARTANH_64), z, half.mul(f));
        Expr small = fma(half.neg(), f, fma(s, q, k.mul(constant(Ln2.low(format)))));
        return fma(k, constant(Ln2.high(format)), f.add(small));
    }
}
