package dev.obor.expr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.obor.dtype.DType;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HypotenuseTest {
    private static final double INF = Double.POSITIVE_INFINITY;
    /// The bounds of the scales among them.
    private static final double[] SPECIAL = {
        0,
        1,
        3,
        4,
        0x1p62,
        0x1.000002p62,
        0x1p-40,
        0x1.fffffep-41,
        0x1p-90,
        0x1p500,
        0x1.0000000000001p500,
        0x1p-400,
        0x1.fffffffffffffp-401,
        0x1.fffffep126,
        Float.MIN_VALUE,
        Float.MIN_NORMAL,
        Float.MAX_VALUE,
        0x1.fffffffffffffp1022,
        Double.MIN_VALUE,
        Double.MIN_NORMAL,
        Double.MAX_VALUE,
        INF,
        Double.NaN
    };
    private static final int ROUNDS = 100_000;

    private final Expr formula = ScalarMethod.of(StrictMath.class, "hypot", 2).of(Expr.input(0), Expr.input(1));
    private final ProgramInterpreter single = ProgramInterpreter.of(formula, DType.FLOAT32);
    private final ProgramInterpreter wide = ProgramInterpreter.of(formula, DType.FLOAT64);

    @Test
    void specialValuesAreThoseOfTheStandard() {
        for (double a : SPECIAL) {
            for (double b : SPECIAL) {
                for (int signs = 0; signs < 4; signs++) {
                    check(signs % 2 == 0 ? a : -a, signs < 2 ? b : -b);
                }
            }
        }
        assertThat(Double.doubleToLongBits(wide.apply(0, -0.0))).isZero();
        assertThat(wide.apply(Double.NaN, -INF)).isEqualTo(INF);
        assertThat(single.apply(-3f, 4f)).isEqualTo(5);
    }

    @Test
    void staysWithinItsBounds() {
        SplittableRandom random = new SplittableRandom(42);
        for (int i = 0; i < ROUNDS; i++) {
            double a = Double.longBitsToDouble(random.nextLong());
            checkWide(a, Double.longBitsToDouble(random.nextLong()));
            checkWide(a, a * random.nextDouble(-4, 4) * Math.scalb(1.0, random.nextInt(-30, 2)));
            checkSingle(Float.intBitsToFloat(random.nextInt()), Float.intBitsToFloat(random.nextInt()));
            check(random.nextDouble(-1, 1) * Math.scalb(1.0, random.nextInt(-14, 2)), random.nextDouble(-4, 4));
        }
    }

    @Test
    void noArgumentIsLeftToTheMethod() {
        assertThat(Program.of(List.of(formula), DType.FLOAT32).steps())
                .noneMatch(step -> step instanceof Program.Guard || step instanceof Program.Invoke);
    }

    private void check(double a, double b) {
        checkWide(a, b);
        checkSingle((float) a, (float) b);
    }

    private void checkSingle(float a, float b) {
        double exact = StrictMath.hypot(a, b);
        assertThat(Ulp.error(single.apply(a, b), exact))
                .as("float32 hypot(%s, %s)", a, b)
                .isLessThanOrEqualTo(exact < Float.MIN_NORMAL ? 0.75 : 0.5001);
    }

    private void checkWide(double a, double b) {
        double actual = wide.apply(a, b);
        double rough = StrictMath.hypot(a, b);
        String what = "float64 hypot(" + a + ", " + b + ")";
        if (!(rough < Double.MAX_VALUE / 2) || rough == 0) {
            // Infinite, NaN, or next to the end of the range.
            assertThat(Double.compare(actual, rough) == 0 || Math.abs(actual - rough) <= Math.ulp(rough))
                    .as("%s: %s, not %s", what, actual, rough)
                    .isTrue();
            return;
        }
        MathContext digits = new MathContext(40);
        BigDecimal exact =
                new BigDecimal(a).pow(2).add(new BigDecimal(b).pow(2)).sqrt(digits);
        BigDecimal error = new BigDecimal(actual).subtract(exact).abs();
        assertThat(error.divide(new BigDecimal(Math.ulp(rough)), digits).doubleValue())
                .as(what)
                .isLessThanOrEqualTo(rough < Double.MIN_NORMAL ? 0.75 : 0.5001);
    }
}
