package dev.obor.cpu;

import java.util.Arrays;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReferenceArray;

/// What convolutions need of an element type: arrays and tiles. int64 has scalar tiles only.
abstract sealed class ConvElement permits ConvFloats, ConvDoubles, ConvLongs {
    /// The most rows of a tile.
    static final int MOST_ROWS = 12;

    private static final int MOST_VECTORS = 8;

    /// Columns in a vector; the scalar tiles do four at a time.
    final int lanes;

    /// The bytes of an element.
    final int bytes;

    /// A row of zeros, as wide as the widest tile.
    final Object zeros;

    /// How many vectors of sums a tile may hold, so that a row of B and an element of A fit in registers
    /// beside them.
    private final int sums;

    private final AtomicReferenceArray<Tier<ConvTile>> tiles = new AtomicReferenceArray<>(MOST_ROWS * MOST_VECTORS);
    private final ConcurrentLinkedQueue<Scratch> idleScratch = new ConcurrentLinkedQueue<>();

    ConvElement(int bits, boolean hasVectors) {
        boolean isScalar = !hasVectors || Tier.MODE == Tier.Mode.SCALAR;
        int vectorBits = isScalar ? 4 * bits : Vectors.bits();
        boolean has32Registers =
                vectorBits >= 512 || System.getProperty("os.arch", "").equals("aarch64");
        this.lanes = vectorBits / bits;
        this.bytes = bits / Byte.SIZE;
        this.sums = has32Registers ? 24 : 12;
        this.zeros = newArray(MOST_VECTORS * lanes);
    }

    abstract Object newArray(int length);

    abstract int length(Object array);

    abstract void zero(Object array, int from, int to);

    /// Fills a part of an array with an element of another.
    abstract void fill(Object array, int from, int to, Object source, int place);

    /// Copies some elements, so few that a loop is best, to where they lie side by side.
    abstract void copyFew(int count, Object from, int fromOffset, int fromStep, Object to, int toOffset);

    /// Copies the element at `fromOffset + i·fromRow + j·fromColumn`, for i below `rows` and j below
    /// `columns`, to `toOffset + i·toRow + j`.
    abstract void turn(
            int rows,
            int columns,
            Object from,
            int fromOffset,
            int fromRow,
            int fromColumn,
            Object to,
            int toOffset,
            int toRow);

    /// Returns the scalar form of a tile; `columns` is a multiple of 4.
    abstract ConvTile scalarTile(int rows, int columns);

    /// Returns the vector form of a tile.
    abstract ConvTile vectorTile(ConvTile.Shape shape);

    /// Tells whether there are vector forms.
    abstract boolean hasVectorTiles();

    /// Returns the most rows of a tile for a result of `rows` rows: as equal parts of all as registers allow,
    /// since each other height is one more kernel to compile.
    final int tileRows(int rows) {
        int most = Math.min(MOST_ROWS, sums / 2);
        return Math.ceilDiv(rows, Math.ceilDiv(Math.max(rows, 1), most));
    }

    /// Returns the vectors of a tile: two balance loads against multiplications; with few rows there must be
    /// more, so that enough chains are under way at once (an fma takes 4 cycles, two start in each).
    final int tileVectors(int tileRows, int columns) {
        int wide = tileRows < 4 ? 8 / Math.max(tileRows, 1) : 2;
        int least = lanes < 4 ? 2 : 1;
        return Math.max(least, Math.min(Math.ceilDiv(columns, lanes), wide));
    }

    /// Returns the kernel of a tile, made at its first use.
    final Tier<ConvTile> tile(int rows, int vectors) {
        int index = (rows - 1) * MOST_VECTORS + vectors - 1;
        Tier<ConvTile> tile = tiles.get(index);
        if (tile == null) {
            tiles.compareAndSet(index, null, newTile(new ConvTile.Shape(rows, vectors)));
            tile = tiles.get(index);
        }
        return tile;
    }

    private Tier<ConvTile> newTile(ConvTile.Shape shape) {
        int columns = shape.vectors() * lanes;
        ConvTile scalar = scalarTile(shape.rows(), columns);
        if (!hasVectorTiles()) {
            return new Tier<>(scalar);
        }
        Object a = newArray(shape.rows() * GemmElement.EXERCISE_STEPS);
        Object b = newArray(columns + GemmElement.EXERCISE_STEPS);
        Object c = newArray(columns * shape.rows());
        int[] places = new int[GemmElement.EXERCISE_STEPS];
        Arrays.setAll(places, p -> p);
        return new Tier<>(
                scalar,
                () -> vectorTile(shape),
                tile -> tile.run(0, GemmElement.EXERCISE_STEPS, a, 0, b, 0, places, zeros, 0, 0, c, 0, columns));
    }

    /// Takes a scratch that no other convolution is using.
    final Scratch borrowScratch() {
        Scratch scratch = idleScratch.poll();
        return scratch == null ? new Scratch() : scratch;
    }

    final void giveBack(Scratch scratch) {
        idleScratch.add(scratch);
    }

    /// Arrays for packed parts of the operands and for sums, kept from one convolution to the next.
    final class Scratch {
        private Object a = newArray(0);
        private Object b = newArray(0);
        private Object c = newArray(0);

        Object a(int length) {
            a = length(a) < length ? newArray(length) : a;
            return a;
        }

        Object b(int length) {
            b = length(b) < length ? newArray(length) : b;
            return b;
        }

        Object c(int length) {
            c = length(c) < length ? newArray(length) : c;
            return c;
        }
    }
}
