package dev.obor.expr;

import static dev.obor.expr.Constants.ONE;
import static dev.obor.expr.Expr.abs;
import static dev.obor.expr.Expr.constant;
import static dev.obor.expr.Expr.gt;
import static dev.obor.expr.Expr.lt;
import static dev.obor.expr.Expr.where;

/// Rounding to whole numbers; exact.
final class Rounding {
    private Rounding() {}

    /// Returns the nearest whole number, ties to even.
    ///
    /// Adding and subtracting 2^(p−1) leaves no room for a fraction; numbers from there on have none, and
    /// neither do infinities and NaN.
    static Expr round(Format format, Expr x) {
        Expr magic = constant(Math.scalb(1.0, format.fraction()));
        Expr size = abs(x);
        return where(lt(size, magic), format.copySign(size.add(magic).sub(magic), x), x);
    }

    /// Returns the largest whole number that is not larger.
    static Expr floor(Format format, Expr x) {
        Expr rounded = round(format, x);
        return where(gt(rounded, x), rounded.sub(ONE), rounded);
    }

    /// Returns the whole part.
    static Expr trunc(Format format, Expr x) {
        return format.copySign(floor(format, abs(x)), x);
    }
}
