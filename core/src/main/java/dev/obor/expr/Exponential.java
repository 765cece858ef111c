package dev.obor.expr;

import static dev.obor.expr.Constants.HALF;
import static dev.obor.expr.Constants.ONE;
import static dev.obor.expr.Constants.ZERO;
import static dev.obor.expr.Expr.abs;
import static dev.obor.expr.Expr.constant;
import static dev.obor.expr.Expr.fma;
import static dev.obor.expr.Expr.lt;
import static dev.obor.expr.Expr.where;

import java.util.Arrays;

/// The exponential and what is made of it. All rest on exp(x) = 2ⁿ · exp(r), where n is x / ln 2 rounded and
/// r = x − n ln 2 is at most ½ ln 2 in size, or for 2^x on r = x − n (W. J. Cody, W. Waite, *Software Manual
/// for the Elementary Functions*, 1980, chapter 6; J.-M. Muller, *Elementary Functions*, 3rd edition, 2016,
/// chapter 11).
///
/// The polynomials come from `tools/minimax/exp.sollya`. An error given for float32 is over all its values;
/// one given for float64 is the largest seen over some 10⁷ random arguments.
final class Exponential {
    /// exp(r), relative error 2^−28.1.
    private static final double[] EXP_32 = {
        1, 1, 0x1.fffffap-2, 0x1.555492p-3, 0x1.555a26p-5, 0x1.12397cp-7, 0x1.694c82p-10
    };
    /// exp(r), relative error 2^−57.9.
    private static final double[] EXP_64 = {
        1,
        1,
        0x1.000000000000ap-1,
        0x1.55555555554fep-3,
        0x1.55555555506bfp-5,
        0x1.1111111126b36p-7,
        0x1.6c16c18475fabp-10,
        0x1.a01a012fed2f7p-13,
        0x1.a019996298ecdp-16,
        0x1.71df18f7a1dd8p-19,
        0x1.28adf8e81298cp-22,
        0x1.ad92d1e47a0d8p-26
    };
    /// 2^r, relative error 2^−28.0.
    private static final double[] EXP2_32 = {
        1, 0x1.62e43p-1, 0x1.ebfbd8p-3, 0x1.c6af76p-5, 0x1.3b30ap-7, 0x1.5f0b82p-10, 0x1.3fa206p-13
    };
    /// 2^r, relative error 2^−57.3.
    private static final double[] EXP2_64 = {
        1,
        0x1.62e42fefa39efp-1,
        0x1.ebfbdff82c5a6p-3,
        0x1.c6b08d704a12cp-5,
        0x1.3b2ab6fb9fda6p-7,
        0x1.5d87fe789e96fp-10,
        0x1.4309130f6cbdbp-13,
        0x1.ffcbfc6685f06p-17,
        0x1.62bfc6596be12p-20,
        0x1.b52522bc15f8fp-24,
        0x1.e61d43321746dp-28,
        0x1.e973179a994acp-32
    };
    /// (exp(r) − 1 − r) / r², relative error 2^−31.0 of exp(r) − 1.
    private static final double[] EXPM1_32 = {
        0.5, 0x1.555554p-3, 0x1.5554fp-5, 0x1.111306p-7, 0x1.6d4366p-10, 0x1.9e0be4p-13
    };
    /// (exp(r) − 1 − r) / r², relative error 2^−61.5 of exp(r) − 1.
    private static final double[] EXPM1_64 = {
        0.5,
        0x1.5555555555559p-3,
        0x1.555555555554dp-5,
        0x1.111111110f65ap-7,
        0x1.6c16c16c1aaf7p-10,
        0x1.a01a01afffe71p-13,
        0x1.a01a018e10e9cp-16,
        0x1.71ddf81bab08p-19,
        0x1.27e5133a9958fp-22,
        0x1.af5f1224a4cf4p-26,
        0x1.1f1a292ebcaebp-29
    };

    private Exponential() {}

