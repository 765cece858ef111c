package dev.obor.reference;

import dev.obor.dtype.DType;
import dev.obor.layout.Places;
import dev.obor.layout.Shape;
import dev.obor.storage.Elements;
import dev.obor.storage.View;
import dev.obor.tensor.MaxPooling;
import dev.obor.tensor.Resampling;
import dev.obor.tensor.Windows;

/// Largest elements of windows, and weighted sums of a few places along a dim.
final class Poolings {
    private Poolings() {}

    static void max(MaxPooling op, View x, View values, View indices) {
        Shape shape = values.shape();
        int space = op.windows().size();
        int lead = shape.rank() - space;
        for (int e = 0; e < shape.numel(); e++) {
            int[] at = index(shape, e);
            int[] counts = new int[space];
            int total = 1;
            for (int d = 0; d < space; d++) {
                counts[d] = op.windows().get(d).length(at[lead + d]);
                total *= counts[d];
            }
            int best = -1;
            int bestPlace = 0;
            for (int t = 0; t < total; t++) {
                int[] inWindow = index(Shape.of(counts), t);
                int flat = 0;
                int place = place(x, lead, at);
                for (int d = 0; d < space; d++) {
                    Windows windows = op.windows().get(d);
                    int i = windows.start()[at[lead + d]] + inWindow[d] * windows.step();
                    flat = flat * x.shape().size(lead + d) + i;
                    place += i * x.layout().stride(lead + d);
                }
                if (best < 0 || isLarger(x, place, bestPlace)) {
                    best = flat;
                    bestPlace = place;
                }
            }
            int to = place(values, shape.rank(), at);
            if (x.dtype().isFloating()) {
                double value = Elements.getDouble(x.storage(), x.dtype(), bestPlace);
                Elements.setDouble(values.storage(), values.dtype(), to, value);
            } else {
                long value = Elements.getLong(x.storage(), x.dtype(), bestPlace);
                Elements.setLong(values.storage(), values.dtype(), to, value);
            }
            Elements.setLong(indices.storage(), indices.dtype(), place(indices, shape.rank(), at), best);
        }
    }

    private static boolean isLarger(View x, int place, int than) {
        if (!x.dtype().isFloating()) {
            return Elements.getLong(x.storage(), x.dtype(), place) > Elements.getLong(x.storage(), x.dtype(), than);
        }
        double value = Elements.getDouble(x.storage(), x.dtype(), place);
        return value > Elements.getDouble(x.storage(), x.dtype(), than) || Double.isNaN(value);
    }

    private static int[] index(Shape shape, int element) {
        int[] index = new int[shape.rank()];
        int rest = element;
        for (int d = index.length - 1; d >= 0; d--) {
            index[d] = rest % shape.size(d);
            rest /= shape.size(d);
        }
        return index;
    }

    /// The place of the element whose first `dims` indices are these and whose others are 0.
    private static int place(View view, int dims, int... at) {
        int place = view.layout().offset();
        for (int d = 0; d < dims; d++) {
            place += at[d] * view.layout().stride(d);
        }
        return place;
    }

    static void resample(Resampling op, View x, View output) {
        Resampling.Table table = op.table();
        int[] out = Places.of(output.layout());
        for (int e = 0; e < out.length; e++) {
            int[] at = index(output.shape(), e);
            int i = at[op.dim()];
            at[op.dim()] = 0;
            int base = place(x, at.length, at);
            double real = 0;
            long whole = 0;
            for (int t = table.start()[i]; t < table.start()[i + 1]; t++) {
                int from = base + table.index()[t] * x.layout().stride(op.dim());
                if (x.dtype().isFloating()) {
                    double value = Elements.getDouble(x.storage(), x.dtype(), from);
                    double weight = table.weight().length == 0 ? 1 : table.weight()[t];
                    real = t == table.start()[i]
                            ? first(x.dtype(), value, weight)
                            : fma(x.dtype(), value, weight, real);
                } else {
                    whole += Elements.getLong(x.storage(), x.dtype(), from);
                }
            }
            if (x.dtype().isFloating()) {
                Elements.setDouble(output.storage(), output.dtype(), out[e], real);
            } else {
                Elements.setLong(output.storage(), output.dtype(), out[e], whole);
            }
        }
    }

    private static double first(DType dtype, double value, double weight) {
        return dtype == DType.FLOAT64 ? value * weight : (float) value * (float) weight;
    }

    private static double fma(DType dtype, double value, double weight, double sum) {
        return dtype == DType.FLOAT64
                ? Math.fma(value, weight, sum)
                : Math.fma((float) value, (float) weight, (float) sum);
    }
}
