package dev.obor.cpu;

import dev.obor.storage.View;
import java.util.ArrayList;
import java.util.List;

/// A convolution, or some of those of which a transposed convolution is composed, as a product of matrices: A
/// holds the weights, a row for each channel of the result; B, a matrix that is never written out, the
/// source's patches ([ConvPatches]); C the results.
///
/// The result is cut into blocks of places. For each, the tiles of all its channels run through B's columns,
/// as many of the source's channels at a time as fit near the processor.
final class ConvSweep {
    /// How many panels of columns are done before their results go to where they belong.
    private static final int PANELS = 4;

    private final ConvElement element;
    private final ConvTask.Image source;
    private final ConvTask.Image weights;
    private final ConvTask.Image result;
    private final View bias;

    /// What the kernel does along each dim. Where several convolutions read the same places, as the phases of
    /// a transposed one do whose kernel is as long as its stride, they are done together: the rows of A are
    /// those of all.
    private final List<ConvAxis[]> parts;

    private final ConvAxis[] axes;
    private final int groups;

    /// Channels of the source and of the result in a group.
    private final int channels;

    private final int outs;
    private final int rows;

    /// Which dim of the weights runs over the result's channels: 0, or 1 if the convolution is transposed.
    private final int rowDim;

    private final int kernel;
    private final int depth;
    private final int tileRows;
    private final int vectors;
    private final ConvPatches patches;

    private ConvSweep(ConvTask task, boolean transposed, List<ConvAxis[]> parts, View bias) {
        this.element = task.element();
        this.source = ConvTask.Image.of(transposed ? task.y() : task.x());
        this.weights = ConvTask.Image.of(task.w());
        this.result = ConvTask.Image.of(transposed ? task.x() : task.y());
        this.bias = bias;
        this.parts = parts;
        this.axes = parts.getFirst();
        this.groups = task.geometry().groups();
        this.channels = transposed ? task.outs() : task.channels();
        this.outs = transposed ? task.channels() : task.outs();
        this.rows = outs * parts.size();
        this.rowDim = transposed ? 1 : 0;
        this.kernel = axes[0].taps().length * axes[1].taps().length * axes[2].taps().length;
        this.depth = channels * kernel;
        this.tileRows = element.tileRows(rows);
        this.patches = new ConvPatches(element, source, axes, channels, rows);
        this.vectors = element.tileVectors(
                tileRows, axes[1].count() * axes[2].count() * patches.blocks().blockUnits());
    }

    /// Computes y.
    static void forward(ConvTask task, View bias) {
        ConvAxis[] axes = new ConvAxis[3];
        for (int d = 0; d < 3; d++) {
            axes[d] = ConvAxis.forward(
                    task.geometry(),
                    d,
                    task.y().shape().size(d + 2),
                    task.w().shape().size(d + 2));
        }
        new ConvSweep(task, false, List.<ConvAxis[]>of(axes), bias).run();
    }

    /// Computes x, the results of each phase of the strides by themselves.
    static void transposed(ConvTask task, View bias) {
        List<List<ConvAxis[]>> sweeps = new ArrayList<>();
        ConvAxis[][] axes = new ConvAxis[3][];
        for (int d = 0; d < 3; d++) {
            axes[d] = ConvAxis.transposed(
                    task.geometry(),
                    d,
                    task.x().shape().size(d + 2),
                    task.w().shape().size(d + 2));
        }
        for (ConvAxis z : axes[0]) {
            for (ConvAxis y : axes[1]) {
                for (ConvAxis x : axes[2]) {
                    add(sweeps, new ConvAxis[] {z, y, x});
                }
            }
        }
        sweeps.forEach(parts -> new ConvSweep(task, true, parts, bias).run());
    }

    private static void add(List<List<ConvAxis[]>> sweeps, ConvAxis[] axes) {
        for (List<ConvAxis[]> parts : sweeps) {
            boolean same = true;
            for (int d = 0; d < 3; d++) {
                same &= axes[d].readsAs(parts.getFirst()[d]);
            }
            if (same) {
                parts.add(axes);
                return;
            }
        }
        sweeps.add(new ArrayList<>(List.<ConvAxis[]>of(axes)));
    }

