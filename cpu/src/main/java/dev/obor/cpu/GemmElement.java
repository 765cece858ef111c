package dev.obor.cpu;

import java.lang.classfile.TypeKind;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;

/// What [Gemm] needs of an element type: arrays, strided copies, and tiles.
abstract sealed class GemmElement permits GemmFloats, GemmDoubles {
    /// The most rows of a tile: each takes a register for its place in A.
    static final int MOST_ROWS = 12;

    /// The most rows of a tile that walks along rows of A, if it is wider than a vector and so keeps the processor
    /// busy: each takes a register for its place, and HotSpot keeps places that have none in registers of
    /// vectors, which costs up to a quarter of the time.
    static final int ROWS_ALONG = 4;

    /// How many vectors wide such a tile is, where registers are enough for that.
    static final int VECTORS_ALONG = 4;

    private static final int MOST_VECTORS = 8;

    /// The iterations of a kernel's loop in one run of its exercise: HotSpot compiles a method fully after
    /// 15,000 calls and rounds of its loops, and looks at its counters after every 1,024 calls.
    static final int EXERCISE_STEPS = 15;

    /// The same for [Turn], whose blocks take long before they are compiled, so that others get their turn.
    private static final int TURN_STEPS = 3;

    /// Columns of C in a vector; the scalar tiles do four at a time.
    final int lanes;

    /// Whether the processor has 32 registers for vectors, not 16.
    final boolean has32Registers;

    /// How many vectors of sums a tile may hold, so that a row of B and an element of A fit in registers
    /// beside them.
    final int sums;

    /// The fewest vectors of a tile.
    final int leastVectors;

    /// A row of zeros, as wide as the widest tile.
    final Object zeros;

    private final boolean isDouble;
    private final AtomicReferenceArray<Tier<GemmTile>> tiles = new AtomicReferenceArray<>(2 * MOST_ROWS * MOST_VECTORS);
    private final Tier<Turn> turn;
    /// For rows of one vector, two, …
    private final List<Tier<RowCopy>> rowCopies;
    /// The scratch that was given back last, or null: a small product takes less time than a queue.
    private final AtomicReference<Scratch> lastScratch = new AtomicReference<>();

    private final ConcurrentLinkedQueue<Scratch> idleScratch = new ConcurrentLinkedQueue<>();

    GemmElement(int bits) {
        int vectorBits = Tier.MODE == Tier.Mode.SCALAR ? 4 * bits : Vectors.bits();
        this.has32Registers =
                vectorBits >= 512 || System.getProperty("os.arch", "").equals("aarch64");
        this.isDouble = bits == Double.SIZE;
        this.lanes = vectorBits / bits;
        this.sums = has32Registers ? 24 : 12;
        this.leastVectors = lanes < 4 ? 2 : 1;
        this.zeros = newArray(MOST_VECTORS * lanes);
        this.turn = newTurn();
        this.rowCopies = IntStream.rangeClosed(1, MOST_VECTORS)
                .mapToObj(this::newRowCopy)
                .toList();
    }

    abstract Object newArray(int length);

    abstract int length(Object array);

    abstract void zero(Object array, int offset, int length);

    /// Copies a matrix between arrays, from and to any strides, one element after another.
    abstract void copyStrided(
            int rows,
            int columns,
            Object from,
            int fromOffset,
            int fromRow,
            int fromColumn,
            Object to,
            int toOffset,
            int toRow,
            int toColumn);

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

