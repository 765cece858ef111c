package dev.obor.expr;

import static dev.obor.expr.Constants.HALF;
import static dev.obor.expr.Constants.ONE;
import static dev.obor.expr.Constants.ZERO;
import static dev.obor.expr.Expr.abs;
import static dev.obor.expr.Expr.bits;
import static dev.obor.expr.Expr.constant;
import static dev.obor.expr.Expr.fma;
import static dev.obor.expr.Expr.le;
import static dev.obor.expr.Expr.ne;
import static dev.obor.expr.Expr.where;

import java.util.List;

/// The sine, cosine and tangent: of r = |x| − n π/2, n whole, r at most π/4 in size, one of two polynomials is
/// taken, or the tangent or its inverse, with a sign, as the quarter n of the circle says (W. J. Cody, W. Waite,
/// *Software Manual for the Elementary Functions*, 1980, chapters 8 and 9). Beyond [#limit], where π/2 would need
/// more digits, and for NaN, `StrictMath` takes over.
///
/// The polynomials come from `tools/minimax/trig.sollya`. An error given for float32 is over all its values;
/// one given for float64 is the largest seen over some 10⁷ random arguments.
final class Circular {
    /// (sin(√z) / √z − 1) / z, relative error 2^−27.8 of the sine.
    private static final double[] SIN_32 = {-0x1.555544p-3, 0x1.1106d6p-7, -0x1.992462p-13};
    /// (sin(√z) / √z − 1) / z, relative error 2^−57.7 of the sine.
    private static final double[] SIN_64 = {
        -0x1.5555555555547p-3,
        0x1.111111110f5cbp-7,
        -0x1.a01a019bbeecdp-13,
        0x1.71de3531b3decp-19,
        -0x1.ae5e304006ab4p-26,
        0x1.5d83837ecf51dp-33
    };
    /// (cos(√z) − 1 + z / 2) / z², relative error 2^−32.9 of the cosine.
    private static final double[] COS_32 = {0x1.55554ap-5, -0x1.6c0c1ep-10, 0x1.99e334p-16};
    /// (cos(√z) − 1 + z / 2) / z², relative error 2^−63.8 of the cosine.
    private static final double[] COS_64 = {
        0x1.555555555554ap-5,
        -0x1.6c16c16c14df7p-10,
        0x1.a01a019c5abd9p-16,
        -0x1.27e4f7cbccee6p-22,
        0x1.1ee9c217a6e97p-29,
        -0x1.8f992575144d2p-37
    };
    /// (2 tan(√z / 2) / √z − 1) / z, relative error 2^−28.8 of the tangent.
    private static final double[] TAN_32 = {0x1.555538p-4, 0x1.111f22p-7, 0x1.b5ef36p-11, 0x1.a3c2fap-14};
    /// (2 tan(√z / 2) / √z − 1) / z, relative error 2^−58.6 of the tangent.
    private static final double[] TAN_64 = {
        0x1.5555555555578p-4,
        0x1.111111110cbf8p-7,
        0x1.ba1ba1c00aea3p-11,
        0x1.664f46834ac71p-14,
        0x1.226e969792224p-17,
        0x1.d6bd910fa416cp-21,
        0x1.7f327e16a412p-24,
        0x1.24b21ab4ad0bfp-27,
        0x1.5a0de57a116dap-30
    };
    private static final double TWO_OVER_PI = 0x1.45f306dc9c883p-1;
    /// π/2 as sums of three numbers of a format.
    private static final double[] HALF_PI_32 = {0x1.921fb6p0, -0x1.777a5cp-25, -0x1.ee59dap-50};
    private static final double[] HALF_PI_64 = {0x1.921fb54442d18p0, 0x1.1a62633145c07p-54, -0x1.f1976b7ed8fbcp-110};

    private Circular() {}

    /// Returns sin(x). Error: float32 at most 0.868 ulp; float64 0.78 ulp.
    static Expr sin(Format format, Expr x) {
        Expr sign = x.toBits().bitAnd(bits(format.sign()));
        return guarded(
                format, x, "sin", quarter(format, x, 0).toBits().bitXor(sign).fromBits());
    }

    /// Returns cos(x). Error: float32 at most 0.861 ulp; float64 0.82 ulp.
    static Expr cos(Format format, Expr x) {
        return guarded(format, x, "cos", quarter(format, x, 1));
    }

