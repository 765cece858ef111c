package dev.obor.testing;

import static dev.obor.testing.OperatorChecks.in;
import static dev.obor.testing.TensorAssertions.assertSameBits;
import static dev.obor.testing.TensorAssertions.assertWithinUlps;
import static dev.obor.testing.TestBackends.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.obor.Obor;
import dev.obor.backend.Backend;
import dev.obor.dtype.DType;
import dev.obor.error.IndexException;
import dev.obor.layout.Shape;
import dev.obor.tensor.ArgReduce;
import dev.obor.tensor.Cast;
import dev.obor.tensor.MatMul;
import dev.obor.tensor.Op;
import dev.obor.tensor.Ops;
import dev.obor.tensor.Pointwise;
import dev.obor.tensor.Reduce;
import dev.obor.tensor.Reducer;
import dev.obor.tensor.Selection;
import dev.obor.tensor.Tensor;
import dev.obor.tensor.ViewOp;
import dev.obor.tensor.ViewScatter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Every primitive on every backend, against the reference backend and against itself: sizes around vector widths,
/// tiles and chunks, all dtypes, all layouts.
class BackendTest {
    private static final int[] SIZES = {1, 2, 7, 8, 9, 15, 16, 17, 31, 33, 63, 65, 127, 1000};
    private static final List<Reducer> SUMS = List.of(
            Reducer.SUM,
            Reducer.SUM_SQUARES,
            Reducer.SUM_PRODUCTS,
            Reducer.SUM_SQUARED_DIFFERENCES,
            Reducer.SUM_EXP_DIFFERENCES);

    /// One application of an operator.
    private record Call(String name, Op op, double ulps, double floor, Tensor... inputs) {}

    @TestFactory
    Stream<DynamicTest> pointwise() {
        return each(calls -> {
            Samples samples = new Samples(11);
            for (Pointwise op : Ops.all()) {
                OperatorGolden golden = OperatorGolden.of(op).orElseThrow();
                for (int size : SIZES) {
                    calls.add(new Call(
                            "",
                            golden.with(op),
                            ulps(golden),
                            golden.floor(),
                            samples.inputs(op, golden, DType.FLOAT32, size)));
                }
                calls.add(new Call(
                        " float64",
                        golden.with(op),
                        ulps(golden),
                        golden.floor(),
                        samples.inputs(op, golden, DType.FLOAT64, 3, 41)));
            }
        });
    }

    /// Rounding at each step, as kernels do, costs more than the tolerance for PyTorch, which rounds at each step too.
    private static double ulps(OperatorGolden golden) {
        return golden.ulp() == 0 ? 0 : golden.ulp() + 1;
    }

