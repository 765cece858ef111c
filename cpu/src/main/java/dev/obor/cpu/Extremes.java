package dev.obor.cpu;

import dev.obor.layout.Layout;
import dev.obor.layout.Places;
import dev.obor.layout.Shape;
import dev.obor.storage.Elements;
import dev.obor.storage.Storage;
import dev.obor.storage.View;
import dev.obor.tensor.ArgReduce;
import dev.obor.tensor.Reduce;
import dev.obor.tensor.Reducer;
import java.util.Optional;
import java.util.function.IntConsumer;

/// Finds where the largest or smallest elements lie.
final class Extremes {
    /// The longest row in which every element is looked at.
    private static final int SHORT = 12;

    private static final int[] ROWS = {1};
    private static final Tier<Search> SEARCH = search();
    private static final Tier<Pairs> PAIRS = pairs();

    private final Reductions reductions;

    Extremes(Reductions reductions) {
        this.reductions = reductions;
    }

    void run(ArgReduce op, View x, View output) {
        long[] result = ((Storage.Longs) output.storage()).array();
        int first = output.layout().offset();
        if (x.shape().rank() == 0) {
            result[first] = 0;
            return;
        }
        Layout starts = x.layout().select(op.dim(), 0);
        int size = x.shape().size(op.dim());
        int stride = x.layout().stride(op.dim());
        int rows = starts.shape().numel();
        int perTask = Math.max(1, Grain.task(x.shape().numel()) / size);
        Optional<Layout> flat = x.layout().reshape(Shape.of(rows, size));
        IntConsumer body;
        if (x.storage() instanceof Storage.Floats s
                && size <= SHORT
                && stride == 1
                && x.layout().isContiguous()) {
            float[] values = s.array();
            int start = x.layout().offset();
            float sign = op.largest() ? 1 : -1;
            if (size == 2) {
                PAIRS.used(rows);
                Pairs pairs = PAIRS.current();
                body = task -> {
                    int from = task * perTask;
                    pairs.run(sign, values, start + 2 * from, result, first + from, Math.min(perTask, rows - from));
                };
            } else {
                body = task -> {
                    for (int t = task * perTask; t < Math.min(rows, (task + 1) * perTask); t++) {
                        result[first + t] = findInFew(sign, values, start + t * size, size);
                    }
                };
            }
        } else if (x.storage() instanceof Storage.Floats s && size > SHORT && stride == 1 && flat.isPresent()) {
            // The extremes come from the reductions' kernels; then they are looked for, while a row is in the cache.
            Reducer reducer = op.largest() ? Reducer.AMAX : Reducer.AMIN;
            SEARCH.used(x.shape().numel());
            Search form = SEARCH.current();
            body = task -> {
                int from = task * perTask;
                int count = Math.min(perTask, rows - from);
                Layout block = flat.get().slice(0, from, count, 1);
                float[] extremes = new float[count];
                View found = new View(new Storage.Floats(extremes), Layout.dense(Shape.of(count)), x.dtype());
                reductions.run(new Reduce(reducer, ROWS, false), new View[] {x.with(block)}, found);
                for (int t = 0; t < count; t++) {
                    int start = block.offset() + t * block.stride(0);
                    result[first + from + t] = Float.isNaN(extremes[t])
                            ? firstNan(s.array(), start)
                            : form.first(s.array(), start, size, extremes[t]);
                }
            };
        } else {
            int[] places = Places.of(starts);
            body = task -> {
                for (int t = task * perTask; t < Math.min(rows, (task + 1) * perTask); t++) {
                    result[first + t] = find(op.largest(), x, places[t], stride, size);
                }
            };
        }
        Grain.share(x.shape().numel(), Math.ceilDiv(rows, perTask), body);
    }

    private static int find(boolean largest, View x, int start, int stride, int size) {
        return switch (x.storage()) {
            case Storage.Floats s -> find(largest, s.array(), start, stride, size);
            case Storage.Doubles s -> find(largest, s.array(), start, stride, size);
            default ->
                x.dtype().isFloating()
                        ? find(largest, doubles(x, start, stride, size), 0, 1, size)
                        : find(largest, longs(x, start, stride, size));
        };
    }

