package dev.obor.cpu;

import java.util.ArrayList;
import java.util.List;

/// The gradient of a convolution's weights as a product of matrices: A holds y, a row for each of its
/// channels in a group; B, x; both run over (batch, y's places). C holds the weights, a column for each
/// (kernel's place, channel of x).
///
/// B is not written out: x is copied with its padding and with its channels side by side. Then the columns of
/// neighbouring places of the kernel are neighbours, too, and the row of y's place q begins where the kernel,
/// laid on q, does. With few channels such neighbours are few, and a vector of them is mostly empty; then B
/// is written out.
final class ConvWeights {
    /// The copy of an element of a B that is written out takes 1.5 ns, in units of a step of a row of
    /// results: what it must save.
    private static final double COPY_COST = 1.5 * 120;

    private final ConvElement element;
    private final ConvTask.Image x;
    private final ConvTask.Image w;
    private final ConvTask.Image y;
    private final ConvAxis[] axes;
    private final int groups;
    private final int channels;
    private final int rows;
    private final int tileRows;
    private final boolean isWritten;
    private final ConvImages images;
    private final ConvBlocks blocks;
    private final List<Run> runs;

    /// The columns of C, each run's filled up to whole vectors.
    private final int columns;

    /// Columns whose elements lie side by side in B: all channels at some of the kernel's places.
    ///
    /// @param place of the first in B
    /// @param column the first, in C
    /// @param length how many columns
    /// @param tap the first of the kernel's places
    /// @param step from one of the kernel's places to the next
    private record Run(int place, int column, int length, int tap, int step) {}

    private ConvWeights(ConvTask task) {
        this.element = task.element();
        this.x = ConvTask.Image.of(task.x());
        this.w = ConvTask.Image.of(task.w());
        this.y = ConvTask.Image.of(task.y());
        this.axes = new ConvAxis[3];
        for (int d = 0; d < 3; d++) {
            axes[d] = ConvAxis.forward(task.geometry(), d, y.sizes()[d + 2], w.sizes()[d + 2]);
        }
        this.groups = task.geometry().groups();
        this.channels = task.channels();
        this.rows = task.outs();
        this.tileRows = element.tileRows(rows);
        this.images = ConvImages.shared(axes);
        int kernel = images.taps().length * channels;
        List<Run> shared = runs(0, 0);
        int wide = shared.getLast().column + whole(shared.getLast().length);
        this.isWritten = rows * ((double) wide / kernel - 1) > COPY_COST;
        this.columns = isWritten ? whole(kernel) : wide;
        this.blocks = ConvBlocks.of(
                        x.sizes()[0] * axes[0].count(),
                        axes[1].count(),
                        axes[2].count(),
                        isWritten ? 0 : images.moreRows(),
                        isWritten ? 0 : images.moreColumns(),
                        (long) channels * (isWritten ? images.taps().length : images.images().length) * element.bytes)
                .inOrder();
        this.runs = isWritten ? List.of(new Run(0, 0, kernel, 0, 1)) : runs(imageLength(), pitch());
    }

    /// Computes w.
    static void run(ConvTask task) {
        ConvWeights weights = new ConvWeights(task);
        Workers.parallelFor(weights.groups, weights::group);
    }

    private int whole(int length) {
        return Math.ceilDiv(length, element.lanes) * element.lanes;
    }

    /// The runs in images of a length, whose lines lie a pitch apart.
    private List<Run> runs(int imageLength, int pitch) {
        ConvAxis axis = axes[2];
        List<Run> result = new ArrayList<>();
        int column = 0;
        for (int t = 0; t < images.taps().length; t += axis.taps().length) {
            for (int phase : axis.phases()) {
                for (int i = 0; i < axis.taps().length; i++) {
                    if (axis.phase(i) == phase) {
                        int last = i;
                        int count = 1;
                        int step = 1;
                        for (int k = i + 1; k < axis.taps().length; k++) {
                            if (axis.phase(k) == phase && axis.whole(k) == axis.whole(last) + 1) {
                                step = k - last;
                                last = k;
                                count++;
                            }
                        }
                        int[] tap = images.taps()[t + i];
                        int place = tap[0] * imageLength + (tap[1] * pitch + tap[2]) * channels;
                        result.add(new Run(place, column, count * channels, t + i, step));
                        column += whole(count * channels);
                        i = last;
                    }
                }
            }
        }
        return result;
    }

