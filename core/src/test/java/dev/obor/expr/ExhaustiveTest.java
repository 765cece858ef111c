package dev.obor.expr;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every defined function of one number at every float32, against a double that is so much finer that it
/// stands for the exact value. Half a minute a function, hence run on demand only.
@Tag("exhaustive")
class ExhaustiveTest {
    private static final int CHUNKS = 1 << 12;

    /// The largest error and where it was seen.
    private record Worst(double error, float at) {
        Worst or(Worst other) {
            return other.error > error ? other : this;
        }
    }

    static List<Bounds> functions() {
        return Bounds.FUNCTIONS;
    }

    /// The bound is also tight: what is written in the definitions is what is measured.
    @ParameterizedTest
    @MethodSource("functions")
    void theBoundHoldsAtEveryFloat32(Bounds fn) {
        ProgramCompiler.Single function = ProgramCompiler.single(fn.formula());
        Worst worst = IntStream.range(0, CHUNKS)
                .parallel()
                .mapToObj(chunk -> worst(function, fn.reference(), chunk))
                .reduce(new Worst(0, 0), Worst::or);
        assertThat(worst.error)
                .as(fn + " is worst at " + Float.toHexString(worst.at))
                .isBetween(fn.float32() - 0.001, fn.float32());
    }

    private static Worst worst(ProgramCompiler.Single function, DoubleUnaryOperator reference, int chunk) {
        int size = (int) ((1L << 32) / CHUNKS);
        double worst = 0;
        float at = 0;
        for (int i = 0; i < size; i++) {
            float x = Float.intBitsToFloat(chunk * size + i);
            double error = Ulp.error(function.apply(x), reference.applyAsDouble(x));
            if (error > worst) {
                worst = error;
                at = x;
            }
        }
        return new Worst(worst, at);
    }
}