    /// Returns the kernels that most products of more than a few rows use, whatever their sizes.
    final List<Tier<GemmTile>> commonTiles() {
        return has32Registers
                ? List.of(tile(ROWS_ALONG, VECTORS_ALONG, true), tile(8, 2, false), tile(12, 2, false))
                : List.of(tile(ROWS_ALONG, 2, true), tile(4, 2, false), tile(6, 2, false));
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
                tile -> tile.run(EXERCISE_STEPS, a, 0, aStep, b, 0, columns, zeros, 0, 0, c, 0, columns));
    }

    private void turnScalar(
            int blocks, Object from, int fromOffset, int fromStep, Object to, int toOffset, int toStep) {
        copyStrided(blocks * lanes, Math.min(lanes, toStep), from, fromOffset, 1, fromStep, to, toOffset, toStep, 1);
    }

    private TypeKind kind() {
        return isDouble ? TypeKind.DOUBLE : TypeKind.FLOAT;
    }

    private Tier<Turn> newTurn() {
        Object from = newArray(TURN_STEPS * lanes * lanes);
        Object to = newArray(TURN_STEPS * lanes * lanes);
        return new Tier<>(
                this::turnScalar,
                () -> CopyEmitter.turn(kind(), lanes),
                turn -> turn.run(TURN_STEPS, from, 0, TURN_STEPS * lanes, to, 0, lanes));
    }

    /// Copies a matrix between arrays, from and to any strides.
    final void copy(
            int rows,
            int columns,
            Object from,
            int fromOffset,
            int fromRow,
            int fromColumn,
            Object to,
            int toOffset,
            int toRow,
            int toColumn) {
        if (fromColumn == 1 && toColumn == 1) {
            copyRows(rows, columns, from, fromOffset, fromRow, to, toOffset, toRow);
        } else if (fromRow == 1 && toColumn == 1) {
            turn(rows, columns, from, fromOffset, fromColumn, to, toOffset, toRow);
        } else {
            copyStrided(rows, columns, from, fromOffset, fromRow, fromColumn, to, toOffset, toRow, toColumn);
        }
    }

    private void copyRows(
            int rows, int columns, Object from, int fromOffset, int fromRow, Object to, int toOffset, int toRow) {
        int vectors = columns / lanes;
        if (columns % lanes == 0 && vectors > 0 && vectors <= MOST_VECTORS) {
            Tier<RowCopy> copy = rowCopies.get(vectors - 1);
            copy.current().run(rows, from, fromOffset, fromRow, to, toOffset, toRow);
            // As with turning.
            copy.used((long) rows * columns / 8);
        } else {
            Tiles.copyRows(rows, columns, from, fromOffset, fromRow, to, toOffset, toRow);
        }
    }

    private Tier<RowCopy> newRowCopy(int vectors) {
        int columns = vectors * lanes;
        Object from = newArray(EXERCISE_STEPS * columns);
        Object to = newArray(EXERCISE_STEPS * columns);
        return new Tier<>(
                (rows, source, sourceOffset, sourceStep, target, targetOffset, targetStep) -> Tiles.copyRows(
                        rows, columns, source, sourceOffset, sourceStep, target, targetOffset, targetStep),
                () -> CopyEmitter.rows(kind(), lanes, vectors),
                copy -> copy.run(EXERCISE_STEPS, from, 0, columns, to, 0, columns));
    }

    /// Turns the columns of the source, whose elements lie side by side, into those of a target whose rows'
    /// do.
    private void turn(
            int rows, int columns, Object from, int fromOffset, int fromColumn, Object to, int toOffset, int toRow) {
        int blocks = rows / lanes;
        int turned = blocks == 0 ? 0 : columns / lanes * lanes;
        for (int j = 0; j < turned; j += lanes) {
            turn.current().run(blocks, from, fromOffset + j * fromColumn, fromColumn, to, toOffset + j, toRow);
        }
        // An element takes less in scalar code than the unit of this count, and the twin is long to compile.
        turn.used((long) blocks * lanes * turned / 8);
        copyStrided(
                rows - blocks * lanes,
                turned,
                from,
                fromOffset + blocks * lanes,
                1,
                fromColumn,
                to,
                toOffset + blocks * lanes * toRow,
                toRow,
                1);
        copyStrided(
                rows,
                columns - turned,
                from,
                fromOffset + turned * fromColumn,
                1,
                fromColumn,
                to,
                toOffset + turned,
                toRow,
                1);
    }

    /// Turns rows of the source, a few for the height of a tile, into the columns of a target whose rows lie `toRow`
    /// apart, at least as many places as there are columns. Unlike in [#copy], where several threads may fill one
    /// target, as many places as a vector has lanes may be written behind the target's last column.
    ///
    /// Vectors reach beyond the last column, over what comes after it: so the last columns are turned first.
    final void turnTightly(
            int rows, int columns, Object from, int fromOffset, int fromColumn, Object to, int toOffset, int toRow) {
        int blocks = rows / lanes;
        int whole = blocks * lanes;
        for (int j = (columns - 1) / lanes * lanes; j >= 0; j -= lanes) {
            int first = fromOffset + j * fromColumn;
            if (whole > 0 && first + (lanes - 1L) * fromColumn + whole <= length(from)) {
                turn.current().run(blocks, from, first, fromColumn, to, toOffset + j, toRow);
            } else {
                copyStrided(
                        whole, Math.min(lanes, columns - j), from, first, 1, fromColumn, to, toOffset + j, toRow, 1);
            }
        }
        turn.used((long) whole * columns / 8);
        int rest = toOffset + whole * toRow;
        copyStrided(rows - whole, columns, from, fromOffset + whole, 1, fromColumn, to, rest, toRow, 1);
    }

    /// Cuts rows of the source into pieces of `height` elements and lays them so that the first pieces of all rows
    /// follow one another, then the second ones, and so on. The last ones may be shorter: the rest of their
    /// places holds whatever was there.
    ///
    /// Vectors reach beyond a piece, over what comes after it: so the rows are cut in order, and the last one
    /// without vectors. The source goes on for `2·height` elements and a vector after the last row but one.
    final void cut(int rows, int columns, int height, Object from, int fromOffset, int fromRow, Object to) {
        int pieces = Math.ceilDiv(columns, height);
        int width = Math.ceilDiv(height, lanes) * lanes;
        int last = rows - 1;
        for (int i = 0; i < last; i++) {
            copyRows(pieces, width, from, fromOffset + i * fromRow, height, to, i * height, rows * height);
        }
        for (int j = 0; j < columns; j += height) {
            int piece = Math.min(height, columns - j);
            Tiles.copyRows(1, piece, from, fromOffset + last * fromRow + j, 0, to, j * rows + last * height, 0);
        }
    }

    /// Takes a scratch that no other product is using.
    final Scratch borrowScratch() {
        Scratch scratch = lastScratch.getAndSet(null);
        scratch = scratch == null ? idleScratch.poll() : scratch;
        return scratch == null ? new Scratch() : scratch;
    }

    final void giveBack(Scratch scratch) {
        if (!lastScratch.compareAndSet(null, scratch)) {
            idleScratch.add(scratch);
        }
    }

    /// Turns the rows of a matrix into columns.
    @FunctionalInterface
    interface Turn {
        /// Copies, for j from 0 to the number of lanes and i from 0 to `blocks` times that number, the
        /// element at `fromOffset + j·fromStep + i` to `toOffset + i·toStep + j`. Where these places overlap,
        /// the element of the largest i stays.
        void run(int blocks, Object from, int fromOffset, int fromStep, Object to, int toOffset, int toStep);
    }

    /// Copies rows of a fixed number of elements.
    @FunctionalInterface
    interface RowCopy {
        /// Copies, for i from 0 to `rows`, the elements from `fromOffset + i·fromStep` on to `toOffset + i·toStep`
        /// and after. Where these places overlap, the element of the largest i stays.
        void run(int rows, Object from, int fromOffset, int fromStep, Object to, int toOffset, int toStep);
    }

    /// Arrays for packed parts of the operands, kept from one product to the next: as many as there were
    /// products at the same time, each no larger than [Gemm]'s blocks.
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