    private int pitch() {
        return blocks.blockColumns() + images.moreColumns();
    }

    private int imageLength() {
        return blocks.blockUnits() * (blocks.blockRows() + images.moreRows()) * pitch() * channels;
    }

    /// Computes the weights of a group.
    private void group(int group) {
        ConvElement.Scratch scratch = element.borrowScratch();
        Object sums = scratch.c(rows * columns);
        element.zero(sums, 0, rows * columns);
        for (int i = 0; i < blocks.count(); i++) {
            block(scratch, sums, group, blocks.get(i));
        }
        if (isWritten) {
            storeWritten(group, sums);
        } else {
            runs.forEach(run -> store(run, group, sums));
        }
        element.giveBack(scratch);
    }

    private void block(ConvElement.Scratch scratch, Object sums, int group, ConvBlocks.Block block) {
        int depth = block.units() * block.rows() * block.columns();
        Object a = scratch.a(rows * depth);
        Object b = isWritten ? written(scratch, group, block) : packed(scratch, group, block);
        int[] places = places(block);
        int tiles = Math.ceilDiv(rows, tileRows);
        Workers.parallelFor(tiles, i -> packY(group, block, i * tileRows, a, depth));
        Workers.parallelFor(runs.size() * tiles, part -> {
            int row = part % tiles * tileRows;
            multiply(runs.get(part / tiles), row, Math.min(tileRows, rows - row), a, b, places, sums);
        });
    }

    private void multiply(Run run, int row, int height, Object a, Object b, int[] places, Object sums) {
        int most = element.tileVectors(tileRows, run.length);
        int vectors = most;
        for (int q = 0; q < run.length; q += vectors * element.lanes) {
            vectors = Math.min(most, Math.ceilDiv(run.length - q, element.lanes));
            Tier<ConvTile> tile = element.tile(height, vectors);
            int at = row * columns + run.column + q;
            int from = row * places.length;
            tile.current()
                    .run(0, places.length, a, from, b, run.place + q, places, sums, at, columns, sums, at, columns);
            tile.used((long) height * vectors * element.lanes * places.length / 16);
        }
    }

    /// Where the rows of B begin for the first column.
    private int[] places(ConvBlocks.Block block) {
        int[] places = new int[block.units() * block.rows() * block.columns()];
        int p = 0;
        for (int u = 0; u < block.units(); u++) {
            for (int r = 0; r < block.rows(); r++) {
                int line = (u * (block.rows() + images.moreRows()) + r) * pitch();
                for (int c = 0; c < block.columns(); c++) {
                    places[p] = isWritten ? p * images.taps().length * channels : (line + c) * channels;
                    p++;
                }
            }
        }
        return places;
    }

    /// Copies what a block needs of x, the channels side by side.
    private Object packed(ConvElement.Scratch scratch, int group, ConvBlocks.Block block) {
        int each = images.images().length;
        Object packed = scratch.b(each * imageLength() + 8 * element.lanes);
        int lines = block.rows() + images.moreRows();
        Workers.parallelFor(each * block.units() * lines, i -> {
            int image = i / lines / block.units();
            int start = image * imageLength() + i % (lines * block.units()) * pitch() * channels;
            packLine(images.images()[image], group, block, i / lines % block.units(), i % lines, packed, start);
        });
        return packed;
    }

    /// Copies a line of an image, its channels side by side; what lies outside is 0.
    private void packLine(int[] image, int group, ConvBlocks.Block block, int unit, int line, Object packed, int to) {
        int u = block.unit() + unit;
        int z = u % axes[0].count() * axes[0].step() + axes[0].shifts()[image[0]];
        int row = (block.row() + line) * axes[1].step() + image[1];
        int step = axes[2].step();
        int first = block.column() * step + image[2];
        int width = block.columns() + images.moreColumns();
        int left = Math.clamp(Math.ceilDiv(-(long) first, step), 0, width);
        int right = Math.clamp(Math.ceilDiv((long) x.sizes()[4] - first, step), left, width);
        boolean inside = z >= 0 && z < x.sizes()[2] && row >= 0 && row < x.sizes()[3] && left < right;
        element.zero(packed, to, to + (inside ? left : width) * channels);
        if (inside) {
            int from = x.at(u / axes[0].count(), group * channels, z, row, first + left * step);
            int begin = to + left * channels;
            element.turn(
                    right - left,
                    channels,
                    x.array(),
                    from,
                    step * x.strides()[4],
                    x.strides()[1],
                    packed,
                    begin,
                    channels);
            element.zero(packed, to + right * channels, to + width * channels);
        }
    }

