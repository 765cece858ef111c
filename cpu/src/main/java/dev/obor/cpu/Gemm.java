package dev.obor.cpu;

import dev.obor.error.ShapeException;

/// The product of two matrices, C = A·B or C += A·B, in float32 and float64, of any strides.
///
/// Every element is one chain `c = fma(a[i, p], b[p, j], c)` for p = 0 … k - 1 in this order, from +0 or from
/// the old element of C. So its bits are those of the plain triple loop, however the work is cut, on any
/// processor.
///
/// The work is cut as by Goto and van de Geijn (Anatomy of High-Performance Matrix Multiplication, ACM TOMS
/// 34(3), 2008). C is cut into *tiles* of some rows and columns, whose sums stay in registers during a loop
/// over k ([GemmTile]). k is cut into blocks, so that what a column of tiles needs of B, a *panel*, stays
/// near the processor, and the rows into blocks, so that their part of A stays in the second-level cache
/// beside it. A part of A or B is *packed*, copied to where the tiles find what they need side by side, if its own
/// strides do not suit them or it is read often enough to repay the copy. A is read where it lies along rows, in
/// tiles of four rows and four vectors, and where its columns are near each other, in tiles of twelve and two. The
/// operands of small products are read where they are.
final class Gemm {
    /// The block of k. A panel's rows take 128 or 256 bytes, so its 128 or 256 KiB come mostly from the second-level
    /// cache; a shorter block would fit the first, but would read and write C more often, which costs more.
    private static final int K_BLOCK = 1024;

    /// The block of rows: 480 KiB (float64: 960 KiB) of A.
    private static final int ROW_BLOCK = 120;

    /// The block of rows, in tiles, of a large result of few steps and long rows. It is written faster than it is
    /// computed only along its rows: each of a panel's rows lies in a page of its own, which nothing fetches ahead.
    private static final int TILES_OF_LONG_ROWS = 2;

    private static final int LONG_ROW = 1024;
    private static final long LARGE_RESULT = 1 << 20;
    private static final int FEW_STEPS = 128;

    /// The block of columns: what is packed of B at a time, 4 MiB (float64: 8 MiB); A is packed anew for each.
    private static final int COLUMN_BLOCK = 1024;

    /// A B of fewer elements stays in the second-level cache, and tiles read it there as fast as if it were
    /// packed.
    private static final long PACKED_SIZE = 160_000;

    /// With fewer rows a larger B is not read often enough either.
    private static final int PACKED_ROWS = 96;

    /// With as many rows, columns and steps A is read often enough to be packed if its columns lie far apart, or if
    /// its elements lie along rows and a tile has too few registers for that.
    private static final int PACKED_A_ROWS = 8;

    private static final int PACKED_A_COLUMNS = 256;
    private static final int PACKED_A_STEPS = 32;

    /// Columns of A that lie so many elements apart stand in pages of their own, which are not fetched ahead. What is
    /// read behind a column while it is packed, two tiles' rows and a vector at most, is less.
    private static final int FAR = 512;

    /// How many steps of k packing an element takes the time of. An element of a B of more than [#FEW_STEPS] steps
    /// takes twice that: its packed block does not stay in the second-level cache, as A's does.
    private static final double PACKING = 16;

    /// How much of a part's time the threads are reckoned to wait for the last one.
    private static final double WAIT = 0.05;

    /// Products of fewer steps m·n·k run on the calling thread: about 10 µs of vector code.
    private static final long PARALLEL_STEPS = 64L * Grain.BLOCK;

    private final GemmElement element;
    private final int m;
    private final int n;
    private final int k;
    private final Matrix a;
    private final Matrix b;
    private final Matrix c;
    private final boolean accumulate;
    private final int tileRows;
    private final int panelColumns;
    private final int blockRows;
    private final boolean packA;
    private final boolean packB;
    private final boolean alongRows;

    /// Element (i, j) lies at `offset + i·row + j·column` of the array.
    private record Matrix(Object array, int offset, int row, int column) {
        Matrix transposed() {
            return new Matrix(array, offset, column, row);
        }

