package dev.obor.reference;

import dev.obor.backend.Backend;
import dev.obor.dtype.DType;
import dev.obor.error.OborException;
import dev.obor.expr.Expr;
import dev.obor.expr.Reference;
import dev.obor.layout.Broadcast;
import dev.obor.layout.Layout;
import dev.obor.layout.Places;
import dev.obor.layout.Shape;
import dev.obor.storage.Device;
import dev.obor.storage.Elements;
import dev.obor.storage.Storage;
import dev.obor.storage.View;
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
import dev.obor.tensor.Pointwise;
import dev.obor.tensor.Reduce;
import dev.obor.tensor.Reducer;
import dev.obor.tensor.Resampling;
import dev.obor.tensor.Routine;
import dev.obor.tensor.RowWise;
import dev.obor.tensor.Selection;
import dev.obor.tensor.Spec;
import dev.obor.tensor.ViewOp;
import dev.obor.tensor.ViewScatter;
import java.util.Arrays;

/// Every primitive as the shortest correct loop.
public final class ReferenceBackend implements Backend {
    @Override
    public String description() {
        return "reference, scalar loops in double";
    }

    @Override
    public Device device() {
        return Device.CPU;
    }

    @Override
    public int priority() {
        return 0;
    }

    @Override
    public int threads() {
        return 1;
    }

    /// Checks the count and goes on with one thread.
    @Override
    public void setThreads(int count) {
        if (count < 1) {
            throw new OborException("threads: " + count + " cannot compute: pass 1 or more");
        }
    }

    @Override
    public Storage allocate(DType dtype, int length) {
        return Storage.of(dtype, length);
    }

    @Override
    public void run(Op op, View[] inputs, View[] outputs) {
        switch (op) {
            case Pointwise pointwise -> pointwise(pointwise, inputs, outputs);
            case Cast _ -> copy(inputs[0], outputs[0], false);
            case Reduce reduce -> reduce(reduce, inputs, outputs[0]);
            case ArgReduce reduce -> argReduce(reduce, inputs[0], outputs[0]);
            case Routine routine -> routine.run(inputs, outputs);
            case MatMul _ -> matmul(inputs[0], inputs[1], outputs[0]);
            case Factorization factorization -> Factorizations.run(factorization, inputs, outputs);
            case Convolution convolution -> Convolutions.run(convolution, inputs, outputs[0]);
            case MaxPooling pooling -> Poolings.max(pooling, inputs[0], outputs[0], outputs[1]);
            case Resampling resampling -> Poolings.resample(resampling, inputs[0], outputs[0]);
            case ViewScatter scatter ->
                copy(inputs[0], outputs[0].with(scatter.view().apply(outputs[0].layout())), true);
            case Selection.Gather gather -> Selections.gather(gather, inputs, outputs[0]);
            case Selection.Scatter scatter -> Selections.scatter(scatter, inputs, outputs[0]);
            case Masking masking -> Selections.masking(masking, inputs, outputs[0]);
            case RowWise rows -> rows.compute(this::run, inputs[0], outputs[0]);
            case ViewOp _, Composite _, CustomFunction _ ->
                throw new IllegalArgumentException(op.name() + " is the interpreter's work, not a backend's");
        }
    }

    private static void pointwise(Pointwise op, View[] inputs, View[] outputs) {
        Shape shape = outputs[0].shape();
        int[][] places = new int[inputs.length][];
        Spec[] specs = new Spec[inputs.length];
        for (int i = 0; i < inputs.length; i++) {
            places[i] = Places.of(inputs[i].layout().expand(shape));
            specs[i] = new Spec(inputs[i].shape(), inputs[i].dtype());
        }
        DType compute = op.computeType(op.promote(specs));
        boolean floating = compute.isFloating();
        double[][] results = new double[outputs.length][shape.numel()];
        long[][] wholes = new long[outputs.length][shape.numel()];
        for (int e = 0; e < shape.numel(); e++) {
            for (int o = 0; o < outputs.length; o++) {
                Expr formula = op.outputs().get(o);
                if (floating) {
                    double[] x = new double[inputs.length];
                    for (int i = 0; i < x.length; i++) {
                        double value = Elements.getDouble(inputs[i].storage(), inputs[i].dtype(), places[i][e]);
                        x[i] = compute == DType.FLOAT32 ? (float) value : value;
                    }
                    results[o][e] = Reference.evaluate(formula, x, op.params());
                } else {
                    long[] x = new long[inputs.length];
                    for (int i = 0; i < x.length; i++) {
                        x[i] = Elements.getLong(inputs[i].storage(), inputs[i].dtype(), places[i][e]);
                    }
                    wholes[o][e] = Reference.evaluate(formula, x, op.params());
                }
            }
        }
        for (int o = 0; o < outputs.length; o++) {
            int[] target = Places.of(outputs[o].layout());
            for (int e = 0; e < target.length; e++) {
                if (floating) {
                    Elements.setDouble(outputs[o].storage(), outputs[o].dtype(), target[e], results[o][e]);
                } else {
                    Elements.setLong(outputs[o].storage(), outputs[o].dtype(), target[e], wholes[o][e]);
                }
            }
        }
    }

    private static void copy(View from, View to, boolean add) {
        int[] source = Places.of(from.layout());
        int[] target = Places.of(to.layout());
        for (int e = 0; e < source.length; e++) {
            set(to, target[e], from, source[e], add);
        }
    }

