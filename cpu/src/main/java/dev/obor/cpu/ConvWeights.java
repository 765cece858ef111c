package dev.obor.cpu;

import java.util.ArrayList;
import java.util.List;

/// The gradient of a convolution's weights as a product of matrices: A holds y, a row for each of its channels in a
/// group; B, a matrix that is never written out, x; both run over (batch, y's places). C holds the weights, a column
/// for each (kernel's place, channel of x).
///
/// x is copied with its padding and with its channels side by side. Then the columns of neighbouring places of the
/// kernel are neighbours, too, and the row of y's place q begins where the kernel, laid on q, does.
final class ConvWeights {
    private final ConvElement element;
    private final ConvTask.Image x;
    private final ConvTask.Image w;
    private final ConvTask.Image y;
    private final ConvAxis[] axes;
    private final int groups;
    private final int channels;
    private final int rows;
    private final int tileRows;
    private final ConvImages images;
    private final ConvBlocks blocks;
    private final List<Run> runs;
    private final int columns;

    /// Columns whose elements lie side by side in B: all channels at some of the kernel's places.
    ///
    /// @param place of the first in B
    /// @param column the first, in C
    /// @param tap the first of the kernel's places
    /// @param taps how many
    /// @param step from one of the kernel's places to the next
    private record Run(int place, int column, int tap, int taps, int step) {}

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
        this.blocks = ConvBlocks.of(
                x.sizes()[0] * axes[0].count(),
                axes[1].count(),
                axes[2].count(),
                images.moreRows(),
                images.moreColumns(),
                (long) channels * images.images().length * element.bytes,
                true);
        this.runs = runs();
        Run last = runs.getLast();
        this.columns = last.column + whole(last.taps * channels);
    }

    /// Computes w.
    static void run(ConvTask task) {
        ConvWeights weights = new ConvWeights(task);
        Workers.parallelFor(weights.groups, weights::group);
    }

    private int whole(int length) {
        return Math.ceilDiv(length, element.lanes) * element.lanes;
    }

    private List<Run> runs() {
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
                        result.add(new Run(place(images.taps()[t + i]), column, t + i, count, step));
                        column += whole(count * channels);
                        i = last;
                    }
                }
            }
        }
        return result;
    }

    private int place(int... tap) {
        return tap[0] * imageLength() + (tap[1] * pitch() + tap[2]) * channels;
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
        for (Run run : runs) {
            store(run, group, sums);
        }
        element.giveBack(scratch);
    }

    private void block(ConvElement.Scratch scratch, Object sums, int group, ConvBlocks.Block block) {
        int depth = block.units() * block.rows() * block.columns();
        Object b = scratch.b(images.images().length * imageLength() + 8 * element.lanes);
        Object a = scratch.a(rows * depth);
        int[] places = places(block);
        int tiles = Math.ceilDiv(rows, tileRows);
        int lines = block.rows() + images.moreRows();
        Workers.parallelFor(images.images().length * block.units() * lines, i ->
                packX(images.images()[i / lines / block.units()], group, block, i / lines % block.units(), i % lines, b,
                        i / lines / block.units() * imageLength()));
        Workers.parallelFor(tiles, i -> packY(group, block, i * tileRows, a, depth));
        int parts = runs.size() * tiles;
        Workers.parallelFor(parts, part -> {
            int row = part % tiles * tileRows;
            multiply(runs.get(part / tiles), row, Math.min(tileRows, rows - row), a, b, places, sums);
        });
    }

    private void multiply(Run run, int row, int height, Object a, Object b, int[] places, Object sums) {
        int length = run.taps * channels;
        int most = element.tileVectors(tileRows, length);
        int vectors = most;
        for (int q = 0; q < length; q += vectors * element.lanes) {
            vectors = Math.min(most, Math.ceilDiv(length - q, element.lanes));
            Tier<ConvTile> tile = element.tile(height, vectors);
            int at = row * columns + run.column + q;
            tile.current()
                    .run(0, places.length, a, row * places.length, b, run.place + q, places, sums, at, columns, sums, at, columns);
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
                    places[p++] = (line + c) * channels;
                }
            }
        }
        return places;
    }

    /// Copies a line of an image, its channels side by side; what lies outside is 0.
    private void packX(int[] image, int group, ConvBlocks.Block block, int unit, int line, Object packed, int start) {
        int u = block.unit() + unit;
        int z = u % axes[0].count() * axes[0].step() + axes[0].shifts()[image[0]];
        int step = axes[2].step();
        int first = block.column() * step + image[2];
        int width = block.columns() + images.moreColumns();
        int to = start + (unit * (block.rows() + images.moreRows()) + line) * pitch() * channels;
        int row = (block.row() + line) * axes[1].step() + image[1];
        int left = Math.clamp(Math.ceilDiv(-(long) first, step), 0, width);
        int right = Math.clamp(Math.ceilDiv((long) x.sizes()[4] - first, step), left, width);
        boolean inside = z >= 0 && z < x.sizes()[2] && row >= 0 && row < x.sizes()[3] && left < right;
        element.zero(packed, to, to + (inside ? left : width) * channels);
        if (inside) {
            int from = x.at(u / axes[0].count(), group * channels, z, row, first + left * step);
            element.turn(right - left, channels, x.array(), from, step * x.strides()[4], x.strides()[1], packed, to + left * channels, channels);
            element.zero(packed, to + right * channels, to + width * channels);
        }
    }

    /// Copies a tile's rows of y, turned.
    private void packY(int group, ConvBlocks.Block block, int row, Object packed, int depth) {
        int height = Math.min(tileRows, rows - row);
        int to = row * depth;
        for (int u = block.unit(); u < block.unit() + block.units(); u++) {
            for (int r = 0; r < block.rows(); r++) {
                int from = y.at(u / axes[0].count(), group * rows + row, u % axes[0].count(), block.row() + r, block.column());
                element.turn(block.columns(), height, y.array(), from, y.strides()[4], y.strides()[1], packed, to, height);
                to += block.columns() * height;
            }
        }
    }

    private void store(Run run, int group, Object sums) {
        for (int t = 0; t < run.taps; t++) {
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
}
