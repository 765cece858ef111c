package dev.obor.expr;

import static dev.obor.expr.Constants.ONE;
import static dev.obor.expr.Constants.ZERO;
import static dev.obor.expr.Expr.abs;
import static dev.obor.expr.Expr.bits;
import static dev.obor.expr.Expr.constant;
import static dev.obor.expr.Expr.fma;
import static dev.obor.expr.Expr.lt;
import static dev.obor.expr.Expr.ne;
import static dev.obor.expr.Expr.where;

/// The division that rounds, and its remainder: the bits of [dev.obor.math.Division], from one division instead
/// of one for every bit of the quotient.
///
/// Note [exact remainder]. Let x = |a|, y = |b| and q = x / y be rounded, q < 2^(p−2) for p bits of
/// significand. Whole numbers of that size are representable and rounding is monotonic, so q lies between
/// n = ⌊x / y⌋ and n + 1, and m, which is q rounded to a whole number, is one of both. For either, x − m y is at
/// most y in size and a multiple of the unit in the last place of y (or for x < y of that of x, where m = 1 needs
/// x ≥ y / 2), hence representable: fma gives it without an error. It is negative only for m = n + 1, where adding
/// y gives x − n y, which is representable as well. So both n and the remainder are exact, as are those of the
/// scalar methods, which for floats calculate in double; what these do with them is done here in the same way.
/// Quotients out of range, of 0, infinities and NaN go to the scalar methods.
final class Remainders {
    private final Format format;
    private final Expr a;
    private final Expr b;
    private final Expr divisor;
    private final Expr ratio;
    private final Expr nearest;
    private final Expr difference;
    private final Expr above;
    private final Expr rest;

    private Remainders(Format format, Expr a, Expr b) {
        this.format = format;
        this.a = a;
        this.b = b;
        Expr size = abs(a);
        this.divisor = abs(b);
        this.ratio = size.div(divisor);
        Expr magic = constant(Math.scalb(1.0, format.fraction()));
        this.nearest = ratio.add(magic).sub(magic);
        this.difference = fma(nearest.neg(), divisor, size);
        this.above = lt(difference, ZERO);
        this.rest = where(above, difference.add(divisor), difference);
    }

    /// Returns the remainder, of the sign of a.
    static Expr fmod(Format format, Expr.Invoke method) {
        Remainders r = of(format, method);
        return r.unlessRare(format.copySign(r.rest, r.a), method);
    }

    /// Returns the remainder, of the sign of b.
    static Expr remainder(Format format, Expr.Invoke method) {
        Remainders r = of(format, method);
        Expr turned = format.copySign(r.divisor.sub(r.rest), r.b);
        return r.unlessRare(where(r.isDown(), turned, format.copySign(r.rest, r.a)), method);
    }

    /// Returns ⌊a / b⌋.
    static Expr floor(Format format, Expr.Invoke method) {
        Remainders r = of(format, method);
        Expr whole = where(r.above, r.nearest.sub(ONE), r.nearest);
        return r.unlessRare(format.copySign(where(r.isDown(), whole.add(ONE), whole), r.signs()), method);
    }

    private static Remainders of(Format format, Expr.Invoke method) {
        return new Remainders(format, method.args().get(0), method.args().get(1));
    }

    /// ±1, with the sign of a / b, which may be too small to have one.
    private Expr signs() {
        Expr sign = a.toBits().bitXor(b.toBits()).bitAnd(bits(format.sign()));
        return sign.bitOr(format.pattern(1)).fromBits();
    }

    /// Tells whether rounding down goes away from 0.
    private Expr isDown() {
        return ne(rest, ZERO).and(lt(signs(), ZERO));
    }

    private Expr unlessRare(Expr usual, Expr.Invoke method) {
        Expr small = lt(ratio, constant(Math.scalb(1.0, format.fraction() - 1)));
        return new Expr.Guard(small.and(lt(divisor, constant(Double.POSITIVE_INFINITY))), usual, method);
    }
}
