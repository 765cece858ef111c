package dev.obor.cpu;

import dev.obor.dtype.DType;
import dev.obor.layout.LoopNest;
import dev.obor.storage.Storage;
import dev.obor.storage.View;
import java.lang.classfile.TypeKind;
import java.util.EnumMap;
import java.util.Map;

/// Copies between layouts of which one has its elements side by side along one dim and the other along another:
/// the matrices of both dims are turned, tile by tile.
///
/// A tile is wide in the source, so that what is read lies in long runs, and is gone through a few rows after
/// the other. Each of its columns gets a part of a cache line from them, which is still in the second-level cache
/// when the next rows go on with it.
final class Transposition {
    /// Smaller copies take the way of all others.
    private static final int LEAST_NUMEL = 1024;

    /// The least size of both dims.
    private static final int LEAST_SIDE = 8;

    /// Bytes of a tile along the source's rows: with more, the lines of the target leave the cache.
    private static final int ACROSS = 2048;

    /// Elements of a tile along the target's rows.
    private static final int ALONG = 64;

    private static final int TO = 0;
    private static final int FROM = 1;

    private final LoopNest nest;
    private final int turned;
    private final int[] order;
    private final Object from;
    private final Object to;
    private final GemmElement.Turn turn;
    private final int lanes;
    private final int across;

    private Transposition(LoopNest nest, int turned, Object from, Object to, Form form) {
        this.nest = nest;
        this.turned = turned;
        this.order = new int[nest.rank() - 2];
        for (int d = 0, i = 0; d < nest.rank() - 1; d++) {
            if (d != turned) {
                order[i++] = d;
            }
        }
        this.from = from;
        this.to = to;
        this.turn = form.tier.current();
        this.lanes = form.lanes;
        this.across = form.across;
    }

    /// Copies a view to another of its shape if matrices are to be turned for it; tells whether it did.
    static boolean run(View source, View target) {
        int numel = target.shape().numel();
        if (numel < LEAST_NUMEL
                || source.dtype() != target.dtype()
                || source.storage() == target.storage()
                || source.layout().isContiguous()) {
            return false;
        }
        LoopNest nest = LoopNest.of(target.shape(), target.layout(), source.layout());
        int inner = nest.rank() - 1;
        if (nest.stride(TO, inner) != 1 || nest.stride(FROM, inner) <= 1 || nest.size(inner) < LEAST_SIDE) {
            return false;
        }
        for (int d = 0; d < inner; d++) {
            if (nest.stride(FROM, d) == 1 && nest.size(d) >= LEAST_SIDE) {
                Form form = Form.FORMS.get(target.dtype());
                form.tier.used(numel);
                Object from = source.storage().array();
                new Transposition(nest, d, from, target.storage().array(), form).run();
                return true;
            }
        }
        return false;
    }

    private void run() {
        int inner = nest.rank() - 1;
        int rows = nest.size(inner);
        int columns = nest.size(turned);
        int tilesAlong = Math.ceilDiv(rows, ALONG);
        int width = Math.ceilDiv(Math.ceilDiv(columns, Math.ceilDiv(columns, across)), lanes) * lanes;
        int tilesAcross = Math.ceilDiv(columns, width);
        int matrices = nest.numel() / rows / columns;
        int tiles = matrices * tilesAcross * tilesAlong;
        int perTask = Math.max(1, Grain.task(nest.numel()) / (Math.min(rows, ALONG) * Math.min(columns, width)));
        Grain.share(nest.numel(), Math.ceilDiv(tiles, perTask), task -> {
            for (int t = task * perTask; t < Math.min(tiles, (task + 1) * perTask); t++) {
                int row = t % tilesAlong * ALONG;
                int column = t / tilesAlong % tilesAcross * width;
                int matrix = t / tilesAlong / tilesAcross;
                int source = start(FROM, matrix) + row * nest.stride(FROM, inner) + column;
                int target = start(TO, matrix) + row + column * nest.stride(TO, turned);
                tile(source, target, Math.min(ALONG, rows - row), Math.min(width, columns - column));
            }
        });
    }

    /// Returns where a matrix begins.
    private int start(int operand, int matrix) {
        int rest = matrix;
        int place = nest.place(operand, 0);
        for (int i = order.length - 1; i >= 0; i--) {
            place += rest % nest.size(order[i]) * nest.stride(operand, order[i]);
            rest /= nest.size(order[i]);
        }
        return place;
    }

    private void tile(int source, int target, int rows, int columns) {
        int sourceStep = nest.runStride(FROM);
        int targetStep = nest.stride(TO, turned);
        int blocks = columns / lanes;
        int wholeRows = blocks == 0 ? 0 : rows / lanes * lanes;
        for (int r = 0; r < wholeRows; r += lanes) {
            turn.run(blocks, from, source + r * sourceStep, sourceStep, to, target + r, targetStep);
        }
        for (int c = blocks * lanes; c < columns && wholeRows > 0; c++) {
            Tiles.copy(from, source + c, sourceStep, to, target + c * targetStep, 1, wholeRows);
        }
        for (int r = wholeRows; r < rows; r++) {
            Tiles.copy(from, source + r * sourceStep, 1, to, target + r, targetStep, columns);
        }
    }

    /// How matrices of one dtype are turned.
    private static final class Form {
        /// Rows that are turned together where vectors do not do it.
        private static final int SCALAR_ROWS = 16;

        static final Map<DType, Form> FORMS = forms();

        final int lanes;
        final int across;
        final Tier<GemmElement.Turn> tier;