        int at(int i, int j) {
            return offset + i * row + j * column;
        }

        void check(String name, int length, int rows, int columns) {
            if (row < 0 || column < 0 || offset < 0) {
                throw new ShapeException("matmul: " + name + " has offset " + offset + " and strides [" + row + ", "
                        + column + "]: none may be negative");
            }
            long last = offset + (rows - 1L) * row + (columns - 1L) * column;
            if (last >= length) {
                throw new ShapeException("matmul: " + name + " of shape [" + rows + ", " + columns + "] with offset "
                        + offset + " and strides [" + row + ", " + column + "] reaches element " + last
                        + " of an array of " + length + ": give an array that holds it");
            }
        }
    }

    private Gemm(GemmElement element, int m, int n, int k, Matrix a, Matrix b, Matrix c, boolean accumulate) {
        this.element = element;
        this.m = m;
        this.n = n;
        this.k = k;
        this.a = a;
        this.b = b;
        this.c = c;
        this.accumulate = accumulate;
        boolean isReadOften = m >= PACKED_A_ROWS && n >= PACKED_A_COLUMNS && k >= PACKED_A_STEPS;
        boolean suits = a.row == 1 ? a.column < FAR : a.column == 1 && element.has32Registers;
        boolean canBeRead = a.row == 1 || a.column == 1;
        this.packA = m > 1 && k > 1 && (!canBeRead || isReadOften && !suits);
        this.alongRows = !packA && (a.column == 1 || a.row != 1 && m > 1);
        int vectors = vectorsOfTile();
        this.panelColumns = vectors * element.lanes;
        this.tileRows = rowsOfTile(vectors > 1 && alongRows ? GemmElement.ROWS_ALONG : element.sums / vectors);
        boolean alongResult =
                alongRows && c.column == 1 && n >= LONG_ROW && (long) m * n > LARGE_RESULT && k <= FEW_STEPS;
        this.blockRows = alongResult ? TILES_OF_LONG_ROWS * tileRows : ROW_BLOCK;
        boolean repays = (long) n * k >= PACKED_SIZE || alongResult;
        this.packB = n > 1 && b.column != 1 || k > 1 && b.row == 0 || m >= PACKED_ROWS && repays;
    }

    /// Computes C = A·B, or C += A·B if `accumulate`, for A of shape [m, k], B of shape [k, n] and C of shape
    /// [m, n], whose columns lie side by side. Strides may be 0 where A or B repeats. C must not overlap A or
    /// B. If k is 0, the product is zero.
    ///
    /// @throws ShapeException if an offset or a stride is negative, or an operand reaches beyond its array
    static void multiply(
            int m,
            int n,
            int k,
            float[] a,
            int aOffset,
            int aRowStride,
            int aColStride,
            float[] b,
            int bOffset,
            int bRowStride,
            int bColStride,
            float[] c,
            int cOffset,
            int cRowStride,
            boolean accumulate) {
        multiply(
                GemmFloats.FLOAT32,
                m,
                n,
                k,
                new Matrix(a, aOffset, aRowStride, aColStride),
                new Matrix(b, bOffset, bRowStride, bColStride),
                new Matrix(c, cOffset, cRowStride, 1),
                accumulate);
    }

    /// The same for float64.
    ///
    /// @throws ShapeException if an offset or a stride is negative, or an operand reaches beyond its array
    static void multiply(
            int m,
            int n,
            int k,
            double[] a,
            int aOffset,
            int aRowStride,
            int aColStride,
            double[] b,
            int bOffset,
            int bRowStride,
            int bColStride,
            double[] c,
            int cOffset,
            int cRowStride,
            boolean accumulate) {
        multiply(
                GemmDoubles.FLOAT64,
                m,
                n,
                k,
                new Matrix(a, aOffset, aRowStride, aColStride),
                new Matrix(b, bOffset, bRowStride, bColStride),
                new Matrix(c, cOffset, cRowStride, 1),
                accumulate);
    }

