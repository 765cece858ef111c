package dev.obor.expr;

import dev.obor.math.Errors;
import dev.obor.math.Powers;
import dev.obor.math.Trigonometry;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;

/// What the definitions promise of a function of one number.
///
/// @param name the name, as in the file of exact points
/// @param formula the function of input 0
/// @param float32 the largest error in ulp for float32, measured over all its values
/// @param float64 the same for float64, a little above the largest that a search found
/// @param reference the value in double; it calls `StrictMath` at once because [Reference] is too slow for every
///     float32
/// @param referenceError its largest error in ulp at the exact points
record Bounds(
        String name,
        Expr formula,
        double float32,
        double float64,
        DoubleUnaryOperator reference,
        double referenceError) {
    /// The defined functions of one number.
    static final List<Bounds> FUNCTIONS = List.of(
            of(Fn.FLOOR, 0, 0, Math::floor),
            of(Fn.CEIL, 0, 0, Math::ceil),
            of(Fn.ROUND, 0, 0, Math::rint),
            of(Fn.TRUNC, 0, 0, x -> Math.copySign(Math.floor(Math.abs(x)), x)),
            of(Fn.EXP, 0.892, 0.90, StrictMath::exp),
            of(Fn.EXPM1, 0.928, 0.96, StrictMath::expm1),
            of(Fn.LOG, 0.942, 0.82, StrictMath::log),
            of(Fn.LOG1P, 0.942, 0.82, StrictMath::log1p),
            of(Fn.EXP2, 0.879, 0.80, Powers::exp2),
            of(Fn.LOG2, 1.072, 0.89, Powers::log2),
            of(Fn.LOG10, 0.998, 0.80, StrictMath::log10),
            of(Fn.SIN, 0.868, 0.78, StrictMath::sin),
            of(Fn.COS, 0.861, 0.82, StrictMath::cos),
            of(Fn.TANH, 0.914, 0.91, StrictMath::tanh),
            of(Fn.ERF, 0.827, 0.96, Reference::erf),
            of(Fn.SIGMOID, 1.48, 2.5, Bounds::sigmoid),
            of("sinh", 0.745, 0.77, StrictMath::sinh),
            of("cosh", 0.682, 0.66, StrictMath::cosh),
            of("tan", 0.737, 0.73, StrictMath::tan),
            new Bounds("SINC", SpecialFunctions.SINC.of(Expr.input(0)), 0.767, 0.74, Trigonometry::sinc, 3),
            of("asin", 0.621, 0.62, StrictMath::asin),
            of("acos", 0.597, 0.61, StrictMath::acos),
            of("atan", 0.656, 0.66, StrictMath::atan),
            new Bounds("ERFC", SpecialFunctions.ERFC.of(Expr.input(0)), 1.141, 1.45, Errors::erfc, 4));

    private static Bounds of(Fn fn, double float32, double float64, DoubleUnaryOperator reference) {
        return new Bounds(fn.name(), Expr.call(fn, Expr.input(0)), float32, float64, reference, 3);
    }

    private static Bounds of(String method, double float32, double float64, DoubleUnaryOperator reference) {
        Expr formula = ScalarMethod.of(StrictMath.class, method, 1).of(Expr.input(0));
        return new Bounds(method.toUpperCase(Locale.ROOT), formula, float32, float64, reference, 3);
    }

    private static double sigmoid(double x) {
        double power = StrictMath.exp(-Math.abs(x));
        return (x < 0 ? power : 1) / (1 + power);
    }

    @Override
    public String toString() {
        return name;
    }
}
