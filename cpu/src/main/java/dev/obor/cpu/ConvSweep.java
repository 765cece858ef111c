package dev.obor.cpu;

import dev.obor.storage.View;

/// A convolution, or one of those of which a transposed convolution is composed, as a product of matrices: A holds
/// the weights, a row for each channel of the result; B, a matrix that is never written out, the source's patches
/// ([ConvPatches]); C the results.
///
/// The result is cut into blocks of places. For each, the tiles of all its channels run through B's columns.
final class ConvSweep {
    /// How many panels of columns are done before their results go to where they belong.
    private static final int PANELS = 4;

    private final ConvElement element;
    private final ConvTask.Image source;
    private final ConvTask.Image weights;
    private final ConvTask.Image result;
    private final View bias;
    private final ConvAxis[] axes;
    private final int groups;

    /// Channels of the source and of the result in a group.
    private final int channels;

    private final int rows;

    /// Which dim of the weights runs over the result's channels: 0, or 1 if the convolution is transposed.
    private final int rowDim;

    private final int depth;
    private final int tileRows;
    private final int vectors;
    private final ConvPatches patches;

    private ConvSweep(ConvTask task, boolean transposed, ConvAxis[] axes, View bias) {
        this.element = task.element();
        this.source = ConvTask.Image.of(transposed ? task.y() : task.x());
        this.weights = ConvTask.Image.of(task.w());
        this.result = ConvTask.Image.of(transposed ? task.x() : task.y());
        this.bias = bias;
        this.axes = axes;
        this.groups = task.geometry().groups();
        this.channels = transposed ? task.outs() : task.channels();
        this.rows = transposed ? task.channels() : task.outs();
        this.rowDim = transposed ? 1 : 0;
        this.depth = channels * axes[0].taps().length * axes[1].taps().length * axes[2].taps().length;
        this.tileRows = element.tileRows(rows);
        this.patches = new ConvPatches(element, source, axes, channels, rows);
        this.vectors = element.tileVectors(tileRows, axes[1].count() * axes[2].count());
    }

    /// Computes y.
    static void forward(ConvTask task, View bias) {
        ConvAxis[] axes = new ConvAxis[3];
        for (int d = 0; d < 3; d++) {
            axes[d] = ConvAxis.forward(
                    task.geometry(), d, task.y().shape().size(d + 2), task.w().shape().size(d + 2));
        }
        new ConvSweep(task, false, axes, bias).run();
    }

    /// Computes x, the results of each phase of the strides by themselves.
    static void transposed(ConvTask task, View bias) {
        ConvAxis[][] axes = new ConvAxis[3][];
        for (int d = 0; d < 3; d++) {
            axes[d] = ConvAxis.transposed(
                    task.geometry(), d, task.x().shape().size(d + 2), task.w().shape().size(d + 2));
        }
        for (ConvAxis z : axes[0]) {
            for (ConvAxis y : axes[1]) {
                for (ConvAxis x : axes[2]) {
                    new ConvSweep(task, true, new ConvAxis[] {z, y, x}, bias).run();
                }
            }
        }
    }

    private void run() {
        ConvBlocks blocks = patches.blocks();
        Object packed = packedWeights();
        int tiles = Math.ceilDiv(rows, tileRows);
        // With few blocks the channels are cut, too, so that every thread has something to do.
        int parts = Math.clamp(2L * Workers.threads() / ((long) blocks.count() * groups), 1, tiles);
        Workers.parallelFor(blocks.count() * groups * parts, task -> {
            int part = task % parts;
            int group = task / parts / blocks.count();
            ConvBlocks.Block block = blocks.get(task / parts % blocks.count());
            ConvElement.Scratch scratch = element.borrowScratch();
            ConvPatches.Matrix b = patches.matrix(scratch, group * channels, block);
            int first = part * tiles / parts * tileRows;
            int last = Math.min(rows, (part + 1) * tiles / parts * tileRows);
            block(scratch, packed, group, block, b, first, last);
            // A convolution that fails leaves its scratch to the collector.
            element.giveBack(scratch);
        });
    }

