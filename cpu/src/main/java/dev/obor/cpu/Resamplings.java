package dev.obor.cpu;

import dev.obor.dtype.DType;
import dev.obor.layout.Layout;
import dev.obor.layout.Shape;
import dev.obor.storage.View;
import dev.obor.tensor.Cast;
import dev.obor.tensor.Ops;
import dev.obor.tensor.Resampling;
import java.util.Arrays;

/// Computes weighted sums of a few places along a dim: 16-bit floating-point ones in float32, all integers in
/// int64.
final class Resamplings {
    private final CpuBackend backend;

    Resamplings(CpuBackend backend) {
        this.backend = backend;
    }

    void run(Resampling op, View x, View output) {
        if (output.shape().numel() == 0) {
            return;
        }
        DType dtype = x.dtype();
        DType wide = dtype.isFloating() ? dtype.compute() : DType.INT64;
        View source = x;
        if (wide != dtype || !x.layout().isContiguous()) {
            source = fresh(x.shape(), wide);
            backend.run(wide == dtype ? Ops.CLONE : new Cast(wide), new View[] {x}, new View[] {source});
        }
        boolean isPlain = wide == dtype && output.layout().isContiguous();
        View result = isPlain ? output : fresh(output.shape(), wide);
        compute(op, source, result);
        if (!isPlain) {
            backend.run(new Cast(dtype), new View[] {result}, new View[] {output});
        }
    }

    private View fresh(Shape shape, DType dtype) {
        return new View(backend.allocate(dtype, shape.numel()), Layout.dense(shape), dtype);
    }

    private static void compute(Resampling op, View x, View output) {
        int inner = 1;
        for (int d = op.dim() + 1; d < x.shape().rank(); d++) {
            inner *= x.shape().size(d);
        }
        if (inner == 1) {
            lines(op.table(), x, output);
        } else {
            rows(op.table(), inner, x, output);
        }
    }

    private static void rows(Resampling.Table table, int length, View x, View output) {
        int rows = output.shape().numel() / length;
        int together = Math.max(1, Grain.BLOCK / length);
        Workers.parallelFor(Math.ceilDiv(rows, together), task -> {
            for (int r = task * together; r < Math.min(rows, (task + 1) * together); r++) {
                int i = r % table.count();
                int from = x.layout().offset() + r / table.count() * table.size() * length;
                int to = output.layout().offset() + r * length;
                switch (x.storage().array()) {
                    case float[] a ->
                        row(
                                table,
                                i,
                                length,
                                a,
                                from,
                                (float[]) output.storage().array(),
                                to);
                    case double[] a ->
                        row(
                                table,
                                i,
                                length,
                                a,
                                from,
                                (double[]) output.storage().array(),
                                to);
                    case Object a ->
                        row(
                                table,
                                i,
                                length,
                                (long[]) a,
                                from,
                                (long[]) output.storage().array(),
                                to);
                }
            }
        });
    }

    private static void lines(Resampling.Table table, View x, View output) {
        int lines = output.shape().numel() / table.count();
        int together = Math.max(1, Grain.BLOCK / table.count());
        if (x.storage().array() instanceof float[] a && isPicking(table)) {
            picked(table, lines, together, a, x.layout().offset(), output);
            return;
        }
        Workers.parallelFor(Math.ceilDiv(lines, together), task -> {
            for (int n = task * together; n < Math.min(lines, (task + 1) * together); n++) {
                int from = x.layout().offset() + n * table.size();
                int to = output.layout().offset() + n * table.count();
                switch (x.storage().array()) {
                    case float[] a ->
                        line(table, a, from, (float[]) output.storage().array(), to);
                    case double[] a ->
                        line(table, a, from, (double[]) output.storage().array(), to);
                    case Object a ->
                        line(table, (long[]) a, from, (long[]) output.storage().array(), to);
                }
            }
        });
    }

    /// Tells whether each result is one element.
    private static boolean isPicking(Resampling.Table table) {
        boolean picks = table.weight().length == 0;
        for (int i = 0; picks && i < table.start().length; i++) {
            picks = table.start()[i] == i;
        }
        return picks;
    }

    private static void picked(Resampling.Table table, int lines, int together, float[] a, int start, View output) {
        float[] out = (float[]) output.storage().array();
        int[] index = table.index();
        boolean doubles = index.length == 2 * table.size();
        for (int i = 0; doubles && i < index.length; i++) {
            doubles = index[i] == i / 2;
        }
        boolean isDoubling = doubles;
        if (isDoubling) {
            Doubling.TIER.used(output.shape().numel());
        }
        Doubling doubling = Doubling.TIER.current();
        Grain.share(output.shape().numel(), Math.ceilDiv(lines, together), task -> {
            int first = task * together;
            int count = Math.min(lines - first, together);
            int from = start + first * table.size();
            int to = output.layout().offset() + first * index.length;
            if (isDoubling) {
                doubling.run(a, from, count * table.size(), out, to);
                return;
            }
            for (int n = 0; n < count; n++, from += table.size(), to += index.length) {
                for (int i = 0; i < index.length; i++) {
                    out[to + i] = a[from + index[i]];
                }
            }
        });
    }

