package dev.obor.expr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.obor.dtype.DType;
import dev.obor.math.Errors;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The values that C99's annex F fixes, and the ends of the ranges.
class SpecialValuesTest {
    private static final double INF = Double.POSITIVE_INFINITY;
    private static final double NAN = Double.NaN;
    private static final ScalarMethod ERFC = ScalarMethod.of(Errors.class, "erfc", 1);

    @ParameterizedTest
    @EnumSource(names = {"FLOAT32", "FLOAT64"})
    void exp(DType compute) {
        check(compute, Fn.EXP, 0, 1, -0.0, 1, INF, INF, -INF, 0, NAN, NAN, Double.MAX_VALUE, INF, -1e38, 0);
        if (compute == DType.FLOAT32) {
            check(compute, Fn.EXP, 0x1.62e42ep6, 0x1.ffff08p127, 0x1.62e43p6, INF);
            check(compute, Fn.EXP, -0x1.9fe368p6, Float.MIN_VALUE, -0x1.9fe36ap6, 0);
        } else {
            check(compute, Fn.EXP, 0x1.62e42fefa39efp9, 0x1.fffffffffff2ap1023, 0x1.62e42fefa39f0p9, INF);
            check(compute, Fn.EXP, -0x1.74910d52d3051p9, Double.MIN_VALUE, -0x1.74910d52d3053p9, 0);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT32", "FLOAT64"})
    void log(DType compute) {
        check(compute, Fn.LOG, 0, -INF, -0.0, -INF, 1, 0, INF, INF, -INF, NAN, NAN, NAN, -1, NAN, -1e-40, NAN);
        if (compute == DType.FLOAT32) {
            check(compute, Fn.LOG, Float.MIN_VALUE, (float) Math.log(Float.MIN_VALUE));
            check(compute, Fn.LOG, 0x1.fffffcp-127, (float) Math.log(0x1.fffffcp-127));
        } else {
            check(compute, Fn.LOG, Double.MIN_VALUE, -0x1.74385446d71c3p9);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT32", "FLOAT64"})
    void expm1(DType compute) {
        check(compute, Fn.EXPM1, 0, 0, -0.0, -0.0, INF, INF, -INF, -1, NAN, NAN, Double.MAX_VALUE, INF, -1e38, -1);
        if (compute == DType.FLOAT32) {
            check(compute, Fn.EXPM1, 0x1.62e42ep6, 0x1.ffff08p127, 0x1.62e43p6, INF, 0x1p-149, 0x1p-149);
            check(compute, Fn.EXPM1, -0x1.8p-148, -0x1.8p-148, 0x1p-30, 0x1p-30, -17.4, -1, -16.5, -0x1.fffffep-1);
        } else {
            check(compute, Fn.EXPM1, 0x1.62e42fefa39efp9, 0x1.fffffffffff2ap1023, 0x1.62e42fefa39f0p9, INF);
            check(compute, Fn.EXPM1, -0x1.8p-1073, -0x1.8p-1073, 0x1p-60, 0x1p-60);
            check(compute, Fn.EXPM1, -38, -1, -37, -0x1.fffffffffffffp-1);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT32", "FLOAT64"})
    void log1p(DType compute) {
        check(compute, Fn.LOG1P, 0, 0, -0.0, -0.0, INF, INF, -1, -INF, -1.5, NAN, -INF, NAN, NAN, NAN);
        if (compute == DType.FLOAT32) {
            check(compute, Fn.LOG1P, Float.MAX_VALUE, 0x1.62e43p6, -0x1.fffffep-1, -0x1.0a2b24p4);
            check(compute, Fn.LOG1P, 0x1p-149, 0x1p-149, -0x1.8p-148, -0x1.8p-148, 0x1p-30, 0x1p-30);
        } else {
            check(compute, Fn.LOG1P, Double.MAX_VALUE, 0x1.62e42fefa39efp9);
            check(compute, Fn.LOG1P, -0x1.fffffffffffffp-1, -0x1.25e4f7b2737fap5);
            check(compute, Fn.LOG1P, 0x1p-1074, 0x1p-1074, -0x1.8p-1073, -0x1.8p-1073, 0x1p-60, 0x1p-60);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT32", "FLOAT64"})
    void tanh(DType compute) {
        check(compute, Fn.TANH, 0, 0, -0.0, -0.0, INF, 1, -INF, -1, NAN, NAN, Double.MAX_VALUE, 1, -20, -1);
        check(compute, Fn.TANH, Float.MIN_VALUE, Float.MIN_VALUE, -0x1.8p-148, -0x1.8p-148, 0x1p-40, 0x1p-40);
        if (compute == DType.FLOAT32) {
            check(compute, Fn.TANH, 9, 0x1.fffffep-1, 9.1, 1);
        } else {
            check(compute, Fn.TANH, 19, 0x1.fffffffffffffp-1, 19.1, 1, Double.MIN_VALUE, Double.MIN_VALUE);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT32", "FLOAT64"})
    void sinhAndCosh(DType compute) {
        check(compute, "sinh", 0, 0, -0.0, -0.0, INF, INF, -INF, -INF, NAN, NAN, Double.MAX_VALUE, INF, -1e38, -INF);
        check(compute, "cosh", 0, 1, -0.0, 1, INF, INF, -INF, INF, NAN, NAN, Double.MAX_VALUE, INF);
        check(compute, "sinh", 0x1p-149, 0x1p-149, -0x1.8p-148, -0x1.8p-148, 0x1p-126, 0x1p-126, 0x1p-30, 0x1p-30);
        check(compute, "cosh", 0x1p-149, 1, -0x1.8p-148, 1, 0x1p-30, 1);
        boolean single = compute == DType.FLOAT32;
        // The last argument with a finite value, that value, and the next argument.
        double last = single ? 0x1.65a9f8p6 : 0x1.633ce8fb9f87dp9;
        double most = single ? 0x1.ffffd8p127 : 0x1.ffffffffffd3bp1023;
        double next = single ? 0x1.65a9fap6 : 0x1.633ce8fb9f87ep9;
        check(compute, "sinh", last, most, next, INF, -last, -most, -next, -INF);
        check(compute, "cosh", last, most, next, INF, -last, most, -next, INF);
        if (!single) {
            check(compute, "sinh", 0x1p-1074, 0x1p-1074, -0x1.8p-1073, -0x1.8p-1073, 0x1p-1022, 0x1p-1022);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT32", "FLOAT64"})
    void tan(DType compute) {
        check(compute, "tan", 0, 0, -0.0, -0.0, INF, NAN, -INF, NAN, NAN, NAN);
        check(compute, "tan", 0x1p-149, 0x1p-149, -0x1.8p-148, -0x1.8p-148, 0x1p-30, 0x1p-30);
        if (compute == DType.FLOAT32) {
            // Next to the poles at π/2 and 3π/2, and beyond the formula's range.
            check(compute, "tan", 0x1.921fb6p0, -0x1.5d1494p24, 0x1.2d97c8p2, -0x1.3fe4dap26);
            check(compute, "tan", 1e30f, (float) StrictMath.tan(1e30f));
        } else {
            check(compute, "tan", 0x1.921fb54442d18p0, 0x1.d02967c31cdb5p53, 1e300, StrictMath.tan(1e300));
            check(compute, "tan", 0x1p-1074, 0x1p-1074, -0x1.8p-1073, -0x1.8p-1073);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT32", "FLOAT64"})
    void sinc(DType compute) {
        Expr sinc = SpecialFunctions.SINC.of(Expr.input(0));
        check(compute, "sinc", sinc, 0, 1, -0.0, 1, INF, NAN, -INF, NAN, NAN, NAN, 0x1p-149, 1, -0x1p-1074, 1);
        double odd = compute == DType.FLOAT32 ? 0x1.000002p23 : 0x1.0000000000001p52;
        check(compute, "sinc", sinc, 1, 0, -1, 0, 2, 0, -2, 0, odd, 0, -odd, 0, odd - 1, 0, 1e30, 0);
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT32", "FLOAT64"})
    void erf(DType compute) {
        check(compute, Fn.ERF, 0, 0, -0.0, -0.0, INF, 1, -INF, -1, NAN, NAN, Double.MAX_VALUE, 1, -7, -1);
        if (compute == DType.FLOAT32) {
            check(compute, Fn.ERF, 3.8, 0x1.fffffep-1, 3.95, 1, 0x1p-149, 0x1p-149);
        } else {
            check(compute, Fn.ERF, 5.864, 0x1.fffffffffffffp-1, 5.95, 1, 0x1p-1074, 0x1p-1074);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT32", "FLOAT64"})
    void erfc(DType compute) {
        check(compute, ERFC, 0, 1, -0.0, 1, INF, 0, -INF, 2, NAN, NAN, Double.MAX_VALUE, 0, -7, 2, -0x1p-60, 1);
        if (compute == DType.FLOAT32) {
            check(compute, ERFC, 10.05, Float.MIN_VALUE, 10.06, 0, -3.8, 0x1.fffffep0, -4, 2);
        } else {
            check(compute, ERFC, 27.22, Double.MIN_VALUE, 27.24, 0, -5.8, 0x1.fffffffffffffp0, -6, 2);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT32", "FLOAT64"})
    void atan(DType compute) {
        check(compute, "atan", 0, 0, -0.0, -0.0, INF, Math.PI / 2, -INF, -Math.PI / 2, NAN, NAN);
        check(compute, "atan", 1, Math.PI / 4, -1, -Math.PI / 4, Double.MAX_VALUE, Math.PI / 2);
        check(compute, "atan", 0x1p-149, 0x1p-149, -0x1.8p-148, -0x1.8p-148, 0x1p-30, 0x1p-30);
        if (compute == DType.FLOAT64) {
            check(compute, "atan", 0x1p-1074, 0x1p-1074, -0x1.8p-1073, -0x1.8p-1073);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT32", "FLOAT64"})
    void asinAndAcos(DType compute) {
        double above = compute == DType.FLOAT32 ? 0x1.000002p0 : 0x1.0000000000001p0;
        check(compute, "asin", 0, 0, -0.0, -0.0, 1, Math.PI / 2, -1, -Math.PI / 2, 0x1p-149, 0x1p-149);
        check(compute, "asin", above, NAN, -above, NAN, INF, NAN, -INF, NAN, NAN, NAN);
        check(compute, "acos", 0, Math.PI / 2, -0.0, Math.PI / 2, 1, 0, -1, Math.PI);
        check(compute, "acos", above, NAN, -above, NAN, INF, NAN, -INF, NAN, NAN, NAN);
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT32", "FLOAT64"})
    void roundings(DType compute) {
        double half = compute == DType.FLOAT32 ? 0x1p23 - 0.5 : 0x1p52 - 0.5;
        double[] sizes = {0, 0.25, 0.5, 0.75, 1, 1.5, 2.5, 1e9, half, half - 1, half + 0.5, Float.MIN_VALUE, INF, NAN};
        for (double x : sizes) {
            for (double y : new double[] {x, -x}) {
                check(compute, Fn.FLOOR, y, Math.floor(y));
                check(compute, Fn.CEIL, y, Math.ceil(y));
                check(compute, Fn.ROUND, y, Math.rint(y));
                check(compute, Fn.TRUNC, y, Math.copySign(Math.floor(Math.abs(y)), y));
            }
        }
    }

    @Test
    void roundingLeavesIntegersAlone() {
        for (Fn fn : new Fn[] {Fn.FLOOR, Fn.CEIL, Fn.ROUND, Fn.TRUNC}) {
            assertThat(Program.of(List.of(Expr.call(fn, Expr.input(0))), DType.INT64)
                            .steps())
                    .containsExactly(new Program.Load(0, Kind.NUMBER));
        }
    }

    private static void check(DType compute, ScalarMethod method, double... pairs) {
        check(compute, method.name(), method.of(Expr.input(0)), pairs);
    }

    private static void check(DType compute, Fn fn, double... pairs) {
        check(compute, fn.name(), Expr.call(fn, Expr.input(0)), pairs);
    }

    private static void check(DType compute, String method, double... pairs) {
        check(compute, ScalarMethod.of(StrictMath.class, method, 1), pairs);
    }

    /// Checks pairs of an argument and a value, bit by bit but for NaN.
    private static void check(DType compute, String name, Expr formula, double... pairs) {
        ProgramInterpreter function = ProgramInterpreter.of(formula, compute);
        for (int i = 0; i < pairs.length; i += 2) {
            String what = compute + " " + name + "(" + Double.toHexString(pairs[i]) + ")";
            String actual = compute == DType.FLOAT32
                    ? Float.toHexString(function.apply((float) pairs[i]))
                    : Double.toHexString(function.apply(pairs[i]));
            String expected = compute == DType.FLOAT32
                    ? Float.toHexString((float) pairs[i + 1])
                    : Double.toHexString(pairs[i + 1]);
            assertThat(actual).as(what).isEqualTo(expected);
        }
    }
}
