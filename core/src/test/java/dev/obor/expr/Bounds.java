package dev.obor.expr;

import java.util.function.DoubleUnaryOperator;

/// What the definitions promise.
final class Bounds {
    private Bounds() {}

    /// Returns the error bound in ulp for float32, measured over all its values.
    static double float32(Fn fn) {
        return switch (fn) {
            case FLOOR, CEIL, ROUND, TRUNC -> 0;
            case EXP -> 0.9;
            case EXPM1 -> 0.94;
            case LOG, LOG1P -> 0.95;
            case TANH -> 0.95;
            default -> throw new IllegalArgumentException(fn + " is not a defined function");
        };
    }

    /// Returns the value in double, of a function of one number.
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
            case TANH -> StrictMath::tanh;
            default -> throw new IllegalArgumentException(fn + " is not a defined function");
        };
    }
}