    /// Rows of neighbours, each of one place of the dim.
    private static void row(Resampling.Table table, int i, int length, float[] a, int from, float[] out, int to) {
        int first = table.start()[i];
        int end = table.start()[i + 1];
        if (first == end) {
            Arrays.fill(out, to, to + length, 0);
            return;
        }
        boolean isWeighted = table.weight().length > 0;
        int at = from + table.index()[first] * length;
        if (end == first + 1 && !isWeighted) {
            System.arraycopy(a, at, out, to, length);
            return;
        }
        float w = isWeighted ? (float) table.weight()[first] : 1;
        if (end == first + 1) {
            for (int j = 0; j < length; j++) {
                out[to + j] = a[at + j] * w;
            }
            return;
        }
        int next = from + table.index()[first + 1] * length;
        float v = isWeighted ? (float) table.weight()[first + 1] : 1;
        for (int j = 0; j < length; j++) {
            out[to + j] = Math.fma(a[next + j], v, a[at + j] * w);
        }
        for (int t = first + 2; t < end; t++) {
            int other = from + table.index()[t] * length;
            float u = isWeighted ? (float) table.weight()[t] : 1;
            for (int j = 0; j < length; j++) {
                out[to + j] = Math.fma(a[other + j], u, out[to + j]);
            }
        }
    }

    /// All places of the last dim.
    private static void line(Resampling.Table table, float[] a, int from, float[] out, int to) {
        int[] start = table.start();
        int[] index = table.index();
        double[] weight = table.weight();
        if (weight.length > 0) {
            for (int i = 0; i < start.length - 1; i++) {
                float sum = start[i] == start[i + 1] ? 0 : a[from + index[start[i]]] * (float) weight[start[i]];
                for (int t = start[i] + 1; t < start[i + 1]; t++) {
                    sum = Math.fma(a[from + index[t]], (float) weight[t], sum);
                }
                out[to + i] = sum;
            }
            return;
        }
        for (int i = 0; i < start.length - 1; i++) {
            float sum = start[i] == start[i + 1] ? 0 : a[from + index[start[i]]];
            for (int t = start[i] + 1; t < start[i + 1]; t++) {
                sum += a[from + index[t]];
            }
            out[to + i] = sum;
        }
    }

    /// Rows of neighbours, each of one place of the dim.
    private static void row(Resampling.Table table, int i, int length, double[] a, int from, double[] out, int to) {
        int first = table.start()[i];
        int end = table.start()[i + 1];
        if (first == end) {
            Arrays.fill(out, to, to + length, 0);
            return;
        }
        boolean isWeighted = table.weight().length > 0;
        int at = from + table.index()[first] * length;
        if (end == first + 1 && !isWeighted) {
            System.arraycopy(a, at, out, to, length);
            return;
        }
        double w = isWeighted ? table.weight()[first] : 1;
        if (end == first + 1) {
            for (int j = 0; j < length; j++) {
                out[to + j] = a[at + j] * w;
            }
            return;
        }
        int next = from + table.index()[first + 1] * length;
        double v = isWeighted ? table.weight()[first + 1] : 1;
        for (int j = 0; j < length; j++) {
            out[to + j] = Math.fma(a[next + j], v, a[at + j] * w);
        }
        for (int t = first + 2; t < end; t++) {
            int other = from + table.index()[t] * length;
            double u = isWeighted ? table.weight()[t] : 1;
            for (int j = 0; j < length; j++) {
                out[to + j] = Math.fma(a[other + j], u, out[to + j]);
            }
        }
    }

    /// All places of the last dim.
    private static void line(Resampling.Table table, double[] a, int from, double[] out, int to) {
        int[] start = table.start();
        int[] index = table.index();
        double[] weight = table.weight();
        if (weight.length > 0) {
            for (int i = 0; i < start.length - 1; i++) {
                double sum = start[i] == start[i + 1] ? 0 : a[from + index[start[i]]] * weight[start[i]];
                for (int t = start[i] + 1; t < start[i + 1]; t++) {
                    sum = Math.fma(a[from + index[t]], weight[t], sum);
                }
                out[to + i] = sum;
            }
            return;
        }
        for (int i = 0; i < start.length - 1; i++) {
            double sum = start[i] == start[i + 1] ? 0 : a[from + index[start[i]]];
            for (int t = start[i] + 1; t < start[i + 1]; t++) {
                sum += a[from + index[t]];
            }
            out[to + i] = sum;
        }
    }

    /// Rows of neighbours, each of one place of the dim.
    private static void row(Resampling.Table table, int i, int length, long[] a, int from, long[] out, int to) {
        int first = table.start()[i];
        int end = table.start()[i + 1];
        if (first == end) {
            Arrays.fill(out, to, to + length, 0);
            return;
        }
        System.arraycopy(a, from + table.index()[first] * length, out, to, length);
        for (int t = first + 1; t < end; t++) {
            int at = from + table.index()[t] * length;
            for (int j = 0; j < length; j++) {
                out[to + j] += a[at + j];
            }
        }
    }

    /// All places of the last dim.
    private static void line(Resampling.Table table, long[] a, int from, long[] out, int to) {
        int[] start = table.start();
        int[] index = table.index();
        for (int i = 0; i < start.length - 1; i++) {
            long sum = start[i] == start[i + 1] ? 0 : a[from + index[start[i]]];
            for (int t = start[i] + 1; t < start[i + 1]; t++) {
                sum += a[from + index[t]];
            }
            out[to + i] = sum;
        }
    }
}