    private void run() {
        ConvBlocks blocks = patches.blocks();
        int tiles = Math.ceilDiv(rows, tileRows);
        Object packed = element.newArray(groups * rows * depth);
        Workers.parallelFor(groups * tiles, i -> packTile(i / tiles, i % tiles * tileRows, packed));
        // With few blocks the channels are cut, too, so that every thread has something to do.
        int shares = Math.clamp(2L * Workers.threads() / ((long) blocks.count() * groups), 1, tiles);
        Workers.parallelFor(blocks.count() * groups * shares, task -> {
            int share = task % shares;
            ConvElement.Scratch scratch = element.borrowScratch();
            block(
                    scratch,
                    packed,
                    task / shares / blocks.count(),
                    blocks.get(task / shares % blocks.count()),
                    share * tiles / shares * tileRows,
                    Math.min(rows, (share + 1) * tiles / shares * tileRows));
            // A convolution that fails leaves its scratch to the collector.
            element.giveBack(scratch);
        });
    }

    /// Copies a tile's weights so that they are read one after the other.
    private void packTile(int group, int row, Object packed) {
        int height = Math.min(tileRows, rows - row);
        int start = (group * rows + row) * depth;
        for (int i = row; i < row + height; ) {
            // The rows up to the part's last, whose weights lie side by side or in steps.
            ConvAxis[] part = parts.get(i / outs);
            int together = Math.min(row + height - i, outs - i % outs);
            packRows(part, group, i % outs, together, packed, start + i - row, height);
            i += together;
        }
    }

    private void packRows(ConvAxis[] part, int group, int first, int count, Object packed, int start, int height) {
        int at = start;
        int out = rowDim == 0 ? group * outs + first : group * channels;
        int in = rowDim == 0 ? 0 : first;
        int step = weights.strides()[1 - rowDim];
        for (int z : part[0].taps()) {
            for (int y : part[1].taps()) {
                for (int x : part[2].taps()) {
                    int from = weights.at(out, in, z, y, x);
                    for (int c = 0, to = at; c < channels; c++, to += kernel * height, from += step) {
                        element.copyFew(count, weights.array(), from, weights.strides()[rowDim], packed, to);
                    }
                    at += height;
                }
            }
        }
    }

    /// Computes the results of a block in the rows `first` up to `last` of a group.
    private void block(
            ConvElement.Scratch scratch, Object packed, int group, ConvBlocks.Block block, int first, int last) {
        int width = vectors * element.lanes;
        Object starts = starts(scratch, group, width);
        int chunk = patches.chunk;
        for (int c = 0; c == 0 || c < channels; c += chunk) {
            int count = Math.min(chunk, channels - c);
            ConvPatches.Matrix b = patches.matrix(scratch, group, c, count, block);
            // What lies between two units is left out where that saves tiles.
            int columns = b.columns(block.units(), block);
            int unit = b.columns(1, block);
            boolean isApart = block.units() > 1 && Math.ceilDiv(unit, width) * width < b.unitPitch();
            int stretches = isApart ? block.units() : 1;
            int length = isApart ? unit : columns;
            boolean isWhole = count == channels;
            int stretch = isWhole ? PANELS * width : Math.ceilDiv(length, width) * width;
            int pitch = isWhole ? stretch : stretches * stretch;
            Object sums = scratch.c((last - first) * pitch);
            Run run = new Run(packed, group, b, starts, sums, pitch, c * kernel, (c + count) * kernel);
            for (int u = 0; u < stretches; u++) {
                int start = u * b.unitPitch();
                int at = isWhole ? 0 : u * stretch;
                for (int from = start; from < start + length; from += stretch) {
                    int to = Math.min(start + length, from + stretch);
                    run.tiles(first, last, from, to, at);
                    if (c + count == channels) {
                        store(run, block, first, last, from, to, at);
                    }
                }
            }
        }
    }

