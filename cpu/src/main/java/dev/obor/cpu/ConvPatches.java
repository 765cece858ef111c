package dev.obor.cpu;

import java.util.Arrays;

/// The source of a [ConvSweep] as the matrix B of its tiles, whose columns are the places in a block of the
/// result and whose rows are (channel, kernel's place).
///
/// Such a row is the source's image, shifted by the kernel's place. So one copy of the image with its padding
/// serves all of the kernel's places: with the columns running along the padded image's rows, one after the
/// other, row (c, k) begins as much later as k shifts. The columns in the padding are computed for nothing;
/// they are few, as the zeros behind a row are those before the next. Where they are many nevertheless, as
/// when the kernel is as large as the image, each of the kernel's places gets an image of its own without
/// them; where there is no padding, the source itself serves.
final class ConvPatches {
    /// The copy of a row to an image takes 20 ns and 0.3 ns for each element, in units of a column of a row
    /// of results: what it must save.
    private static final double ROW_COST = 20 * 120;

    private static final double ELEMENT_COST = 0.3 * 120;

    /// The tiles of the last columns read this much beyond a block, at most.
    private static final int SLACK = 256;

    /// What is copied at a time should stay in the second-level cache, beside a tile's rows of A.
    private static final int CHUNK_BYTES = 512 << 10;

    /// A block of fewer columns would waste too much of the last tile, and load each row of A for too few.
    private static final int LEAST_COLUMNS = 256;

    private final ConvElement element;
    private final ConvTask.Image source;
    private final ConvAxis[] axes;
    private final int channels;
    private final ConvImages images;
    private final ConvBlocks blocks;

    /// From one row of a packed image to the next, and from one unit to the next.
    private final int pitch;

    private final int unitPitch;
    private final int imageLength;
    private final int[] places;

    /// The places in the source itself; empty if it cannot serve.
    private final int[] direct;

    private final int directReach;

    /// How many channels are packed at a time.
    final int chunk;

    ConvPatches(ConvElement element, ConvTask.Image source, ConvAxis[] axes, int channels, int rows) {
        this.element = element;
        this.source = source;
        this.axes = axes;
        this.channels = channels;
        this.images = isWasteful(rows) ? ConvImages.separate(axes) : ConvImages.shared(axes);
        int units = source.sizes()[0] * axes[0].count();
        long placeBytes = (long) channels * images.images().length * element.bytes;
        ConvBlocks large = ConvBlocks.of(
                        units, axes[1].count(), axes[2].count(), images.moreRows(), images.moreColumns(), placeBytes)
                .atLeast(LEAST_COLUMNS);
        // One unit after the other can be read where it lies.
        boolean isOneEnough = isInside() && axes[1].count() * axes[2].count() >= LEAST_COLUMNS;
        this.blocks = isOneEnough ? large.ofOneUnit() : large;
        boolean isWhole = blocks.blockColumns() == axes[2].count();
        this.pitch =
                isWhole ? images.pitch(2, axes[2], source.sizes()[4]) : blocks.blockColumns() + images.moreColumns();
        this.unitPitch = pitch
                * (blocks.blockUnits() > 1
                        ? images.pitch(1, axes[1], source.sizes()[3])
                        : blocks.blockRows() + images.moreRows());
        // Behind the last unit come the zeros that others find before the next.
        this.imageLength = blocks.blockUnits() * unitPitch + images.moreRows() * pitch + images.moreColumns();
        this.chunk = Math.clamp(
                CHUNK_BYTES / Math.max(1L, (long) images.images().length * imageLength * element.bytes),
                1,
                Math.max(channels, 1));
        this.places = packedPlaces();
        this.direct = isInside() && blocks.blockUnits() == 1 ? directPlaces() : new int[0];
        this.directReach = Arrays.stream(direct).max().orElse(0);
    }

    /// Tells whether shared images would have too many columns in the padding.
    private boolean isWasteful(int rows) {
        ConvImages shared = ConvImages.shared(axes);
        double width = shared.pitch(2, axes[2], source.sizes()[4]);
        double height = shared.pitch(1, axes[1], source.sizes()[3]);
        double waste = width * height / axes[1].count() / axes[2].count() - 1;
        return rows * waste > ELEMENT_COST + ROW_COST / axes[2].count();
    }

    ConvBlocks blocks() {
        return blocks;
    }

    /// Tells whether the source's own rows can be read in place of packed ones.
    private boolean isInside() {
        boolean inside = axes[1].step() == 1 && axes[2].step() == 1 && source.strides()[4] == 1;
        for (int d = 0; d < 3; d++) {
            inside &= axes[d].isInside(source.sizes()[d + 2]);
        }
        int width = axes[2].count() + axes[2].span();
        return inside
                && images.moreColumns() == axes[2].span()
                && source.strides()[3] >= width
                && source.strides()[3] <= width + width / 16;
    }