    private static void multiply(
            GemmElement element, int m, int n, int k, Matrix a, Matrix b, Matrix c, boolean accumulate) {
        if (m < 0 || n < 0 || k < 0) {
            throw new ShapeException("matmul: sizes m " + m + ", n " + n + ", k " + k + ": none may be negative");
        }
        if (m == 0 || n == 0) {
            return;
        }
        c.check("c", element.length(c.array), m, n);
        if (k == 0) {
            for (int i = 0; i < m && !accumulate; i++) {
                element.zero(c.array, c.at(i, 0), n);
            }
            return;
        }
        a.check("a", element.length(a.array), m, k);
        b.check("b", element.length(b.array), k, n);
        Gemm product = betterTransposed(m, n, k, a, b)
                ? new Gemm(element, n, m, k, b.transposed(), a.transposed(), c.transposed(), accumulate)
                : new Gemm(element, m, n, k, a, b, c, accumulate);
        product.run();
    }

    /// Tells whether Cᵀ = Bᵀ·Aᵀ takes less copying. Where the rows of B do not lie along vectors (a layer's
    /// `x·Wᵀ`), B must be turned while packed; transposed, it is the smaller A or nothing, but C must be
    /// turned back for each block of k, which takes some eight times as long per element.
    private static boolean betterTransposed(int m, int n, int k, Matrix a, Matrix b) {
        if (b.column == 1 || n == 1) {
            return false;
        }
        long turnB = (long) n * k;
        long turnA = a.row == 1 || m == 1 ? 0 : (long) m * k;
        return turnA + 8L * m * n * Math.ceilDiv(k, K_BLOCK) < turnB;
    }

    /// Two vectors of columns balance loads against multiplications; with few rows, as along rows of A, there must
    /// be more, so that enough chains are under way at once (an fma takes 4 cycles, two start in each).
    private int vectorsOfTile() {
        int wide = 2;
        if (m < 4) {
            wide = 8 / m;
        } else if (alongRows && element.has32Registers) {
            wide = GemmElement.VECTORS_ALONG;
        }
        int all = Math.ceilDiv(n, element.lanes);
        return Math.max(element.leastVectors, Math.ceilDiv(all, Math.ceilDiv(all, wide)));
    }

    /// As many rows as there are registers for; somewhat fewer if they divide m, since each other height is
    /// one more kernel to compile, and else as many as leave about as many for the last tile: one of a single row
    /// would take as long as one of four.
    private int rowsOfTile(int most) {
        int limit = Math.min(GemmElement.MOST_ROWS, most);
        for (int rows = limit; m < 16 * limit && 2 * rows > limit; rows--) {
            if (m % rows == 0) {
                return rows;
            }
        }
        return Math.ceilDiv(m, Math.ceilDiv(m, limit));
    }

    private void run() {
        long steps = (long) m * n * k;
        int threads = Workers.threads();
        if (steps < PARALLEL_STEPS || threads == 1) {
            block(0, m, 0, n);
            return;
        }
        long most = Math.clamp(steps / (4 * PARALLEL_STEPS), threads, 3L * threads);
        Parts parts = parts(threads, (int) most);
        int across = Math.ceilDiv(n, parts.columns);
        Workers.parallelFor(across * Math.ceilDiv(m, parts.rows), part -> {
            int i = part / across * parts.rows;
            int j = part % across * parts.columns;
            block(i, i + Math.min(parts.rows, m - i), j, j + Math.min(parts.columns, n - j));
        });
    }

    /// The rows and columns of C that a thread takes at a time.
    private record Parts(int rows, int columns) {}