    /// Some steps of the sums of a block.
    private final class Run {
        private final Object packed;
        private final int group;
        private final ConvPatches.Matrix b;
        private final Object starts;
        private final Object sums;
        private final int pitch;
        private final int begin;
        private final int end;

        Run(Object packed, int group, ConvPatches.Matrix b, Object starts, Object sums, int pitch, int begin, int end) {
            this.packed = packed;
            this.group = group;
            this.b = b;
            this.starts = starts;
            this.sums = sums;
            this.pitch = pitch;
            this.begin = begin;
            this.end = end;
        }

        /// Runs the tiles of the rows `first` up to `last` and the columns `from` up to `to`, whose sums
        /// begin at `place` in each row of the array of sums.
        void tiles(int first, int last, int from, int to, int place) {
            int width = vectors * element.lanes;
            for (int q = from; q < to; q += width) {
                for (int i = first; i < last; i += tileRows) {
                    int height = Math.min(tileRows, last - i);
                    Tier<ConvTile> tile = element.tile(height, vectors);
                    int at = place + (i - first) * pitch + q - from;
                    int startRow = bias == null ? 0 : width;
                    tile.current()
                            .run(
                                    begin,
                                    end,
                                    packed,
                                    (group * rows + i) * depth,
                                    b.array(),
                                    b.offset() + q,
                                    b.places(),
                                    begin == 0 ? starts : sums,
                                    begin == 0 ? i * startRow : at,
                                    begin == 0 ? startRow : pitch,
                                    sums,
                                    at,
                                    pitch);
                    tile.used((long) height * width * (end - begin) / 16);
                }
            }
        }
    }

    /// The values from which the chains start: zeros, or each channel's bias as often as a tile has columns.
    private Object starts(ConvElement.Scratch scratch, int group, int width) {
        if (bias == null) {
            return element.zeros;
        }
        Object starts = scratch.a(rows * width);
        for (int i = 0; i < rows; i++) {
            int place = bias.layout().offset()
                    + (group * outs + i % outs) * bias.layout().stride(0);
            element.fill(starts, i * width, (i + 1) * width, bias.storage().array(), place);
        }
        return starts;
    }

    /// Copies the results in columns `from` up to `to` of a block to where they belong.
    ///
    /// @param at where those begin in each row of the array of sums
    private void store(Run run, ConvBlocks.Block block, int first, int last, int from, int to, int at) {
        ConvPatches.Matrix b = run.b;
        int q = from;
        while (q < to) {
            int unit = q / b.unitPitch();
            int row = (q - unit * b.unitPitch()) / b.pitch();
            int column = (q - unit * b.unitPitch()) % b.pitch();
            int length = Math.min(block.columns() - column, to - q);
            int count = 1;
            if (row < block.rows() && length > 0) {
                if (length == block.columns()) {
                    count = Math.min(block.rows() - row, (to - q - length) / b.pitch() + 1);
                }
                int[] place = {block.unit() + unit, block.row() + row, block.column() + column};
                for (int i = first; i < last; i++) {
                    int sum = at + (i - first) * run.pitch + q - from;
                    storeRows(run.sums, sum, b.pitch(), count, length, run.group, i, place);
                }
            }
            q += count * b.pitch() - column;
        }
    }

    /// Copies neighbouring results of a channel, in one row or from the start of several.
    ///
    /// @param place unit, row and column of the first
    private void storeRows(Object sums, int at, int pitch, int count, int length, int group, int i, int... place) {
        ConvAxis[] part = parts.get(i / outs);
        int step = part[2].outStep() * result.strides()[4];
        int rowStep = part[1].outStep() * result.strides()[3];
        int target = result.at(
                place[0] / axes[0].count(),
                group * outs + i % outs,
                part[0].place(place[0] % axes[0].count()),
                part[1].place(place[1]),
                part[2].place(place[2]));
        if (step == 1) {
            Tiles.copyRows(count, length, sums, at, pitch, result.array(), target, rowStep);
        } else {
            for (int r = 0; r < count; r++) {
                Tiles.copy(sums, at + r * pitch, 1, result.array(), target + r * rowStep, step, length);
            }
        }
    }
}
