package dev.obor.expr;

import static dev.obor.expr.Constants.HALF;
import static dev.obor.expr.Constants.ONE;
import static dev.obor.expr.Constants.ZERO;
import static dev.obor.expr.Expr.abs;
import static dev.obor.expr.Expr.bits;
import static dev.obor.expr.Expr.constant;
import static dev.obor.expr.Expr.eq;
import static dev.obor.expr.Expr.fma;
import static dev.obor.expr.Expr.le;
import static dev.obor.expr.Expr.lt;
import static dev.obor.expr.Expr.ne;
import static dev.obor.expr.Expr.round;
import static dev.obor.expr.Expr.where;

/// The power x^y = 2^(y log₂ |x|), with the sign of x for odd y (J.-M. Muller, *Elementary Functions*, 3rd
/// edition, 2016, chapter 11).
///
/// An error of the exponent is one of the power's logarithm, and the exponent may be as large as the bias, so it
/// needs that many more bits than a number has: it is calculated as the sum of two numbers.
///
/// The polynomials come from `tools/minimax/power.sollya`.
final class Power {
    /// (artanh(s) / s − 1 − z / 3) / z² in powers of z = s², relative error 2^−40.1 of the logarithm.
    private static final double[] LOG_32 = {0x1.99999ap-3, 0x1.249212p-3, 0x1.c7027p-4, 0x1.82a59ap-4};
    /// The same, relative error 2^−70.6 of the logarithm.
    private static final double[] LOG_64 = {
        0x1.999999999999ap-3,
        0x1.2492492492206p-3,
        0x1.c71c71c7b3f71p-4,
        0x1.745d16c7547d4p-4,
        0x1.3b13e94680b38p-4,
        0x1.1102f551c4b25p-4,
        0x1.e5f0a55683985p-5,
        0x1.5f50183f50311p-5,
        0x1.07ce4f8e462p-3
    };
    /// (2^r − 1 − r ln 2) / r², relative error 2^−31.8 of the power.
    private static final double[] EXP_32 = {
        0x1.ebfbep-3, 0x1.c6b08ep-5, 0x1.3b2a62p-7, 0x1.5d86d8p-10, 0x1.440758p-13, 0x1.013672p-16
    };
    /// The same, relative error 2^−61.8 of the power.
    private static final double[] EXP_64 = {
        0x1.ebfbdff82c58fp-3,
        0x1.c6b08d704a0c2p-5,
        0x1.3b2ab6fba4cc3p-7,
        0x1.5d87fe78a509fp-10,
        0x1.430912f90475dp-13,
        0x1.ffcbfc67be6cep-17,
        0x1.62c01f87f3f38p-20,
        0x1.b524f9436b5ebp-24,
        0x1.e4d9fa5b16091p-28,
        0x1.e9d6ab83bf9a7p-32,
        0x1.b4c524916724cp-36
    };
    private static final double ROOT_HALF = 0x1.6ap-1;

    private Power() {}

    /// Returns x^y. The method takes most that annex F of the C standard names, subnormal x, and results that
    /// are not normal numbers or nearly not. Error: float32 0.57 ulp; float64 0.90 ulp; these are
    /// bounds of the largest seen over 1.4 · 10⁸ and 1.5 · 10⁵ random pairs.
    static Expr pow(Format format, Expr.Invoke method) {
        Expr x = method.args().get(0);
        Expr y = method.args().get(1);
        Expr size = abs(x);
        Pair exponent = log2(format, size).times(y);
        // 0 is as frequent as other numbers after a ReLU.
        Expr zero = eq(size, ZERO);
        Expr power = where(zero, ZERO, exp2(format, exponent));
        Expr whole = eq(round(y), y);
        Expr half = y.mul(HALF);
        Expr odd = whole.and(ne(round(half), half));
        Expr sign = where(odd, x, ONE).toBits().bitAnd(bits(format.sign()));
        Expr infinity = constant(Double.POSITIVE_INFINITY);
        Expr fits = lt(abs(exponent.high), constant(format.bias() - 2))
                .and(le(constant(Math.scalb(1.0, 1 - format.bias())), size))
                .and(lt(size, infinity))
                .and(lt(ZERO, x).or(whole));
        return new Expr.Guard(
                fits.or(zero.and(lt(ZERO, y)).and(lt(y, infinity))),
                power.toBits().bitOr(sign).fromBits(),
                method);
    }

