package dev.obor.testing;

import static dev.obor.testing.OperatorChecks.in;
import static dev.obor.testing.TensorAssertions.assertSameBits;
import static dev.obor.testing.TensorAssertions.assertWithinUlps;
import static dev.obor.testing.TestBackends.run;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.obor.Obor;
import dev.obor.backend.Backend;
import dev.obor.dtype.DType;
import dev.obor.error.IndexException;
import dev.obor.layout.Layout;
import dev.obor.layout.Shape;
import dev.obor.tensor.Activations;
import dev.obor.tensor.ArgReduce;
import dev.obor.tensor.Cast;
import dev.obor.tensor.Composite;
import dev.obor.tensor.Convolution;
import dev.obor.tensor.CustomFunction;
import dev.obor.tensor.Factorization;
import dev.obor.tensor.Masking;
import dev.obor.tensor.MatMul;
import dev.obor.tensor.MaxPooling;
import dev.obor.tensor.Op;
import dev.obor.tensor.Ops;
import dev.obor.tensor.Pointwise;
import dev.obor.tensor.Reduce;
import dev.obor.tensor.Reducer;
import dev.obor.tensor.Resampling;
import dev.obor.tensor.Routine;
import dev.obor.tensor.RowWise;
import dev.obor.tensor.Selection;
import dev.obor.tensor.Tensor;
import dev.obor.tensor.ViewOp;
import dev.obor.tensor.ViewScatter;
import dev.obor.tensor.Windows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Every primitive on every backend, against the reference backend and against itself: sizes around vector
/// widths, tiles and chunks, all dtypes, all layouts.
class BackendTest {
    private static final int[] SIZES = {1, 2, 7, 8, 9, 15, 16, 17, 31, 33, 63, 65, 127, 1000};
    /// A view of each kind, and the shape it is a view of.
    private static final Map<ViewOp, Shape> VIEWS = Map.ofEntries(
            entry(new ViewOp.Slice(1, 1, 4, 2), Shape.of(6, 9)),
            entry(new ViewOp.Select(0, 3), Shape.of(6, 9)),
            entry(new ViewOp.Unsqueeze(1), Shape.of(6, 9)),
            entry(new ViewOp.Squeeze(new int[] {0, 2}), Shape.of(1, 6, 1, 9)),
            entry(new ViewOp.Permute(new int[] {1, 0}), Shape.of(6, 9)),
            entry(new ViewOp.Reshape(Shape.of(9, 6)), Shape.of(6, 9)),
            entry(new ViewOp.Expand(Shape.of(4, 6, 9)), Shape.of(6, 1)),
            entry(new ViewOp.Diagonal(1, 0, 1), Shape.of(6, 9)),
            entry(new ViewOp.Unfold(0, 3, 2), Shape.of(6, 9)),
            entry(new ViewOp.Unfold(1, 2, 3), Shape.of(6, 9)),
            entry(strided(1, 4), Shape.of(6, 9)),
            entry(strided(2, 3), Shape.of(6, 9)));

