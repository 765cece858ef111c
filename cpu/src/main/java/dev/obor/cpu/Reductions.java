package dev.obor.cpu;

import dev.obor.cpu.KernelPlan.Form;
import dev.obor.dtype.DType;
import dev.obor.layout.Broadcast;
import dev.obor.layout.Layout;
import dev.obor.layout.LoopNest;
import dev.obor.layout.Shape;
import dev.obor.storage.Elements;
import dev.obor.storage.Storage;
import dev.obor.storage.View;
import dev.obor.tensor.Reduce;
import dev.obor.tensor.Reducer;

/// Runs reductions, in an order that is a function of the shape alone.
///
/// Note [order of a sum]. The elements that come together are numbered row-major over the reduced dims and
/// cut into chunks of 4096. Within a chunk, element i is added to lane i modulo 32 (16 for types of 8 bytes),
/// each lane from the identity on; the lanes are then added in halves, lane l and lane l + h for h = 16, 8,
/// 4, 2, 1, as far as there are elements; and the chunks' sums are added pairwise, each half of the chunks
/// first. Three ways lead to the same bits: [RowFold] folds runs of elements into the lanes of a result,
/// [ColumnFold] adds whole rows of elements to rows of lanes, for many neighbouring results at once, and
/// [ColumnSums] does so for a vector of results after the other, whose lanes stay in the first-level cache.
final class Reductions {
    /// Elements whose sum is formed by one set of lanes.
    static final int CHUNK = 4096;

    private static final double[] NO_PARAMS = {};

    private final Kernels rows = new Kernels();
    private final Kernels columns = new Kernels();

    /// What the two ways need to know of one reduction.
    ///
    /// @param inputs expanded to the full shape
    /// @param kept the dims that stay; the operands are the output, then the inputs
    /// @param reduced the dims that go, with the same operands
    /// @param count the number of elements that come together in one result
    record Task(Reduce op, Lanes lanes, View[] inputs, View output, LoopNest kept, LoopNest reduced, int count) {
        /// Returns a bit for each input that lies still along the runs of a nest.
        int still(LoopNest nest) {
            int bits = 0;
            for (int i = 0; i < inputs.length; i++) {
                bits |= nest.runStride(i + 1) == 0 ? 1 << i : 0;
            }
            return bits;
        }

        /// Returns the number of elements in all, at most an int's.
        int work() {
            return Math.clamp((long) count * kept.numel(), 0, Integer.MAX_VALUE);
        }

        /// Returns the number of chunks of a result.
        int chunks() {
            return Math.ceilDiv(count, CHUNK);
        }
    }

    /// Runs a reduction.
    void run(Reduce op, View[] given, View output) {
        Shape shape = given[0].shape();
        for (View input : given) {
            shape = Broadcast.of(op.name(), shape, input.shape());
        }
        if (output.shape().numel() == 0 || foldWhole(op, given, output, shape)) {
            return;
        }
        Task task = task(op, given, output, shape);
        if (task.count() == 0) {
            for (int t = 0; t < task.kept().numel(); t++) {
                int place = task.kept().place(0, t);
                Elements.set(
                        output.storage(), output.dtype(), place, task.lanes().identity());
            }
        } else if (Counts.fits(task)) {
            Counts.run(task);
        } else if (favoursColumns(task)) {
            if (ColumnSums.fits(task)) {
                new ColumnSums(task, rows).run();
            } else {
                new ColumnFold(task, columns).run();
            }
        } else {
            new RowFold(task, rows).run();
        }
    }

    /// Reduces dense inputs of one chunk at most to a single number, in the order of [RowFold] and without its
    /// plans, which take longer than so few elements; tells whether it did.
    private boolean foldWhole(Reduce op, View[] inputs, View output, Shape shape) {
        int count = shape.numel();
        boolean fits = count > 0 && count <= CHUNK && op.dims().length == shape.rank();
        for (int i = 0; fits && i < inputs.length; i++) {
            fits = inputs[i].layout().isContiguous() && inputs[i].shape().numel() == count;
        }
        if (!fits) {
            return false;
        }
        Reducer reducer = op.reducer();
        DType compute = output.dtype().compute();
        Lanes way = new Lanes(reducer.combine(), compute);
        Storage lanes = Storage.of(compute, way.count());
        if (reducer.combine() != Reducer.Combine.SUM) {
            way.clear(lanes, way.count());
        }
        Tier<Kernel> tier = rows.find(reducer, way, output, inputs, 0, Form.RUN);
        Maps.count(tier, count);
        Object[] arrays = new Object[inputs.length + 1];
        int[] offsets = new int[inputs.length + 1];
        arrays[0] = lanes.array();
        for (int i = 0; i < inputs.length; i++) {
            arrays[i + 1] = inputs[i].storage().array();
            offsets[i + 1] = inputs[i].layout().offset();
        }
        tier.current().run(arrays, offsets, count, NO_PARAMS);
        int place = output.layout().offset();
        if (output.dtype() == compute) {
            way.join(lanes, count, output.storage(), place);
        } else {
            way.join(lanes, count, lanes, 0);
            way.total(lanes, 1, output.storage(), output.dtype(), place);
        }
        return true;
    }

    private static Task task(Reduce op, View[] given, View output, Shape shape) {
        View[] inputs = new View[given.length];
        Layout[] operands = new Layout[given.length + 1];
        operands[0] = op.spread(output.layout(), shape);
        for (int i = 0; i < inputs.length; i++) {
            boolean whole = given[i].shape().equals(shape);
            inputs[i] = whole ? given[i] : given[i].with(given[i].layout().expand(shape));
            operands[i + 1] = inputs[i].layout();
        }
        LoopNest kept = LoopNest.ordered(shape, others(op.dims(), shape.rank()), operands);
        LoopNest reduced = LoopNest.ordered(shape, op.dims(), operands);
        Lanes lanes = new Lanes(op.reducer().combine(), output.dtype().compute());
        return new Task(op, lanes, inputs, output, kept, reduced, shape.numel() == 0 ? 0 : reduced.numel());
    }

    /// Returns the dims of a rank that are not among the ascending `dims`.
    private static int[] others(int[] dims, int rank) {
        int[] others = new int[rank - dims.length];
        int count = 0;
        for (int d = 0, next = 0; d < rank; d++) {
            if (next < dims.length && dims[next] == d) {
                next++;
            } else {
                others[count++] = d;
            }
        }
        return others;
    }

    /// Columns pay where neighbouring results lie in dense rows and the elements of one result do not.
    private static boolean favoursColumns(Task task) {
        boolean denseColumns = task.kept().runLength() >= 8;
        boolean denseRows = task.reduced().runLength() >= task.lanes().count();
        for (int i = 1; i <= task.inputs().length; i++) {
            denseColumns &= task.kept().runStride(i) <= 1;
            denseRows &= task.reduced().runStride(i) <= 1;
        }
        return denseColumns && !denseRows;
    }
}
