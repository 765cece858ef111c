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
        this.joined = !packed
                && task.chunks() == 1
                && task.output().dtype() == compute
                && (compute.bytes() >= 4)
                && kept.runStride(0) == 1;
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
        if (task.chunks() > 1 && results < 64) {
            for (int t = 0; t < results; t++) {
                shareChunks(t);
            }
        } else {
            int perTask = Math.max(1, Grain.task(task.work()) / task.count());
            Grain.share(task.work(), Math.ceilDiv(results, perTask), part -> {
                int to = Math.min(results, (part + 1) * perTask);
                if (joined) {
                    joinedRange(part * perTask, to);
                } else {
                    range(part * perTask, to);
                }
            });
        }
    }

    /// Leaves the joining of lanes to the kernel: see [RowSums].
    private void joinedRange(int from, int to) {
        Lanes lanes = task.lanes();
        Storage scratch = Storage.of(compute, 2 * lanes.count());
        lanes.clear(scratch, 2 * lanes.count());
        Object[] arrays = new Object[inputs.length + 2];
        int[] offsets = new int[RowSums.offsets(inputs.length)];
        arrays[0] = scratch.array();
        for (int i = 1; i <= inputs.length; i++) {
            arrays[i] = inputs[i - 1].storage().array();
            offsets[inputs.length + 2 + i] = kept.runStride(i);
        }
        arrays[inputs.length + 1] = task.output().storage().array();
        int run = kept.runLength();
        for (int t = from, count; t < to; t += count) {
            count = Math.min(to - t, run - t % run);
            for (int i = 1; i <= inputs.length; i++) {
                offsets[i] = kept.place(i, t);
            }
            offsets[inputs.length + 1] = kept.place(0, t);
            offsets[inputs.length + 2] = count;
            kernel.run(arrays, offsets, task.count(), NO_PARAMS);
        }
    }

    private void shareChunks(int result) {
        int chunks = task.chunks();
        Storage sums = Storage.of(compute, chunks);
        int perTask = Math.max(1, Grain.task(task.count()) / Reductions.CHUNK);
        Grain.share(task.count(), Math.ceilDiv(chunks, perTask), part -> {
            Scratch scratch = new Scratch();
            for (int c = part * perTask; c < Math.min(chunks, (part + 1) * perTask); c++) {
                chunk(scratch, result, c, sums);
            }
        });
        finish(sums, result);
    }

    private void range(int from, int to) {
        Scratch scratch = new Scratch();
        int chunks = task.chunks();
        Storage sums = Storage.of(compute, chunks);
        for (int t = from; t < to; t++) {
            for (int c = 0; c < chunks; c++) {
                chunk(scratch, t, c, sums);
            }
            finish(sums, t);
        }
    }

    private void finish(Storage sums, int result) {
        View output = task.output();
        task.lanes().total(sums, task.chunks(), output.storage(), output.dtype(), kept.place(0, result));
    }

    /// The buffers of one thread.
    private final class Scratch {
        private final Storage lanes = Storage.of(compute, task.lanes().count());
        private final Object[] arrays = new Object[inputs.length + 1];
        private final int[] offsets = new int[inputs.length + 1];

        Scratch() {
            arrays[0] = lanes.array();
            for (int i = 0; i < inputs.length; i++) {
                arrays[i + 1] = packed
                        ? Storage.of(inputs[i].dtype(), Math.min(Reductions.CHUNK, task.count()))
                                .array()
                        : inputs[i].storage().array();
            }
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
