package dev.obor.cpu;

import dev.obor.dtype.DType;
import dev.obor.expr.Expr;
import dev.obor.expr.Fn;
import dev.obor.expr.Substitution;
import dev.obor.layout.LoopNest;
import dev.obor.storage.Elements;
import dev.obor.storage.Storage;
import dev.obor.storage.View;
import dev.obor.tensor.Reducer;
import java.util.ArrayList;
import java.util.List;

/// Reduces many neighbouring results together: a kernel adds rows of elements to rows of lanes.
final class ColumnFold {
    /// The most results that are taken together: their rows of lanes, half a megabyte, stay in the second-level
    /// cache. Long rows are read much faster than short ones cut out of them.
    private static final int WIDEST = 4096;

    /// The fewest results of a part for a thread of its own.
    private static final int NARROWEST = 256;

    /// Rows that go to the same lanes and are added in one call, one after the other: the lanes are read and
    /// written once for all of them.
    private static final int TOGETHER = 8;

    private static final double[] NO_PARAMS = {};

    private final Reductions.Task task;
    private final View[] inputs;
    private final LoopNest kept;
    private final LoopNest reduced;
    private final DType compute;
    private final int together;
    private final Kernel add;
    private final Kernel addSome;
    private final Kernel join;

    ColumnFold(Reductions.Task task, Kernels kernels) {
        this.task = task;
        this.inputs = task.inputs();
        this.kept = task.kept();
        this.reduced = task.reduced();
        this.compute = task.lanes().compute();
        Reducer reducer = task.op().reducer();
        Fn function = task.lanes().function();
        View row = new View(task.output().storage(), task.output().layout(), compute);
        View[] rows = {row};
        View[] pair = {row, row};
        Tier<Kernel> adding = adding(kernels, row, 1);
        this.together = Math.min(TOGETHER, (Kernels.MOST_OPERANDS - 2) / inputs.length);
        boolean hasMany = task.count() >= together * task.lanes().count();
        Tier<Kernel> addingSome = hasMany ? adding(kernels, row, together) : adding;
        Tier<Kernel> joining = kernels.find(
                3 * reducer.id() + 2,
                Kernels.key(compute, rows, pair, 0),
                () -> Kernels.plan(
                        reducer.name() + "Join",
                        List.of(Expr.call(function, Expr.input(0), Expr.input(1))),
                        compute,
                        rows,
                        pair,
                        0));
        addingSome.used(task.work());
        joining.used(Math.min(task.work(), task.lanes().count() * kept.numel()));
        this.add = adding.current();
        this.addSome = addingSome.current();
        this.join = joining.current();
    }

    /// Returns the kernel that adds some rows of elements to a row of lanes.
    private Tier<Kernel> adding(Kernels kernels, View row, int count) {
        Reducer reducer = task.op().reducer();
        View[] rows = {row};
        View[] operands = new View[count * inputs.length + 1];
        operands[0] = row;
        int still = 0;
        for (int r = 0; r < count; r++) {
            System.arraycopy(inputs, 0, operands, r * inputs.length + 1, inputs.length);
            still |= task.still(kept) << r * inputs.length + 1;
        }
        int bits = still;
        return kernels.find(
                3 * reducer.id() + (count == 1 ? 0 : 1),
                Kernels.key(compute, rows, operands, bits),
                () -> Kernels.plan(
                        count == 1 ? reducer.name() : reducer.name() + "Some",
                        added(reducer, task.lanes().function(), count),
                        compute,
                        rows,
                        operands,
                        bits));
    }

    /// Returns the formula of a row of lanes, input 0, to which the reduction's values of the further inputs
    /// are added in turn.
    private static List<Expr> added(Reducer reducer, Fn function, int count) {
        Expr sum = Expr.input(0);
        int next = 1;
        for (int r = 0; r < count; r++) {
            List<Expr> further = new ArrayList<>();
            for (int i = 0; i < reducer.function().arity(); i++) {
                further.add(Expr.input(next++));
            }
            sum = Expr.call(function, sum, Substitution.apply(reducer.function().body(), further));
        }
        return List.of(sum);
    }

    void run() {
        int run = kept.runLength();
        int shares = Math.clamp(Math.ceilDiv(Workers.threads(), kept.runs()), 1, Math.ceilDiv(run, NARROWEST));
        int width = Math.min(WIDEST, Math.ceilDiv(run, shares));
        int strips = Math.ceilDiv(run, width);
        Grain.share(task.work(), kept.runs() * strips, part -> {
            int first = part % strips * width;
            new Strip(Math.min(width, run - first)).reduce(part / strips * run + first);
        });
    }

