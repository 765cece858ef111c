package dev.obor.cpu;

import dev.obor.dtype.DType;
import dev.obor.expr.Expr;
import dev.obor.layout.Layout;
import dev.obor.layout.LoopNest;
import dev.obor.layout.Shape;
import dev.obor.storage.View;
import dev.obor.tensor.Ops;
import dev.obor.tensor.Pointwise;
import dev.obor.tensor.Spec;
import java.util.List;
import java.util.function.IntConsumer;

/// Runs pointwise formulas over views of any strides.
///
/// Where the operands are dense, or lie still, one kernel call does it, cut into blocks. Where the innermost
/// run is dense, there is a call for each run, or for many if they are short. Else see [TiledMap].
final class Maps {
    /// The shortest run for which a call of its own is cheaper than packing.
    static final int SHORTEST_RUN = 32;

    /// The shortest run of a row kernel, of whose vectors shorter runs would leave most empty, and the longest:
    /// the call of a kernel costs longer ones nothing.
    private static final int SHORTEST_ROW = 4;

    private static final int LONGEST_ROW = 2048;

    /// The longest row that many rows share, a bias say, for which a row kernel takes longer than repeating it.
    private static final int LONGEST_REPEATED = 8;

    /// Marks the key of a row kernel.
    private static final int ROWS = 1 << Kernels.MOST_OPERANDS;

    /// Elements of a call that counts in full towards a kernel's vector form. Of shorter calls most is the call
    /// itself: a net of a few weights is trained before its kernels would have been compiled.
    private static final int WHOLE_WORK = 4096;

    private final Kernels kernels;

    Maps(Kernels kernels) {
        this.kernels = kernels;
    }

    /// Runs a pointwise operator.
    void run(Pointwise op, View[] inputs, View[] outputs) {
        if (op == Ops.COPY && inputs[1].dtype() == outputs[0].dtype()) {
            // What is overwritten is not read.
            run(Ops.CLONE, new View[] {inputs[1]}, outputs);
            return;
        }
        if (op == Ops.CLONE
                && inputs[0].dtype() == outputs[0].dtype()
                && constantsIfDense(outputs[0].shape(), inputs, outputs) < 0
                && (Transposition.run(inputs[0], outputs[0]) || RunCopies.run(inputs[0], outputs[0]))) {
            return;
        }
        DType compute = op.computeType(promoted(op, inputs));
        run(op.id(), op.name(), op.outputs(), compute, inputs, outputs, op.params());
    }

    private static DType promoted(Pointwise op, View[] inputs) {
        DType first = inputs[0].dtype();
        boolean same = !op.isMask(0);
        for (int i = 1; same && i < inputs.length; i++) {
            same = inputs[i].dtype() == first && !op.isMask(i);
        }
        if (same) {
            return first;
        }
        Spec[] specs = new Spec[inputs.length];
        for (int i = 0; i < specs.length; i++) {
            specs[i] = new Spec(inputs[i].shape(), inputs[i].dtype());
        }
        return op.promote(specs);
    }

    /// Runs formulas that have a number of their own among the kernels.
    void run(int id, String name, List<Expr> formulas, DType compute, View[] inputs, View[] outputs, double[] params) {
        Shape shape = outputs[0].shape();
        int numel = shape.numel();
        if (numel == 0) {
            return;
        }
        int constants = constantsIfDense(shape, inputs, outputs);
        if (constants >= 0) {
            Tier<Kernel> kernel = find(id, name, formulas, compute, outputs, inputs, constants, false);
            dense(kernel, inputs, outputs, constants, numel, params);
            return;
        }
        Layout[] layouts = new Layout[outputs.length + inputs.length];
        for (int i = 0; i < layouts.length; i++) {
            layouts[i] = (i < outputs.length ? outputs[i] : inputs[i - outputs.length]).layout();
        }
        LoopNest nest = LoopNest.of(shape, layouts);
        boolean rows = areRows(nest, compute, inputs, outputs);
        boolean shortRuns = !rows && nest.runLength() < SHORTEST_RUN;
        int still = stillInRuns(nest, outputs.length, layouts.length, shortRuns);
        boolean tiled = still < 0;
        if (tiled) {
            still = 0;
            for (int i = outputs.length; i < layouts.length; i++) {
                still |= nest.isConstant(i) ? 1 << (i - outputs.length) : 0;
            }
        }
        Tier<Kernel> kernel = find(id, name, formulas, compute, outputs, inputs, still, rows && !tiled);
        count(kernel, numel);
        if (rows && !tiled) {
            rows(nest, kernel.current(), inputs, outputs, params);
        } else if (tiled) {
            new TiledMap(nest, kernel.current(), arrays(inputs, outputs), outputs.length, still, params).run();
        } else {
            runs(nest, kernel.current(), inputs, outputs, params);
        }
    }

