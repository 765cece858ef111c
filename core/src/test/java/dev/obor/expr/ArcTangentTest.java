package dev.obor.expr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.obor.dtype.DType;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// The angle of a point; that of a number is among the functions of [Bounds].
class ArcTangentTest {
    private static final double[] SPECIAL = {
        0,
        1,
        0x1.000002p0,
        2,
        10,
        0x1.a8279ap-2,
        0x1.a82798p-2,
        0x1p-24,
        0x1p-102,
        0x1.fffffep-103,
        0x1p125,
        0x1.000002p125,
        0x1p-968,
        0x1.fffffffffffffp-969,
        0x1p1021,
        0x1.0000000000001p1021,
        Float.MIN_VALUE,
        Float.MIN_NORMAL,
        Float.MAX_VALUE,
        Double.MIN_VALUE,
        Double.MIN_NORMAL,
        Double.MAX_VALUE,
        Double.POSITIVE_INFINITY,
        Double.NaN
    };
    private static final int ROUNDS = 100_000;

    private final Expr formula = ScalarMethod.of(StrictMath.class, "atan2", 2).of(Expr.input(0), Expr.input(1));
    private final ProgramInterpreter single = ProgramInterpreter.of(formula, DType.FLOAT32);
    private final ProgramInterpreter wide = ProgramInterpreter.of(formula, DType.FLOAT64);

    @Test
    void specialValuesAreThoseOfTheStandard() {
        for (double a : SPECIAL) {
            for (double b : SPECIAL) {
                for (int signs = 0; signs < 4; signs++) {
                    double y = signs % 2 == 0 ? a : -a;
                    double x = signs < 2 ? b : -b;
                    checkWide(y, x);
                    checkSingle((float) y, (float) x, 1);
                }
            }
        }
    }

    @Test
    void staysWithinItsBounds() {
        SplittableRandom random = new SplittableRandom(42);
        for (int i = 0; i < ROUNDS; i++) {
            checkSingle(Float.intBitsToFloat(random.nextInt()), Float.intBitsToFloat(random.nextInt()), 0.75);
            checkWide(Double.longBitsToDouble(random.nextLong()), Double.longBitsToDouble(random.nextLong()));
            double y = random.nextDouble(-1, 1) * Math.scalb(1.0, random.nextInt(-10, 10));
            double x = random.nextDouble(-4, 4);
            checkSingle((float) y, (float) x, 0.75);
            checkWide(y, x);
        }
    }

    @Test
    void theMethodTakesRareArgumentsOnly() {
        Program program = Program.of(List.of(formula), DType.FLOAT32);
        assertThat(program.steps().getLast()).isInstanceOf(Program.Guard.class);
        assertThat(program.steps()).noneMatch(Program.Invoke.class::isInstance);
    }

    private void checkSingle(float y, float x, double bound) {
        assertThat(Ulp.error(single.apply(y, x), StrictMath.atan2(y, x)))
                .as("float32 atan2(%s, %s)", y, x)
                .isLessThanOrEqualTo(bound);
    }

    /// The method for comparison is wrong by up to 1 ulp itself.
    private void checkWide(double y, double x) {
        double exact = StrictMath.atan2(y, x);
        double actual = wide.apply(y, x);
        assertThat(Math.abs(Double.doubleToLongBits(actual) - Double.doubleToLongBits(exact)))
                .as("float64 atan2(%s, %s): %s, not %s", y, x, actual, exact)
                .isLessThanOrEqualTo(1);
    }
}