    /// Returns tan(x). Error: float32 at most 0.737 ulp; float64 0.73 ulp.
    ///
    /// It is tan(r) or −1 / tan(r), where tan(r) = 2 t / (1 − t²) for t = tan(r / 2), a shorter polynomial, so that
    /// either takes one division (NIST, *Digital Library of Mathematical Functions*, §4.21).
    static Expr tan(Format format, Expr x) {
        Expr size = abs(x);
        Expr t = fma(size, constant(TWO_OVER_PI), constant(format.magic()));
        Rest rest = Rest.of(format, size, t.sub(constant(format.magic())));
        Expr sign = t.toBits().shiftLeft(format.width() - 1).bitXor(x.toBits().bitAnd(bits(format.sign())));
        Expr odd = ne(t.toBits().bitAnd(bits(1)).shiftLeft(format.fraction()).fromBits(), ZERO);
        return guarded(
                format,
                x,
                "tan",
                rest.tangent(format, odd).toBits().bitXor(sign).fromBits());
    }

    /// The largest size of an argument for which n times the last part of π/2 is small enough.
    private static double limit(Format format) {
        return format.isSingle() ? 0x1p16 : 0x1p20;
    }

    private static Expr guarded(Format format, Expr x, String method, Expr usual) {
        Expr.Invoke rare = new Expr.Invoke(ScalarMethod.of(StrictMath.class, method, 1), List.of(x));
        return new Expr.Guard(le(abs(x), constant(limit(format))), usual, rare);
    }

    /// Returns sin(|x| + quarters · π/2).
    private static Expr quarter(Format format, Expr x, int quarters) {
        Expr size = abs(x);
        Expr magic = constant(format.magic());
        Expr t = fma(size, constant(TWO_OVER_PI), magic);
        Rest rest = Rest.of(format, size, t.sub(magic));
        Expr place = quarters == 0 ? t.toBits() : t.toBits().add(bits(quarters));
        Expr odd = place.bitAnd(bits(1)).shiftLeft(format.fraction()).fromBits();
        Expr sign = place.shiftLeft(format.width() - 2).bitAnd(bits(format.sign()));
        Expr value = where(ne(odd, ZERO), rest.cosine(format), rest.sine(format));
        return value.toBits().bitXor(sign).fromBits();
    }

    /// |x| − n π/2 as the sum of two numbers.
    private record Rest(Expr r, Expr low) {
        static Rest of(Format format, Expr size, Expr n) {
            double[] halfPi = format.isSingle() ? HALF_PI_32 : HALF_PI_64;
            // The first step is exact: both terms are multiples of a unit in the last place of π/2, or of x. The
            // rounding
            // errors of the second, of the product and of the difference, go into the third.
            Expr first = fma(n, constant(-halfPi[0]), size);
            Expr product = n.mul(constant(-halfPi[1]));
            Expr productLost = fma(n, constant(-halfPi[1]), product.neg());
            Expr second = first.add(product);
            Expr part = second.sub(first);
            Expr secondLost = first.sub(second.sub(part)).add(product.sub(part));
            Expr third = fma(n, constant(-halfPi[2]), secondLost.add(productLost));
            Expr r = second.add(third);
            return new Rest(r, second.sub(r).add(third));
        }

        Expr sine(Format format) {
            Expr z = r.square();
            Expr p = Format.polynomial(z, format.isSingle() ? SIN_32 : SIN_64);
            return r.add(fma(r.mul(z), p, low));
        }

        /// 1 − z/2 is kept with its rounding error; the low part counts by −r · low.
        Expr cosine(Format format) {
            Expr z = r.square();
            Expr p = Format.polynomial(z, format.isSingle() ? COS_32 : COS_64);
            Expr half = z.mul(HALF);
            Expr near = ONE.sub(half);
            Expr lost = ONE.sub(near).sub(half);
            return near.add(fma(z.square(), p, lost.sub(r.mul(low))));
        }

        /// Returns tan(r), or where a mask holds its inverse. Both terms of the quotient are kept with their
        /// rounding errors. The low part of r counts for low (1 + t²) in 2 t; low (1 + z/4) is near enough.
        Expr tangent(Format format, Expr inverted) {
            Expr z = r.square();
            Expr p = Format.polynomial(z, format.isSingle() ? TAN_32 : TAN_64);
            Expr tail = fma(z, fma(r, p, low.mul(constant(0.25))), low);
            Expr above = r.add(tail);
            Expr aboveLost = r.sub(above).add(tail);
            Expr half = above.mul(constant(-0.5));
            Expr quarter = above.mul(constant(-0.25));
            Expr below = fma(quarter, above, ONE);
            Expr belowLost = fma(half, aboveLost, fma(quarter, above, ONE.sub(below)));

            Expr divisor = where(inverted, above, below);
            Expr divisorLost = where(inverted, aboveLost, belowLost);
            Expr inverse = ONE.div(divisor);
            Expr quotient = where(inverted, below, above).mul(inverse);
            Expr minus = quotient.neg();
            Expr lost = fma(minus, divisor, where(inverted, below, above)).add(where(inverted, belowLost, aboveLost));
            return fma(fma(minus, divisorLost, lost), inverse, quotient);
        }
    }
}