    private Tier<Kernel> find(
            int id,
            String name,
            List<Expr> formulas,
            DType compute,
            View[] outputs,
            View[] inputs,
            int constants,
            boolean rows) {
        return kernels.find(id, Kernels.key(compute, outputs, inputs, rows ? ROWS | constants : constants), () -> {
            KernelPlan plan = Kernels.plan(name, formulas, compute, outputs, inputs, constants);
            return rows ? plan.ofRows() : plan;
        });
    }

    /// Counts a call's work as far as vectors would speed it up.
    static void count(Tier<Kernel> kernel, int elements) {
        kernel.used(elements >= WHOLE_WORK ? elements : (long) elements * elements / WHOLE_WORK);
    }

    /// Returns a bit for each input that lies still at one element if all other operands are dense and of the
    /// full shape, else −1.
    private static int constantsIfDense(Shape shape, View[] inputs, View[] outputs) {
        for (View output : outputs) {
            if (!output.layout().isContiguous()) {
                return -1;
            }
        }
        int constants = 0;
        for (int i = 0; i < inputs.length; i++) {
            Layout layout = inputs[i].layout();
            if (shape.numel() != 1 && (layout.shape().numel() == 1 || layout.isStill())) {
                constants |= 1 << i;
            } else if (!layout.isContiguous() || layout.shape().numel() != shape.numel()) {
                return -1;
            }
        }
        return constants;
    }

    private static Object[] arrays(View[] inputs, View[] outputs) {
        Object[] arrays = new Object[outputs.length + inputs.length];
        for (int i = 0; i < outputs.length; i++) {
            arrays[i] = outputs[i].storage().array();
        }
        for (int i = 0; i < inputs.length; i++) {
            arrays[outputs.length + i] = inputs[i].storage().array();
        }
        return arrays;
    }

    private static void dense(
            Tier<Kernel> tier, View[] inputs, View[] outputs, int constants, int numel, double[] params) {
        Object[] arrays = arrays(inputs, outputs);
        count(tier, numel);
        Kernel kernel = tier.current();
        if (numel < Grain.SHARED) {
            denseRange(kernel, arrays, inputs, outputs, constants, 0, numel, params);
        } else {
            int length = Grain.task(numel);
            Workers.parallelFor(
                    Math.ceilDiv(numel, length),
                    task -> denseRange(
                            kernel,
                            arrays,
                            inputs,
                            outputs,
                            constants,
                            task * length,
                            Math.min(numel - task * length, length),
                            params));
        }
    }

    private static void denseRange(
            Kernel kernel,
            Object[] arrays,
            View[] inputs,
            View[] outputs,
            int constants,
            int start,
            int length,
            double[] params) {
        int[] offsets = new int[arrays.length];
        for (int i = 0; i < outputs.length; i++) {
            offsets[i] = outputs[i].layout().offset() + start;
        }
        for (int i = 0; i < inputs.length; i++) {
            boolean still = (constants >>> i & 1) != 0;
            offsets[outputs.length + i] = inputs[i].layout().offset() + (still ? 0 : start);
        }
        kernel.run(arrays, offsets, length, params);
    }

