package dev.obor.cpu;

import dev.obor.backend.Backend;
import dev.obor.dtype.DType;
import dev.obor.expr.Constants;
import dev.obor.expr.Expr;
import dev.obor.layout.Layout;
import dev.obor.layout.Places;
import dev.obor.layout.Shape;
import dev.obor.storage.Device;
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
import dev.obor.tensor.Ops;
import dev.obor.tensor.Pointwise;
import dev.obor.tensor.Reduce;
import dev.obor.tensor.Resampling;
import dev.obor.tensor.Routine;
import dev.obor.tensor.RowRoutine;
import dev.obor.tensor.RowWise;
import dev.obor.tensor.Selection;
import dev.obor.tensor.ViewOp;
import dev.obor.tensor.ViewScatter;
import java.util.List;
import java.util.Optional;

/// The fast backend for the Java heap.
public final class CpuBackend implements Backend {
    /// Elements of a tensor whose program will soon have work for matrix products.
    private static final int LARGE = 1 << 20;

    private static final List<Expr> SELF = List.of(Expr.input(0));
    private static final List<Expr> IS_NOT_ZERO = List.of(Expr.ne(Expr.input(0), Constants.ZERO));
    private static final List<Expr> ONE_IF_TRUE = List.of(Expr.where(Expr.maskInput(0), Constants.ONE, Constants.ZERO));
    private static final double[] NO_PARAMS = {};

    /// For how many pieces of rows each thread is good: enough to even out what one does more slowly.
    private static final int PIECES = 8;

    /// Elements of a block of rows: two such blocks of float32 take a quarter of the second-level cache.
    private static final int ROWS_BLOCK = 2 * Grain.BLOCK;

    private final Kernels kernels = new Kernels();
    private final Maps maps = new Maps(kernels);
    private final Maps casts = new Maps(new Kernels());
    private final Reductions reductions = new Reductions();
    private final Extremes extremes = new Extremes(reductions);
    private final Selections selections = new Selections(maps, kernels);
    private final Masks masks = new Masks(maps);
    private final Products products = new Products(this);
    private final Convolutions convolutions = new Convolutions(this);
    private final Poolings poolings = new Poolings(this);
    private final Resamplings resamplings = new Resamplings(this);

    /// Makes the backend; the service loader does.
    public CpuBackend() {}

    @Override
    public String description() {
        int bits = Vectors.bits();
        int threads = Workers.threads();
        return "cpu, " + (bits == 0 ? "scalar kernels (no Vector API)" : bits + "-bit vectors") + ", " + threads
                + (threads == 1 ? " thread" : " threads");
    }

    @Override
    public Device device() {
        return Device.CPU;
    }

    @Override
    public int priority() {
        return 10;
    }

    @Override
    public int threads() {
        return Workers.threads();
    }

    @Override
    public void setThreads(int count) {
        Workers.setThreads(count);
    }

    @Override
    public Storage allocate(DType dtype, int length) {
        if (length >= LARGE) {
            WarmUps.expectWork();
        }
        return Storage.of(dtype, length);
    }

    @Override
    public void run(Op op, View[] inputs, View[] outputs) {
        // The most frequent ones are asked for before the switch, which costs a program's start some milliseconds.
        if (op instanceof Pointwise pointwise) {
            maps.run(pointwise, inputs, outputs);
        } else if (op instanceof Reduce reduce) {
            reductions.run(reduce, inputs, outputs[0]);
        } else {
            runOther(op, inputs, outputs);
        }
    }

    /// Truth values are converted by formulas of their own, which vectors have, too; small integers in the wider
    /// type, which holds them exactly.
    private void cast(View[] inputs, View[] outputs) {
        DType from = inputs[0].dtype();
        DType to = outputs[0].dtype();
        if (from == to || from != DType.BOOL && to != DType.BOOL) {
            boolean widens = from.isIntegral() && from.bytes() < to.compute().bytes();
            casts.run(0, "to", SELF, widens ? to.compute() : from.compute(), inputs, outputs, NO_PARAMS);
        } else if (to == DType.BOOL) {
            casts.run(0, "toBool", IS_NOT_ZERO, from.compute(), inputs, outputs, NO_PARAMS);
        } else {
            casts.run(0, "ofBool", ONE_IF_TRUE, to.compute(), inputs, outputs, NO_PARAMS);
        }
    }

