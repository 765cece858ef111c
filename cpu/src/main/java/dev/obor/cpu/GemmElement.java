package dev.obor.cpu;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReferenceArray;

/// What [Gemm] needs of an element type: arrays, strided copies, and tiles.
abstract sealed class GemmElement permits GemmFloats, GemmDoubles {
    /// The most rows of a tile: each takes a register for its place in A.
    static final int MOST_ROWS = 12;

    private static final int MOST_VECTORS = 8;

    /// The steps over k in one run of a tile's exercise. HotSpot compiles a method fully after 15,000 loop iterations in
    /// 600 calls or more; about that many steps a call get there with the least slow work.
    private static final int EXERCISE_STEPS = 25;

    /// Columns of C in a vector; the scalar tiles do four at a time.
    final int lanes;

    /// How many vectors of sums a tile may hold, so that a row of B and an element of A fit in registers beside them.
    final int sums;

    /// The fewest vectors of a tile.
    final int leastVectors;

    private final boolean isDouble;
    private final AtomicReferenceArray<Tier<GemmTile>> tiles = new AtomicReferenceArray<>(2 * MOST_ROWS * MOST_VECTORS);
    private final ConcurrentLinkedQueue<Scratch> idleScratch = new ConcurrentLinkedQueue<>();

    GemmElement(int bits) {
        int vectorBits = Tier.MODE == Tier.Mode.SCALAR ? 4 * bits : Vectors.bits();
        boolean has32Registers =
                vectorBits >= 512 || System.getProperty("os.arch", "").equals("aarch64");
        this.isDouble = bits == Double.SIZE;
        this.lanes = vectorBits / bits;
        this.sums = has32Registers ? 24 : 12;
        this.leastVectors = lanes < 4 ? 2 : 1;
    }

    abstract Object newArray(int length);

    abstract int length(Object array);

    abstract void zero(Object array, int offset, int length);

    /// Copies a matrix between arrays, from and to any strides.
    abstract void copy(
            int rows, int columns, Object from, int fromOffset, int fromRow, int fromColumn, Object to, int toOffset,
            int toRow, int toColumn);

    /// Returns the scalar form of a tile; `columns` is a multiple of 4.
    abstract GemmTile scalarTile(int rows, int columns, boolean alongRows);

    /// Returns the kernel of a tile, made at its first use.
    final Tier<GemmTile> tile(int rows, int vectors, boolean alongRows) {
        int index = ((rows - 1) * MOST_VECTORS + vectors - 1) * 2 + (alongRows ? 1 : 0);
        Tier<GemmTile> tile = tiles.get(index);
        if (tile == null) {
            GemmTile.Shape shape = new GemmTile.Shape(rows, vectors, alongRows);
            tiles.compareAndSet(index, null, newTile(shape));
            tile = tiles.get(index);
        }
        return tile;
    }

    private Tier<GemmTile> newTile(GemmTile.Shape shape) {
        int columns = shape.vectors() * lanes;
        int aStep = shape.alongRows() ? EXERCISE_STEPS : shape.rows();
        Object a = newArray(shape.rows() * EXERCISE_STEPS);
        Object b = newArray(columns * EXERCISE_STEPS);
        Object c = newArray(columns * shape.rows());
        return new Tier<>(
                scalarTile(shape.rows(), columns, shape.alongRows()),
                () -> GemmEmitter.emit(isDouble, lanes, shape),
                tile -> tile.run(EXERCISE_STEPS, a, 0, aStep, b, 0, columns, c, 0, columns, false));
    }

    /// Takes a scratch that no other product is using.
    final Scratch borrowScratch() {
        Scratch scratch = idleScratch.poll();
        return scratch == null ? new Scratch() : scratch;
    }

    final void giveBack(Scratch scratch) {
        idleScratch.add(scratch);
    }

    /// Arrays for packed parts of the operands, kept from one product to the next: as many as there were products at
    /// the same time, each no larger than [Gemm]'s blocks.
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
