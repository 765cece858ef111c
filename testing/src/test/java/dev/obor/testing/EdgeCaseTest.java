package dev.obor.testing;

import static dev.obor.testing.TensorAssertions.assertSameBits;
import static dev.obor.testing.TestBackends.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.obor.Obor;
import dev.obor.backend.Backend;
import dev.obor.dtype.DType;
import dev.obor.error.OborException;
import dev.obor.error.ShapeException;
import dev.obor.layout.Shape;
import dev.obor.nn.F;
import dev.obor.tensor.Concatenation;
import dev.obor.tensor.Ops;
import dev.obor.tensor.Pointwise;
import dev.obor.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Calls at the edge of what is allowed: the answer is right, or an exception of the library says why there
/// is none.
class EdgeCaseTest {
    private static final DType F64 = DType.FLOAT64;

    @TestFactory
    Stream<DynamicTest> shapesThatDoNotBroadcastAreRefused() {
        return Ops.all().stream()
                .filter(op -> op.arity() > 1)
                .map(op -> dynamicTest(op.name(), () -> {
                    Tensor[] inputs = new Tensor[op.arity()];
                    for (int i = 0; i < inputs.length; i++) {
                        inputs[i] = Obor.ones(op.isMask(i) ? DType.BOOL : DType.FLOAT32, i == 0 ? 2 : 3, 4);
                    }
                    assertThatThrownBy(() -> Tensor.of(withParams(op), inputs))
                            .isInstanceOf(ShapeException.class)
                            .hasMessageStartingWith(op.method() + ": ")
                            .hasMessageContainingAll("[2, 4]", "[3, 4]");
                }));
    }

    private static Pointwise withParams(Pointwise op) {
        return OperatorGolden.of(op).orElseThrow().with(op);
    }

    @TestFactory
    Stream<DynamicTest> operandsOfOtherDtypesAreConvertedBeforeTheyAreUsed() {
        Tensor tenth = Tensor.full(Shape.SCALAR, 0.1, F64);
        return TestBackends.all().stream()
                .map(backend -> dynamicTest(TestBackends.name(backend), () -> {
                    assertSameBits(run(backend, Ops.EQ, Tensor.of(0.1f), tenth), Obor.tensor(true));
                    assertSameBits(run(backend, Ops.EQ, Tensor.of(16777217L), Tensor.of(16777216f)), Obor.tensor(true));
                    assertSameBits(run(backend, Ops.MUL, Tensor.of(3f), tenth), Tensor.of(3f * 0.1f));
                    assertSameBits(run(backend, Ops.DIV, Tensor.of(16777217L), Tensor.of(1L)), Tensor.of(16777216f));
                }));
    }

    @TestFactory
    Stream<DynamicTest> integersAreExactAndWrap() {
        return TestBackends.all().stream()
                .map(backend -> dynamicTest(TestBackends.name(backend), () -> {
                    long max = Long.MAX_VALUE;
                    Tensor large = Tensor.of(max, max - 1);
                    assertSameBits(run(backend, Ops.ADD, large, Tensor.of(1L, 0L)), Tensor.of(Long.MIN_VALUE, max - 1));
                    assertSameBits(run(backend, Ops.MAXIMUM, large, large.sub(1)), large);
                    assertSameBits(run(backend, Ops.GT, large, large.sub(1)), Obor.tensor(true, true));
                    Tensor narrow = Obor.full(DType.INT32, Integer.MAX_VALUE, 1);
                    Tensor four = Obor.full(DType.INT32, 4, 1);
                    assertSameBits(
                            run(backend, Ops.ADD, narrow, four), Obor.full(DType.INT32, Integer.MIN_VALUE + 3, 1));
                    assertSameBits(run(backend, Ops.MUL, narrow, four), Obor.full(DType.INT32, -4, 1));
                    Tensor bytes = Obor.full(DType.UINT8, 200, 1);
                    assertSameBits(run(backend, Ops.ADD, bytes, bytes), Obor.full(DType.UINT8, 144, 1));
                    assertSameBits(run(backend, Ops.NEG, bytes), Obor.full(DType.UINT8, 56, 1));
                    assertSameBits(run(backend, Ops.LT, bytes, Obor.full(DType.UINT8, 100, 1)), Obor.tensor(false));
                }));
    }

    @Test
    void anEditThatReadsItsOwnTargetReadsTheOldElements() {
        Tensor x = Obor.tensor(1f, 2f, 3f, 4f);
        x.narrow(0, 1, 3).copy_(x.narrow(0, 0, 3));
        assertThat(x.toFloatArray()).containsExactly(1, 1, 2, 3);
        Tensor square = Obor.tensor(1f, 2f, 3f, 4f).reshape(2, 2).clone();
        square.add_(square.t());
        assertThat(square.toFloatArray()).containsExactly(2, 5, 5, 8);
        Tensor row = Obor.tensor(1f, 2f, 3f, 4f).reshape(2, 2).clone();
        row.mul_(row.get(1));
        assertThat(row.toFloatArray()).containsExactly(3, 8, 9, 16);
    }

    @Test
    void editsThatCannotBeAreRefusedAndChangeNothing() {
        Tensor whole = Obor.tensor(1, 2);
        assertThatThrownBy(() -> whole.add_(0.5))
                .isInstanceOf(OborException.class)
                .hasMessageContaining("float32");
        assertThatThrownBy(() -> whole.div_(2))
                .isInstanceOf(OborException.class)
                .hasMessageContaining("div_");
        assertThatThrownBy(() -> whole.add_(Obor.ones(DType.INT64, 2, 2))).isInstanceOf(ShapeException.class);
        assertThat(whole.toLongArray()).containsExactly(1, 2);
        Tensor shared = Obor.zeros(1).expand(3);
        assertThatThrownBy(() -> shared.add_(1))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("clone()");
    }