    private void runOther(Op op, View[] inputs, View[] outputs) {
        switch (op) {
            case Pointwise pointwise -> maps.run(pointwise, inputs, outputs);
            case Cast _ -> cast(inputs, outputs);
            case Reduce reduce -> reductions.run(reduce, inputs, outputs[0]);
            case ArgReduce reduce -> extremes.run(reduce, inputs[0], outputs[0]);
            case MatMul _ -> products.run(inputs[0], inputs[1], outputs[0]);
            case Factorization factorization -> Factorizations.run(factorization, inputs, outputs);
            case Convolution convolution -> convolutions.run(convolution, inputs, outputs[0]);
            case MaxPooling pooling -> poolings.max(pooling, inputs[0], outputs[0], outputs[1]);
            case Resampling resampling -> resamplings.run(resampling, inputs[0], outputs[0]);
            case Selection selection -> selections.run(selection, inputs, outputs[0]);
            case Masking masking -> masks.run(masking, inputs, outputs[0]);
            case RowWise rows -> rowWise(rows, inputs[0], outputs[0]);
            case ViewScatter scatter -> scatter(scatter, inputs[0], outputs[0]);
            case RowRoutine routine -> rows(routine, inputs, outputs);
            case Routine routine -> routine.run(inputs, outputs);
            case ViewOp _, Composite _, CustomFunction _ ->
                throw new IllegalArgumentException(op.name() + " is the interpreter's work, not a backend's");
        }
    }

    /// Shares the rows out in a few pieces for each thread: each has scratch memory of its own.
    private static void rows(RowRoutine op, View[] inputs, View[] outputs) {
        int numel = inputs[0].shape().numel();
        int rows = RowRoutine.rows(inputs[0].shape());
        int most = Math.min(rows, PIECES * Workers.threads());
        int tasks = Math.min(most, Math.ceilDiv(numel, Grain.BLOCK));
        Grain.share(numel, tasks, task -> {
            int from = (int) ((long) rows * task / tasks);
            int to = (int) ((long) rows * (task + 1) / tasks);
            op.run(inputs, outputs, from, to);
        });
    }

    /// Takes blocks of rows through all steps, so that these find what they need in the second-level cache. A
    /// block is small enough that its steps stay on one thread.
    private void rowWise(RowWise op, View x, View output) {
        Shape shape = x.shape();
        int size = shape.rank() == 0 ? 1 : shape.size(op.dim());
        int inner = 1;
        for (int d = op.dim() + 1; d < shape.rank(); d++) {
            inner *= shape.size(d);
        }
        int block = Math.max(1, ROWS_BLOCK / Math.max(1, size * inner));
        int outer = size * inner == 0 ? 0 : shape.numel() / (size * inner);
        Shape flat = Shape.of(outer, size, inner);
        Optional<Layout> from = x.layout().reshape(flat);
        Optional<Layout> to = output.layout().reshape(flat);
        if (outer <= block || size * inner >= Grain.SHARED || from.isEmpty() || to.isEmpty()) {
            op.compute(this::run, x, output);
            return;
        }
        int perTask = block * Math.max(1, Grain.task(shape.numel()) / ROWS_BLOCK);
        Grain.share(shape.numel(), Math.ceilDiv(outer, perTask), task -> {
            int end = Math.min(outer, (task + 1) * perTask);
            for (int first = task * perTask; first < end; first += block) {
                int rows = Math.min(block, end - first);
                View source = x.with(from.get().slice(0, first, rows, 1));
                op.compute(this::run, source, output.with(to.get().slice(0, first, rows, 1)), 1);
            }
        });
    }

    private void scatter(ViewScatter op, View source, View output) {
        View target = output.with(op.view().apply(output.layout()));
        View[] from = {source};
        if (!target.layout().overlaps()) {
            maps.run(Ops.CLONE, from, new View[] {target});
            return;
        }
        // Sums go one after another in the order of the elements, so that their bits depend on nothing else.
        View dense = source;
        if (!source.layout().isContiguous()) {
            Storage copy = allocate(source.dtype(), source.shape().numel());
            dense = new View(copy, Layout.dense(source.shape()), source.dtype());
            maps.run(Ops.CLONE, from, new View[] {dense});
        }
        int[] places = Places.of(target.layout());
        int first = dense.layout().offset();
        Object values = dense.storage().array();
        Object sums = target.storage().array();
        Moves.scatter(Selection.Combine.ADD, target.dtype(), values, first, 1, sums, places, places.length);
    }
}
