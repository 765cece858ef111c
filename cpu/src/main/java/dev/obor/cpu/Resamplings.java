package dev.obor.cpu;

import dev.obor.dtype.DType;
import dev.obor.layout.Layout;
import dev.obor.layout.Shape;
import dev.obor.storage.View;
import dev.obor.tensor.Cast;
import dev.obor.tensor.Ops;
import dev.obor.tensor.Resampling;
import java.util.Arrays;

/// Computes weighted sums of a few places along a dim: 16-bit floating-point ones in float32, all integers in int64.
final class Resamplings {
    /// Elements that are worth a task of their own.
    private static final int TASK = 16_384;

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

    /// Runs the tasks, each of some rows: a row is the elements of one outer index and one place of the dim.
    private static void compute(Resampling op, View x, View output) {
        Resampling.Table table = op.table();
        int inner = 1;
        for (int d = op.dim() + 1; d < x.shape().rank(); d++) {
            inner *= x.shape().size(d);
        }
        int length = inner;
        int rows = output.shape().numel() / length;
        int together = Math.max(1, TASK / length);
        Workers.parallelFor(Math.ceilDiv(rows, together), task -> {
            for (int r = task * together; r < Math.min(rows, (task + 1) * together); r++) {
                int i = r % table.count();
                int from = x.layout().offset() + r / table.count() * table.size() * length;
                int to = output.layout().offset() + r * length;
                switch (x.storage().array()) {
                    case float[] a -> row(table, i, length, a, from, (float[]) output.storage().array(), to);
                    case double[] a -> row(table, i, length, a, from, (double[]) output.storage().array(), to);
                    default ->
                        row(table, i, length, (long[]) x.storage().array(), from, (long[]) output.storage().array(), to);
                }
            }
        });
    }

    private static void row(Resampling.Table table, int i, int length, float[] a, int from, float[] out, int to) {
        int first = table.start()[i];
        int end = table.start()[i + 1];
        boolean isWeighted = table.weight().length > 0;
        for (int t = first; t < end; t++) {
            int at = from + table.index()[t] * length;
            float weight = isWeighted ? (float) table.weight()[t] : 1;
            if (t == first && !isWeighted) {
                System.arraycopy(a, at, out, to, length);
            } else if (t == first) {
                for (int j = 0; j < length; j++) {
                    out[to + j] = a[at + j] * weight;
                }
            } else {
                for (int j = 0; j < length; j++) {
                    out[to + j] = Math.fma(a[at + j], weight, out[to + j]);
                }
            }
        }
        if (first == end) {
            Arrays.fill(out, to, to + length, 0);
        }
    }

    private static void row(Resampling.Table table, int i, int length, double[] a, int from, double[] out, int to) {
        int first = table.start()[i];
        int end = table.start()[i + 1];
        boolean isWeighted = table.weight().length > 0;
        for (int t = first; t < end; t++) {
            int at = from + table.index()[t] * length;
            double weight = isWeighted ? table.weight()[t] : 1;
            if (t == first && !isWeighted) {
                System.arraycopy(a, at, out, to, length);
            } else if (t == first) {
                for (int j = 0; j < length; j++) {
                    out[to + j] = a[at + j] * weight;
                }
            } else {
                for (int j = 0; j < length; j++) {
                    out[to + j] = Math.fma(a[at + j], weight, out[to + j]);
                }
            }
        }
        if (first == end) {
            Arrays.fill(out, to, to + length, 0);
        }
    }

    private static void row(Resampling.Table table, int i, int length, long[] a, int from, long[] out, int to) {
        int end = table.start()[i + 1];
        Arrays.fill(out, to, to + length, 0);
        for (int t = table.start()[i]; t < end; t++) {
            int at = from + table.index()[t] * length;
            for (int j = 0; j < length; j++) {
                out[to + j] += a[at + j];
            }
        }
    }
}
