package dev.obor.cpu;

import dev.obor.dtype.DType;
import dev.obor.layout.LoopNest;
import dev.obor.storage.Storage;
import dev.obor.tensor.Reducer;

/// Counts what holds in each of many rows of bools, as in `x.gt(bounds).sum(-1)`: for short rows a kernel call
/// for each would take longer than its elements, for long ones each element would be widened to 64 bits.
final class Counts {
    /// The longest row that is counted by a loop of its own; longer ones are worth a vector kernel's call.
    private static final int SHORT = 64;

    private Counts() {}

    static boolean fits(Reductions.Task task) {
        LoopNest kept = task.kept();
        return task.op().reducer() == Reducer.SUM
                && task.inputs()[0].dtype() == DType.BOOL
                && task.output().dtype() == DType.INT64
                && task.reduced().rank() == 1
                && task.reduced().runStride(1) == 1
                && (task.count() > SHORT || kept.rank() == 1 && kept.runStride(0) <= 1);
    }

    static void run(Reductions.Task task) {
        boolean[] values = ((Storage.Booleans) task.inputs()[0].storage()).array();
        long[] counts = ((Storage.Longs) task.output().storage()).array();
        if (task.count() > SHORT) {
            longRows(task, values, counts);
        } else {
            shortRows(task, values, counts);
        }
    }

    /// Rows may be few: each is cut into blocks, whose counts are added at the end.
    private static void longRows(Reductions.Task task, boolean[] values, long[] counts) {
        LoopNest kept = task.kept();
        int length = task.count();
        int rows = kept.numel();
        int blocks = Math.ceilDiv(length, Grain.BLOCK);
        int[] parts = new int[rows * blocks];
        Masks.COUNT.used(task.work());
        Masks.Count form = Masks.COUNT.current();
        int perTask = Math.max(1, Grain.BLOCK / length);
        Grain.share(task.work(), Math.ceilDiv(parts.length, perTask), t -> {
            for (int p = t * perTask; p < Math.min(parts.length, (t + 1) * perTask); p++) {
                int row = kept.place(1, p / blocks);
                int from = p % blocks * Grain.BLOCK;
                parts[p] = form.run(values, row + from, row + Math.min(length, from + Grain.BLOCK));
            }
        });
        for (int r = 0; r < rows; r++) {
            long sum = 0;
            for (int b = 0; b < blocks; b++) {
                sum += parts[r * blocks + b];
            }
            counts[kept.place(0, r)] = sum;
        }
    }

    private static void shortRows(Reductions.Task task, boolean[] values, long[] counts) {
        int from = task.inputs()[0].layout().offset();
        int to = task.output().layout().offset();
        int row = task.kept().runStride(1);
        int length = task.count();
        int rows = task.kept().numel();
        int perTask = Math.max(1, Grain.BLOCK / length);
        Grain.share(task.work(), Math.ceilDiv(rows, perTask), part -> {
            int end = Math.min(rows, (part + 1) * perTask);
            for (int r = part * perTask; r < end; r++) {
                counts[to + r] = count(values, from + r * row, length);
            }
        });
    }

    private static int count(boolean[] values, int start, int length) {
        int count = 0;
        for (int i = 0; i < length; i++) {
            count += values[start + i] ? 1 : 0;
        }
        return count;
    }
}
