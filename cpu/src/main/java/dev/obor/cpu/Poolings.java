package dev.obor.cpu;

import dev.obor.dtype.DType;
import dev.obor.layout.Layout;
import dev.obor.layout.Shape;
import dev.obor.storage.View;
import dev.obor.tensor.Cast;
import dev.obor.tensor.MaxPooling;
import dev.obor.tensor.Ops;
import dev.obor.tensor.Windows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Finds the largest elements of windows: in float32, float64 and int64, in which those of the other dtypes
/// are exact.
final class Poolings {
    private static final Windows NONE = new Windows(new int[1], new int[] {1}, 1);

    private final CpuBackend backend;

    Poolings(CpuBackend backend) {
        this.backend = backend;
    }

    void max(MaxPooling op, View x, View values, View indices) {
        if (values.shape().numel() == 0) {
            return;
        }
        DType dtype = x.dtype();
        DType wide = dtype.isFloating() ? dtype.compute() : DType.INT64;
        View source = x;
        if (wide != dtype || !x.layout().isContiguous()) {
            source = fresh(x.shape(), wide);
            backend.run(wide == dtype ? Ops.CLONE : new Cast(wide), new View[] {x}, new View[] {source});
        }
        boolean isPlain = wide == dtype && isDense(values) && isDense(indices);
        View found = isPlain ? values : fresh(values.shape(), wide);
        View places = isPlain ? indices : fresh(values.shape(), DType.INT64);
        run(op, source, found, places);
        if (!isPlain) {
            backend.run(new Cast(dtype), new View[] {found}, new View[] {values});
            backend.run(Ops.CLONE, new View[] {places}, new View[] {indices});
        }
    }

    private static boolean isDense(View view) {
        return view.layout().isContiguous();
    }

    private View fresh(Shape shape, DType dtype) {
        return new View(backend.allocate(dtype, shape.numel()), Layout.dense(shape), dtype);
    }

    private static void run(MaxPooling op, View x, View values, View indices) {
        List<Windows> windows = new ArrayList<>(op.windows());
        while (windows.size() < 3) {
            windows.addFirst(NONE);
        }
        int[] sizes = {1, 1, 1};
        int space = op.windows().size();
        for (int d = 0; d < space; d++) {
            sizes[3 - space + d] = x.shape().size(d - space);
        }
        int length = sizes[0] * sizes[1] * sizes[2];
        int results =
                windows.get(0).count() * windows.get(1).count() * windows.get(2).count();
        int planes = values.shape().numel() / results;
        int together = Math.max(1, Grain.BLOCK / 4 / results);
        long[] places = (long[]) indices.storage().array();
        Plane plane = new Plane(windows.get(0), windows.get(1), windows.get(2), sizes[1], sizes[2]);
        Workers.parallelFor(Math.ceilDiv(planes, together), task -> {
            Ranks ranks = new Ranks(sizes[0] * sizes[1], sizes[2]);
            for (int i = task * together; i < Math.min(planes, (task + 1) * together); i++) {
                int from = x.layout().offset() + i * length;
                int to = values.layout().offset() + i * results;
                int index = indices.layout().offset() + i * results;
                switch (x.storage().array()) {
                    case float[] a ->
                        plane.max(ranks, a, from, (float[]) values.storage().array(), to, places, index);
                    case double[] a ->
                        plane.max(a, from, (double[]) values.storage().array(), to, places, index);
                    default ->
                        plane.max(
                                (long[]) x.storage().array(),
                                from,
                                (long[]) values.storage().array(),
                                to,
                                places,
                                index);
                }
            }
        });
    }

    /// An image's elements by their ranks: numbers in the order of the elements and, among equal ones, against that of
    /// their places. So the largest rank is that of the first largest element, and nothing branches on which it
    /// is. NaN ranks above all numbers, and the last NaN above the others.
    private static final class Ranks {
        private static final int INFINITY = Float.floatToRawIntBits(Float.POSITIVE_INFINITY);

        /// The most ranks that are kept, if a row is not longer: rows of windows overlap.
        private static final int MOST = 1 << 14;

        private final int width;
        /// Which row's ranks lie in a room, −1 for none. Rows that are as many apart as there are rooms share one.
        private final int[] rows;

