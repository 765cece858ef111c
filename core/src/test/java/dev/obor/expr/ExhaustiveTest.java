package dev.obor.expr;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every float32 function of one number at every float32, against the value of [Reference], whose double is so much finer
/// that it stands for the exact one. Minutes a function, hence run on demand only.
@Tag("exhaustive")
class ExhaustiveTest {
    private static final int CHUNKS = 1 << 12;

    /// What was seen in a part of the arguments.
    private record Seen(double worst, float at, long misrounded) {
        Seen and(Seen other) {
            Seen worse = other.worst > worst ? other : this;
            return new Seen(worse.worst, worse.at, misrounded + other.misrounded);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOOR", "CEIL", "ROUND", "TRUNC", "EXP", "EXPM1", "LOG", "LOG1P", "TANH"})
    void staysWithinTheBoundAtEveryFloat32(Fn fn, TestReporter reporter) {
        ProgramCompiler.Single function = ProgramCompiler.single(fn);
        DoubleUnaryOperator reference = Bounds.reference(fn);
        Seen seen = IntStream.range(0, CHUNKS)
                .parallel()
                .mapToObj(chunk -> look(function, reference, chunk))
                .reduce(new Seen(0, 0, 0), Seen::and);
        reporter.publishEntry(
                fn.name(),
                "at most " + seen.worst + " ulp, at " + Float.toHexString(seen.at) + "; " + seen.misrounded
                        + " not correctly rounded");
        assertThat(seen.worst).isLessThanOrEqualTo(Bounds.float32(fn));
    }

    private static Seen look(ProgramCompiler.Single function, DoubleUnaryOperator reference, int chunk) {
        int size = (int) ((1L << 32) / CHUNKS);
        double worst = 0;
        float at = 0;
        long misrounded = 0;
        for (int i = 0; i < size; i++) {
            float x = Float.intBitsToFloat(chunk * size + i);
            float actual = function.apply(x);
            double exact = reference.applyAsDouble(x);
            if (actual != (float) exact && !Float.isNaN(actual)) {
                misrounded++;
            }
            double error = Ulp.error(actual, exact);
            if (error > worst) {
                worst = error;
                at = x;
            }
        }
        return new Seen(worst, at, misrounded);
    }
}
