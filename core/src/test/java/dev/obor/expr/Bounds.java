package dev.obor.expr;

import dev.obor.math.Powers;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/// What the definitions promise.
final class Bounds {
    /// The defined functions of one number.
    static final List<Fn> FUNCTIONS = List.of(
            Fn.FLOOR,
            Fn.CEIL,
            Fn.ROUND,
            Fn.TRUNC,
            Fn.EXP,
            Fn.EXPM1,
            Fn.LOG,
            Fn.LOG1P,
            Fn.EXP2,
            Fn.LOG2,
            Fn.LOG10,
            Fn.SIN,
            Fn.COS,
            Fn.TANH,
            Fn.ERF,
            Fn.SIGMOID);

    private Bounds() {}

    /// Returns the error bound in ulp for float32, measured over all its values.
    static double float32(Fn fn) {
        return switch (fn) {
            case FLOOR, CEIL, ROUND, TRUNC -> 0;
            case EXP -> 0.892;
            case EXPM1 -> 0.928;
            case LOG, LOG1P -> 0.942;
            case EXP2 -> 0.879;
            case LOG2 -> 1.072;
            case LOG10 -> 0.998;
            case SIN -> 0.868;
            case COS -> 0.861;
            case TANH -> 0.914;
            case ERF -> 0.827;
            case SIGMOID -> 1.48;
            default -> throw new IllegalArgumentException(fn + " is not a defined function");
        };
    }

    /// Returns the error bound in ulp for float64, a little above the largest that a search found.
    static double float64(Fn fn) {
        return switch (fn) {
            case FLOOR, CEIL, ROUND, TRUNC -> 0;
            case EXP -> 0.90;
            case EXPM1 -> 0.96;
            case LOG, LOG1P -> 0.82;
            case EXP2 -> 0.80;
            case LOG2 -> 0.89;
            case LOG10 -> 0.80;
            case SIN -> 0.78;
            case COS -> 0.82;
            case TANH -> 0.91;
            case ERF -> 0.96;
            case SIGMOID -> 2.5;
            default -> throw new IllegalArgumentException(fn + " is not a defined function");
        };
    }

    /// Returns the value in double of a function of one number. It calls `StrictMath` at once because
    /// [Reference] is too slow for every float32.
    static DoubleUnaryOperator reference(Fn fn) {
        return switch (fn) {
            case FLOOR -> Math::floor;
            case CEIL -> Math::ceil;
            case ROUND -> Math::rint;
            case TRUNC -> x -> Math.copySign(Math.floor(Math.abs(x)), x);
            case EXP -> StrictMath::exp;
            case EXPM1 -> StrictMath::expm1;
            case LOG -> StrictMath::log;
            case LOG1P -> StrictMath::log1p;
            case EXP2 -> Powers::exp2;
            case LOG2 -> Powers::log2;
            case LOG10 -> StrictMath::log10;
            case SIN -> StrictMath::sin;
            case COS -> StrictMath::cos;
            case TANH -> StrictMath::tanh;
            case ERF -> Reference::erf;
            case SIGMOID ->
                x -> {
                    double power = StrictMath.exp(-Math.abs(x));
                    return (x < 0 ? power : 1) / (1 + power);
                };
            default -> throw new IllegalArgumentException(fn + " is not a defined function");
        };
    }
}