    private static ViewOp strided(int... strides) {
        return new ViewOp.AsStrided(Layout.dense(Shape.of(6, 9)), Layout.of(Shape.of(5, 7), strides, 3));
    }

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
                            samples.inputs(op, golden, types(op).getFirst(), size)));
                }
                calls.add(new Call(
                        " " + types(op).getLast(),
                        golden.with(op),
                        ulps(golden),
                        golden.floor(),
                        samples.inputs(op, golden, types(op).getLast(), 3, 41)));
            }
        });
    }

    /// Two dtypes that an operator takes.
    private static List<DType> types(Pointwise op) {
        return op.takes(DType.FLOAT32) ? List.of(DType.FLOAT32, DType.FLOAT64) : List.of(DType.INT32, DType.INT64);
    }

    /// Rounding at each step, as kernels do, costs more than the tolerance for PyTorch, which rounds at each
    /// step too.
    private static double ulps(OperatorGolden golden) {
        return golden.ulp() == 0 ? 0 : golden.ulp() + 1;
    }

    /// The derived gradients are kernels, too; their inputs are those of the operator, its value and the
    /// incoming gradient, as far as they are needed, so numbers near 1 suit all of them.
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
        return each(BackendTest::castCalls);
    }

    private static void castCalls(List<Call> calls) {
        Samples samples = new Samples(13);
        for (DType from : DType.values()) {
            for (DType to : DType.values()) {
                Tensor x = samples.uniform(from, to == DType.UINT8 ? 0 : -100, 100, 5, 9);
                calls.add(new Call(" from " + from + " to " + to, new Cast(to), 0, 0, x));
            }
        }
        double inf = Double.POSITIVE_INFINITY;
        Tensor special = Obor.fromArray(
                new double[] {Double.NaN, inf, -inf, -0.0, 0.5, -0.5, 1e300, 1e-300, 65519, 65520, 3e9, -3e9, 1e19});
        for (DType to : List.of(DType.FLOAT16, DType.BFLOAT16, DType.FLOAT32, DType.INT32, DType.INT64, DType.BOOL)) {
            calls.add(new Call(" of special values to " + to, new Cast(to), 0, 0, special));
        }
    }

    @TestFactory
    Stream<DynamicTest> reductions() {
        return each(BackendTest::reductionCalls);
    }

    private static void reductionCalls(List<Call> calls) {
        Samples samples = new Samples(14);
        int[][] shapes = {{4, 6, 5}, {2, 1000}, {257, 3}, {1, 1, 9}};
        for (DType dtype : List.of(DType.FLOAT32, DType.FLOAT64, DType.INT64, DType.INT32, DType.UINT8)) {
            for (Reducer reducer : reducers()) {
                // The exponential is no function of integers.
                boolean exponential = reducer.name().equals(Reducer.SUM_EXP_DIFFERENCES.name());
                for (int[] sizes : exponential && !dtype.isFloating() ? new int[0][] : shapes) {
                    for (int[] dims : new int[][] {{0}, {sizes.length - 1}, {0, sizes.length - 1}}) {
                        calls.add(reduction(samples, dtype, reducer, sizes, dims));
                    }
                }
            }
            for (boolean largest : new boolean[] {true, false}) {
                // Whole numbers, so that there are ties.
                Tensor x = samples.uniform(DType.INT64, 0, 8, 5, 33).to(dtype);
                calls.add(new Call(" " + dtype, new ArgReduce(largest, 0, false), 0, 0, x));
                calls.add(new Call(" " + dtype, new ArgReduce(largest, 1, true), 0, 0, x));
            }
        }
    }

    private static Call reduction(Samples samples, DType dtype, Reducer reducer, int[] sizes, int... dims) {
        Tensor[] inputs = new Tensor[reducer.function().arity()];
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = samples.uniform(dtype, -2, 2, sizes);
        }
        int count = 1;
        for (int dim : dims) {
            count *= sizes[dim];
        }
        Reduce op = new Reduce(reducer, dims, sizes.length == 2);
        String name = " " + dtype + " " + Shape.of(sizes) + " " + dims[0];
        // Roundings of a product add up; those of a sum go by the summands' magnitudes, at most 16 for two numbers of
        // the range, or exp(4). The reference sums one by one in float64, where it is no better than the backend.
        return switch (reducer.combine()) {
            case PROD -> new Call(name, op, count, 0, inputs);
            case SUM -> new Call(name, op, dtype == DType.FLOAT64 ? 16 : 4, 55.0 * count, inputs);
            case MIN, MAX -> new Call(name, op, 0, 0, inputs);
        };
    }

    /// All of them: what is added to the class is tested from then on.
    private static List<Reducer> reducers() {
        return Arrays.stream(Reducer.class.getFields())
                .filter(field -> field.getType() == Reducer.class)
                .map(field -> {
                    try {
                        return (Reducer) field.get(null);
                    } catch (IllegalAccessException e) {
                        throw new LinkageError(field.getName(), e);
                    }
                })
                .toList();
    }

    @TestFactory
    Stream<DynamicTest> products() {
        return each(BackendTest::productCalls);
    }

    private static void productCalls(List<Call> calls) {
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
            Tensor a = samples.uniform(dtype, -2, 2, 3, 1, 5, 4);
            Tensor b = samples.uniform(dtype, -2, 2, 2, 4, 6);
            calls.add(new Call(" " + dtype + " batched", MatMul.INSTANCE, 2, 8, a, b));
        }
    }

    @TestFactory
    Stream<DynamicTest> selections() {
        return each(BackendTest::selectionCalls);
    }

    private static final Selection.Axes ALONG = new Selection.Axes("along", 0, 1, true, false, 0);
    private static final Selection.Axes ROWS = new Selection.Axes("rows", 0, 1, false, false, 0);
    private static final Selection.Axes COLUMNS = new Selection.Axes("columns", 1, 1, false, true, 1);
    private static final Selection.Axes BOTH = new Selection.Axes("both", 0, 2, false, true, 0, 1);

    private static void selectionCalls(List<Call> calls) {
        Samples samples = new Samples(16);
        for (DType dtype : DType.values()) {
            Tensor x = samples.uniform(dtype, -3, 3, 6, 9);
            for (DType kind : List.of(DType.INT64, DType.INT32)) {
                Tensor wide = samples.uniform(kind, 0, 5, 4, 9);
                Tensor line = samples.uniform(kind, 0, 5, 8);
                Tensor any = samples.uniform(kind, -6, 5, 3, 2);
                selectionCalls(calls, samples, dtype, ALONG, Shape.of(4, 9), x, wide);
                selectionCalls(calls, samples, dtype, ROWS, Shape.of(8, 9), x, line);
                selectionCalls(calls, samples, dtype, COLUMNS, Shape.of(6, 3, 2), x, any);
                selectionCalls(calls, samples, dtype, BOTH, Shape.of(3, 2), x, any, any.narrow(0, 1, 1));
            }
        }
    }

    private static void selectionCalls(
            List<Call> calls, Samples samples, DType dtype, Selection.Axes axes, Shape steps, Tensor... inputs) {
        calls.add(new Call(" " + dtype, new Selection.Gather(axes), 0, 0, inputs));
        Tensor[] more = new Tensor[inputs.length + 1];
        more[0] = inputs[0];
        System.arraycopy(inputs, 1, more, 2, inputs.length - 1);
        for (Selection.Combine combine : Selection.Combine.values()) {
            for (Tensor source : List.of(
                    samples.uniform(dtype, -3, 3, steps.toArray()), samples.uniform(dtype, -3, 3, steps.size(-1)))) {
                more[1] = source;
                String name = " " + combine + " " + dtype;
                calls.add(new Call(name, new Selection.Scatter(axes, combine), 8, 8, more.clone()));
            }
        }
    }

    @TestFactory
    Stream<DynamicTest> maskings() {
        return each(BackendTest::maskingCalls);
    }

    private static void maskingCalls(List<Call> calls) {
        Samples samples = new Samples(20);
        for (int rows : new int[] {0, 1, 7, 6000}) {
            Tensor mask = samples.uniform(DType.BOOL, 0, 1, rows, 7);
            Tensor counts = Tensor.of(new Masking.TrueCounts(), mask);
            int total = (int) counts.sum().itemLong();
            calls.add(new Call(" of rows " + rows, new Masking.TrueCounts(), 0, 0, mask));
            calls.add(new Call(" of rows " + rows, new Masking.Nonzero(total), 0, 0, mask, counts));
            for (DType dtype : DType.values()) {
                Tensor x = samples.uniform(dtype, -3, 3, rows, 7);
                Tensor source = samples.uniform(dtype, -3, 3, total + 1);
                String name = " " + dtype + " rows " + rows;
                calls.add(new Call(name, new Masking.MaskedSelect(total), 0, 0, x, mask, counts));
                calls.add(new Call(name, new Masking.MaskedScatter(total), 0, 0, x, mask, source, counts));
            }
        }
    }

    @TestFactory
    Stream<DynamicTest> scatters() {
        return each(BackendTest::scatterCalls);
    }

    private static void scatterCalls(List<Call> calls) {
        Samples samples = new Samples(19);
        for (DType dtype : List.of(DType.FLOAT32, DType.FLOAT64, DType.FLOAT16, DType.INT64)) {
            for (Map.Entry<ViewOp, Shape> view : VIEWS.entrySet()) {
                Shape seen = view.getKey().apply(Layout.dense(view.getValue())).shape();
                Tensor x = samples.uniform(dtype, -3, 3, seen.toArray());
                calls.add(new Call(" " + dtype, new ViewScatter(view.getKey(), view.getValue()), 4, 8, x));
            }
        }
    }

    @TestFactory
    Stream<DynamicTest> overSpace() {
        return each(BackendTest::spatialCalls);
    }

    private static void spatialCalls(List<Call> calls) {
        Samples samples = new Samples(23);
        int[] yes = {5, 6};
        var geometry = new Convolution.Geometry(new int[] {2, 1}, new int[] {1, 1}, new int[] {1, 2}, 2);
        List<Windows> windows = List.of(Windows.sliding(9, 4, 3, 2, 0, 1), Windows.adaptive(8, 3));
        for (DType dtype : List.of(DType.FLOAT32, DType.FLOAT64, DType.INT64)) {
            Tensor x = samples.uniform(dtype, -3, 3, 2, 4, 9, 8);
            Tensor w = samples.uniform(dtype, -3, 3, 6, 2, 3, 3);
            Tensor y = samples.uniform(dtype, -3, 3, 2, 6, 5, 6);
            String name = " of " + dtype;
            calls.add(new Call(name, new Convolution.Forward(geometry, yes), 4, 64, x, w));
            calls.add(new Call(name, new Convolution.Transposed(geometry, new int[] {9, 8}), 4, 64, y, w));
            calls.add(new Call(name, new Convolution.Weights(geometry, new int[] {3, 3}), 4, 256, x, y));
            calls.add(new Call(name, new MaxPooling(windows), 0, 0, x));
            Tensor row = samples.uniform(dtype, -3, 3, 3, 6);
            calls.add(new Call(name, new Resampling(1, Resampling.Table.picking(6, 5, 0, 0, 3)), 4, 8, row));
        }
    }

    @Test
    void everyPrimitiveIsCompared() {
        List<Call> calls = new ArrayList<>();
        castCalls(calls);
        reductionCalls(calls);
        productCalls(calls);
        selectionCalls(calls);
        maskingCalls(calls);
        scatterCalls(calls);
        spatialCalls(calls);
        Set<Class<?>> compared =
                calls.stream().map(call -> call.op().getClass()).collect(Collectors.toSet());
        VIEWS.keySet().forEach(view -> compared.add(view.getClass()));
        compared.add(Pointwise.class);
        assertThat(primitives(Op.class))
                .as("a new primitive needs calls in BackendTest, a new view an entry in VIEWS")
                .allMatch(compared::contains);
    }

    /// The classes that a backend or the interpreter runs itself; a composite, a row-wise operator and a
    /// routine, of which there is one sequence of steps only, are tested where they are called.
    private static Stream<Class<?>> primitives(Class<?> type) {
        // A factorization, too, has the reference's loop only until a library stands behind it.
        if (Set.of(Composite.class, RowWise.class, Routine.class, CustomFunction.class, Factorization.class)
                .contains(type)) {
            return Stream.empty();
        }
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(BackendTest::primitives)
                : Stream.of(type);
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
            // Expanding changes the values, which a mask's counts belong to.
            boolean expands = !(call.op() instanceof Masking);
            for (Layouts layout : expands
                    ? List.of(Layouts.TRANSPOSED, Layouts.SLICED, Layouts.EXPANDED)
                    : List.of(Layouts.TRANSPOSED, Layouts.SLICED)) {
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
                    for (Pointwise op : List.of(Ops.EXP, Activations.SIGMOID, Ops.SQUARE)) {
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
                        var add = Selection.Combine.ADD;
                        List<Runnable> calls = List.of(
                                () -> run(backend, new Selection.Gather(ALONG), x, wide),
                                () -> run(backend, new Selection.Scatter(ALONG, add), x, source, wide),
                                () -> run(backend, new Selection.Gather(ROWS), x, line),
                                () -> run(backend, new Selection.Scatter(ROWS, add), x, source, line));
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