    /// Returns a bit for each input that lies still within a run if all operands are dense or still there and
    /// runs are long, else −1.
    private static int stillInRuns(LoopNest nest, int outputs, int operands, boolean shortRuns) {
        int still = 0;
        boolean direct = !shortRuns || nest.runs() == 1;
        for (int i = 0; direct && i < operands; i++) {
            int stride = nest.runStride(i);
            if (stride == 0 && i >= outputs) {
                still |= 1 << (i - outputs);
            } else {
                direct = stride == 1 || nest.runLength() == 1;
            }
        }
        return direct ? still : -1;
    }

    /// Tells whether a [TiledMap] packs a row once and goes through all others where they are.
    private static boolean repeatsRow(LoopNest nest, int operands) {
        boolean repeats = nest.runLength() <= LONGEST_REPEATED && nest.numel() >= Grain.BLOCK;
        for (int i = 0; repeats && i < operands; i++) {
            repeats = nest.isFlat(i) || nest.repeatsRuns(i);
        }
        return repeats;
    }

    /// Tells whether the innermost runs are short, and follow one another in rows long enough for a call, of
    /// operands that vectors can mask.
    private static boolean areRows(LoopNest nest, DType compute, View[] inputs, View[] outputs) {
        int run = nest.runLength();
        boolean rows = nest.rank() > 1
                && !repeatsRow(nest, inputs.length + outputs.length)
                && run >= SHORTEST_ROW
                && run <= LONGEST_ROW
                && run * nest.size(nest.rank() - 2) >= SHORTEST_RUN
                && inputs.length + outputs.length <= Kernels.MOST_OPERANDS
                && compute.bytes() >= 4;
        for (int i = 0; rows && i < inputs.length; i++) {
            rows = inputs[i].dtype() == compute;
        }
        for (int i = 0; rows && i < outputs.length; i++) {
            rows = outputs[i].dtype() == compute;
        }
        return rows;
    }

    private static void rows(LoopNest nest, Kernel kernel, View[] inputs, View[] outputs, double[] params) {
        Object[] arrays = arrays(inputs, outputs);
        int operands = arrays.length;
        int run = nest.runLength();
        int inner = nest.rank() - 2;
        int perTask = Math.max(1, Grain.task(nest.numel()) / run);
        Grain.share(nest.numel(), Math.ceilDiv(nest.runs(), perTask), task -> {
            int[] offsets = new int[RowMap.offsets(operands)];
            for (int i = 0; i < operands; i++) {
                offsets[operands + 1 + i] = nest.stride(i, inner);
            }
            int end = Math.min(nest.runs(), (task + 1) * perTask);
            for (int r = task * perTask, count; r < end; r += count) {
                count = Math.min(end - r, nest.size(inner) - r % nest.size(inner));
                for (int i = 0; i < operands; i++) {
                    offsets[i] = nest.place(i, r * run);
                }
                offsets[operands] = count;
                kernel.run(arrays, offsets, run, params);
            }
        });
    }

    private static void runs(LoopNest nest, Kernel kernel, View[] inputs, View[] outputs, double[] params) {
        Object[] arrays = arrays(inputs, outputs);
        int run = nest.runLength();
        // A task is some whole runs, or a part of one long run.
        int elements = Grain.task(nest.numel());
        int perTask = Math.max(1, elements / run);
        int parts = Math.max(1, run / elements);
        int tasks = Math.ceilDiv(nest.runs(), perTask) * parts;
        IntConsumer body = task -> {
            int[] offsets = new int[arrays.length];
            int first = task / parts * perTask;
            int from = (int) ((long) run * (task % parts) / parts);
            int to = (int) ((long) run * (task % parts + 1) / parts);
            for (int r = first; r < Math.min(first + perTask, nest.runs()); r++) {
                for (int i = 0; i < offsets.length; i++) {
                    offsets[i] = nest.place(i, r * run) + from * nest.runStride(i);
                }
                kernel.run(arrays, offsets, to - from, params);
            }
        };
        Grain.share(nest.numel(), tasks, body);
    }
}
