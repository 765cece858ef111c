package dev.obor.expr;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.obor.dtype.DType;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// How far the defined functions are from the exact values.
class DefinitionsTest {
    private static final int SAMPLES = 100_000;

    static List<Bounds> functions() {
        return Bounds.FUNCTIONS;
    }

    @ParameterizedTest
    @MethodSource("functions")
    void float32StaysWithinItsBound(Bounds fn) {
        ProgramCompiler.Single function = ProgramCompiler.single(fn.formula());
        Random random = new Random(11);
        for (int i = 0; i < SAMPLES; i++) {
            checkSingle(fn, function, Float.intBitsToFloat(random.nextInt()));
            checkSingle(fn, function, 4 * (random.nextFloat() - 0.5f));
            checkSingle(fn, function, 200 * (random.nextFloat() - 0.5f));
        }
    }

    private static void checkSingle(Bounds fn, ProgramCompiler.Single function, float x) {
        double error = Ulp.error(function.apply(x), fn.reference().applyAsDouble(x));
        if (error > fn.float32()) {
            assertThat(error)
                    .as("error of float32 " + fn + "(" + Float.toHexString(x) + ")")
                    .isZero();
        }
    }

    @Test
    void float64AndTheReferenceStayWithinTheirBoundsAtPointsKnownExactly() throws IOException {
        Map<String, Bounds> functions = Bounds.FUNCTIONS.stream().collect(toMap(Bounds::name, fn -> fn));
        Map<String, ProgramCompiler.Wide> compiled = new HashMap<>();
        try (BufferedReader lines = points()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] words = line.split(" ", -1);
                Bounds fn = Objects.requireNonNull(functions.get(words[0]), line);
                double rounded = Double.parseDouble(words[2]);
                double x = Double.parseDouble(words[1]);
                double rest = Double.parseDouble(words[3]);
                double actual = compiled.computeIfAbsent(fn.name(), _ -> ProgramCompiler.wide(fn.formula()))
                        .apply(x);
                double reference = fn.reference().applyAsDouble(x);
                double unit = Math.ulp(rounded);
                assertThat(Math.abs((actual - rounded) / unit - rest)).as(line).isLessThanOrEqualTo(fn.float64());
                assertThat(Math.abs((reference - rounded) / unit - rest))
                        .as("reference: " + line)
                        .isLessThanOrEqualTo(fn.referenceError());
            }
        }
        assertThat(compiled.keySet())
                .containsAll(Bounds.FUNCTIONS.stream()
                        .filter(fn -> fn.float64() > 0)
                        .map(Bounds::name)
                        .toList());
    }

    private static BufferedReader points() {
        return new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(DefinitionsTest.class.getResourceAsStream("float64-points.txt")),
                StandardCharsets.US_ASCII));
    }

    /// A gross error anywhere would show here: the reference is itself accurate to a few ulp.
    @ParameterizedTest
    @MethodSource("functions")
    void float64IsCloseToTheReferenceEverywhere(Bounds fn) {
        ProgramCompiler.Wide function = ProgramCompiler.wide(fn.formula());
        Random random = new Random(12);
        for (int i = 0; i < SAMPLES; i++) {
            checkWide(fn, function, Double.longBitsToDouble(random.nextLong()));
            checkWide(fn, function, 4 * (random.nextDouble() - 0.5));
            checkWide(fn, function, 1600 * (random.nextDouble() - 0.5));
        }
    }

    private static void checkWide(Bounds fn, ProgramCompiler.Wide function, double x) {
        double exact = Reference.evaluate(fn.formula(), new double[] {x});
        double actual = function.apply(x);
        if (Double.compare(actual, exact) != 0 && !(Math.abs(actual - exact) <= 4 * Math.ulp(exact))) {
            assertThat(actual)
                    .as("float64 " + fn + "(" + Double.toHexString(x) + ")")
                    .isEqualTo(exact);
        }
    }

    /// The compiler is trusted by the other tests; the interpreter is plain enough to be read.
    @ParameterizedTest
    @MethodSource("functions")
    void theCompiledFunctionsGiveTheInterpretersBits(Bounds fn) {
        ProgramInterpreter plainSingle = ProgramInterpreter.of(fn.formula(), DType.FLOAT32);
        ProgramInterpreter plainWide = ProgramInterpreter.of(fn.formula(), DType.FLOAT64);
        ProgramCompiler.Single single = ProgramCompiler.single(fn.formula());
        ProgramCompiler.Wide wide = ProgramCompiler.wide(fn.formula());
        Random random = new Random(13);
        for (int i = 0; i < 5_000; i++) {
            float x = i % 2 == 0 ? Float.intBitsToFloat(random.nextInt()) : 8 * (random.nextFloat() - 0.5f);
            assertThat(Float.floatToIntBits(single.apply(x))).isEqualTo(Float.floatToIntBits(plainSingle.apply(x)));
            double y = i % 2 == 0 ? Double.longBitsToDouble(random.nextLong()) : 8 * (random.nextDouble() - 0.5);
            assertThat(Double.doubleToLongBits(wide.apply(y))).isEqualTo(Double.doubleToLongBits(plainWide.apply(y)));
        }
    }
}