        private long[] ranks = {};
        private long[] columns = {};

        Ranks(int rows, int width) {
            this.width = width;
            this.rows = new int[Math.clamp(MOST / width, 1, rows)];
        }

        /// Another image follows.
        void forget() {
            Arrays.fill(rows, -1);
        }

        /// Returns where the ranks of a row begin.
        private int ranksOf(int row, float[] a, int from) {
            int room = row % rows.length;
            if (rows[room] != row) {
                for (int c = 0; c < width; c++) {
                    int place = row * width + c;
                    ranks[room * width + c] = rank(a[from + place], place);
                }
                rows[room] = row;
            }
            return room * width;
        }

        /// Finds the largest elements of a row of windows: first of each column, then of theirs.
        void row(Plane plane, int k, int j, float[] a, int from, float[] values, int to, long[] places, int index) {
            if (columns.length < width) {
                ranks = new long[rows.length * width];
                columns = new long[width];
            }
            Arrays.fill(columns, Long.MIN_VALUE);
            for (int d = plane.z.start()[k]; d < plane.z.end()[k]; d += plane.z.step()) {
                for (int r = plane.y.start()[j]; r < plane.y.end()[j]; r += plane.y.step()) {
                    int first = ranksOf(d * plane.height + r, a, from);
                    for (int c = 0; c < width; c++) {
                        columns[c] = Math.max(columns[c], ranks[first + c]);
                    }
                }
            }
            int[] start = plane.x.start();
            int[] end = plane.x.end();
            int step = plane.x.step();
            for (int i = 0; i < start.length; i++) {
                long largest = Long.MIN_VALUE;
                for (int c = start[i]; c < end[i]; c += step) {
                    largest = Math.max(largest, columns[c]);
                }
                int place = place(largest);
                values[to + i] = a[from + place];
                places[index + i] = place;
            }
        }

        /// The bits of a float in the order of the numbers, both zeros alike, above those of its place.
        private static long rank(float value, int place) {
            int bits = Float.floatToIntBits(value + 0f);
            int ordered = bits ^ (bits >> 31 & Integer.MAX_VALUE);
            int isNaN = (int) ((long) INFINITY - ordered >> 63);
            return (long) ordered << Integer.SIZE | Integer.toUnsignedLong(place ^ ~isNaN);
        }

        private static int place(long rank) {
            int isNaN = (int) (INFINITY - (rank >> Integer.SIZE) >> 63);
            return (int) rank ^ ~isNaN;
        }
    }

    /// The windows of an image, and its size.
    ///
    /// @param pairs whether all windows have two columns side by side
    private record Plane(Windows z, Windows y, Windows x, int height, int width, boolean pairs) {
        Plane(Windows z, Windows y, Windows x, int height, int width) {
            this(z, y, x, height, width, areTwoWide(x));
        }

        private static boolean areTwoWide(Windows x) {
            boolean all = x.step() == 1;
            for (int i = 0; i < x.count(); i++) {
                all &= x.end()[i] == x.start()[i] + 2;
            }
            return all;
        }

        /// Tells whether the windows of a row are two by two.
        private boolean isPair(int k, int j) {
            return pairs && y.step() == 1 && y.end()[j] == y.start()[j] + 2 && z.end()[k] == z.start()[k] + 1;
        }

        void max(Ranks ranks, float[] a, int from, float[] values, int to, long[] places, int index) {
            ranks.forget();
            int e = 0;
            for (int k = 0; k < z.count(); k++) {
                for (int j = 0; j < y.count(); j++, e += x.count()) {
                    if (isPair(k, j)) {
                        pairs(
                                a,
                                from,
                                (z.start()[k] * height + y.start()[j]) * width,
                                values,
                                to + e,
                                places,
                                index + e);
                    } else {
                        ranks.row(this, k, j, a, from, values, to + e, places, index + e);
                    }
                }
            }
        }

