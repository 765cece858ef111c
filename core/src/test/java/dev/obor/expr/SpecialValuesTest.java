package dev.obor.expr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.obor.dtype.DType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The values that C99's annex F fixes, and the ends of the ranges.
class SpecialValuesTest {
    private static final double INF = Double.POSITIVE_INFINITY;
    private static final double NAN = Double.NaN;

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

    /// Checks pairs of an argument and a value, bit by bit but for NaN.
    private static void check(DType compute, Fn fn, double... pairs) {
        ProgramInterpreter function = ProgramInterpreter.of(fn, compute);
        for (int i = 0; i < pairs.length; i += 2) {
            String what = compute + " " + fn + "(" + Double.toHexString(pairs[i]) + ")";
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
