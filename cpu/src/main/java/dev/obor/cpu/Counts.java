package dev.obor.cpu;

import dev.obor.dtype.DType;
import dev.obor.layout.LoopNest;
import dev.obor.storage.Storage;
import dev.obor.storage.View;
import dev.obor.tensor.Reducer;

/// Counts what holds in each of many short rows of bools, as in `x.gt(bounds).sum(-1)`: a kernel call for each
/// row would take longer than its elements.
final class Counts {
    /// The longest row that is counted here; longer ones are worth a vector kernel's call.
    private static final int LONGEST = 64;

    private Counts() {}

    static boolean fits(Reductions.Task task) {
        LoopNest kept = task.kept();
        return task.op().reducer() == Reducer.SUM
                && task.inputs()[0].dtype() == DType.BOOL
                && task.output().dtype() == DType.INT64
                && task.count() <= LONGEST
                && task.reduced().rank() == 1
                && task.reduced().runStride(1) == 1
                && kept.rank() == 1
                && kept.runStride(0) <= 1;
    }

    static void run(Reductions.Task task) {
        View input = task.inputs()[0];
        boolean[] values = ((Storage.Booleans) input.storage()).array();
        long[] counts = ((Storage.Longs) task.output().storage()).array();
        int from = input.layout().offset();
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