    /// Returns exp(x). Error: float32 at most 0.892 ulp; float64 0.90 ulp.
    static Expr exp(Format format, Expr x) {
        boolean single = format.isSingle();
        boolean neverPositive = x instanceof Expr.Call negated
                && negated.fn() == Fn.NEG
                && negated.args().getFirst() instanceof Expr.Call inner
                && inner.fn() == Fn.ABS;
        // Beyond these bounds the result is 0 or infinite; within them n fits the exponents below.
        double low = single ? -104 : -746;
        Expr capped = neverPositive ? atLeast(x, low) : clamp(x, low, single ? 89 : 710);
        // The result may be subnormal, and n may exceed the largest exponent by 1, so 2ⁿ is applied as a power well
        // inside the range and then as a fixed one; only the second product rounds.
        int shift = single ? 64 : 512;
        double unit = format.magic() + format.bias();
        Expr magic = constant(unit + shift);
        Expr rest = constant(Math.scalb(1.0, -shift));
        if (!neverPositive) {
            Expr negative = lt(x, ZERO);
            magic = where(negative, magic, constant(unit - shift));
            rest = where(negative, rest, constant(Math.scalb(1.0, shift)));
        }
        Expr t = fma(capped, constant(Ln2.INVERSE), magic);
        Expr r = Ln2.reduce(format, capped, t.sub(magic));
        Expr p = Format.polynomial(r, single ? EXP_32 : EXP_64);
        return p.mul(format.powerOfTwo(t)).mul(rest);
    }

    /// Returns 2^x. Error: float32 at most 0.879 ulp; float64 0.80 ulp.
    static Expr exp2(Format format, Expr x) {
        boolean single = format.isSingle();
        // Beyond these bounds the result is 0 or infinite.
        Expr capped = clamp(x, single ? -151 : -1076, single ? 129 : 1025);
        int shift = single ? 64 : 512;
        Expr negative = lt(x, ZERO);
        double unit = format.magic() + format.bias();
        Expr magic = where(negative, constant(unit + shift), constant(unit - shift));
        Expr t = capped.add(magic);
        Expr p = Format.polynomial(capped.sub(t.sub(magic)), single ? EXP2_32 : EXP2_64);
        Expr rest = where(negative, constant(Math.scalb(1.0, -shift)), constant(Math.scalb(1.0, shift)));
        return p.mul(format.powerOfTwo(t)).mul(rest);
    }

    /// Returns exp(x) − 1 = (2ⁿ − 1) + 2ⁿ (exp(r) − 1). Error: float32 at most 0.928 ulp; float64 0.96 ulp.
    ///
    /// For n = 1 the terms nearly cancel, so the sum of the leading ones is kept with its rounding error. The
    /// halves of both are added, since 2ⁿ may be out of range where the result is not.
    static Expr expm1(Format format, Expr x) {
        boolean single = format.isSingle();
        // Below the lower bound the result is −1, above the upper one infinite.
        Expr capped = clamp(x, single ? -25 : -40, single ? 89 : 710);
        Expr magic = constant(format.magic() + format.bias() - 1);
        Expr t = fma(capped, constant(Ln2.INVERSE), magic);
        Expr n = t.sub(magic);
        Expr scale = format.powerOfTwo(t);
        // r = high + low. exp(r) − 1 = high + tail, where tail = low + high low + high² q (1 + low) but for low².
        Expr high = fma(n, constant(-Ln2.high(format)), capped);
        Expr low = n.mul(constant(-Ln2.low(format)));
        Expr q = Format.polynomial(high, single ? EXPM1_32 : EXPM1_64);
        Expr tail = fma(high, fma(high, fma(q, low, q), low), low);
        // The error of `offset` counts where 2ⁿ has just outgrown the 1.
        Expr offset = scale.sub(HALF);
        Expr lost = scale.sub(offset).sub(HALF);
        Expr sum = fma(high, scale, offset);
        Expr error = fma(high, scale, offset.sub(sum).add(lost));
        Expr half = sum.add(fma(tail, scale, error));
        // Keeps −0 and the last bit of subnormal numbers, which halving would lose.
        Expr tiny = lt(abs(x), constant(Math.scalb(1.0, -1 - format.fraction())));
        return where(tiny, x, half.add(half));
    }

