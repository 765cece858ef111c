package dev.obor.testing;

import static dev.obor.testing.OperatorChecks.in;
import static dev.obor.testing.TensorAssertions.assertSameBits;
import static dev.obor.testing.TensorAssertions.assertWithinUlps;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.obor.Obor;
import dev.obor.dtype.DType;
import dev.obor.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Calls that are not pointwise, against PyTorch's values and gradients, numerical gradients, and themselves
/// in other layouts.
class TensorCaseTest {
    private static final List<GoldenCase> LINES = lines();

    private static List<GoldenCase> lines() {
        List<GoldenCase> lines = new ArrayList<>();
        for (String family : TensorCases.FAMILIES.keySet().stream().sorted().toList()) {
            OperatorGolden.forEach("tensors-" + family + ".jsonl.gz", line -> {
                if (line.text("kind").equals("call")) {
                    lines.add(line);
                }
            });
        }
        return lines;
    }

    @Test
    void everyCallHasGoldenValuesAndTheOtherWayRound() {
        assertThat(LINES.stream().map(line -> line.text("name")).collect(Collectors.toSet()))
                .as("a call is a line in tools/golden/tensors, an entry in its class of cases and golden values made"
                        + " by tools/golden/tensors.py")
                .isEqualTo(TensorCases.CALLS.keySet());
    }

    @TestFactory
    Stream<DynamicTest> valuesArePyTorchs() {
        return each("value", line -> true, line -> {
            Tensor actual = call(line).apply(inputs(line));
            near(line, actual, line.get("out").asTensor());
        });
    }

    @TestFactory
    Stream<DynamicTest> gradientsArePyTorchs() {
        return each("gradient", line -> line.has("grads"), line -> {
            List<Tensor> inputs = inputs(line);
            Tensor out = call(line).apply(inputs);
            List<Tensor> wanted = inputs.stream().filter(Tensor::requiresGrad).toList();
            List<Optional<Tensor>> grads =
                    Tensor.gradients(List.of(out), List.of(line.get("cot").asTensor()), wanted, false, false);
            List<GoldenValue> expected = line.get("grads").asList();
            for (int i = 0; i < wanted.size(); i++) {
                Tensor right = expected.get(i).asTensor();
                // No gradient stands for zeros, as for the empty tensors that cat passes over.
                Tensor actual = grads.get(i).orElseGet(() -> Obor.zerosLike(right));
                in("gradient " + i, () -> near(line, actual.add(0.0), right.add(0.0)));
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> gradientsAreTheNumericalOnes() {
        return each("gradient", TensorCaseTest::isChecked, line -> {
            Tensor[] inputs = inputs(line).toArray(Tensor[]::new);
            GradCheck check = new GradCheck(line.text("name"));
            GradCheck.Body body = in -> List.of(call(line).apply(in));
            for (Layouts layout : layouts(line)) {
                in(
                        layout.toString(),
                        () -> check.check(body, OperatorChecks.tracked(OperatorChecks.laid(layout, inputs))));
            }
            check.checkSecondOrder(body, inputs);
        });
    }

    @TestFactory
    Stream<DynamicTest> bitsDoNotDependOnLayout() {
        return each("bits", line -> true, line -> {
            Tensor[] inputs = inputs(line).toArray(Tensor[]::new);
            List<Layouts> layouts = new ArrayList<>(layouts(line));
            layouts.add(Layouts.EXPANDED);
            for (Layouts layout : line.get("dense").asBoolean() ? layouts(line) : layouts) {
                Tensor[] laid = OperatorChecks.laid(layout, inputs);
                Tensor expected = call(line).apply(List.of(OperatorChecks.laid(Layouts.DENSE, laid)));
                in(layout.toString(), () -> assertSameBits(call(line).apply(List.of(laid)), expected));
            }
        });
    }

    private static List<Layouts> layouts(GoldenCase line) {
        return line.get("dense").asBoolean()
                ? List.of(Layouts.DENSE)
                : List.of(Layouts.DENSE, Layouts.TRANSPOSED, Layouts.SLICED);
    }

    private static boolean isChecked(GoldenCase line) {
        return line.has("grads")
                && line.get("check").asBoolean()
                && inputs(line).stream().anyMatch(x -> x.dtype() == DType.FLOAT64);
    }

    private static List<Tensor> inputs(GoldenCase line) {
        return line.get("inputs").asList().stream().map(GoldenValue::asTensor).toList();
    }

    private static Function<List<Tensor>, Tensor> call(GoldenCase line) {
        return TensorCases.CALLS.get(line.text("name"));
    }

    private static void near(GoldenCase line, Tensor actual, Tensor expected) {
        assertWithinUlps(
                actual, expected, line.get("ulp").asDouble(), line.get("floor").asDouble());
    }

    private interface Check {
        void run(GoldenCase line);
    }

    private static Stream<DynamicTest> each(String what, Predicate<GoldenCase> chosen, Check check) {
        return LINES.stream()
                .filter(line -> TensorCases.CALLS.containsKey(line.text("name")))
                .filter(chosen)
                .map(line -> {
                    String name = what + " of " + line.text("name");
                    return dynamicTest(name + ", line " + line.line(), () -> in(name, () -> check.run(line)));
                });
    }
}
