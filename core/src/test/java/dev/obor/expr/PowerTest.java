package dev.obor.expr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.obor.dtype.DType;
import dev.obor.math.Powers;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PowerTest {
    private static final double[] SPECIAL = {
        0,
        1,
        2,
        3,
        10,
        0.5,
        2.5,
        3.5,
        127,
        128,
        149,
        1022,
        1075,
        0x1p24,
        0x1.000002p24,
        0x1p53,
        Float.MIN_VALUE,
        Float.MIN_NORMAL,
        Float.MAX_VALUE,
        Double.MIN_VALUE,
        Double.MIN_NORMAL,
        Double.MAX_VALUE,
        Double.POSITIVE_INFINITY,
        Double.NaN
    };
    private static final int ROUNDS = 30_000;

    private final ProgramInterpreter single = interpreter(DType.FLOAT32);
    private final ProgramInterpreter wide = interpreter(DType.FLOAT64);

    private static ProgramInterpreter interpreter(DType compute) {
        Expr pow = ScalarMethod.of(Powers.class, "pow", 2).of(Expr.input(0), Expr.input(1));
        return ProgramInterpreter.of(pow, compute);
    }

    @Test
    void specialValuesAreThoseOfTheStandard() {
        for (double a : SPECIAL) {
            for (double b : SPECIAL) {
                for (int signs = 0; signs < 4; signs++) {
                    checkSpecial(signs % 2 == 0 ? a : -a, signs < 2 ? b : -b);
                }
            }
        }
    }

    private void checkSpecial(double x, double y) {
        double expected = Powers.pow(x, y);
        assertThat(units(wide.apply(x, y), expected)).as("%s ^ %s", x, y).isLessThanOrEqualTo(1);
        double ofSingle = Powers.pow((float) x, (float) y);
        assertThat(Ulp.error(single.apply((float) x, (float) y), ofSingle))
                .as("%s ^ %s in float32", (float) x, (float) y)
                .isLessThan(1);
    }

    @Test
    void float32StaysWithinItsBound() {
        SplittableRandom random = new SplittableRandom(42);
        for (int i = 0; i < ROUNDS; i++) {
            float x = (float) base(random, i, Float.intBitsToFloat(random.nextInt()));
            float y = (float) exponent(random, i, x, Float.intBitsToFloat(random.nextInt()), 130);
            assertThat(Ulp.error(single.apply(x, y), Powers.pow(x, y)))
                    .as("%s ^ %s", x, y)
                    .isLessThan(0.6);
        }
    }

    /// The method for comparison is wrong by up to 0.7 ulp itself, and by many beyond 2³¹.
    @Test
    void float64IsCloseToTheMethod() {
        SplittableRandom random = new SplittableRandom(42);
        for (int i = 0; i < ROUNDS; i++) {
            double x = base(random, i, Double.longBitsToDouble(random.nextLong()));
            double y = exponent(random, i, x, Double.longBitsToDouble(random.nextLong()), 1030);
            if (Math.abs(y) < 0x1p31) {
                assertThat(units(wide.apply(x, y), Powers.pow(x, y)))
                        .as("%s ^ %s", x, y)
                        .isLessThanOrEqualTo(1);
            }
        }
    }

    /// Beyond 2³¹, from 40 digits of the exponential of the logarithm.
    @Test
    void float64StaysAccurateForHugeExponents() {
        assertThat(wide.apply(0.9999998183621062, -2.5989382084909062E9)).isEqualTo(1.0364083341726653e205);
        assertThat(wide.apply(1.0000001816649273, 3.3021204172769575E9)).isEqualTo(3.3443988144097613e260);
    }

    /// The number of float64 numbers from one to the other.
    private static long units(double actual, double expected) {
        return Math.abs(Double.doubleToLongBits(actual) - Double.doubleToLongBits(expected));
    }

    private static double base(SplittableRandom random, int round, double any) {
        return switch (round % 4) {
            case 0, 1 -> any;
            case 2 -> random.nextDouble(0.5, 2);
            default -> random.nextDouble(-10, 10);
        };
    }

    /// Any; one whose power spans the range of results, or passes it; or a whole one.
    private static double exponent(SplittableRandom random, int round, double x, double any, double range) {
        return switch (round % 4) {
            case 0 -> any;
            case 1, 2 -> random.nextDouble(-range, range) / Powers.log2(Math.abs(x));
            default -> random.nextInt(-20, 21);
        };
    }
}
