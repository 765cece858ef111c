package dev.obor.cpu;

import dev.obor.cpu.KernelPlan.Form;
import dev.obor.dtype.DType;
import dev.obor.layout.LoopNest;
import dev.obor.storage.Storage;
import dev.obor.storage.View;

/// Reduces neighbouring results together where they and their elements are few: one call of a kernel takes all
/// rows of a block, whose columns become its results. Larger blocks are the work of [ColumnFold].
///
/// The operands of such kernels are room for the lanes of a vector of columns, and identities behind them; then
/// the inputs; then the results. What follows the offsets of the operands is as in [RowSums].
final class ColumnSums {
    /// The most rows: a cache line or two of each stay in the first-level cache while the lanes are taken.
    private static final int MOST_ROWS = 256;

    /// The most elements of a block: half a megabyte, which stays in the second-level cache.
    private static final int MOST_ELEMENTS = 1 << 17;

    private static final int WIDEST_VECTOR = 64;
    private static final double[] NO_PARAMS = {};

    private final Reductions.Task task;
    private final View[] inputs;
    private final LoopNest kept;
    private final DType compute;
    private final Kernel kernel;

    ColumnSums(Reductions.Task task, Kernels kernels) {
        this.task = task;
        this.inputs = task.inputs();
        this.kept = task.kept();
        this.compute = task.lanes().compute();
        Tier<Kernel> tier = kernels.find(task.op().reducer(), task.lanes(), task.output(), inputs, 0, Form.COLUMNS);
        tier.used(task.work());
        this.kernel = tier.current();
    }

    /// Tells whether the kernels can take a reduction's blocks.
    static boolean fits(Reductions.Task task) {
        LoopNest kept = task.kept();
        DType compute = task.lanes().compute();
        boolean fits = task.chunks() == 1
                && compute.bytes() >= 4
                && task.output().dtype() == compute
                && task.reduced().runs() == 1
                && kept.runLength() >= WIDEST_VECTOR / compute.bytes()
                && task.count() <= MOST_ROWS
                && (long) task.count() * kept.runLength() <= MOST_ELEMENTS
                && kept.runStride(0) == 1;
        for (int i = 1; i <= task.inputs().length; i++) {
            fits &= kept.runStride(i) == 1 && task.inputs()[i - 1].dtype() == compute;
        }
        return fits;
    }

    void run() {
        int blocks = kept.runs();
        int perTask = Math.max(1, Grain.task(task.work()) / (task.count() * kept.runLength()));
        Grain.share(
                task.work(),
                Math.ceilDiv(blocks, perTask),
                part -> range(part * perTask, Math.min(blocks, (part + 1) * perTask)));
    }

    private void range(int from, int to) {
        Object[] arrays = new Object[inputs.length + 2];
        int[] offsets = new int[RowSums.offsets(inputs.length)];
        Lanes lanes = task.lanes();
        Storage room = Storage.of(compute, (lanes.count() + 1) * WIDEST_VECTOR / compute.bytes());
        lanes.clear(room, (lanes.count() + 1) * WIDEST_VECTOR / compute.bytes());
        arrays[0] = room.array();
        arrays[inputs.length + 1] = task.output().storage().array();
        offsets[inputs.length + 2] = task.count();
        for (int i = 1; i <= inputs.length; i++) {
            arrays[i] = inputs[i - 1].storage().array();
            offsets[inputs.length + 2 + i] = task.reduced().runStride(i);
        }
        int width = kept.runLength();
        for (int block = from; block < to; block++) {
            for (int i = 0; i <= inputs.length; i++) {
                offsets[i == 0 ? inputs.length + 1 : i] = kept.place(i, block * width);
            }
            kernel.run(arrays, offsets, width, NO_PARAMS);
        }
    }
}
