package dev.obor.expr;

import static dev.obor.expr.Constants.ONE;
import static dev.obor.expr.Expr.abs;
import static dev.obor.expr.Expr.bits;
import static dev.obor.expr.Expr.constant;
import static dev.obor.expr.Expr.gt;
import static dev.obor.expr.Expr.lt;
import static dev.obor.expr.Expr.where;

import dev.obor.dtype.DType;

/// The one definition of each defined function, in basic operations that are exact by the standard, so that
/// every loop on every machine gives the same bits.
final class Definitions {
    private Definitions() {}

    /// Returns the formula of a defined function for a compute type.
    static Expr define(Fn fn, DType compute, Expr x) {
        return switch (fn) {
            case ROUND -> compute.isFloating() ? round(compute, x) : x;
            case FLOOR -> compute.isFloating() ? floor(compute, x) : x;
            case CEIL -> compute.isFloating() ? floor(compute, x.neg()).neg() : x;
            case TRUNC -> compute.isFloating() ? copySign(compute, floor(compute, abs(x)), x) : x;
            case EXP -> Exponential.exp(Format.of(compute), x);
            case EXPM1 -> Exponential.expm1(Format.of(compute), x);
            case LOG -> Logarithm.log(Format.of(compute), x);
            case LOG1P -> Logarithm.log1p(Format.of(compute), x);
            case TANH -> Hyperbolic.tanh(Format.of(compute), x);
            default -> throw new IllegalStateException(fn + " is not a defined function");
        };
    }

    /// Adding and subtracting 2^(p−1) leaves no room for a fraction; numbers from there on have none, and
    /// neither do infinities and NaN.
    private static Expr round(DType compute, Expr x) {
        Expr magic = constant(compute == DType.FLOAT32 ? 0x1p23 : 0x1p52);
        Expr size = abs(x);
        return where(lt(size, magic), copySign(compute, size.add(magic).sub(magic), x), x);
    }

    private static Expr floor(DType compute, Expr x) {
        Expr rounded = round(compute, x);
        return where(gt(rounded, x), rounded.sub(ONE), rounded);
    }

    /// Returns `size`, which is not negative, with the sign of `x`.
    private static Expr copySign(DType compute, Expr size, Expr x) {
        Expr sign = bits(compute == DType.FLOAT32 ? 0x80000000 : Long.MIN_VALUE);
        return size.toBits().bitOr(x.toBits().bitAnd(sign)).fromBits();
    }
}
