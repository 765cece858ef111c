package dev.obor.expr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.obor.dtype.DType;
import dev.obor.math.Division;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The formulas of Note [exact remainder] give the bits of the scalar methods.
class RemaindersTest {
    private static final double[] SPECIAL = {
        0.0,
        1,
        1.5,
        3,
        0x1p22,
        0x1.000002p22,
        0x1p23,
        0x1p51,
        0x1.0000000000001p51,
        0x1p52,
        Float.MIN_VALUE,
        Float.MIN_NORMAL,
        Float.MAX_VALUE,
        Double.MIN_VALUE,
        Double.MIN_NORMAL,
        Double.MAX_VALUE,
        Double.POSITIVE_INFINITY,
        Double.NaN
    };

    @ParameterizedTest
    @ValueSource(strings = {"fmod", "remainder", "floor"})
    void haveTheMethodsBits(String name) {
        check(name, 20_000);
    }

    @Tag("exhaustive")
    @ParameterizedTest
    @ValueSource(strings = {"fmod", "remainder", "floor"})
    void haveTheMethodsBitsForMillions(String name) {
        check(name, 10_000_000);
    }

    private static void check(String name, int rounds) {
        ScalarMethod method = ScalarMethod.of(Division.class, name, 2);
        Expr formula = method.of(Expr.input(0), Expr.input(1));
        ProgramInterpreter single = new ProgramInterpreter(Program.of(List.of(formula), DType.FLOAT32));
        ProgramInterpreter wide = new ProgramInterpreter(Program.of(List.of(formula), DType.FLOAT64));
        for (double a : SPECIAL) {
            for (double b : SPECIAL) {
                for (int signs = 0; signs < 4; signs++) {
                    double x = signs % 2 == 0 ? a : -a;
                    double y = signs < 2 ? b : -b;
                    compare(method, wide, x, y);
                    compare(method, single, (float) x, (float) y);
                }
            }
        }
        SplittableRandom random = new SplittableRandom(42);
        for (int i = 0; i < rounds; i++) {
            double b = Double.longBitsToDouble(random.nextLong());
            compare(method, wide, dividend(random, i, b, Double.longBitsToDouble(random.nextLong())), b);
            float c = Float.intBitsToFloat(random.nextInt());
            compare(method, single, (float) dividend(random, i, c, Float.intBitsToFloat(random.nextInt())), c);
        }
    }

    /// A number of any bits; one of about the divisor's size; or one within some units of a multiple of it.
    private static double dividend(SplittableRandom random, int round, double divisor, double any) {
        double factor = random.nextLong() * Math.scalb(1.0, -10 - random.nextInt(56));
        return switch (round % 3) {
            case 0 -> any;
            case 1 -> divisor * factor;
            default -> {
                double multiple = divisor * Math.rint(factor);
                yield multiple + Math.ulp(round % 2 == 0 ? multiple : (float) multiple) * (random.nextInt(5) - 2);
            }
        };
    }

    private static void compare(ScalarMethod method, ProgramInterpreter formula, float a, float b) {
        assertThat(Float.floatToIntBits(formula.apply(a, b)))
                .as("%s(%s, %s)", method, a, b)
                .isEqualTo(Float.floatToIntBits((float) method.call(a, b)));
    }

    private static void compare(ScalarMethod method, ProgramInterpreter formula, double a, double b) {
        assertThat(Double.doubleToLongBits(formula.apply(a, b)))
                .as("%s(%s, %s)", method, a, b)
                .isEqualTo(Double.doubleToLongBits(method.call(a, b)));
    }
}