    /// x = 2^k m with m from √½ to √2, and log m = 2 artanh(s) for s = (m − 1) / (m + 1).
    private static Pair log2(Format format, Expr x) {
        Expr y = x.toBits();
        Expr k = y.sub(format.pattern(ROOT_HALF)).shiftRight(format.fraction());
        Expr m = y.sub(k.shiftLeft(format.fraction())).fromBits();
        Expr f = m.sub(ONE);
        Expr below = m.add(ONE);
        Expr belowLost = m.sub(below.sub(ONE));
        Expr inverse = ONE.div(below);
        Expr quotient = f.mul(inverse);
        Expr minus = quotient.neg();
        Pair s = new Pair(quotient, fma(minus, belowLost, fma(minus, below, f)).mul(inverse));
        Pair square = s.times(s);
        Pair third = format.isSingle()
                ? Pair.of(0x1.555556p-2, -0x1.555556p-27)
                : Pair.of(0x1.5555555555555p-2, 0x1.5555555555555p-56);
        Pair factor = format.isSingle()
                ? Pair.of(0x1.715476p1, 0x1.4ae0cp-25)
                : Pair.of(0x1.71547652b82fep1, 0x1.777d0ffda0d24p-55);
        Pair linear = s.times(factor);
        Pair series = third.plusProduct(square.high, format.isSingle() ? LOG_32 : LOG_64);
        Pair rest = linear.times(square.times(series));
        Pair log = linear.plus(rest.high, rest.low);
        Expr whole = format.magicPlus(k).sub(constant(format.magic()));
        return new Pair(whole, ZERO).plus(log.high, log.low);
    }

    /// Returns 2^t, for t at which it is a normal number.
    private static Expr exp2(Format format, Pair t) {
        Expr magic = constant(format.magic() + format.bias());
        Expr shifted = t.high.add(magic);
        Pair r = new Pair(t.high.sub(shifted.sub(magic)), ZERO).plus(t.low, ZERO);
        Pair factor = Pair.of(Ln2.high(format), Ln2.low(format));
        Pair fraction = r.times(factor.plusProduct(r.high, format.isSingle() ? EXP_32 : EXP_64));
        Pair sum = new Pair(ONE, ZERO).plus(fraction.high, fraction.low);
        return sum.high.add(sum.low).mul(format.powerOfTwo(shifted));
    }

    /// The sum of a number and of one that is about as small as its rounding error (Muller, chapter 2: the
    /// operations of double-word numbers).
    private record Pair(Expr high, Expr low) {
        static Pair of(double high, double low) {
            return new Pair(constant(high), constant(low));
        }

        Pair times(Expr factor) {
            Expr product = high.mul(factor);
            return new Pair(product, fma(low, factor, fma(high, factor, product.neg())));
        }

        Pair times(Pair other) {
            Expr product = high.mul(other.high);
            Expr lost = fma(high, other.high, product.neg());
            return new Pair(product, fma(high, other.low, fma(low, other.high, lost)));
        }

        /// Returns the sum with a pair that is smaller, unless this one is 0.
        Pair plus(Expr otherHigh, Expr otherLow) {
            Expr sum = high.add(otherHigh);
            Expr lost = otherHigh.sub(sum.sub(high));
            return new Pair(sum, lost.add(low.add(otherLow)));
        }

        /// Returns the sum with x · p(x), which is smaller.
        Pair plusProduct(Expr x, double[] p) {
            Expr value = Format.polynomial(x, p);
            Expr product = x.mul(value);
            return plus(product, fma(x, value, product.neg()));
        }
    }
}
