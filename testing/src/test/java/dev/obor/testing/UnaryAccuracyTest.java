package dev.obor.testing;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.obor.Obor;
import dev.obor.dtype.DType;
import dev.obor.expr.Program;
import dev.obor.tensor.Ops;
import dev.obor.tensor.Pointwise;
import dev.obor.tensor.Tensor;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/// Every operator of one float32 against itself in float64, which is so much finer that it stands for the
/// exact value.
class UnaryAccuracyTest {
    /// The largest error in units in the last place, where it is more than 1: two or three roundings follow
    /// one another.
    private static final Map<String, Double> BOUNDS = Map.ofEntries(
            entry("rsqrt", 1.5),
            entry("log2", 1.1),
            entry("entr", 1.7),
            entry("softsign", 1.5),
            entry("softplus", 1.7),
            entry("scaledSoftplus", 1.7),
            entry("logSigmoid", 1.7),
            entry("sigmoid", 1.5),
            entry("silu", 1.7),
            entry("elu", 1.5),
            entry("celu", 2.0),
            entry("selu", 2.0),
            entry("logit", 2.0),
            entry("gelu", 1.6),
            entry("geluTanh", 1.8),
            entry("hardswish", 2.0),
            entry("mish", 1.7));

    /// A product that is rounded to a tie leads to the other multiple, in PyTorch as well.
    private static final Set<String> STEPS = Set.of("roundFraction", "roundMultiple");

    /// What errors are measured by, where PyTorch's formula subtracts numbers of this size or multiplies
    /// numbers below the normal ones by one of this size.
    private static final Map<String, DoubleUnaryOperator> SIZES = Map.ofEntries(
            entry("gelu", x -> x),
            entry("geluTanh", x -> x),
            entry("tanhshrink", x -> x),
            entry("logit", x -> 1),
            entry("silu", x -> x * Float.MIN_NORMAL),
            entry("mish", x -> x * Float.MIN_NORMAL));

    /// The largest error and where it was seen.
    private record Worst(double error, float at) {
        Worst or(Worst other) {
            return other.error > error ? other : this;
        }
    }

    @TestFactory
    Stream<DynamicTest> boundsHoldOnAMillionNumbersOfAllSizes() {
        Random random = new Random(20261121);
        float[] numbers = new float[1 << 20];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = Float.intBitsToFloat((i << 12) | random.nextInt(1 << 12));
        }
        return operators().map(op -> dynamicTest(op.name(), () -> check(op, worst(op, numbers))));
    }

    @Tag("exhaustive")
    @TestFactory
    Stream<DynamicTest> boundsHoldOnEveryNumber() {
        return operators()
                .filter(op -> !isMethodOfDoubles(op))
                .map(op -> dynamicTest(op.name(), () -> {
                    Worst worst = new Worst(0, 0);
                    float[] numbers = new float[1 << 22];
                    for (int block = 0; block < 1 << 10; block++) {
                        for (int i = 0; i < numbers.length; i++) {
                            numbers[i] = Float.intBitsToFloat((block << 22) | i);
                        }
                        worst = worst.or(worst(op, numbers));
                    }
                    check(op, worst);
                }));
    }

    private static Stream<Pointwise> operators() {
        return Ops.all().stream()
                .filter(op -> !STEPS.contains(op.name()))
                .filter(op ->
                        op.arity() == 1 && op.takes(DType.FLOAT32) && op.resultType(DType.FLOAT32) == DType.FLOAT32)
                .map(op -> OperatorGolden.of(op).map(golden -> golden.with(op)))
                .flatMap(Optional::stream);
    }

    /// Tells whether an operator calls a method for doubles and rounds its value: float64 has the same value, and
    /// nothing can differ but the rounding.
    private static boolean isMethodOfDoubles(Pointwise op) {
        return Program.of(op.outputs(), DType.FLOAT32).steps().stream()
                .allMatch(step -> step instanceof Program.Load
                        || step instanceof Program.Parameter
                        || step instanceof Program.Invoke);
    }

    private static void check(Pointwise op, Worst worst) {
        double bound = BOUNDS.getOrDefault(op.name(), 1.0);
        assertThat(worst.error)
                .as(op + " is worst at " + worst.at + " = " + Float.toHexString(worst.at))
                .isLessThanOrEqualTo(bound);
    }

    private static Worst worst(Pointwise op, float... numbers) {
        Tensor x = Obor.fromArray(numbers, numbers.length);
        float[] actual = Tensor.of(op, x).toFloatArray();
        double[] exact = Tensor.of(op, x.to(DType.FLOAT64)).toDoubleArray();
        DoubleUnaryOperator size = SIZES.getOrDefault(op.name(), _ -> 0);
        Worst worst = new Worst(0, 0);
        for (int i = 0; i < numbers.length; i++) {
            double error = error(
                    actual[i], exact[i], unit(Math.max(Math.abs(exact[i]), Math.abs(size.applyAsDouble(numbers[i])))));
            if (error > worst.error) {
                worst = new Worst(error, numbers[i]);
            }
        }
        return worst;
    }

    private static double error(float actual, double exact, double unit) {
        float rounded = (float) exact;
        if (Float.floatToIntBits(actual) == Float.floatToIntBits(rounded)) {
            return rounded == 0 || !Float.isFinite(rounded) ? 0 : Math.abs(actual - exact) / unit;
        }
        if (Float.isNaN(actual) != Float.isNaN(rounded)) {
            return Double.POSITIVE_INFINITY;
        }
        // Beyond the largest number the next one would be 2¹²⁸.
        double near = Float.isInfinite(actual) ? Math.scalb((double) Math.signum(actual), 128) : actual;
        return Math.abs(near - Math.clamp(exact, -0x1p128, 0x1p128)) / unit;
    }

    private static double unit(double size) {
        return Math.scalb(1.0, Math.clamp(Math.getExponent(size), Float.MIN_EXPONENT, Float.MAX_EXPONENT) - 23);
    }
}