    private static void set(View to, int target, View from, int source, boolean add) {
        if (from.dtype().isFloating()) {
            double before = add ? Elements.getDouble(to.storage(), to.dtype(), target) : 0;
            double value = Elements.getDouble(from.storage(), from.dtype(), source);
            Elements.setDouble(to.storage(), to.dtype(), target, add ? before + value : value);
        } else {
            long before = add ? Elements.getLong(to.storage(), to.dtype(), target) : 0;
            long value = Elements.getLong(from.storage(), from.dtype(), source);
            Elements.setLong(to.storage(), to.dtype(), target, before + value);
        }
    }

    private static void reduce(Reduce op, View[] inputs, View output) {
        Spec[] specs = new Spec[inputs.length];
        Shape shape = inputs[0].shape();
        for (int i = 0; i < inputs.length; i++) {
            specs[i] = new Spec(inputs[i].shape(), inputs[i].dtype());
            shape = Broadcast.of(op.name(), shape, inputs[i].shape());
        }
        int[][] places = new int[inputs.length][];
        for (int i = 0; i < inputs.length; i++) {
            places[i] = Places.of(inputs[i].layout().expand(shape));
        }
        Layout dense = Layout.dense(op.resultShape(shape, op.keepDim()));
        int[] target = Places.of(op.spread(dense, shape));
        double[] sums = new double[dense.shape().numel()];
        long[] wholes = new long[sums.length];
        boolean[] begun = new boolean[sums.length];
        if (op.reducer().combine() == Reducer.Combine.PROD) {
            Arrays.fill(sums, 1);
            Arrays.fill(wholes, 1);
        }
        for (int e = 0; e < target.length; e++) {
            double[] x = new double[inputs.length];
            long[] n = new long[inputs.length];
            for (int i = 0; i < x.length; i++) {
                x[i] = Elements.getDouble(inputs[i].storage(), inputs[i].dtype(), places[i][e]);
                n[i] = Elements.getLong(inputs[i].storage(), inputs[i].dtype(), places[i][e]);
            }
            int t = target[e];
            if (output.dtype().isFloating()) {
                double value = Reference.evaluate(op.reducer().function().body(), x);
                sums[t] = begun[t] ? combine(op, sums[t], value) : value;
            } else {
                long value = Reference.evaluate(op.reducer().function().body(), n);
                wholes[t] = begun[t] ? combine(op, wholes[t], value) : value;
            }
            begun[t] = true;
        }
        int[] out = Places.of(output.layout());
        for (int t = 0; t < out.length; t++) {
            if (output.dtype().isFloating()) {
                Elements.setDouble(output.storage(), output.dtype(), out[t], sums[t]);
            } else {
                Elements.setLong(output.storage(), output.dtype(), out[t], wholes[t]);
            }
        }
    }

    private static double combine(Reduce op, double a, double b) {
        return switch (op.reducer().combine()) {
            case SUM -> a + b;
            case PROD -> a * b;
            case MIN -> Math.min(a, b);
            case MAX -> Math.max(a, b);
        };
    }

    private static long combine(Reduce op, long a, long b) {
        return switch (op.reducer().combine()) {
            case SUM -> a + b;
            case PROD -> a * b;
            case MIN -> Math.min(a, b);
            case MAX -> Math.max(a, b);
        };
    }

    private static void argReduce(ArgReduce op, View x, View output) {
        int[] target = Places.of(output.layout());
        if (x.shape().rank() == 0) {
            Elements.setLong(output.storage(), output.dtype(), target[0], 0);
            return;
        }
        int[] starts = Places.of(x.layout().slice(op.dim(), 0, 1, 1));
        for (int t = 0; t < target.length; t++) {
            int best = 0;
            for (int i = 1; i < x.shape().size(op.dim()); i++) {
                if (beats(
                        op,
                        x,
                        starts[t] + i * x.layout().stride(op.dim()),
                        starts[t] + best * x.layout().stride(op.dim()))) {
                    best = i;
                }
            }
            Elements.setLong(output.storage(), output.dtype(), target[t], best);
        }
    }

    private static boolean beats(ArgReduce op, View x, int challenger, int holder) {
        if (x.dtype().isFloating()) {
            double a = Elements.getDouble(x.storage(), x.dtype(), challenger);
            double b = Elements.getDouble(x.storage(), x.dtype(), holder);
            return !Double.isNaN(b) && (Double.isNaN(a) || (op.largest() ? a > b : a < b));
        }
        long a = Elements.getLong(x.storage(), x.dtype(), challenger);
        long b = Elements.getLong(x.storage(), x.dtype(), holder);
        return op.largest() ? a > b : a < b;
    }

    private static void matmul(View a, View b, View output) {
        int m = output.shape().size(-2);
        int n = output.shape().size(-1);
        int inner = a.shape().size(-1);
        Shape batch = MatMul.leading(output.shape());
        int[] as = Places.of(a.layout().expand(batch.insert(batch.rank(), m).insert(batch.rank() + 1, inner)));
        int[] bs = Places.of(b.layout().expand(batch.insert(batch.rank(), inner).insert(batch.rank() + 1, n)));
        int[] out = Places.of(output.layout());
        for (int t = 0; t < out.length; t++) {
            int item = t / (m * n);
            int row = t / n % m;
            int column = t % n;
            double sum = 0;
            long whole = 0;
            for (int k = 0; k < inner; k++) {
                int pa = as[(item * m + row) * inner + k];
                int pb = bs[(item * inner + k) * n + column];
                sum += Elements.getDouble(a.storage(), a.dtype(), pa) * Elements.getDouble(b.storage(), b.dtype(), pb);
                whole += Elements.getLong(a.storage(), a.dtype(), pa) * Elements.getLong(b.storage(), b.dtype(), pb);
            }
            if (output.dtype().isFloating()) {
                Elements.setDouble(output.storage(), output.dtype(), out[t], sum);
            } else {
                Elements.setLong(output.storage(), output.dtype(), out[t], whole);
            }
        }
    }
}
