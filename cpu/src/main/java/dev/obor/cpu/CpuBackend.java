package dev.obor.cpu;

import dev.obor.backend.Backend;
import dev.obor.dtype.DType;
import dev.obor.expr.Expr;
import dev.obor.layout.Layout;
import dev.obor.layout.Places;
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
import dev.obor.tensor.Selection;
import dev.obor.tensor.ViewOp;
import dev.obor.tensor.ViewScatter;
import java.util.List;

/// The fast backend for the Java heap.
public final class CpuBackend implements Backend {
    /// Elements of a tensor whose program will soon have work for matrix products.
    private static final int LARGE = 1 << 20;

    private static final List<Expr> SELF = List.of(Expr.input(0));
    private static final double[] NO_PARAMS = {};

    private final Maps maps = new Maps(new Kernels());
    private final Maps casts = new Maps(new Kernels());
    private final Reductions reductions = new Reductions();
    private final Selections selections = new Selections(maps);
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
        switch (op) {
            case Pointwise pointwise -> maps.run(pointwise, inputs, outputs);
            case Cast _ -> casts.run(0, "to", SELF, inputs[0].dtype().compute(), inputs, outputs, NO_PARAMS);
            case Reduce reduce -> reductions.run(reduce, inputs, outputs[0]);
            case ArgReduce reduce -> Extremes.run(reduce, inputs[0], outputs[0]);
            case MatMul _ -> products.run(inputs[0], inputs[1], outputs[0]);
            case Factorization factorization -> Factorizations.run(factorization, inputs, outputs);
            case Convolution convolution -> convolutions.run(convolution, inputs, outputs[0]);
            case MaxPooling pooling -> poolings.max(pooling, inputs[0], outputs[0], outputs[1]);
            case Resampling resampling -> resamplings.run(resampling, inputs[0], outputs[0]);
            case Selection selection -> selections.run(selection, inputs, outputs[0]);
            case Masking masking -> masks.run(masking, inputs, outputs[0]);
            case ViewScatter scatter -> scatter(scatter, inputs[0], outputs[0]);
            case Routine routine -> routine.run(inputs, outputs);
            case ViewOp _, Composite _, CustomFunction _ ->
                throw new IllegalArgumentException(op.name() + " is the interpreter's work, not a backend's");
        }
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