    private static double[] doubles(View x, int start, int stride, int size) {
        double[] values = new double[size];
        for (int i = 0; i < size; i++) {
            values[i] = Elements.getDouble(x.storage(), x.dtype(), start + i * stride);
        }
        return values;
    }

    private static long[] longs(View x, int start, int stride, int size) {
        long[] values = new long[size];
        for (int i = 0; i < size; i++) {
            values[i] = Elements.getLong(x.storage(), x.dtype(), start + i * stride);
        }
        return values;
    }

    private static int find(boolean largest, float[] x, int start, int stride, int size) {
        int best = 0;
        float value = x[start];
        for (int i = 1; i < size && !Float.isNaN(value); i++) {
            float v = x[start + i * stride];
            if ((largest ? v > value : v < value) || Float.isNaN(v)) {
                best = i;
                value = v;
            }
        }
        return best;
    }

    /// Looks for an element.
    private interface Search {
        /// Returns the place of the first element of a row that equals a number; the row's size if there is none.
        int first(float[] x, int start, int size, float value);
    }

    private static Tier<Search> search() {
        float[] row = new float[173];
        row[150] = 1;
        return new Tier<>(Extremes::first, () -> VectorSearch::first, form -> {
            form.first(row, 0, row.length, 1);
            form.first(row, 1, row.length - 1, 2);
        });
    }

    private static int first(float[] x, int start, int size, float value) {
        int i = 0;
        while (i < size && x[start + i] != value) {
            i++;
        }
        return i;
    }

    private static int firstNan(float[] x, int start) {
        int i = start;
        while (!Float.isNaN(x[i])) {
            i++;
        }
        return i - start;
    }

    /// Chooses without branches, which go wrong half the time where every row has its own answer.
    private static int findInFew(float sign, float[] x, int start, int size) {
        int highest = order(sign * x[start]);
        int best = 0;
        for (int i = 1; i < size; i++) {
            int order = order(sign * x[start + i]);
            best = order > highest ? i : best;
            highest = Math.max(highest, order);
        }
        return best;
    }

    /// Finds the extremes of many pairs of numbers: a loop within each would take longer than the comparison.
    private interface Pairs {
        /// Writes for each pair the place, 0 or 1, of the greater number times `sign`, or of the first NaN.
        void run(float sign, float[] x, int start, long[] result, int first, int pairs);
    }

    private static Tier<Pairs> pairs() {
        float[] x = new float[346];
        for (int i = 0; i < x.length; i++) {
            x[i] = i % 7;
        }
        long[] result = new long[x.length / 2];
        return new Tier<>(
                Extremes::inPairs, () -> VectorSearch::inPairs, form -> form.run(1, x, 0, result, 0, result.length));
    }

    static void inPairs(float sign, float[] x, int start, long[] result, int first, int pairs) {
        for (int t = 0; t < pairs; t++) {
            int order = order(sign * x[start + 2 * t]);
            result[first + t] = order(sign * x[start + 2 * t + 1]) > order ? 1 : 0;
        }
    }

    /// Returns integers that are ordered as numbers are, with 0 as -0 and NaN above all.
    private static int order(float value) {
        int bits = Float.floatToIntBits(value + 0f);
        return bits ^ (bits >> 31 & Integer.MAX_VALUE);
    }

    private static int find(boolean largest, double[] x, int start, int stride, int size) {
        int best = 0;
        double value = x[start];
        for (int i = 1; i < size && !Double.isNaN(value); i++) {
            double v = x[start + i * stride];
            if ((largest ? v > value : v < value) || Double.isNaN(v)) {
                best = i;
                value = v;
            }
        }
        return best;
    }

    private static int find(boolean largest, long[] x) {
        int best = 0;
        for (int i = 1; i < x.length; i++) {
            if (largest ? x[i] > x[best] : x[i] < x[best]) {
                best = i;
            }
        }
        return best;
    }
}
