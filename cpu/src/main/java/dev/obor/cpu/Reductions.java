package dev.obor.cpu;

import dev.obor.dtype.DType;
import dev.obor.expr.Expr;
import dev.obor.expr.Fn;
import dev.obor.layout.Broadcast;
import dev.obor.layout.Layout;
import dev.obor.layout.LoopNest;
import dev.obor.layout.Shape;
import dev.obor.storage.Elements;
import dev.obor.storage.Storage;
import dev.obor.storage.View;
import dev.obor.tensor.Reduce;
import dev.obor.tensor.Reducer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Runs reductions, in an order that is a function of the shape alone.
///
/// Note [order of a sum]. The elements that come together are numbered row-major over the reduced dims and cut into
/// chunks of 4096. Within a chunk, element i is added to lane i modulo 32 (16 for types of 8 bytes), each lane from the
/// identity on; the lanes are then added in halves, lane l and lane l + h for h = 16, 8, 4, 2, 1, as far as there are
/// elements; and the chunks' sums are added pairwise, each half of the chunks first. Two ways lead to the same bits: rows
/// fold a run of elements into the lanes of one result, columns add whole rows of elements to rows of lanes, for many
/// neighbouring results at once.
final class Reductions {
    private static final int CHUNK = 4096;

    /// Results that are taken together when columns are added: their rows of lanes stay in the first-level cache.
    private static final int COLUMNS = 256;

    /// Elements from which on sharing among threads pays.
    private static final int SHARED = 65_536;

    private static final double[] NO_PARAMS = {};

    private final Kernels folds;
    private final Kernels maps;

    Reductions() {
        this.folds = new Kernels();
        this.maps = new Kernels();
    }

