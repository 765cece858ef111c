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
import java.util.Optional;

/// Reduces many neighbouring results together: a kernel adds rows of elements to rows of lanes.
final class ColumnFold {
    /// Results that are taken together: their rows of lanes stay in the first-level cache.
    private static final int WIDTH = 256;

    private static final double[] NO_PARAMS = {};

    private final Reductions.Task task;
    private final View[] inputs;
    private final LoopNest kept;
    private final LoopNest reduced;
    private final DType compute;
    private final Kernel add;
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
        View[] operands = new View[inputs.length + 1];
        operands[0] = row;
        System.arraycopy(inputs, 0, operands, 1, inputs.length);
        View[] rows = {row};
        View[] pair = {row, row};
        int still = task.still(kept) << 1;
        Tier<Kernel> adding = kernels.find(
                2 * reducer.id(),
                Kernels.key(compute, rows, operands, still),
                () -> Kernels.plan(
                        reducer.name(), added(reducer, function), Optional.empty(), compute, rows, operands, still));
        Tier<Kernel> joining = kernels.find(
                2 * reducer.id() + 1,
                Kernels.key(compute, rows, pair, 0),
                () -> Kernels.plan(
                        reducer.name() + "Join",
                        List.of(Expr.call(function, Expr.input(0), Expr.input(1))),
                        Optional.empty(),
                        compute,
                        rows,
                        pair,
                        0));
        adding.used(task.work());
        joining.used(Math.min(task.work(), task.lanes().count() * kept.numel()));
        this.add = adding.current();
        this.join = joining.current();
    }

    /// Returns the formula of a row of lanes, input 0, with the reduction's value of the further inputs added.
    private static List<Expr> added(Reducer reducer, Fn function) {
        List<Expr> further = new ArrayList<>();
        for (int i = 1; i <= reducer.function().arity(); i++) {
            further.add(Expr.input(i));
        }
        return List.of(Expr.call(
                function, Expr.input(0), Substitution.apply(reducer.function().body(), further)));
    }

    void run() {
        int run = kept.runLength();
        int strips = Math.ceilDiv(run, WIDTH);
        Grain.share(task.work(), kept.runs() * strips, part -> {
            int first = part % strips * WIDTH;
            new Strip(Math.min(WIDTH, run - first)).reduce(part / strips * run + first);
        });
    }

    /// Neighbouring results that are computed together.
    private final class Strip {
        private final int width;
        private final int lanes = task.lanes().count();
        private final Storage rows;
        private final Object[] arrays = new Object[inputs.length + 2];
        private final int[] offsets = new int[inputs.length + 2];

        Strip(int width) {
            this.width = width;
            this.rows = Storage.of(compute, Math.min(lanes, task.count()) * width);
            arrays[0] = rows.array();
            arrays[1] = rows.array();
            for (int i = 0; i < inputs.length; i++) {
                arrays[i + 2] = inputs[i].storage().array();
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
            for (int r = 0; r < length; r++) {
                offsets[0] = r % lanes * width;
                offsets[1] = offsets[0];
                for (int i = 1; i <= inputs.length; i++) {
                    offsets[i + 1] = kept.place(i, firstResult)
                            + reduced.place(i, start + r)
                            - inputs[i - 1].layout().offset();
                }
                add.run(arrays, offsets, width, NO_PARAMS);
            }
            joinLanes(Math.min(lanes, length));
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
