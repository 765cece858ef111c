package dev.obor.expr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The derivative rules of the smooth defined functions, against central differences of [Reference].
class DerivativeOfDefinedTest {
    private static final double STEP = 1e-5;

    @ParameterizedTest
    @EnumSource(
            names = {"EXP", "EXPM1", "LOG", "LOG1P", "EXP2", "LOG2", "LOG10", "SIN", "COS", "TANH", "ERF", "SIGMOID"})
    void agreesWithDifferences(Fn fn) {
        Function function = Function.of(fn.name(), 1, Expr.call(fn, Expr.input(0)));
        for (double x : new double[] {0.1, 0.7, 1.3, 2.5}) {
            double slope = (value(function, x + STEP) - value(function, x - STEP)) / (2 * STEP);
            double derived = Reference.evaluate(function.gradient(0), new double[] {x, value(function, x), 1});
            assertThat(derived).as(fn + "′(" + x + ")").isCloseTo(slope, within(1e-8 * (1 + Math.abs(slope))));
        }
    }

    private static double value(Function function, double x) {
        return Reference.evaluate(function.body(), new double[] {x});
    }
}
