package dev.obor.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.obor.backend.Backend;
import dev.obor.dtype.DType;
import dev.obor.tensor.Ops;
import dev.obor.tensor.Pointwise;
import dev.obor.tensor.Tensor;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Tests of all pointwise operators, generated from the operator list.
class OperatorTest {
    private static final long SEED = 20261121;

    @Test
    void everyOperatorHasGoldenValues() {
        List<String> missing = Ops.all().stream()
                .filter(op -> OperatorGolden.of(op).isEmpty())
                .map(Pointwise::name)
                .toList();
        assertThat(missing)
                .as("operators without golden values: add a line for each to a list in tools/golden/operators and"
                        + " run tools/golden/operators.py on testing/src/test/resources/dev/obor/testing")
                .isEmpty();
    }

    @Test
    void everyGoldenOperatorExists() {
        assertThat(OperatorGolden.all().keySet())
                .isSubsetOf(Ops.all().stream().map(Pointwise::name).collect(Collectors.toSet()));
    }

    @TestFactory
    Stream<DynamicNode> valuesArePyTorchs() {
        return eachOperator((op, golden) -> golden.cases().stream().flatMap(line -> {
            String name = line.text("kind") + " value of " + op + " " + OperatorGolden.dtype(line);
            return TestBackends.all().stream()
                    .map(backend -> dynamicTest(
                            name + " " + TestBackends.name(backend),
                            () -> OperatorChecks.golden(backend, op, golden, line)));
        }));
    }

    @TestFactory
    Stream<DynamicNode> gradientsArePyTorchs() {
        return eachOperator((op, golden) -> Stream.of("values", "special").map(kind -> {
            String name = kind + " gradient of " + op;
            // All dtypes in one: a mistake may show in one of them only, and in which may depend on the backend.
            return dynamicTest(
                    name,
                    () -> golden.cases().stream()
                            .filter(line ->
                                    line.has("grads") && line.text("kind").equals(kind))
                            .forEach(line -> OperatorChecks.goldenGradient(op, golden, line)));
        }));
    }

    @TestFactory
    Stream<DynamicNode> gradientsAreTheNumericalOnes() {
        return eachOperator((op, golden) -> op.isDifferentiable()
                ? Stream.of(dynamicTest(
                        "first and second order", () -> OperatorChecks.gradients(op, golden, new Samples(SEED))))
                : Stream.empty());
    }

    @TestFactory
    Stream<DynamicNode> bitsDoNotDependOnLayout() {
        return eachSample((backend, op, inputs) -> OperatorChecks.layouts(backend, op, inputs));
    }

    @TestFactory
    Stream<DynamicNode> inPlaceIsOutOfPlace() {
        return eachSample(OperatorChecks::inPlace);
    }

    @TestFactory
    Stream<DynamicNode> tensorsInPlaceAreTensorsOutOfPlace() {
        return eachOperator((op, golden) -> Stream.of(DType.FLOAT64, DType.FLOAT32, DType.INT64)
                .filter(dtype -> golden.cases().stream().anyMatch(line -> OperatorGolden.dtype(line) == dtype))
                .map(dtype -> dynamicTest(
                        dtype.toString(),
                        () -> OperatorChecks.inPlaceOnTensors(
                                golden.with(op), new Samples(SEED).inputs(op, golden, dtype, 3, 4)))));
    }

    /// What is done with a sample of inputs on a backend.
    private interface SampleCheck {
        void run(Backend backend, Pointwise op, Tensor... inputs);
    }

    private static Stream<DynamicNode> eachSample(SampleCheck check) {
        return eachOperator((op, golden) -> golden.cases().stream()
                .filter(line -> line.text("kind").equals("values"))
                .map(OperatorGolden::dtype)
                .flatMap(dtype -> TestBackends.all().stream()
                        .map(backend -> dynamicTest(
                                dtype + " " + TestBackends.name(backend),
                                () -> check.run(
                                        backend,
                                        golden.with(op),
                                        new Samples(SEED).inputs(op, golden, dtype, 5, 7))))));
    }

    private static Stream<DynamicNode> eachOperator(BiFunction<Pointwise, OperatorGolden, Stream<DynamicTest>> tests) {
        return Ops.all().stream()
                .filter(op -> OperatorGolden.of(op).isPresent())
                .map(op -> dynamicContainer(
                        op.name(), tests.apply(op, OperatorGolden.of(op).orElseThrow())));
    }
}