    private int[] directPlaces() {
        int[] result = new int[places.length];
        int[] strides = source.strides();
        int p = 0;
        for (int c = 0; c < channels; c++) {
            for (int z : axes[0].shifts()) {
                for (int y : axes[1].shifts()) {
                    for (int x : axes[2].shifts()) {
                        result[p++] = c * strides[1] + z * strides[2] + y * strides[3] + x;
                    }
                }
            }
        }
        return result;
    }

    private int[] packedPlaces() {
        int kernel = images.taps().length;
        int[] result = new int[channels * kernel];
        for (int p = 0; p < result.length; p++) {
            int[] tap = images.taps()[p % kernel];
            int image = p / kernel % chunk * images.images().length + tap[0];
            result[p] = image * imageLength + tap[1] * pitch + tap[2];
        }
        return result;
    }

    /// The rows of B that belong to a chunk of channels, in a block of the result; row p starts at `offset +
    /// places[p]`.
    ///
    /// @param pitch from one row of the result to the next, in B's columns
    /// @param unitPitch from one unit to the next, in B's columns
    record Matrix(Object array, int offset, int[] places, int pitch, int unitPitch) {
        /// Returns how many columns some units of a block take.
        int columns(int units, ConvBlocks.Block block) {
            return (units - 1) * unitPitch + (block.rows() - 1) * pitch + block.columns();
        }
    }

    /// Returns B in a block, copied into a scratch where it must be.
    ///
    /// @param first the first of the channels, counted through all groups
    /// @param count how many channels
    Matrix matrix(ConvElement.Scratch scratch, int group, int first, int count, ConvBlocks.Block block) {
        if (direct.length > 0) {
            int item = block.unit() / axes[0].count();
            int z = block.unit() % axes[0].count() * axes[0].step();
            int offset = source.at(item, group * channels, z, block.row(), block.column());
            int line = source.strides()[3];
            if ((long) offset + directReach + (long) block.rows() * line + SLACK < element.length(source.array())) {
                return new Matrix(source.array(), offset, direct, line, line * block.rows());
            }
        }
        int each = images.images().length;
        Object packed = scratch.b(chunk * each * imageLength + SLACK);
        for (int c = 0; c < count; c++) {
            for (int i = 0; i < each; i++) {
                int to = (c * each + i) * imageLength;
                for (int u = 0; u < block.units(); u++) {
                    pack(images.images()[i], group * channels + first + c, block.unit() + u, block, packed, to);
                    to += unitPitch;
                }
            }
        }
        return new Matrix(packed, 0, places, pitch, unitPitch);
    }

    /// Copies the rows that an image has in one unit of a block; what lies outside is 0.
    private void pack(int[] image, int channel, int unit, ConvBlocks.Block block, Object packed, int at) {
        int z = unit % axes[0].count() * axes[0].step() + axes[0].shifts()[image[0]];
        int step = axes[2].step();
        int first = block.column() * step + image[2];
        int width = block.columns() + images.moreColumns();
        // The columns from `left` up to `right` lie inside.
        int left = Math.clamp(Math.ceilDiv(-(long) first, step), 0, width);
        int right = Math.clamp(Math.ceilDiv((long) source.sizes()[4] - first, step), left, width);
        int rows = block.rows() + images.moreRows();
        int top = rows;
        int bottom = rows;
        if (z >= 0 && z < source.sizes()[2] && left < right) {
            int start = block.row() * axes[1].step() + image[1];
            top = Math.clamp(Math.ceilDiv(-(long) start, axes[1].step()), 0, rows);
            bottom = Math.clamp(Math.ceilDiv((long) source.sizes()[3] - start, axes[1].step()), top, rows);
            copy(top, bottom, left, right, source.at(unit / axes[0].count(), channel, z, start, first), packed, at);
        }
        for (int r = 0; r < rows; r++) {
            boolean outside = r < top || r >= bottom;
            int to = at + r * pitch;
            if (outside || left > 0) {
                element.zero(packed, to, to + (outside ? width : left));
            }
            if (!outside && right < width) {
                element.zero(packed, to + right, to + width);
            }
        }
    }

    /// Copies the rows `top` up to `bottom` of an image, the columns `left` up to `right` of each.
    ///
    /// @param from the source's place of the image's first
    private void copy(int top, int bottom, int left, int right, int from, Object packed, int at) {
        int step = axes[2].step() * source.strides()[4];
        int line = axes[1].step() * source.strides()[3];
        int begin = from + top * line + left * step;
        int to = at + top * pitch + left;
        if (step == 1) {
            Tiles.copyRows(bottom - top, right - left, source.array(), begin, line, packed, to, pitch);
            return;
        }
        for (int r = 0; r < bottom - top; r++) {
            Tiles.copy(source.array(), begin + r * line, step, packed, to + r * pitch, 1, right - left);
        }
    }
}