        /// A row of windows of two by two. Which of four is the largest cannot be predicted, so nothing
        /// branches on it: the maximum comes first, then its first place, found from the last on.
        private void pairs(float[] a, int from, int row, float[] values, int to, long[] places, int index) {
            int[] start = x.start();
            for (int i = 0; i < start.length; i++) {
                int place = row + start[i];
                int p = from + place;
                float third = a[p + width];
                float largest = Math.max(Math.max(a[p], a[p + 1]), Math.max(third, a[p + width + 1]));
                int best = third == largest ? width : width + 1;
                best = a[p + 1] == largest ? 1 : best;
                best = a[p] == largest ? 0 : best;
                if (Float.isNaN(largest)) {
                    best = lastNaN(a, p) - p;
                }
                values[to + i] = a[p + best];
                best += place;
                places[index + i] = best;
            }
        }

        private int lastNaN(float[] a, int p) {
            int below = p + width;
            return Float.isNaN(a[below + 1])
                    ? below + 1
                    : Float.isNaN(a[below]) ? below : Float.isNaN(a[p + 1]) ? p + 1 : p;
        }

        void max(double[] a, int from, double[] values, int to, long[] places, int index) {
            int e = 0;
            for (int k = 0; k < z.count(); k++) {
                for (int j = 0; j < y.count(); j++) {
                    if (isPair(k, j)) {
                        pairs(
                                a,
                                from,
                                (z.start()[k] * height + y.start()[j]) * width,
                                values,
                                to + e,
                                places,
                                index + e);
                        e += x.count();
                        continue;
                    }
                    for (int i = 0; i < x.count(); i++, e++) {
                        int best = best(a, from, k, j, i);
                        values[to + e] = a[from + best];
                        places[index + e] = best;
                    }
                }
            }
        }

        private int best(double[] a, int from, int k, int j, int i) {
            int best = (z.start()[k] * height + y.start()[j]) * width + x.start()[i];
            double largest = a[from + best];
            for (int d = z.start()[k]; d < z.end()[k]; d += z.step()) {
                for (int r = y.start()[j]; r < y.end()[j]; r += y.step()) {
                    int row = (d * height + r) * width;
                    for (int c = x.start()[i]; c < x.end()[i]; c += x.step()) {
                        double value = a[from + row + c];
                        if (!(value <= largest)) {
                            boolean isLarger = value > largest || Double.isNaN(value);
                            best = isLarger ? row + c : best;
                            largest = isLarger ? value : largest;
                        }
                    }
                }
            }
            return best;
        }

        /// A row of windows of two by two. Which of four is the largest cannot be predicted, so nothing
        /// branches on it: the maximum comes first, then its first place, found from the last on.
        private void pairs(double[] a, int from, int row, double[] values, int to, long[] places, int index) {
            int[] start = x.start();
            for (int i = 0; i < start.length; i++) {
                int place = row + start[i];
                int p = from + place;
                double third = a[p + width];
                double largest = Math.max(Math.max(a[p], a[p + 1]), Math.max(third, a[p + width + 1]));
                int best = third == largest ? width : width + 1;
                best = a[p + 1] == largest ? 1 : best;
                best = a[p] == largest ? 0 : best;
                if (Double.isNaN(largest)) {
                    best = lastNaN(a, p) - p;
                }
                values[to + i] = a[p + best];
                best += place;
                places[index + i] = best;
            }
        }

        private int lastNaN(double[] a, int p) {
            int below = p + width;
            return Double.isNaN(a[below + 1])
                    ? below + 1
                    : Double.isNaN(a[below]) ? below : Double.isNaN(a[p + 1]) ? p + 1 : p;
        }

        void max(long[] a, int from, long[] values, int to, long[] places, int index) {
            int e = 0;
            for (int k = 0; k < z.count(); k++) {
                for (int j = 0; j < y.count(); j++) {
                    for (int i = 0; i < x.count(); i++, e++) {
                        int best = (z.start()[k] * height + y.start()[j]) * width + x.start()[i];
                        for (int d = z.start()[k]; d < z.end()[k]; d += z.step()) {
                            for (int r = y.start()[j]; r < y.end()[j]; r += y.step()) {
                                int row = (d * height + r) * width;
                                for (int c = x.start()[i]; c < x.end()[i]; c += x.step()) {
                                    best = a[from + row + c] > a[from + best] ? row + c : best;
                                }
                            }
                        }
                        values[to + e] = a[from + best];
                        places[index + e] = best;
                    }
                }
            }
        }
    }
}