    /// Writes B out for a block, its columns in the order of the weights.
    private Object written(ConvElement.Scratch scratch, int group, ConvBlocks.Block block) {
        int row = images.taps().length * channels;
        int line = block.columns() * row;
        Object written = scratch.b(block.units() * block.rows() * line + 8 * element.lanes);
        Workers.parallelFor(block.units() * block.rows(), i -> {
            int unit = block.unit() + i / block.rows();
            int to = i * line;
            for (int c = 0; c < channels; c++) {
                for (int z : axes[0].shifts()) {
                    for (int shift : axes[1].shifts()) {
                        int depth = unit % axes[0].count() * axes[0].step() + z;
                        int at = (block.row() + i % block.rows()) * axes[1].step() + shift;
                        boolean inside = depth >= 0 && depth < x.sizes()[2] && at >= 0 && at < x.sizes()[3];
                        int from = inside ? x.at(unit / axes[0].count(), group * channels + c, depth, at, 0) : 0;
                        writeLine(block, inside, from, written, to, row);
                        to += axes[2].taps().length;
                    }
                }
            }
        });
        return written;
    }

    /// Writes the columns of a line of x into the rows of B of a line of y.
    private void writeLine(ConvBlocks.Block block, boolean inside, int from, Object written, int to, int row) {
        ConvAxis axis = axes[2];
        int taps = axis.taps().length;
        int apart = taps > 1 ? axis.shifts()[1] - axis.shifts()[0] : 1;
        for (int j = 0; j < block.columns(); j++) {
            int first = (block.column() + j) * axis.step() + axis.shifts()[0];
            int at = to + j * row;
            // The taps from `left` up to `right` lie inside.
            int left = inside ? Math.clamp(Math.ceilDiv(-(long) first, apart), 0, taps) : taps;
            int right = Math.clamp(Math.ceilDiv((long) x.sizes()[4] - first, apart), left, taps);
            element.zero(written, at, at + left);
            int source = from + (first + left * apart) * x.strides()[4];
            element.copyFew(right - left, x.array(), source, apart * x.strides()[4], written, at + left);
            element.zero(written, at + right, at + taps);
        }
    }

    /// Copies a tile's rows of y, turned.
    private void packY(int group, ConvBlocks.Block block, int row, Object packed, int depth) {
        int height = Math.min(tileRows, rows - row);
        int to = row * depth;
        for (int u = block.unit(); u < block.unit() + block.units(); u++) {
            for (int r = 0; r < block.rows(); r++) {
                int from = y.at(
                        u / axes[0].count(), group * rows + row, u % axes[0].count(), block.row() + r, block.column());
                element.turn(
                        block.columns(), height, y.array(), from, y.strides()[4], y.strides()[1], packed, to, height);
                to += block.columns() * height;
            }
        }
    }

    private void store(Run run, int group, Object sums) {
        for (int t = 0; t < run.length / channels; t++) {
            int tap = run.tap + t * run.step;
            int kx = axes[2].taps().length;
            int ky = axes[1].taps().length;
            for (int i = 0; i < rows; i++) {
                int from = i * columns + run.column + t * channels;
                int to = w.at(group * rows + i, 0, tap / kx / ky, tap / kx % ky, tap % kx);
                Tiles.copy(sums, from, 1, w.array(), to, w.strides()[1], channels);
            }
        }
    }

    private void storeWritten(int group, Object sums) {
        for (int i = 0; i < rows; i++) {
            int from = i * columns;
            for (int c = 0; c < channels; c++) {
                for (int z : axes[0].taps()) {
                    for (int k : axes[1].taps()) {
                        int to = w.at(group * rows + i, c, z, k, 0);
                        Tiles.copy(sums, from, 1, w.array(), to, w.strides()[4], axes[2].taps().length);
                        from += axes[2].taps().length;
                    }
                }
            }
        }
    }
}