        private Form(DType dtype) {
            boolean vectors = dtype.bytes() >= 4 && Vectors.available();
            int rows = vectors ? Vectors.bits() / 8 / dtype.bytes() : SCALAR_ROWS;
            this.lanes = Math.max(rows, 4);
            this.across = ACROSS / dtype.bytes();
            if (rows != lanes || !vectors) {
                this.tier = new Tier<>(this::scalar);
                return;
            }
            int length = 4 * lanes * lanes;
            Object from = Storage.of(dtype, length).array();
            Object to = Storage.of(dtype, length).array();
            TypeKind element = TypeKind.from(from.getClass().componentType());
            this.tier = new Tier<>(
                    this::scalar,
                    () -> CopyEmitter.turn(element, lanes),
                    turn -> turn.run(4, from, 0, 4 * lanes, to, 0, lanes));
        }

        private static Map<DType, Form> forms() {
            Map<DType, Form> forms = new EnumMap<>(DType.class);
            for (DType dtype : DType.values()) {
                forms.put(dtype, new Form(dtype));
            }
            return forms;
        }

        private void scalar(
                int blocks, Object from, int source, int sourceStep, Object to, int target, int targetStep) {
            turn(lanes, blocks * lanes, from, source, sourceStep, to, target, targetStep);
        }
    }

    /// Turns rows, a multiple of four, into columns, four by four for fewer visits to the target's cache lines.
    private static void turn(
            int rows, int columns, Object from, int source, int sourceStep, Object to, int target, int targetStep) {
        switch (from) {
            case float[] a -> {
                float[] b = (float[]) to;
                for (int j = 0; j < rows; j += 4) {
                    int s0 = source + j * sourceStep;
                    int s1 = s0 + sourceStep;
                    int s2 = s1 + sourceStep;
                    int s3 = s2 + sourceStep;
                    for (int i = 0, t = target + j; i < columns; i++, t += targetStep) {
                        b[t] = a[s0 + i];
                        b[t + 1] = a[s1 + i];
                        b[t + 2] = a[s2 + i];
                        b[t + 3] = a[s3 + i];
                    }
                }
            }
            case double[] a -> {
                double[] b = (double[]) to;
                for (int j = 0; j < rows; j += 4) {
                    int s0 = source + j * sourceStep;
                    int s1 = s0 + sourceStep;
                    int s2 = s1 + sourceStep;
                    int s3 = s2 + sourceStep;
                    for (int i = 0, t = target + j; i < columns; i++, t += targetStep) {
                        b[t] = a[s0 + i];
                        b[t + 1] = a[s1 + i];
                        b[t + 2] = a[s2 + i];
                        b[t + 3] = a[s3 + i];
                    }
                }
            }
            case int[] a -> {
                int[] b = (int[]) to;
                for (int j = 0; j < rows; j += 4) {
                    int s0 = source + j * sourceStep;
                    int s1 = s0 + sourceStep;
                    int s2 = s1 + sourceStep;
                    int s3 = s2 + sourceStep;
                    for (int i = 0, t = target + j; i < columns; i++, t += targetStep) {
                        b[t] = a[s0 + i];
                        b[t + 1] = a[s1 + i];
                        b[t + 2] = a[s2 + i];
                        b[t + 3] = a[s3 + i];
                    }
                }
            }
            case long[] a -> {
                long[] b = (long[]) to;
                for (int j = 0; j < rows; j += 4) {
                    int s0 = source + j * sourceStep;
                    int s1 = s0 + sourceStep;
                    int s2 = s1 + sourceStep;
                    int s3 = s2 + sourceStep;
                    for (int i = 0, t = target + j; i < columns; i++, t += targetStep) {
                        b[t] = a[s0 + i];
                        b[t + 1] = a[s1 + i];
                        b[t + 2] = a[s2 + i];
                        b[t + 3] = a[s3 + i];
                    }
                }
            }
            case short[] a -> {
                short[] b = (short[]) to;
                for (int j = 0; j < rows; j += 4) {
                    int s0 = source + j * sourceStep;
                    int s1 = s0 + sourceStep;
                    int s2 = s1 + sourceStep;
                    int s3 = s2 + sourceStep;
                    for (int i = 0, t = target + j; i < columns; i++, t += targetStep) {
                        b[t] = a[s0 + i];
                        b[t + 1] = a[s1 + i];
                        b[t + 2] = a[s2 + i];
                        b[t + 3] = a[s3 + i];
                    }
                }
            }
            case byte[] a -> {
                byte[] b = (byte[]) to;
                for (int j = 0; j < rows; j += 4) {
                    int s0 = source + j * sourceStep;
                    int s1 = s0 + sourceStep;
                    int s2 = s1 + sourceStep;
                    int s3 = s2 + sourceStep;
                    for (int i = 0, t = target + j; i < columns; i++, t += targetStep) {
                        b[t] = a[s0 + i];
                        b[t + 1] = a[s1 + i];
                        b[t + 2] = a[s2 + i];
                        b[t + 3] = a[s3 + i];
                    }
                }
            }
            case boolean[] a -> {
                boolean[] b = (boolean[]) to;
                for (int j = 0; j < rows; j += 4) {
                    int s0 = source + j * sourceStep;
                    int s1 = s0 + sourceStep;
                    int s2 = s1 + sourceStep;
                    int s3 = s2 + sourceStep;
                    for (int i = 0, t = target + j; i < columns; i++, t += targetStep) {
                        b[t] = a[s0 + i];
                        b[t + 1] = a[s1 + i];
                        b[t + 2] = a[s2 + i];
                        b[t + 3] = a[s3 + i];
                    }
                }
            }
            default -> throw new IllegalArgumentException("no array of elements: " + from.getClass());
        }
    }
}