    @Test
    void compositesSayTheirShapesRight() {
        OperatorChecks.shapeRule(new Concatenation(1), Obor.ones(2, 3), Obor.ones(2, 0), Obor.ones(2, 1));
    }

    @Test
    void aSourceLargerThanTheIndexGetsZerosAround() {
        Tensor x = new Samples(1).uniform(F64, -1, 1, 3, 4).requiresGrad(true);
        Tensor source = new Samples(2).uniform(F64, -1, 1, 4, 5).requiresGrad(true);
        Tensor index = new Samples(3).uniform(DType.INT64, 0, 2, 2, 3);
        GradCheck check = new GradCheck("scatterAdd");
        GradCheck.Body body = in -> List.of(in.get(0).scatterAdd(0, index, in.get(1)));
        check.check(body, x, source);
        check.checkSecondOrder(body, x, source);
    }

    /// Calls that PyTorch refuses, or answers in another way than we do.
    @TestFactory
    Stream<DynamicTest> openQuestions() {
        Map<String, Runnable> checks = Map.ofEntries(
                Map.entry(
                        "all of nothing",
                        () -> assertThat(Obor.zeros(0).all().itemBoolean()).isTrue()),
                Map.entry(
                        "any of nothing",
                        () -> assertThat(Obor.zeros(0).any().itemBoolean()).isFalse()),
                Map.entry(
                        "size of a number",
                        () -> assertRefused(() -> Obor.scalar(1).size(0))),
                Map.entry(
                        "stride of a number",
                        () -> assertRefused(() -> Obor.scalar(1).stride(-1))),
                Map.entry(
                        "slice of a number",
                        () -> assertRefused(() -> Obor.scalar(1).slice(0, 0, 1, 1))),
                Map.entry(
                        "clamp of integers to fractions",
                        () -> assertThat(Obor.tensor(0, 1, 3).clamp(0.5, 2.5).toDoubleArray())
                                .containsExactly(0.5, 1, 2.5)),
                Map.entry("leaky ReLU of integers", () -> assertRefused(() -> F.leakyRelu(Obor.tensor(-100, 2), 0.01))),
                Map.entry(
                        "difference of bools",
                        () -> assertRefused(() -> Obor.tensor(true).sub(Obor.tensor(true)))),
                Map.entry(
                        "negative of bools",
                        () -> assertRefused(() -> Obor.tensor(true).neg())),
                Map.entry(
                        "operator without its parameters",
                        () -> assertRefused(() -> Obor.ones(1).apply(Ops.CLAMP))),
                Map.entry(
                        "operator with too few inputs",
                        () -> assertRefused(() -> Obor.ones(1).apply(Ops.ADD))),
                Map.entry(
                        "operator with too many inputs",
                        () -> assertRefused(() -> Obor.ones(1).apply(Ops.EXP, Obor.ones(1)))),
                Map.entry(
                        "arange with a huge step",
                        () -> assertThat(Obor.arange(0, 5, Long.MAX_VALUE).toLongArray())
                                .containsExactly(0)),
                Map.entry("arange away from its end", () -> assertRefused(() -> Obor.arange(0, 1, -2))),
                Map.entry("null in a nested array", () -> assertRefused(() -> Obor.tensor(new Double[] {1.0, null}))),
                Map.entry("gradients of fewer numbers than outputs", EdgeCaseTest::gradientsOfFewerNumbersThanOutputs),
                Map.entry(
                        "indexSelect of a number",
                        () -> assertRefused(() -> Obor.scalar(5f).indexSelect(0, Obor.tensor(0, 0)))),
                Map.entry(
                        "logsumexp of nothing",
                        () -> assertThat(Obor.zeros(0)
                                        .logsumexp(new int[] {0}, false)
                                        .item())
                                .isEqualTo(Double.NEGATIVE_INFINITY)),
                Map.entry(
                        "cat of nothing",
                        () -> assertThat(Obor.cat(List.of(Obor.zeros(0), Obor.zeros(F64, 0)), 0)
                                        .dtype())
                                .isEqualTo(F64)),
                Map.entry(
                        "mean of float16 beyond its range",
                        () -> assertThat(Obor.full(DType.FLOAT16, 2048.0, 64)
                                        .mean()
                                        .item())
                                .isEqualTo(2048)));
        return checks.entrySet().stream()
                .map(entry -> dynamicTest(entry.getKey(), () -> entry.getValue().run()));
    }

    private static void gradientsOfFewerNumbersThanOutputs() {
        Tensor x = Obor.ones(2).requiresGrad(true);
        Tensor y = x.mul(2);
        List<Tensor> one = List.of(Obor.ones(2));
        assertRefused(() -> Tensor.gradients(List.of(y, y), one, List.of(x), false, false));
    }

    private static void assertRefused(Runnable call) {
        assertThatThrownBy(call::run).isInstanceOf(OborException.class);
    }

    /// The backends agree on what a test cannot see from outside: that there is a reference, and that it is
    /// the lowest.
    @Test
    void theReferenceBackendIsThere() {
        Backend reference = TestBackends.reference();
        assertThat(reference.priority()).isZero();
        assertThat(reference.description()).startsWith("reference");
    }
}
