package dev.obor.cpu;

import java.util.Arrays;

/// The source of a [ConvSweep] as the matrix B of its tiles, whose columns are the places in a block of the result and
/// whose rows are (channel, kernel's place).
///
/// Such a row is the source's image, shifted by the kernel's place. So one copy of the image with its padding serves
/// all of the kernel's places: with the columns running along the *padded* image's rows, one after the other, row
/// (c, k) begins as much later as k shifts. The columns behind the results of each image row are computed for
/// nothing. Where they are many, each of the kernel's places gets an image of its own without them; where there is no
/// padding, the source itself serves.
final class ConvPatches {
    /// As many rows of the result as repay the copy of one more element of B.
    private static final double COPY_COST = 40;

    /// The tiles of the last columns read this much beyond a block, at most.
    private static final int SLACK = 256;

    private final ConvElement element;
    private final ConvTask.Image source;
    private final ConvAxis[] axes;
    private final int channels;
    private final ConvImages images;
    private final ConvBlocks blocks;
    private final int[] places;

    /// The places in the source itself; empty if it cannot serve.
    private final int[] direct;

    private final int directReach;

    ConvPatches(ConvElement element, ConvTask.Image source, ConvAxis[] axes, int channels, int rows) {
        this.element = element;
        this.source = source;
        this.axes = axes;
        this.channels = channels;
        double results = (double) axes[1].count() * axes[2].count();
        double columns = ((double) axes[1].count() + axes[1].span()) * (axes[2].count() + axes[2].span());
        boolean separate = rows * (columns / results - 1) > COPY_COST;
        this.images = separate ? ConvImages.separate(axes) : ConvImages.shared(axes);
        this.blocks = ConvBlocks.of(
                source.sizes()[0] * axes[0].count(),
                axes[1].count(),
                axes[2].count(),
                images.moreRows(),
                images.moreColumns(),
                (long) channels * images.images().length * element.bytes,
                false);
        this.places = packedPlaces();
        this.direct = isInside(separate) ? directPlaces() : new int[0];
        this.directReach = Arrays.stream(direct).max().orElse(0);
    }

    ConvBlocks blocks() {
        return blocks;
    }

    /// Tells whether the source's own rows can be read in place of packed ones.
    private boolean isInside(boolean separate) {
        boolean inside = !separate && axes[1].step() == 1 && axes[2].step() == 1 && source.strides()[4] == 1;
        for (int d = 0; d < 3; d++) {
            inside &= axes[d].isInside(source.sizes()[d + 2]);
        }
        int width = axes[2].count() + axes[2].span();
        // Small images are better packed side by side.
        boolean large = blocks.blockUnits() == 1 || axes[1].count() * width >= 8 * SLACK;
        return inside && large && source.strides()[3] >= width && source.strides()[3] <= width + width / 16;
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
            int image = p / kernel * images.images().length + tap[0];
            result[p] = image * imageLength() + tap[1] * pitch(blocks.blockColumns()) + tap[2];
        }
        return result;
    }

    /// How many elements an image takes in the largest block.
    private int imageLength() {
        return blocks.blockUnits() * (blocks.blockRows() + images.moreRows()) * pitch(blocks.blockColumns());
    }

    private int pitch(int columns) {
        return columns + images.moreColumns();
    }

    /// The rows of B in a block of the result; row p starts at `offset + places[p]`.
    ///
    /// @param pitch from one row of the result to the next, in B's columns
    /// @param unitPitch from one unit to the next, in B's columns; 0 if there is one
    record Matrix(Object array, int offset, int[] places, int pitch, int unitPitch) {
        /// Returns how many columns a block takes.
        int columns(ConvBlocks.Block block) {
            return (block.units() - 1) * unitPitch + (block.rows() - 1) * pitch + block.columns();
        }
    }

    /// Returns B in a block, copied into a scratch where it must be.
    ///
    /// @param channel the first of the group
    Matrix matrix(ConvElement.Scratch scratch, int channel, ConvBlocks.Block block) {
        if (direct.length > 0 && block.units() == 1) {
            int item = block.unit() / axes[0].count();
            int z = block.unit() % axes[0].count() * axes[0].step();
            int offset = source.at(item, channel, z, block.row(), block.column());
            int pitch = source.strides()[3];
            if ((long) offset + directReach + (long) block.rows() * pitch + SLACK < element.length(source.array())) {
                return new Matrix(source.array(), offset, direct, pitch, 0);
            }
        }
        int count = images.images().length;
        Object packed = scratch.b(channels * count * imageLength() + SLACK);
        // All blocks have the pitch of the widest, so that one table of places serves them all.
        int pitch = pitch(blocks.blockColumns());
        int unitPitch = (block.rows() + images.moreRows()) * pitch;
        for (int c = 0; c < channels; c++) {
            for (int i = 0; i < count; i++) {
                int to = (c * count + i) * imageLength();
                for (int u = 0; u < block.units(); u++) {
                    pack(images.images()[i], channel + c, block.unit() + u, block, packed, to + u * unitPitch);
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
        int width = pitch(block.columns());
        int pitch = pitch(blocks.blockColumns());
        // The columns from `left` up to `right` lie inside.
        int left = Math.clamp(Math.ceilDiv(-(long) first, step), 0, width);
        int right = Math.clamp(Math.ceilDiv((long) source.sizes()[4] - first, step), left, width);
        boolean inDepth = z >= 0 && z < source.sizes()[2];
        for (int r = 0; r < block.rows() + images.moreRows(); r++) {
            int to = at + r * pitch;
            int y = (block.row() + r) * axes[1].step() + image[1];
            if (inDepth && y >= 0 && y < source.sizes()[3] && left < right) {
                int from = source.at(unit / axes[0].count(), channel, z, y, first + left * step);
                element.zero(packed, to, to + left);
                Tiles.copy(source.array(), from, step * source.strides()[4], packed, to + left, 1, right - left);
                element.zero(packed, to + right, to + width);
            } else {
                element.zero(packed, to, to + width);
            }
        }
    }
}