    /// Cuts C into parts, about `most` at most, so that the threads are soonest through with them.
    ///
    /// An element of C takes a unit of time for each step of k; one of A or B that is packed as long as
    /// [#PACKING] of them, one that is only read a tenth of that. All threads wait for the one with the most
    /// parts, and then for [#WAIT] of a part: the smaller the parts, the sooner a free thread can take over from a
    /// slow one.
    private Parts parts(int threads, int most) {
        double blockOfB = k > FEW_STEPS ? 2 : 1;
        double packingB = PACKING * (packB ? blockOfB : 0.1) * (b.column == 1 ? 1 : 3);
        double packingA = PACKING * (packA ? 1 : 0.1);
        Parts best = new Parts(m, n);
        double least = Double.MAX_VALUE;
        for (int rowParts = 1; rowParts <= most; rowParts++) {
            int rows = share(m, tileRows, rowParts);
            int down = Math.ceilDiv(m, rows);
            for (int turns = 1; turns * threads <= most; turns++) {
                int columns = share(n, panelColumns, Math.ceilDiv(turns * threads, rowParts));
                int parts = down * Math.ceilDiv(n, columns);
                double part = (double) rows * columns + packingA * rows + packingB * columns;
                double time = part * (Math.ceilDiv(parts, threads) + WAIT);
                if (time < least) {
                    best = new Parts(rows, columns);
                    least = time;
                }
            }
        }
        return best;
    }

    /// Returns the size of a part of n, a multiple of `unit` unless it is all.
    private static int share(int n, int unit, int parts) {
        return (int) Math.min(n, (long) Math.ceilDiv(Math.ceilDiv(n, unit), parts) * unit);
    }

    /// Computes the elements of C in rows i0 … i1 - 1 and columns j0 … j1 - 1.
    private void block(int i0, int i1, int j0, int j1) {
        GemmElement.Scratch scratch = element.borrowScratch();
        // Where a tile holds all rows, nothing of B is read twice, and where it holds all columns, nothing of A: one
        // long loop over k is best.
        boolean once = i1 - i0 <= tileRows || j1 - j0 <= panelColumns;
        int kBlock = once && !packA && !packB ? k : even(k, K_BLOCK, 1);
        int columnBlock = even(j1 - j0, COLUMN_BLOCK, panelColumns);
        int kBlocks = Math.ceilDiv(k, kBlock);
        for (int t = 0; t < Math.ceilDiv(j1 - j0, columnBlock) * kBlocks; t++) {
            int j = j0 + t / kBlocks * columnBlock;
            int p = t % kBlocks * kBlock;
            block(scratch, i0, i1, j, Math.min(columnBlock, j1 - j), p, Math.min(kBlock, k - p));
        }
        // A product that fails leaves its scratch to the collector.
        element.giveBack(scratch);
    }

    /// Adds what `depth` steps of k contribute to `columns` columns.
    private void block(GemmElement.Scratch scratch, int i0, int i1, int j, int columns, int p, int depth) {
        Object bPacked = packB ? packB(scratch, p, depth, j, columns) : b.array;
        int rowBlock = even(i1 - i0, blockRows, tileRows);
        for (int t = 0; t < Math.ceilDiv(i1 - i0, rowBlock); t++) {
            int i = i0 + t * rowBlock;
            int rows = Math.min(rowBlock, i1 - i);
            Matrix aBlock =
                    packA ? packA(scratch, i, rows, p, depth) : new Matrix(a.array, a.at(i, p), a.row, a.column);
            for (int q = 0; q < columns; q += panelColumns) {
                Matrix panel = packB
                        ? new Matrix(bPacked, q * depth, panelColumns, 1)
                        : new Matrix(bPacked, b.at(p, j + q), b.row, 1);
                panel(
                        scratch,
                        aBlock,
                        panel,
                        i,
                        rows,
                        j + q,
                        Math.min(panelColumns, columns - q),
                        depth,
                        accumulate || p > 0);
            }
        }
    }

    /// Returns the size of the equal blocks, multiples of `unit`, into which n is cut so that they are about
    /// `most`.
    private static int even(int n, int most, int unit) {
        return Math.ceilDiv(Math.ceilDiv(n, Math.ceilDiv(n, most)), unit) * unit;
    }

    /// Copies a block of B so that each panel's rows follow one another. The last panel's missing columns
    /// hold whatever was there: their sums are dropped.
    private Object packB(GemmElement.Scratch scratch, int p, int depth, int j, int columns) {
        Object packed = scratch.b(Math.ceilDiv(columns, panelColumns) * panelColumns * depth);
        for (int q = 0; q < columns; q += panelColumns) {
            element.copy(
                    depth,
                    Math.min(panelColumns, columns - q),
                    b.array,
                    b.at(p, j + q),
                    b.row,
                    b.column,
                    packed,
                    q * depth,
                    panelColumns,
                    1);
        }
        return packed;
    }

