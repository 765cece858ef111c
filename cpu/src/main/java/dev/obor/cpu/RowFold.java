package dev.obor.cpu;

import dev.obor.cpu.KernelPlan.Form;
import dev.obor.dtype.DType;
import dev.obor.layout.LoopNest;
import dev.obor.storage.Storage;
import dev.obor.storage.View;

/// Reduces one result after the other: a kernel folds runs of its elements into lanes. Elements that do not
/// lie in one dense run are packed first.
final class RowFold {
    private static final double[] NO_PARAMS = {};

    private final Reductions.Task task;
    private final View[] inputs;
    private final LoopNest kept;
    private final LoopNest reduced;
    private final DType compute;
    private final boolean packed;

    /// Whether the kernel joins the lanes: see [RowSums].
    private final boolean joined;
    private final Kernel kernel;

    RowFold(Reductions.Task task, Kernels kernels) {
        this.task = task;
        this.inputs = task.inputs();
        this.kept = task.kept();
        this.reduced = task.reduced();
        this.compute = task.lanes().compute();
        this.packed = !isOneDenseRun();
        int still = packed ? 0 : task.still(reduced);
        boolean inPlace = task.output().dtype() == compute && kept.runStride(0) == 1;
        boolean fits = compute.bytes() >= 4 && RowSums.fits(task.lanes(), inputs.length);
        for (View input : inputs) {
            // Kernels of rows load some elements of a vector, which those that convert cannot.
            fits &= !VectorConversion.knows(input.dtype(), compute);
        }
        this.joined = fits && !packed && (task.chunks() > 1 || inPlace);
        Tier<Kernel> tier = kernels.find(
                task.op().reducer(), task.lanes(), task.output(), inputs, still, joined ? Form.ROWS : Form.RUN);
        tier.used(task.work());
        this.kernel = tier.current();
    }

    private boolean isOneDenseRun() {
        boolean dense = reduced.runs() == 1;
        for (int i = 1; i <= inputs.length; i++) {
            dense &= reduced.runStride(i) <= 1;
        }
        return dense;
    }

    void run() {
        int results = kept.numel();
        int chunks = task.chunks();
        if (chunks > 1 && results < 64) {
            for (int t = 0; t < results; t++) {
                shareChunks(t);
            }
        } else {
            int perTask = Math.max(1, Grain.task(task.work()) / task.count());
            Grain.share(task.work(), Math.ceilDiv(results, perTask), part -> {
                int from = part * perTask;
                int to = Math.min(results, from + perTask);
                Scratch scratch = new Scratch();
                if (chunks == 1 && joined) {
                    rows(scratch, from, to);
                } else {
                    Storage sums = Storage.of(compute, chunks);
                    for (int t = from; t < to; t++) {
                        chunks(scratch, t, 0, chunks, sums);
                        finish(sums, t);
                    }
                }
            });
        }
    }

    private void shareChunks(int result) {
        int chunks = task.chunks();
        Storage sums = Storage.of(compute, chunks);
        int perTask = Math.max(1, Grain.task(task.count()) / Reductions.CHUNK);
        Grain.share(task.count(), Math.ceilDiv(chunks, perTask), part -> {
            int from = part * perTask;
            chunks(new Scratch(), result, from, Math.min(chunks, from + perTask), sums);
        });
        finish(sums, result);
    }

    private void finish(Storage sums, int result) {
        View output = task.output();
        task.lanes().total(sums, task.chunks(), output.storage(), output.dtype(), kept.place(0, result));
    }

    /// Folds results of one chunk each, which lie one place apart.
    private void rows(Scratch scratch, int from, int to) {
        int run = kept.runLength();
        for (int t = from, count; t < to; t += count) {
            count = Math.min(to - t, run - t % run);
            for (int i = 1; i <= inputs.length; i++) {
                scratch.row(i, kept.place(i, t), kept.runStride(i));
            }
            scratch.fold(count, task.count(), task.output().storage(), kept.place(0, t));
        }
    }

    /// Folds chunks of one result into their sums.
    private void chunks(Scratch scratch, int result, int from, int to, Storage sums) {
        if (!joined) {
            for (int c = from; c < to; c++) {
                chunk(scratch, result, c, sums);
            }
            return;
        }
        int whole = Math.max(from, Math.min(to, task.count() / Reductions.CHUNK));
        chunkRows(scratch, result, from, whole - from, Reductions.CHUNK, sums);
        chunkRows(scratch, result, whole, to - whole, task.count() % Reductions.CHUNK, sums);
    }

    /// Folds chunks of one length, the first being number `from`.
    private void chunkRows(Scratch scratch, int result, int from, int count, int length, Storage sums) {
        for (int i = 1; i <= inputs.length; i++) {
            int step = Reductions.CHUNK * reduced.runStride(i);
            scratch.row(i, kept.place(i, result) + from * step, step);
        }
        scratch.fold(count, length, sums, from);
    }

    /// The buffers of one thread.
    private final class Scratch {
        private final Storage lanes =
                Storage.of(compute, (joined ? 2 : 1) * task.lanes().count());
        private final Object[] arrays = new Object[inputs.length + (joined ? 2 : 1)];
        private final int[] offsets = new int[joined ? RowSums.offsets(inputs.length) : arrays.length];

        Scratch() {
            arrays[0] = lanes.array();
            for (int i = 0; i < inputs.length; i++) {
                arrays[i + 1] = packed
                        ? Storage.of(inputs[i].dtype(), Math.min(Reductions.CHUNK, task.count()))
                                .array()
                        : inputs[i].storage().array();
            }
            if (joined) {
                task.lanes().clear(lanes, 2 * task.lanes().count());
            }
        }

        /// Says where an input's first row begins, and how far it is to the next.
        void row(int input, int place, int step) {
            offsets[input] = place;
            offsets[inputs.length + 2 + input] = step;
        }

        /// Folds rows into results that lie one place apart.
        void fold(int rows, int length, Storage results, int place) {
            arrays[inputs.length + 1] = results.array();
            offsets[inputs.length + 1] = place;
            offsets[inputs.length + 2] = rows;
            kernel.run(arrays, offsets, length, NO_PARAMS);
        }
    }

    /// Folds one chunk of one result's elements.
    private void chunk(Scratch scratch, int result, int chunk, Storage sums) {
        int start = chunk * Reductions.CHUNK;
        int length = Math.min(Reductions.CHUNK, task.count() - start);
        task.lanes().clear(scratch.lanes, task.lanes().count());
        for (int i = 1; i <= inputs.length; i++) {
            int first = kept.place(i, result);
            if (packed) {
                int shift = first - inputs[i - 1].layout().offset();
                Object array = inputs[i - 1].storage().array();
                Tiles.gather(reduced, i, shift, array, start, length, scratch.arrays[i]);
            } else {
                scratch.offsets[i] = first + start * reduced.runStride(i);
            }
        }
        kernel.run(scratch.arrays, scratch.offsets, length, NO_PARAMS);
        task.lanes().join(scratch.lanes, length, sums, chunk);
    }
}
