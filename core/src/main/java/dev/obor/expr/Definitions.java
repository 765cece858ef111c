package dev.obor.expr;

import dev.obor.dtype.DType;
import dev.obor.math.Division;
import dev.obor.math.Errors;
import dev.obor.math.Powers;
import dev.obor.math.Trigonometry;

/// The one definition of each defined function, in basic operations that are exact by the standard, so that
/// every loop on every machine gives the same bits. The definitions have no branches: where a function has
/// several formulas, all are computed and one is selected; where a formula fails for rare arguments, a scalar
/// method takes these ([Expr.Guard]).
///
/// An error is given in units in the last place of the exact value. NaN, infinities, −0, overflow and
/// subnormal numbers are treated as in annex F of the C standard.
final class Definitions {
    private Definitions() {}

    /// Returns the formula of a defined function for a compute type.
    static Expr define(Fn fn, DType compute, Expr x) {
        if (!compute.isFloating()) {
            return whole(fn, compute, x);
        }
        Format format = Format.of(compute);
        return switch (fn) {
            case ROUND -> Rounding.round(format, x);
            case FLOOR -> Rounding.floor(format, x);
            case CEIL -> Rounding.floor(format, x.neg()).neg();
            case TRUNC -> Rounding.trunc(format, x);
            case EXP -> Exponential.exp(format, x);
            case EXPM1 -> Exponential.expm1(format, x);
            case LOG -> Logarithm.log(format, x);
            case LOG1P -> Logarithm.log1p(format, x);
            case EXP2 -> Exponential.exp2(format, x);
            case LOG2 -> Logarithm.log2(format, x);
            case LOG10 -> Logarithm.log10(format, x);
            case SIN -> Circular.sin(format, x);
            case COS -> Circular.cos(format, x);
            case TANH -> Hyperbolic.tanh(format, x);
            case ERF -> ErrorFunction.erf(format, x);
            case SIGMOID -> Exponential.sigmoid(format, x);
            default -> throw new IllegalStateException(fn + " is not a defined function");
        };
    }

    /// Returns a formula for a method's value, in which the method itself may take the rare arguments; or the
    /// call as it is, where there is none.
    static Expr define(Expr.Invoke invoke, DType compute) {
        if (!compute.isFloating()) {
            return invoke;
        }
        Format format = Format.of(compute);
        Class<?> owner = invoke.method().owner();
        if (owner == StrictMath.class || owner == Errors.class || owner == Trigonometry.class) {
            return transcendental(format, invoke);
        }
        return owner == Division.class || owner == Powers.class ? arithmetic(format, invoke) : invoke;
    }

    private static Expr transcendental(Format format, Expr.Invoke invoke) {
        Expr x = invoke.args().getFirst();
        return switch (invoke.method().name()) {
            case "sinh" -> Hyperbolic.sinh(format, x);
            case "cosh" -> Hyperbolic.cosh(format, x);
            case "tan" -> Circular.tan(format, x);
            case "sinc" -> CardinalSine.sinc(format, x);
            case "asin" -> ArcSine.asin(format, x);
            case "acos" -> ArcSine.acos(format, x);
            case "atan" -> ArcTangent.atan(format, x);
            case "atan2" -> ArcTangent.atan2(format, invoke);
            case "hypot" -> Hypotenuse.hypot(format, x, invoke.args().get(1));
            case "erfc" -> ComplementaryError.erfc(format, x);
            default -> invoke;
        };
    }

    private static Expr arithmetic(Format format, Expr.Invoke invoke) {
        return switch (invoke.method().name()) {
            case "pow" -> Power.pow(format, invoke);
            case "fmod" -> Remainders.fmod(format, invoke);
            case "remainder" -> Remainders.remainder(format, invoke);
            case "floor" -> Remainders.floor(format, invoke);
            default -> invoke;
        };
    }

    private static Expr whole(Fn fn, DType compute, Expr x) {
        return switch (fn) {
            case ROUND, FLOOR, CEIL, TRUNC -> x;
            default -> throw new IllegalStateException(fn + " is not defined for " + compute);
        };
    }
}