    /// Copies a block of A so that the elements that a tile reads at a time lie side by side.
    private Matrix packA(GemmElement.Scratch scratch, int i, int rows, int p, int depth) {
        Object packed = scratch.a(Math.ceilDiv(rows, tileRows) * tileRows * depth + element.lanes);
        if (a.row == 1) {
            // A tile needs but a part of the line that holds its column: all tiles at once, or it is fetched again.
            element.cut(depth, rows, tileRows, a.array, a.at(i, p), a.column, packed);
            return new Matrix(packed, 0, depth, tileRows);
        }
        for (int r = 0; r < rows; r += tileRows) {
            int height = Math.min(tileRows, rows - r);
            int from = a.at(i + r, p);
            if (a.column == 1) {
                element.turnTightly(depth, height, a.array, from, a.row, packed, r * depth, tileRows);
            } else {
                element.copyStrided(depth, height, a.array, from, a.column, a.row, packed, r * depth, tileRows, 1);
            }
        }
        return new Matrix(packed, 0, depth, tileRows);
    }

    /// Multiplies `rows` rows with one panel of B.
    ///
    /// Tiles are whole vectors wide. In the last columns they read beyond the panel, which does no harm
    /// within the array (the sums are dropped); the last rows of B, where it would leave the array, are
    /// copied.
    private void panel(
            GemmElement.Scratch scratch,
            Matrix ap,
            Matrix bp,
            int i0,
            int rows,
            int j,
            int columns,
            int depth,
            boolean add) {
        int vectors = Math.max(element.leastVectors, Math.ceilDiv(columns, element.lanes));
        int width = vectors * element.lanes;
        boolean whole = width == columns && c.column == 1;
        int inside = rowsInside(element.length(bp.array), bp, width, depth);
        Object last = bp.array;
        if (inside < depth) {
            last = scratch.b((depth - inside) * width);
            element.copy(depth - inside, columns, bp.array, bp.at(inside, 0), bp.row, 1, last, 0, width, 1);
        }
        Object target = whole ? c.array : scratch.c(tileRows * width);
        int targetRow = whole ? c.row : width;
        int aStep = alongRows ? ap.row : ap.column;
        for (int i = 0; i < rows; i += tileRows) {
            int height = Math.min(tileRows, rows - i);
            Tier<GemmTile> tier = element.tile(height, vectors, alongRows);
            GemmTile tile = tier.current();
            int cAt = c.at(i0 + i, j);
            int to = whole ? cAt : 0;
            if (add && !whole) {
                element.copy(height, columns, c.array, cAt, c.row, c.column, target, 0, width, 1);
            }
            Object start = add ? target : element.zeros;
            if (inside > 0) {
                tile.run(
                        inside,
                        ap.array,
                        ap.at(i, 0),
                        aStep,
                        bp.array,
                        bp.offset,
                        bp.row,
                        start,
                        add ? to : 0,
                        add ? targetRow : 0,
                        target,
                        to,
                        targetRow);
                start = target;
            }
            if (inside < depth) {
                boolean more = add || inside > 0;
                tile.run(
                        depth - inside,
                        ap.array,
                        ap.at(i, inside),
                        aStep,
                        last,
                        0,
                        width,
                        start,
                        more ? to : 0,
                        more ? targetRow : 0,
                        target,
                        to,
                        targetRow);
            }
            if (!whole) {
                element.copy(height, columns, target, 0, width, 1, c.array, cAt, c.row, c.column);
            }
            // Sixteen steps take about as long as an element of a pointwise kernel, the unit of this count.
            tier.used((long) height * width * depth / 16);
        }
    }

    /// How many of the rows of B can be read `width` elements wide without leaving the array.
    private static int rowsInside(int length, Matrix b, int width, int rows) {
        long room = (long) length - width - b.offset;
        if (room >= (rows - 1L) * b.row) {
            return rows;
        }
        return room < 0 ? 0 : (int) (room / b.row) + 1;
    }
}
