package dev.obor.expr;

import static dev.obor.expr.Constants.HALF;
import static dev.obor.expr.Constants.ONE;
import static dev.obor.expr.Constants.ZERO;
import static dev.obor.expr.Expr.abs;
import static dev.obor.expr.Expr.constant;
import static dev.obor.expr.Expr.eq;
import static dev.obor.expr.Expr.fma;
import static dev.obor.expr.Expr.le;
import static dev.obor.expr.Expr.lt;
import static dev.obor.expr.Expr.where;

/// The inverse of the tangent, of a number and of a quotient. The angle is a multiple of π/4 and a rest of at
/// most π/8 in size, an odd polynomial of its tangent, which is a quotient of sums (W. J. Cody, W. Waite,
/// *Software Manual for the Elementary Functions*, 1980, chapter 11). All rounding errors before the polynomial
/// are kept.
///
/// The polynomials come from `tools/minimax/atan.sollya`.
final class ArcTangent {
    /// (atan(√z) / √z − 1) / z, relative error 2^−30.4 of atan.
    private static final double[] ATAN_32 = {-0x1.55554ap-2, 0x1.9991e4p-3, -0x1.23b9dp-3, 0x1.b226f2p-4, -0x1.f2f1b6p-5
    };
    /// (atan(√z) / √z − 1) / z, relative error 2^−59.4 of atan.
    private static final double[] ATAN_64 = {
        -0x1.555555555553dp-2,
        0x1.999999999585bp-3,
        -0x1.24924922acb78p-3,
        0x1.c71c70e5b84a1p-4,
        -0x1.745cf8d0ca308p-4,
        0x1.3b11183416505p-4,
        -0x1.10ebad12e245bp-4,
        0x1.df0e9d906e09fp-5,
        -0x1.9ccf8630c48ap-5,
        0x1.37cd21b929775p-5,
        -0x1.25570a177e673p-6
    };
    private static final double[] HALF_PI_32 = {0x1.921fb6p0, -0x1.777a5cp-25};
    private static final double[] HALF_PI_64 = {0x1.921fb54442d18p0, 0x1.1a62633145c07p-54};
    /// tan(π/8).
    private static final double TAN = 0x1.a8279ap-2;

    private ArcTangent() {}

    /// Returns atan(x). Error: float32 at most 0.656 ulp, over all its values; float64 0.66 ulp, the largest seen
    /// over some 10⁷ random arguments.
    static Expr atan(Format format, Expr x) {
        // From the bound on the result is π/2.
        Expr size = Exponential.atMost(abs(x), format.isSingle() ? 0x1p26 : 0x1p55);
        Expr steep = lt(ONE, size);
        Expr longer = where(steep, size, ONE);
        Expr shorter = where(steep, ONE, size);
        Expr quarters = where(steep, ONE, ZERO);
        Expr turn = where(steep, constant(-1), ONE);
        return format.copySign(angle(format, quarters, turn, shorter, longer), x);
    }

    /// Returns the angle of the point (x, y). The method, whose arguments are y and x, takes infinities, NaN, and
    /// numbers so large or small that rounding errors could not be kept. Error: float32 0.75 ulp for angles next to
    /// subnormal ones and else 0.63 ulp; float64 0.63 ulp; the largest seen over some 10⁷ random pairs.
    static Expr atan2(Format format, Expr.Invoke method) {
        Expr y = method.args().get(0);
        Expr x = method.args().get(1);
        Expr height = abs(y);
        Expr width = abs(x);
        Expr steep = lt(width, height);
        Expr longer = where(steep, height, width);
        Expr shorter = where(steep, width, height);
        // The bit of a sign, one place further right, is the number 2: half the circle for negative x.
        Expr half = x.toBits().shiftRightUnsigned(1).bitAnd(format.pattern(2)).fromBits();
        Expr quarters = where(steep, ONE, half);
        Expr backwards = where(steep, constant(-0.0), ZERO).toBits().bitXor(x.toBits());
        Expr turn = format.copySign(ONE, backwards.fromBits());
        Expr least = constant(Math.scalb(1.0, format.fraction() + 2 - format.bias()));
        Expr most = constant(Math.scalb(1.0, format.bias() - 2));
        // 0 / 0 counts as 0 / 1.
        Expr divisor = where(lt(longer, least), ONE, longer);
        Expr angle = angle(format, quarters, turn, shorter, divisor);
        Expr fits = le(least, shorter).or(eq(shorter, ZERO)).and(le(longer, most));
        return new Expr.Guard(fits, format.copySign(angle, y), method);
    }

    /// Returns π/2 as the sum of two numbers.
    static double[] halfPi(Format format) {
        return format.isSingle() ? HALF_PI_32 : HALF_PI_64;
    }

    /// Returns quarters · π/2 + turn · atan(shorter / longer) for a turn of 1 or −1.
    private static Expr angle(Format format, Expr quarters, Expr turn, Expr shorter, Expr longer) {
        // From π/8 on the angle less π/4, whose tangent is (shorter − longer) / (shorter + longer).
        Expr diagonal = lt(longer.mul(constant(TAN)), shorter);
        Expr less = where(diagonal, longer, ZERO);
        Expr more = where(diagonal, shorter, ZERO);
        Expr above = shorter.sub(less);
        Expr aboveLost = shorter.sub(above.add(less));
        Expr below = longer.add(more);
        Expr belowLost = more.sub(below.sub(longer));
        Expr inverse = ONE.div(below);
        Expr size = above.mul(inverse);
        Expr minus = size.neg();
        Expr sizeLost =
                fma(minus, belowLost, fma(minus, below, above).add(aboveLost)).mul(inverse);

        Expr t = size.mul(turn);
        Expr z = size.square();
        Expr p = Format.polynomial(z, format.isSingle() ? ATAN_32 : ATAN_64);
        // The angle grows by less than its tangent: lost / (1 + z), of which lost (1 − z) is near enough.
        Expr lost = sizeLost.mul(turn);
        Expr rest = fma(z, fma(t, p, lost.neg()), lost);

        double[] halfPi = halfPi(format);
        Expr start = fma(where(diagonal, HALF, ZERO), turn, quarters);
        Expr sum = fma(start, constant(halfPi[0]), t);
        Expr sumLost = fma(start, constant(halfPi[0]), sum.neg()).add(t);
        return sum.add(fma(start, constant(halfPi[1]), sumLost.add(rest)));
    }
}