    /// Runs a reduction.
    void run(Reduce op, View[] given, View output) {
        Shape shape = given[0].shape();
        for (View input : given) {
            shape = Broadcast.of(op.name(), shape, input.shape());
        }
        if (output.shape().numel() == 0) {
            return;
        }
        View[] inputs = new View[given.length];
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = given[i].with(given[i].layout().expand(shape));
        }
        new Run(op, inputs, output, shape).start();
    }

    private static Fn combine(Reducer reducer) {
        return switch (reducer.combine()) {
            case SUM -> Fn.ADD;
            case MIN -> Fn.MIN;
            case MAX -> Fn.MAX;
        };
    }

    private static Number identity(Reducer reducer, DType compute) {
        boolean largest = reducer.combine() == Reducer.Combine.MIN;
        if (reducer.combine() == Reducer.Combine.SUM) {
            return 0;
        }
        return switch (compute) {
            case FLOAT32, FLOAT64 -> largest ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
            case INT64 -> largest ? Long.MAX_VALUE : Long.MIN_VALUE;
            case INT32 -> largest ? Integer.MAX_VALUE : Integer.MIN_VALUE;
            case INT16 -> largest ? Short.MAX_VALUE : Short.MIN_VALUE;
            case INT8 -> largest ? Byte.MAX_VALUE : Byte.MIN_VALUE;
            case UINT8 -> largest ? 255 : 0;
            case BOOL -> largest ? 1 : 0;
            case FLOAT16, BFLOAT16 -> throw new IllegalStateException("no arithmetic in " + compute);
        };
    }

    /// One reduction.
    private final class Run {
        private final Reduce op;
        private final View[] inputs;
        private final View output;
        private final DType compute;
        private final LoopNest kept;
        private final LoopNest reduced;
        private final int count;
        private final int lanes;
        private final Number identity;

        Run(Reduce op, View[] inputs, View output, Shape shape) {
            this.op = op;
            this.inputs = inputs;
            this.output = output;
            this.compute = output.dtype().compute();
            this.identity = identity(op.reducer(), compute);
            this.lanes = KernelPlan.lanes(compute);
            boolean[] isReduced = new boolean[shape.rank()];
            for (int dim : op.dims()) {
                isReduced[dim] = true;
            }
            Layout[] operands = new Layout[inputs.length + 1];
            operands[0] = op.spread(output.layout(), shape);
            for (int i = 0; i < inputs.length; i++) {
                operands[i + 1] = inputs[i].layout();
            }
            this.kept = LoopNest.ordered(shape, dims(isReduced, false), operands);
            this.reduced = LoopNest.ordered(shape, dims(isReduced, true), operands);
            this.count = shape.numel() == 0 ? 0 : reduced.numel();
        }

        private int[] dims(boolean[] isReduced, boolean wanted) {
            return java.util.stream.IntStream.range(0, isReduced.length)
                    .filter(d -> isReduced[d] == wanted)
                    .toArray();
        }

        void start() {
            if (count == 0) {
                for (int t = 0; t < kept.numel(); t++) {
                    Elements.set(output.storage(), output.dtype(), kept.place(0, t), identity);
                }
            } else if (favoursColumns()) {
                columns();
            } else {
                rows();
            }
        }

        /// Columns pay where neighbouring results lie in dense rows and the elements of one result do not.
        private boolean favoursColumns() {
            boolean denseColumns = kept.runLength() >= 8;
            boolean denseRows = true;
            for (int i = 1; i <= inputs.length; i++) {
                denseColumns &= kept.runStride(i) <= 1;
                denseRows &= reduced.runStride(i) <= 1;
            }
            return denseColumns && (!denseRows || reduced.runLength() < lanes);
        }

        private int constants(LoopNest nest) {
            int constants = 0;
            for (int i = 0; i < inputs.length; i++) {
                constants |= nest.runStride(i + 1) == 0 ? 1 << i : 0;
            }
            return constants;
        }

        private int chunks() {
            return Math.ceilDiv(count, CHUNK);
        }

        private void rows() {
            boolean direct = reduced.runs() == 1;
            for (int i = 1; i <= inputs.length; i++) {
                direct &= reduced.runStride(i) <= 1;
            }
            boolean packed = !direct;
            int still = packed ? 0 : constants(reduced);
            Tier<Kernel> tier = folds.find(
                    op.reducer().id(),
                    op.name(),
                    List.of(op.reducer().function().body()),
                    Optional.of(combine(op.reducer())),
                    compute,
                    new View[] {new View(output.storage(), output.layout(), compute)},
                    inputs,
                    still);
            tier.used(Math.clamp((long) count * kept.numel(), 0, Integer.MAX_VALUE));
            Kernel kernel = tier.current();
            int chunks = chunks();
            int results = kept.numel();
            if ((long) results * count < SHARED) {
                rowRange(kernel, packed, 0, results);
            } else if (chunks == 1 || results >= 64) {
                int perTask = Math.max(1, SHARED / 4 / count);
                Workers.parallelFor(
                        Math.ceilDiv(results, perTask),
                        task -> rowRange(kernel, packed, task * perTask, Math.min(results, (task + 1) * perTask)));
            } else {
                for (int t = 0; t < results; t++) {
                    int result = t;
                    Storage sums = Storage.of(compute, chunks);
                    int perTask = 8;
                    Workers.parallelFor(Math.ceilDiv(chunks, perTask), task -> {
                        Scratch scratch = new Scratch(packed);
                        for (int c = task * perTask; c < Math.min(chunks, (task + 1) * perTask); c++) {
                            chunk(kernel, scratch, result, c, sums);
                        }
                    });
                    finish(sums, chunks, result);
                }
            }
        }

        /// The buffers of one thread.
        private final class Scratch {
            private final Storage sums = Storage.of(compute, lanes);
            private final Object[] arrays = new Object[inputs.length + 1];
            private final int[] offsets = new int[inputs.length + 1];
            private final boolean packed;

            Scratch(boolean packed) {
                this.packed = packed;
                arrays[0] = sums.array();
                for (int i = 0; i < inputs.length; i++) {
                    arrays[i + 1] = packed
                            ? Storage.of(inputs[i].dtype(), Math.min(CHUNK, count)).array()
                            : inputs[i].storage().array();
                }
            }
        }

        private void rowRange(Kernel kernel, boolean packed, int from, int to) {
            Scratch scratch = new Scratch(packed);
            int chunks = chunks();
            Storage sums = Storage.of(compute, chunks);
            for (int t = from; t < to; t++) {
                for (int c = 0; c < chunks; c++) {
                    chunk(kernel, scratch, t, c, sums);
                }
                finish(sums, chunks, t);
            }
        }

        /// Folds one chunk of one result's elements.
        private void chunk(Kernel kernel, Scratch scratch, int result, int chunk, Storage sums) {
            int start = chunk * CHUNK;
            int length = Math.min(CHUNK, count - start);
            fill(scratch.sums, lanes);
            for (int i = 1; i <= inputs.length; i++) {
                int shift = kept.place(i, result) - inputs[i - 1].layout().offset();
                if (scratch.packed) {
                    Tiles.gather(reduced, i, shift, inputs[i - 1].storage().array(), start, length, scratch.arrays[i]);
                } else {
                    scratch.offsets[i] = shift + reduced.place(i, 0) + start * reduced.runStride(i);
                }
            }
            kernel.run(scratch.arrays, scratch.offsets, length, NO_PARAMS);
            combineLanes(scratch.sums, Math.min(lanes, length), sums, chunk);
        }

        private void fill(Storage storage, int length) {
            switch (storage) {
                case Storage.Floats s -> Arrays.fill(s.array(), 0, length, identity.floatValue());
                case Storage.Doubles s -> Arrays.fill(s.array(), 0, length, identity.doubleValue());
                case Storage.Longs s -> Arrays.fill(s.array(), 0, length, identity.longValue());
                default -> {
                    for (int i = 0; i < length; i++) {
                        Elements.set(storage, compute, i, identity);
                    }
                }
            }
        }

        private void combineLanes(Storage from, int used, Storage to, int place) {
            switch (from) {
                case Storage.Floats s -> {
                    float[] v = s.array();
                    for (int h = lanes / 2; h > 0; h /= 2) {
                        for (int l = 0; l < h && l + h < used; l++) {
                            v[l] = combined(v[l], v[l + h]);
                        }
                    }
                    ((Storage.Floats) to).array()[place] = v[0];
                }
                case Storage.Doubles s -> {
                    double[] v = s.array();
                    for (int h = lanes / 2; h > 0; h /= 2) {
                        for (int l = 0; l < h && l + h < used; l++) {
                            v[l] = combined(v[l], v[l + h]);
                        }
                    }
                    ((Storage.Doubles) to).array()[place] = v[0];
                }
                default -> {
                    long total = Elements.getLong(from, compute, 0);
                    for (int l = 1; l < used; l++) {
                        total = combined(total, Elements.getLong(from, compute, l));
                    }
                    Elements.setLong(to, compute, place, total);
                }
            }
        }

        private float combined(float a, float b) {
            return switch (op.reducer().combine()) {
                case SUM -> a + b;
                case MIN -> Math.min(a, b);
                case MAX -> Math.max(a, b);
            };
        }

        private double combined(double a, double b) {
            return switch (op.reducer().combine()) {
                case SUM -> a + b;
                case MIN -> Math.min(a, b);
                case MAX -> Math.max(a, b);
            };
        }

        private long combined(long a, long b) {
            return switch (op.reducer().combine()) {
                case SUM -> a + b;
                case MIN -> Math.min(a, b);
                case MAX -> Math.max(a, b);
            };
        }

        /// Adds the chunks' sums pairwise and stores the result.
        private void finish(Storage sums, int chunks, int result) {
            int place = kept.place(0, result);
            switch (sums) {
                case Storage.Floats s ->
                    Elements.setDouble(output.storage(), output.dtype(), place, pairwise(s.array(), 0, chunks));
                case Storage.Doubles s ->
                    Elements.setDouble(output.storage(), output.dtype(), place, pairwise(s.array(), 0, chunks));
                default -> {
                    long total = Elements.getLong(sums, compute, 0);
                    for (int c = 1; c < chunks; c++) {
                        total = combined(total, Elements.getLong(sums, compute, c));
                    }
                    Elements.setLong(output.storage(), output.dtype(), place, total);
                }
            }
        }

        private float pairwise(float[] sums, int from, int to) {
            int half = (from + to) >>> 1;
            return to - from == 1 ? sums[from] : combined(pairwise(sums, from, half), pairwise(sums, half, to));
        }

        private double pairwise(double[] sums, int from, int to) {
            int half = (from + to) >>> 1;
            return to - from == 1 ? sums[from] : combined(pairwise(sums, from, half), pairwise(sums, half, to));
        }

        /// Adds rows of elements to rows of lanes.
        private void columns() {
            Expr value = op.reducer().function().body();
            // The kernel's inputs: the lane's row, then the reduction's inputs.
            List<Expr> shifted = new java.util.ArrayList<>();
            for (int i = 0; i < inputs.length; i++) {
                shifted.add(Expr.input(i + 1));
            }
            Expr combined = Expr.call(
                    combine(op.reducer()), Expr.input(0), dev.obor.expr.Substitution.apply(value, shifted));
            View lane = new View(output.storage(), output.layout(), compute);
            View[] operands = new View[inputs.length + 1];
            operands[0] = lane;
            System.arraycopy(inputs, 0, operands, 1, inputs.length);
            int still = constants(kept) << 1;
            Tier<Kernel> tier = maps.find(
                    2 * op.reducer().id(),
                    op.name(),
                    List.of(combined),
                    Optional.empty(),
                    compute,
                    new View[] {lane},
                    operands,
                    still);
            Tier<Kernel> join = maps.find(
                    2 * op.reducer().id() + 1,
                    op.name(),
                    List.of(Expr.call(combine(op.reducer()), Expr.input(0), Expr.input(1))),
                    Optional.empty(),
                    compute,
                    new View[] {lane},
                    new View[] {lane, lane},
                    0);
            int work = Math.clamp((long) count * kept.numel(), 0, Integer.MAX_VALUE);
            tier.used(work);
            join.used(work / 2);
            int run = kept.runLength();
            int strips = Math.ceilDiv(run, COLUMNS);
            int tasks = kept.runs() * strips;
            java.util.function.IntConsumer body = task -> {
                int first = task % strips * COLUMNS;
                new Strip(tier.current(), join.current(), Math.min(COLUMNS, run - first))
                        .reduce(task / strips * run + first);
            };
            if (work < SHARED) {
                for (int t = 0; t < tasks; t++) {
                    body.accept(t);
                }
            } else {
                Workers.parallelFor(tasks, body);
            }
        }

        /// Neighbouring results that are computed together.
        private final class Strip {
            private final Kernel add;
            private final Kernel join;
            private final int width;
            private final int used = Math.min(lanes, count);
            private final Storage rows;
            private final Object[] arrays = new Object[inputs.length + 2];
            private final int[] offsets = new int[inputs.length + 2];

            Strip(Kernel add, Kernel join, int width) {
                this.add = add;
                this.join = join;
                this.width = width;
                this.rows = Storage.of(compute, used * width);
                arrays[0] = rows.array();
                arrays[1] = rows.array();
                for (int i = 0; i < inputs.length; i++) {
                    arrays[i + 2] = inputs[i].storage().array();
                }
            }

            void reduce(int firstResult) {
                Object sums = total(0, chunks(), firstResult);
                Storage result = rows;
                System.arraycopy(sums, 0, result.array(), 0, width);
                int place = kept.place(0, firstResult);
                int stride = kept.runStride(0);
                if (output.dtype() == compute) {
                    Tiles.copy(result.array(), 0, 1, output.storage().array(), place, stride, width);
                } else {
                    for (int j = 0; j < width; j++) {
                        Elements.setDouble(
                                output.storage(),
                                output.dtype(),
                                place + j * stride,
                                Elements.getDouble(result, compute, j));
                    }
                }
            }

            /// Returns the sums of the chunks `from` up to `to`, added pairwise, at the start of a new or scratch array.
            private Object total(int from, int to, int firstResult) {
                if (to - from == 1) {
                    chunk(from, firstResult);
                    return rows.array();
                }
                int half = (from + to) >>> 1;
                Storage left = Storage.of(compute, width);
                System.arraycopy(total(from, half, firstResult), 0, left.array(), 0, width);
                Object right = total(half, to, firstResult);
                join.run(new Object[] {left.array(), left.array(), right}, new int[3], width, NO_PARAMS);
                return left.array();
            }

            private void chunk(int chunk, int firstResult) {
                fill(rows, used * width);
                int start = chunk * CHUNK;
                int length = Math.min(CHUNK, count - start);
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
                Object[] both = {rows.array(), rows.array(), rows.array()};
                int filled = Math.min(lanes, length);
                for (int h = lanes / 2; h > 0; h /= 2) {
                    int pairs = Math.min(h, filled - h);
                    if (pairs > 0) {
                        // Lanes 0 … pairs − 1 and h … h + pairs − 1 lie in unbroken stretches.
                        join.run(both, new int[] {0, 0, h * width}, pairs * width, NO_PARAMS);
                    }
                }
            }
        }
    }
}