    /// Returns 1 / (1 + exp(−x)), by a power that cannot overflow, so that the smallest values do not vanish.
    /// Error: float32 at most 1.48 ulp; float64 2.5 ulp.
    ///
    /// In float32 what the sum and the quotient lose to rounding is added to the quotient. In float64 each
    /// operation rounds as PyTorch's does, because the inverse shows every bit of a value near 1.
    static Expr sigmoid(Format format, Expr x) {
        Expr power = exp(format, abs(x).neg());
        Expr above = where(lt(x, ZERO), power, ONE);
        Expr below = ONE.add(power);
        if (!format.isSingle()) {
            return above.div(below);
        }
        Expr lost = power.sub(below.sub(ONE));
        Expr inverse = ONE.div(below);
        Expr quotient = above.mul(inverse);
        Expr minus = quotient.neg();
        return fma(fma(minus, lost, fma(minus, below, above)), inverse, quotient);
    }

    /// Returns (y + yLost) exp(x + xLost), each a number with one about as small as its rounding error, for an x
    /// below 0 in the range of [#exp] and a y from 2⁻²⁰ to 2²⁰. Error: hardly more than the last rounding's.
    static Expr timesExp(Format format, Expr y, Expr yLost, Expr x, Expr xLost) {
        boolean single = format.isSingle();
        // As in exp.
        int shift = single ? 64 : 512;
        Expr magic = constant(format.magic() + format.bias() + shift);
        Expr t = fma(x, constant(Ln2.INVERSE), magic);
        Expr n = t.sub(magic);
        Expr high = fma(n, constant(-Ln2.high(format)), x);
        Expr low = fma(n, constant(-Ln2.low(format)), xLost);
        // exp(r) = 1 + high + tail, and y (1 + high) is kept with its rounding error.
        Expr rest = high.square().mul(Format.polynomial(high, single ? EXPM1_32 : EXPM1_64));
        Expr tail = fma(low, high.add(rest), low).add(rest);
        Expr product = fma(y, high, y);
        Expr lost = fma(y, high, y.sub(product));
        Expr sum = product.add(fma(y, tail, fma(yLost, ONE.add(high).add(tail), lost)));
        return sum.mul(format.powerOfTwo(t)).mul(constant(Math.scalb(1.0, -shift)));
    }

    /// Returns exp(x) for x at which 2ⁿ is in range, and for NaN.
    static Expr expInRange(Format format, Expr x) {
        Expr magic = constant(format.magic() + format.bias());
        Expr t = fma(x, constant(Ln2.INVERSE), magic);
        Expr r = Ln2.reduce(format, x, t.sub(magic));
        return Format.polynomial(r, format.isSingle() ? EXP_32 : EXP_64).mul(format.powerOfTwo(t));
    }

    /// Returns exp(x) + 1 for x from 0 to a bound at which 2ⁿ is in range, and for NaN.
    static Expr expPlus1(Format format, Expr x) {
        Expr magic = constant(format.magic() + format.bias());
        Expr t = fma(x, constant(Ln2.INVERSE), magic);
        Expr r = Ln2.reduce(format, x, t.sub(magic));
        double[] exp = format.isSingle() ? EXP_32 : EXP_64;
        Expr expm1 = r.mul(Format.polynomial(r, Arrays.copyOfRange(exp, 1, exp.length)));
        Expr scale = format.powerOfTwo(t);
        return fma(expm1, scale, scale.add(ONE));
    }

    /// Returns x, but not less than `low` nor more than `high`; NaN stays.
    private static Expr clamp(Expr x, double low, double high) {
        return atMost(atLeast(x, low), high);
    }

    /// Returns x, but not less than `low`; NaN stays.
    private static Expr atLeast(Expr x, double low) {
        return where(lt(x, constant(low)), constant(low), x);
    }

    /// Returns x, but not more than `high`; NaN stays.
    static Expr atMost(Expr x, double high) {
        return where(lt(constant(high), x), constant(high), x);
    }
}
