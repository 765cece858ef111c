package dev.obor.app.conformance;

import static dev.obor.app.conformance.GoldenFile.operator;
import static dev.obor.app.conformance.GoldenFile.vector;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.error.DataException;
import dev.obor.error.FormatException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConformanceTest {
    private static final String X = vector(true, 1, 2);
    private static final String Y = vector(true, 3, 5);
    private static final String BOTH = "[" + Y + "]";

    @TempDir
    Path folder;

    private final List<String> lines = new ArrayList<>();

    private Summary run(Optional<String> op, boolean verbose, String... cases) {
        Path file = GoldenFile.write(folder, cases);
        return new Conformance(new ConformanceOptions(op, verbose)).run(List.of(file), lines::add);
    }

    private Summary run(String... cases) {
        return run(Optional.empty(), true, cases);
    }

    private static String product(String id, String out, String grads) {
        return operator(
                id,
                "mul",
                X,
                BOTH,
                "{}",
                "'out': " + out + ", 'cot': [" + vector(false, 1, 10) + "], 'grads': " + grads);
    }

    private static final String GRADS = "[" + vector(false, 3, 50) + ", " + vector(false, 1, 20) + "]";

    @Test
    void aRightCasePasses() {
        assertThat(run(product("mul/right", vector(false, 3, 10), GRADS))).isEqualTo(new Summary(1, 0, 0));
        assertThat(lines).containsExactly("mul  1 passed, 0 failed, 0 missing", "total: 1 passed, 0 failed, 0 missing");
    }

    @Test
    void aWrongValueFailsAndIsToldWithIdAndReason() {
        assertThat(run(product("mul/value", vector(false, 3, 10.00001), GRADS))).isEqualTo(new Summary(0, 1, 0));
        assertThat(lines.getFirst())
                .startsWith("failed mul/value (made.jsonl.gz, line 1): the result: ")
                .contains("actual 10.0, expected 10.00001");
    }

    @Test
    void aWrongGradientFailsAndIsToldWithTheInput() {
        String wrong = "[" + vector(false, 3, 50) + ", " + vector(false, 1, 21) + "]";
        assertThat(run(product("mul/grad", vector(false, 3, 10), wrong))).isEqualTo(new Summary(0, 1, 0));
        assertThat(lines.getFirst()).contains("the gradient of input 1").contains("actual 20.0, expected 21.0");
    }

    @Test
    void aGradientWherePyTorchGivesNoneFails() {
        String none = "[" + vector(false, 3, 50) + ", null]";
        assertThat(run(product("mul/none", vector(false, 3, 10), none))).isEqualTo(new Summary(0, 1, 0));
        assertThat(lines.getFirst()).contains("the gradient of input 1 is").contains("should be None");
    }

    @Test
    void aMissingGradientFails() {
        String line = operator(
                "eq",
                "mul",
                X,
                "[2]",
                "{}",
                "'out': " + vector(false, 2, 4) + ", 'cot': [], 'grads': [" + vector(false, 2, 2) + "]");
        assertThat(run(line)).isEqualTo(new Summary(0, 1, 0));
        assertThat(lines.getFirst()).contains("1 outputs have gradients and 0 should have");
    }

    @Test
    void aWrongShapeOrDtypeFails() {
        String shape = "{'t': 'float64', 's': [1, 2], 'd': [3.0, 10.0]}";
        String dtype = "{'t': 'float32', 's': [2], 'd': [3.0, 10.0]}";
        assertThat(run(product("mul/shape", shape, GRADS), product("mul/dtype", dtype, GRADS)))
                .isEqualTo(new Summary(0, 2, 0));
        assertThat(lines.get(0)).contains("the shape is [2] and should be [1, 2]");
        assertThat(lines.get(1)).contains("the dtype is float64 and should be float32");
    }

    @Test
    void anUnknownOperatorIsMissing() {
        String line = operator("x/1", "frobnicate_twice", X, "[]", "{}", "'out': " + X);
        assertThat(run(line)).isEqualTo(new Summary(0, 0, 1));
        assertThat(lines.getFirst()).isEqualTo("missing x/1 (made.jsonl.gz, line 1): there is no 'frobnicateTwice'");
    }

    @Test
    void argumentsThatNoOverloadTakesMakeACaseMissing() {
        String line = operator("mul/2", "mul", X, BOTH, "{'frobnicate': 1}", "'out': " + X);
        assertThat(run(line)).isEqualTo(new Summary(0, 0, 1));
        assertThat(lines.getFirst())
                .contains("no overload takes mul(float64[2], float64[2], frobnicate=1); there are mul(Number other)");
    }

    @Test
    void anExceptionWhereAValueIsExpectedFails() {
        String line = operator("add/3", "add", X, "[" + vector(false, 1, 2, 3) + "]", "{}", "'out': " + X);
        assertThat(run(line)).isEqualTo(new Summary(0, 1, 0));
        assertThat(lines.getFirst()).contains("the library threw dev.obor.error.ShapeException");
    }

    @Test
    void whatPyTorchRefusesMustBeRefused() {
        String error = "'out': {'error': 'RuntimeError', 'message': 'no'}";
        assertThat(run(
                        operator("add/4", "add", X, "[" + vector(false, 1, 2, 3) + "]", "{}", error),
                        operator("add/5", "add", X, BOTH, "{}", error)))
                .isEqualTo(new Summary(1, 1, 0));
        assertThat(lines.getFirst()).startsWith("failed add/5").contains("accepts what PyTorch refuses");
    }

    @Test
    void aGradientThatPyTorchRefusesMustBeRefused() {
        String rest = "'out': " + vector(false, 3, 10) + ", 'cot': [" + vector(false, 1, 10)
                + "], 'grad_error': {'error': 'RuntimeError', 'message': 'no'}";
        assertThat(run(operator("mul/6", "mul", X, BOTH, "{}", rest))).isEqualTo(new Summary(0, 1, 0));
        assertThat(lines.getFirst()).contains("accepts what PyTorch refuses");
    }

    @Test
    void aKindThatNothingRunsIsMissingInARowOfItsClass() {
        String line = "{\"id\": \"s/1\", \"kind\": \"dream\", \"scheduler\": \"StepLR\"}";
        assertThat(run(line)).isEqualTo(new Summary(0, 0, 1));
        assertThat(lines.get(1)).isEqualTo("dream StepLR  0 passed, 0 failed, 1 missing");
    }

    @Test
    void rowsAreOneAnOperatorAndReasonsAreToldOnlyWhenAskedFor() {
        String unknown = operator("x/1", "frobnicate", X, "[]", "{}", "'out': " + X);
        Summary summary = run(
                Optional.empty(),
                false,
                product("mul/1", vector(false, 3, 10), GRADS),
                unknown,
                product("mul/2", vector(false, 3, 11), GRADS));
        assertThat(summary).isEqualTo(new Summary(1, 1, 1));
        assertThat(summary.isFine()).isFalse();
        assertThat(lines)
                .containsExactly(
                        "mul         1 passed, 1 failed, 0 missing",
                        "frobnicate  0 passed, 0 failed, 1 missing",
                        "total: 1 passed, 1 failed, 1 missing");
    }

    @Test
    void oneOperatorCanBeAskedForAndMustExist() {
        String unknown = operator("x/1", "frobnicate", X, "[]", "{}", "'out': " + X);
        Summary summary = run(Optional.of("mul"), true, unknown, product("mul/1", vector(false, 3, 10), GRADS));
        assertThat(summary).isEqualTo(new Summary(1, 0, 0));
        assertThat(summary.isFine()).isTrue();
        assertThatThrownBy(() -> run(Optional.of("mull"), true, unknown))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("no case belongs to 'mull'");
    }

    @Test
    void aMissingFileAndAMalformedOneAreToldApart() throws Exception {
        Conformance conformance = new Conformance(ConformanceOptions.DEFAULT);
        assertThatThrownBy(() -> conformance.run(List.of(folder.resolve("no.jsonl.gz")), lines::add))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("no.jsonl.gz");
        Path plain = Files.writeString(folder.resolve("plain.jsonl.gz"), "{}");
        assertThatThrownBy(() -> conformance.run(List.of(plain), lines::add)).isInstanceOf(FormatException.class);
        for (String line : List.of(
                "{\"op\": \"add\"",
                "{\"op\": 3}",
                "{\"op\": \"add\", \"kwargs\": {}}",
                operator("add/1", "add", X, "3", "{}", "'out': 3"))) {
            assertThatThrownBy(() -> run(line))
                    .isInstanceOf(FormatException.class)
                    .hasMessageContaining("made.jsonl.gz, line 1");
        }
    }

    @ParameterizedTest
    @CsvSource({"rand(3),1", "randn(2).add(1),1", "'randperm(5)[:2]',1", "'nothing(3)',0"})
    void randomCallsAreComparedAfterTheirSeed(String call, int exists) {
        String line = ("{'id': 'r', 'kind': 'rng', 'seed': 3, 'calls': [{'call': '" + call
                        + "', 'out': {'t': 'float32', 's': [0], 'd': []}}], 'then_randint_2^31_4': [1, 2, 3, 4]}")
                .replace('\'', '"');
        assertThat(run(line)).isEqualTo(new Summary(0, exists, 1 - exists));
    }

    @Test
    void realCasesOfOperatorsThatExistPass() throws Exception {
        Path file = Path.of(ConformanceTest.class.getResource("cases.jsonl.gz").toURI());
        Summary summary =
                new Conformance(new ConformanceOptions(Optional.empty(), true)).run(List.of(file), lines::add);
        assertThat(lines).noneMatch(line -> line.startsWith("failed") || line.startsWith("missing"));
        assertThat(summary.passed()).isGreaterThan(60);
    }
}