    /// The derived gradients are kernels, too; their inputs are those of the operator, its value and the incoming
    /// gradient, as far as they are needed, so numbers near 1 suit all of them.
    @TestFactory
    Stream<DynamicTest> gradientKernels() {
        return each(calls -> {
            Samples samples = new Samples(12);
            for (Pointwise op : Ops.all()) {
                for (int input = 0; op.isDifferentiable() && input < op.arity(); input++) {
                    if (op.isMask(input)) {
                        continue;
                    }
                    Pointwise gradient = op.gradientOp(input);
                    Pointwise kernel =
                            gradient.with(OperatorGolden.of(op).orElseThrow().params());
                    Tensor[] inputs = new Tensor[gradient.arity()];
                    for (int i = 0; i < inputs.length; i++) {
                        DType dtype = gradient.isMask(i) ? DType.BOOL : DType.FLOAT32;
                        inputs[i] = samples.uniform(dtype, 0.3, 1.7, 5, 13);
                    }
                    if (inputs.length > 0) {
                        calls.add(new Call(" by input " + input, kernel, 8, 1, inputs));
                    }
                }
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> casts() {
        return each(calls -> {
            Samples samples = new Samples(13);
            for (DType from : DType.values()) {
                for (DType to : DType.values()) {
                    Tensor x = samples.uniform(from, to == DType.UINT8 ? 0 : -100, 100, 5, 9);
                    calls.add(new Call(" from " + from + " to " + to, new Cast(to), 0, 0, x));
                }
            }
            Tensor special = Obor.fromArray(new double[] {
                Double.NaN,
                Double.POSITIVE_INFINITY,
                Double.NEGATIVE_INFINITY,
                -0.0,
                0.5,
                -0.5,
                1e300,
                1e-300,
                65519,
                65520,
                3e9,
                -3e9,
                1e19
            });
            for (DType to :
                    List.of(DType.FLOAT16, DType.BFLOAT16, DType.FLOAT32, DType.INT32, DType.INT64, DType.BOOL)) {
                calls.add(new Call(" of special values to " + to, new Cast(to), 0, 0, special));
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> reductions() {
        return each(calls -> {
            Samples samples = new Samples(14);
            for (DType dtype : List.of(DType.FLOAT32, DType.FLOAT64, DType.INT64, DType.INT32, DType.UINT8)) {
                for (Reducer reducer : reducers(dtype)) {
                    for (int[] sizes : new int[][] {{4, 6, 5}, {2, 1000}, {257, 3}, {1, 1, 9}}) {
                        for (int[] dims : new int[][] {{0}, {sizes.length - 1}, {0, sizes.length - 1}}) {
                            Tensor[] inputs = new Tensor[reducer.function().arity()];
                            for (int i = 0; i < inputs.length; i++) {
                                inputs[i] = samples.uniform(dtype, -2, 2, sizes);
                            }
                            Reduce op = new Reduce(reducer, dims, sizes.length == 2);
                            // The floor is about the sum of the summands' magnitudes, which rounding errors go by;
                            // up to a thousand of them add up in the reference, which sums one by one.
                            calls.add(new Call(
                                    " " + dtype + " " + Shape.of(sizes) + " " + dims[0], op, 16, 4096, inputs));
                        }
                    }
                }
            }
            for (boolean largest : new boolean[] {true, false}) {
                for (DType dtype : List.of(DType.FLOAT32, DType.FLOAT64, DType.INT64, DType.INT16)) {
                    // Whole numbers, so that there are ties.
                    Tensor x = samples.uniform(DType.INT64, -4, 4, 5, 33).to(dtype);
                    calls.add(new Call(" " + dtype, new ArgReduce(largest, 0, false), 0, 0, x));
                    calls.add(new Call(" " + dtype, new ArgReduce(largest, 1, true), 0, 0, x));
                }
            }
        });
    }

    private static List<Reducer> reducers(DType dtype) {
        List<Reducer> reducers = new ArrayList<>(SUMS);
        reducers.add(Reducer.AMAX);
        reducers.add(Reducer.AMIN);
        if (!dtype.isFloating()) {
            reducers.remove(Reducer.SUM_EXP_DIFFERENCES);
        }
        return reducers;
    }

    @TestFactory
    Stream<DynamicTest> products() {
        return each(calls -> {
            Samples samples = new Samples(15);
            int[][] sizes = {
                {1, 1, 1}, {3, 4, 5}, {16, 16, 16}, {17, 9, 33}, {1, 300, 7}, {65, 2, 49}, {40, 70, 50}, {2, 0, 3}
            };
            for (DType dtype : List.of(DType.FLOAT32, DType.FLOAT64, DType.INT64, DType.FLOAT16)) {
                for (int[] s : sizes) {
                    Tensor a = samples.uniform(dtype, -2, 2, s[0], s[1]);
                    Tensor b = samples.uniform(dtype, -2, 2, s[1], s[2]);
                    calls.add(new Call(" " + dtype + " " + Shape.of(s), MatMul.INSTANCE, 2, 2.0 * (s[1] + 1), a, b));
                }
                calls.add(new Call(
                        " " + dtype + " batched",
                        MatMul.INSTANCE,
                        2,
                        8,
                        samples.uniform(dtype, -2, 2, 3, 1, 5, 4),
                        samples.uniform(dtype, -2, 2, 2, 4, 6)));
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> selectionsAndScatters() {
        return each(calls -> {
            Samples samples = new Samples(16);
            for (DType dtype : DType.values()) {
                Tensor x = samples.uniform(dtype, -3, 3, 6, 9);
                for (DType kind : List.of(DType.INT64, DType.INT32)) {
                    Tensor wide = samples.uniform(kind, 0, 5, 4, 9);
                    Tensor line = samples.uniform(kind, 0, 5, 8);
                    calls.add(new Call(" " + dtype, new Selection.Gather(0), 0, 0, x, wide));
                    calls.add(new Call(" " + dtype, new Selection.IndexSelect(0), 0, 0, x, line));
                    if (dtype != DType.BOOL) {
                        Tensor source = samples.uniform(dtype, -3, 3, 4, 9);
                        Tensor rows = samples.uniform(dtype, -3, 3, 8, 9);
                        calls.add(new Call(" " + dtype, new Selection.ScatterAdd(0), 4, 4, x, wide, source));
                        calls.add(new Call(" " + dtype, new Selection.IndexAdd(0), 4, 4, x, line, rows));
                    }
                }
                if (dtype != DType.BOOL) {
                    ViewOp part = new ViewOp.Slice(1, 1, 4, 2);
                    calls.add(new Call(
                            " " + dtype,
                            new ViewScatter(part, Shape.of(6, 9)),
                            0,
                            0,
                            samples.uniform(dtype, -3, 3, 6, 4)));
                }
            }
        });
    }

    private interface Maker {
        void make(List<Call> calls);
    }

    /// One test for each backend and operator: each call against the reference, and in all layouts.
    private static Stream<DynamicTest> each(Maker maker) {
        List<Call> calls = new ArrayList<>();
        maker.make(calls);
        return TestBackends.all().stream()
                .flatMap(backend -> calls.stream()
                        .map(Call::op)
                        .map(Op::name)
                        .distinct()
                        .map(name -> dynamicTest(
                                name + " " + TestBackends.name(backend),
                                () -> calls.stream()
                                        .filter(call -> call.op().name().equals(name))
                                        .forEach(call -> check(backend, call)))));
    }

    private static void check(Backend backend, Call call) {
        in(call.op().name() + call.name(), () -> {
            OperatorChecks.reference(backend, call.op(), call.ulps(), call.floor(), call.inputs());
            for (Layouts layout : List.of(Layouts.TRANSPOSED, Layouts.SLICED, Layouts.EXPANDED)) {
                Tensor[] laid = OperatorChecks.laid(layout, call.inputs());
                Tensor[] dense = OperatorChecks.laid(Layouts.DENSE, laid);
                in(
                        layout.toString(),
                        () -> assertSameBits(run(backend, call.op(), laid), run(backend, call.op(), dense)));
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> valuesDoNotDependOnPositionOrThreads() {
        return TestBackends.all().stream()
                .filter(backend -> backend.priority() > 0)
                .map(backend -> dynamicTest(TestBackends.name(backend), () -> {
                    Tensor x = new Samples(17).uniform(DType.FLOAT32, -3, 3, 300_007);
                    for (Pointwise op : List.of(Ops.EXP, Ops.SIGMOID, Ops.SQUARE)) {
                        Tensor whole = run(backend, op, x);
                        for (int start : new int[] {1, 1000, 299_999}) {
                            int length = Math.min(1003, x.numel() - start);
                            Tensor part = run(backend, op, x.narrow(0, start, length));
                            in(op + " from " + start, () -> assertSameBits(part, whole.narrow(0, start, length)));
                        }
                    }
                    assertSameBitsForAnyThreads(backend, Ops.EXP, x);
                    assertSameBitsForAnyThreads(backend, new Reduce(Reducer.SUM, new int[] {0}, false), x);
                    Tensor matrix = x.narrow(0, 0, 300_000).reshape(300, 1000);
                    assertSameBitsForAnyThreads(backend, new Reduce(Reducer.SUM, new int[] {0}, false), matrix);
                    assertSameBitsForAnyThreads(backend, new Reduce(Reducer.SUM, new int[] {1}, false), matrix);
                    assertSameBitsForAnyThreads(
                            backend, MatMul.INSTANCE, matrix, matrix.t().contiguous());
                }));
    }

    private static void assertSameBitsForAnyThreads(Backend backend, Op op, Tensor... inputs) {
        int before = backend.threads();
        try {
            backend.setThreads(1);
            Tensor alone = run(backend, op, inputs);
            for (int threads : new int[] {2, 3, 5}) {
                backend.setThreads(threads);
                in(op.name() + " on " + threads + " threads", () -> assertSameBits(run(backend, op, inputs), alone));
            }
        } finally {
            backend.setThreads(before);
        }
    }

    @TestFactory
    Stream<DynamicTest> indicesOutOfRangeAreRefused() {
        return TestBackends.all().stream()
                .map(backend -> dynamicTest(TestBackends.name(backend), () -> {
                    Tensor x = Obor.zeros(3, 2);
                    for (long bad : new long[] {-1, 3, Long.MAX_VALUE, 1L << 32}) {
                        Tensor line = Tensor.of(0, bad);
                        Tensor wide = line.reshape(2, 1).expand(2, 2).contiguous();
                        Tensor source = Obor.ones(2, 2);
                        List<Runnable> calls = List.of(
                                () -> run(backend, new Selection.Gather(0), x, wide),
                                () -> run(backend, new Selection.ScatterAdd(0), x, wide, source),
                                () -> run(backend, new Selection.IndexSelect(0), x, line),
                                () -> run(backend, new Selection.IndexAdd(0), x, line, source));
                        for (Runnable call : calls) {
                            assertThatThrownBy(call::run)
                                    .isInstanceOf(IndexException.class)
                                    .hasMessageContaining(Long.toString(bad))
                                    .hasMessageContaining("size 3");
                        }
                    }
                    assertThat(x.toFloatArray()).containsOnly(0);
                }));
    }

    @TestFactory
    Stream<DynamicTest> matrixProductsAreOneChainOfFmas() {
        return TestBackends.all().stream()
                .filter(backend -> backend.priority() > 0)
                .map(backend -> dynamicTest(TestBackends.name(backend), () -> {
                    Samples samples = new Samples(18);
                    float[] a = samples.uniform(DType.FLOAT32, -2, 2, 37, 300).toFloatArray();
                    float[] b = samples.uniform(DType.FLOAT32, -2, 2, 300, 29).toFloatArray();
                    float[] c = new float[37 * 29];
                    for (int i = 0; i < 37; i++) {
                        for (int j = 0; j < 29; j++) {
                            for (int k = 0; k < 300; k++) {
                                c[i * 29 + j] = Math.fma(a[i * 300 + k], b[k * 29 + j], c[i * 29 + j]);
                            }
                        }
                    }
                    Tensor actual =
                            run(backend, MatMul.INSTANCE, Obor.fromArray(a, 37, 300), Obor.fromArray(b, 300, 29));
                    assertWithinUlps(actual, Obor.fromArray(c, 37, 29), 0);
                }));
    }
}