    /// Neighbouring results that are computed together.
    private final class Strip {
        private final int width;
        private final int lanes = task.lanes().count();
        private final Storage rows;
        private final Object[] arrays = new Object[inputs.length + 2];
        private final int[] offsets = new int[inputs.length + 2];
        private final Object[] arraysOfSome = new Object[together * inputs.length + 2];
        private final int[] offsetsOfSome = new int[together * inputs.length + 2];

        Strip(int width) {
            this.width = width;
            this.rows = Storage.of(compute, Math.min(lanes, task.count()) * width);
            arrays[0] = rows.array();
            arrays[1] = rows.array();
            arraysOfSome[0] = rows.array();
            arraysOfSome[1] = rows.array();
            for (int i = 0; i < inputs.length; i++) {
                arrays[i + 2] = inputs[i].storage().array();
                for (int r = 0; r < together; r++) {
                    arraysOfSome[r * inputs.length + i + 2] = arrays[i + 2];
                }
            }
        }

        void reduce(int firstResult) {
            Storage sums = total(0, task.chunks(), firstResult);
            View output = task.output();
            int place = kept.place(0, firstResult);
            int stride = kept.runStride(0);
            if (output.dtype() == compute) {
                Tiles.copy(sums.array(), 0, 1, output.storage().array(), place, stride, width);
            } else {
                for (int j = 0; j < width; j++) {
                    double sum = Elements.getDouble(sums, compute, j);
                    Elements.setDouble(output.storage(), output.dtype(), place + j * stride, sum);
                }
            }
        }

        /// Returns the sums of the chunks `from` up to `to`, added pairwise, in the first row of a storage
        /// that the next call may write to.
        private Storage total(int from, int to, int firstResult) {
            if (to - from == 1) {
                chunk(from, firstResult);
                return rows;
            }
            int half = (from + to) >>> 1;
            Storage left = Storage.of(compute, width);
            System.arraycopy(total(from, half, firstResult).array(), 0, left.array(), 0, width);
            Storage right = total(half, to, firstResult);
            join.run(new Object[] {left.array(), left.array(), right.array()}, new int[3], width, NO_PARAMS);
            return left;
        }

        private void chunk(int chunk, int firstResult) {
            int start = chunk * Reductions.CHUNK;
            int length = Math.min(Reductions.CHUNK, task.count() - start);
            task.lanes().clear(rows, Math.min(lanes, length) * width);
            int added = 0;
            for (; added + together * lanes <= length; added += together * lanes) {
                for (int lane = 0; lane < lanes; lane++) {
                    addSome(lane, start + added + lane, firstResult);
                }
            }
            for (int r = added; r < length; r++) {
                offsets[0] = r % lanes * width;
                offsets[1] = offsets[0];
                place(start + r, firstResult, offsets, 2);
                add.run(arrays, offsets, width, NO_PARAMS);
            }
            joinLanes(Math.min(lanes, length));
        }

        /// Adds the rows from one on that belong to the same lanes.
        private void addSome(int lane, int row, int firstResult) {
            offsetsOfSome[0] = lane * width;
            offsetsOfSome[1] = offsetsOfSome[0];
            for (int r = 0; r < together; r++) {
                place(row + r * lanes, firstResult, offsetsOfSome, r * inputs.length + 2);
            }
            addSome.run(arraysOfSome, offsetsOfSome, width, NO_PARAMS);
        }

        /// Writes where the elements of a row begin in each input.
        private void place(int row, int firstResult, int[] places, int first) {
            for (int i = 1; i <= inputs.length; i++) {
                places[first + i - 1] = kept.place(i, firstResult)
                        + reduced.place(i, row)
                        - inputs[i - 1].layout().offset();
            }
        }

        private void joinLanes(int used) {
            Object[] both = {rows.array(), rows.array(), rows.array()};
            for (int h = lanes / 2; h > 0; h /= 2) {
                int pairs = Math.min(h, used - h);
                if (pairs > 0) {
                    // Lanes 0 … pairs − 1 and h … h + pairs − 1 lie in unbroken stretches.
                    join.run(both, new int[] {0, 0, h * width}, pairs * width, NO_PARAMS);
                }
            }
        }
    }
}