    /// Copies the weights so that each tile's are read one after the other, the groups one after the other.
    private Object packedWeights() {
        Object packed = element.newArray(groups * rows * depth);
        int at = 0;
        for (int group = 0; group < groups; group++) {
            for (int i = 0; i < rows; i += tileRows) {
                int height = Math.min(tileRows, rows - i);
                packTile(group, i, height, packed, at);
                at += height * depth;
            }
        }
        return packed;
    }

    private void packTile(int group, int row, int height, Object packed, int start) {
        int at = start;
        for (int c = 0; c < channels; c++) {
            int out = rowDim == 0 ? group * rows + row : group * channels + c;
            int in = rowDim == 0 ? c : row;
            for (int z : axes[0].taps()) {
                for (int y : axes[1].taps()) {
                    for (int x : axes[2].taps()) {
                        int from = weights.at(out, in, z, y, x);
                        Tiles.copy(weights.array(), from, weights.strides()[rowDim], packed, at, 1, height);
                        at += height;
                    }
                }
            }
        }
    }

    /// Computes the results of a block in the channels `first` up to `last` of a group.
    private void block(
            ConvElement.Scratch scratch,
            Object packed,
            int group,
            ConvBlocks.Block block,
            ConvPatches.Matrix b,
            int first,
            int last) {
        int width = vectors * element.lanes;
        int columns = b.columns(block);
        Object starts = starts(scratch, group, width);
        int startRow = bias == null ? 0 : width;
        int pitch = PANELS * width;
        Object sums = scratch.c((last - first) * pitch);
        for (int from = 0; from < columns; from += pitch) {
            int to = Math.min(columns, from + pitch);
            for (int q = from; q < to; q += width) {
                for (int i = first; i < last; i += tileRows) {
                    int height = Math.min(tileRows, last - i);
                    Tier<ConvTile> tile = element.tile(height, vectors);
                    tile.current()
                            .run(
                                    0,
                                    depth,
                                    packed,
                                    (group * rows + i) * depth,
                                    b.array(),
                                    b.offset() + q,
                                    b.places(),
                                    starts,
                                    i * startRow,
                                    startRow,
                                    sums,
                                    (i - first) * pitch + q - from,
                                    pitch);
                    tile.used((long) height * width * depth / 16);
                }
            }
            store(sums, pitch, group, block, b, first, last, from, to);
        }
    }

    /// The values from which the chains start: zeros, or each channel's bias as often as a tile has columns.
    private Object starts(ConvElement.Scratch scratch, int group, int width) {
        if (bias == null) {
            return element.zeros;
        }
        Object starts = scratch.a(rows * width);
        for (int i = 0; i < rows; i++) {
            int place = bias.layout().offset() + (group * rows + i) * bias.layout().stride(0);
            element.fill(starts, i * width, (i + 1) * width, bias.storage().array(), place);
        }
        return starts;
    }

    /// Copies the results in columns `from` up to `to` of a block to where they belong.
    private void store(
            Object sums,
            int pitch,
            int group,
            ConvBlocks.Block block,
            ConvPatches.Matrix b,
            int first,
            int last,
            int from,
            int to) {
        int step = axes[2].outStep() * result.strides()[4];
        int q = from;
        while (q < to) {
            int unit = b.unitPitch() == 0 ? 0 : q / b.unitPitch();
            int row = (q - unit * b.unitPitch()) / b.pitch();
            int column = (q - unit * b.unitPitch()) % b.pitch();
            int length = Math.min(block.columns() - column, to - q);
            if (row < block.rows() && length > 0) {
                int u = block.unit() + unit;
                int target = result.at(
                        u / axes[0].count(),
                        group * rows + first,
                        place(axes[0], u % axes[0].count()),
                        place(axes[1], block.row() + row),
                        place(axes[2], block.column() + column));
                for (int i = 0; i < last - first; i++) {
                    Tiles.copy(sums, i * pitch + q - from, 1, result.array(), target, step, length);
                    target += result.strides()[1];
                }
            }
            q += b.pitch() - column;
        }
    }

    private static int place(ConvAxis axis, int j) {
        return axis.outStart() + axis.outStep() * j;
    }
}
