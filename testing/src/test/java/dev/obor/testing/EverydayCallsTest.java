package dev.obor.testing;

import static dev.obor.testing.OperatorChecks.in;
import static org.assertj.core.api.Assertions.assertThat;

import dev.obor.Obor;
import dev.obor.dtype.DType;
import dev.obor.layout.Shape;
import dev.obor.storage.Device;
import dev.obor.tensor.Tensor;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The calls of tools/golden/everyday.txt compile as people write them, and return what PyTorch's do.
class EverydayCallsTest {
    private static final List<GoldenCase> LINES = lines();

    private static List<GoldenCase> lines() {
        List<GoldenCase> lines = new ArrayList<>();
        OperatorGolden.forEach("everyday.jsonl.gz", line -> {
            if (line.text("kind").equals("call")) {
                lines.add(line);
            }
        });
        return lines;
    }

    @Test
    void callsCompileAndReturnWhatPyTorchDoes(@TempDir Path folder) {
        List<String> expressions = LINES.stream().map(line -> line.text("java")).toList();
        assertThat(EverydayCalls.compile(folder, expressions))
                .as("an overload is missing, or two fit equally well")
                .isEmpty();
        List<String> wrong = new ArrayList<>();
        try (EverydayCalls calls = EverydayCalls.open(folder)) {
            for (int n = 0; n < LINES.size(); n++) {
                try {
                    check(calls, n);
                } catch (AssertionError e) {
                    wrong.add(expressions.get(n) + ": " + e.getMessage());
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void aMissingOverloadIsReported(@TempDir Path folder) {
        assertThat(EverydayCalls.compile(folder, List.of("x.sum(0)", "x.std(true, true)")))
                .contains("x.std(true, true)")
                .doesNotContain("x.sum(0)");
    }

    private static void check(EverydayCalls calls, int n) {
        Obor.manualSeed(0);
        List<Object> actual = parts(calls.call(n)).toList();
        List<GoldenValue> expected = LINES.get(n).get("out").asList();
        assertThat(actual).as("the number of results").hasSameSizeAs(expected);
        for (int i = 0; i < actual.size(); i++) {
            Object part = actual.get(i);
            GoldenValue value = expected.get(i);
            in("result " + i, () -> same(part, value));
        }
    }

    /// The tensors, numbers and texts of a result, one after the other.
    private static Stream<Object> parts(Object result) {
        return switch (result) {
            case List<?> list -> list.stream().flatMap(EverydayCallsTest::parts);
            case Optional<?> optional -> optional.stream().flatMap(EverydayCallsTest::parts);
            case Shape shape -> Arrays.stream(shape.toArray()).mapToObj(size -> (long) size);
            case int[] numbers -> Arrays.stream(numbers).mapToObj(number -> (long) number);
            case DType dtype -> Stream.of(dtype.toString());
            case Device device -> Stream.of(device.toString().toLowerCase(Locale.ROOT));
            case Record tuple ->
                Arrays.stream(tuple.getClass().getRecordComponents())
                        .flatMap(component -> parts(value(tuple, component)));
            default -> Stream.of(result);
        };
    }

    private static Object value(Record tuple, RecordComponent component) {
        try {
            return component.getAccessor().invoke(tuple);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("a result cannot be taken apart", e);
        }
    }

    private static void same(Object actual, GoldenValue expected) {
        switch (expected) {
            case GoldenValue.Tensor tensor -> {
                Tensor found = (Tensor) actual;
                // Everyday calls are checked for what they mean; the golden values of operators hold the last digits.
                TensorAssertions.assertClose(found.detach(), tensor.tensor(), 2e-5, 2e-6, true);
            }
            case GoldenValue.Text text -> assertThat(actual).isEqualTo(text.value());
            case GoldenValue.Truth truth -> assertThat(actual).isEqualTo(truth.value());
            default -> assertThat(((Number) actual).doubleValue()).isEqualTo(expected.asDouble());
        }
    }
}
