package dev.obor.tensor;

import dev.obor.dtype.DType;
import dev.obor.error.DTypeException;
import dev.obor.error.OborException;
import dev.obor.error.ShapeException;
import dev.obor.layout.Shape;
import dev.obor.storage.Storage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Counting into bins. Nothing here has a gradient; sums of weights run in double, in the elements' order.
final class Histograms {
    private static final int SHORT = 1024;

    private Histograms() {}

    static Tensor bincount(Tensor x, Optional<Tensor> weights, int minlength) {
        if (x.dim() != 1 && x.numel() > 0 || x.dtype().isFloating()) {
            throw new DTypeException(
                    "bincount: the tensor has shape " + x.shape() + " and " + x.dtype() + ": pass integers of one dim");
        }
        if (minlength < 0) {
            throw new OborException("bincount: minlength is " + minlength + " and must be 0 or more");
        }
        if (weights.isPresent() && !weights.get().shape().equals(x.shape())) {
            throw new ShapeException("bincount: the weights have shape "
                    + weights.get().shape() + " and the numbers " + x.shape() + ": they must be equal");
        }
        long[] numbers = wholeNumbers(x);
        int largest = largest(numbers);
        int length = Math.max(largest + 1, minlength);
        if (weights.isEmpty()) {
            return Tensor.of(counts(numbers, length));
        }
        double[] weight = weights.get().toDoubleArray();
        double[] sums = new double[length];
        for (int i = 0; i < numbers.length; i++) {
            sums[(int) numbers[i]] += weight[i];
        }
        Tensor result = doubles(sums, DType.FLOAT64);
        return weights.get().dtype() == DType.FLOAT32 ? result.to(DType.FLOAT32) : result;
    }

    /// Returns the elements, not to be written to: a copy of many numbers takes longer than to count them.
    private static long[] wholeNumbers(Tensor x) {
        boolean whole = x.view().storage() instanceof Storage.Longs longs && longs.array().length == x.numel();
        return whole && x.isContiguous() ? ((Storage.Longs) x.view().storage()).array() : x.toLongArray();
    }

    private static int largest(long[] numbers) {
        // Negative numbers are the largest of those without sign.
        long all = 0;
        long largest = -1;
        for (long number : numbers) {
            all |= number;
            largest = Math.max(largest, number);
        }
        if (all < 0 || largest >= Integer.MAX_VALUE) {
            for (long number : numbers) {
                if (number < 0 || number >= Integer.MAX_VALUE) {
                    throw new OborException(
                            "bincount: the number " + number + " cannot be counted: pass 0 to 2147483646");
                }
            }
        }
        return (int) largest;
    }

    /// Counts in four rows in turn, if they are short: equal numbers in a row would wait for one another.
    private static long[] counts(long[] numbers, int length) {
        int rows = length <= SHORT && numbers.length >= SHORT ? 4 : 1;
        long[] counts = new long[rows * length];
        int row = length * (rows - 1) / 3;
        int i = 0;
        for (; i + 3 < numbers.length; i += 4) {
            counts[(int) numbers[i]]++;
            counts[row + (int) numbers[i + 1]]++;
            counts[2 * row + (int) numbers[i + 2]]++;
            counts[3 * row + (int) numbers[i + 3]]++;
        }
        for (; i < numbers.length; i++) {
            counts[(int) numbers[i]]++;
        }
        long[] sums = Arrays.copyOf(counts, length);
        for (int r = 1; r < rows; r++) {
            for (int k = 0; k < length; k++) {
                sums[k] += counts[r * length + k];
            }
        }
        return sums;
    }

    private static Tensor doubles(double[] elements, DType dtype) {
        Tensor result = Tensor.of(new Storage.Doubles(elements), DType.FLOAT64, Shape.of(elements.length));
        return result.to(dtype);
    }

    private static void checkFloating(String op, Tensor x) {
        if (x.dtype() != DType.FLOAT32 && x.dtype() != DType.FLOAT64) {
            throw new DTypeException(op + ": the tensor is " + x.dtype()
                    + " and must be float32 or float64: convert it with to(FLOAT32)");
        }
    }

    static Tensor histc(Tensor x, int bins, double min, double max) {
        checkFloating("histc", x);
        double[] range = range("histc", x.toDoubleArray(), bins, min, max, min == max);
        boolean single = x.dtype() == DType.FLOAT32;
        double low = single ? (float) range[0] : range[0];
        double high = single ? (float) range[1] : range[1];
        double[] counts = new double[bins];
        for (double element : x.toDoubleArray()) {
            if (element >= low && element <= high) {
                // In the dtype, where a difference of float32 numbers, rounded from float64, is that of float32.
                int bin = single
                        ? (int) ((float) (element - low) / (float) (high - low) * bins)
                        : (int) ((element - low) / (high - low) * bins);
                counts[Math.min(bin, bins - 1)]++;
            }
        }
        return doubles(counts, x.dtype());
    }

    /// The lowest and the highest edge: given, or those of the elements; widened where they are equal.
    private static double[] range(String op, double[] elements, int bins, double min, double max, boolean ofElements) {
        if (bins < 1) {
            throw new OborException(op + ": there are " + bins + " bins: pass 1 or more");
        }
        if (ofElements && elements.length == 0 && !op.equals("histc")) {
            return new double[] {0, 1};
        }
        double low = min;
        double high = max;
        if (ofElements && elements.length > 0) {
            low = Double.POSITIVE_INFINITY;
            high = Double.NEGATIVE_INFINITY;
            for (double element : elements) {
                low = Math.min(low, element);
                high = Math.max(high, element);
            }
        }
        if (!Double.isFinite(low) || !Double.isFinite(high) || low > high) {
            throw new OborException(
                    op + ": the range from " + low + " to " + high + " has no bins: pass finite, ascending bounds");
        }
        if (low == high) {
            boolean given = op.equals("histc");
            return given ? new double[] {low - 1, high + 1} : new double[] {low - 0.5, high + 0.5};
        }
        return new double[] {low, high};
    }

    /// Edges from both ends, as PyTorch's linspace computes them, in the dtype.
    private static double[] edges(double[] range, int bins, DType dtype) {
        double[] edges = new double[bins + 1];
        boolean single = dtype == DType.FLOAT32;
        double step = single ? ((float) range[1] - (float) range[0]) / bins : (range[1] - range[0]) / bins;
        for (int i = 0; i <= bins; i++) {
            if (single) {
                edges[i] = i < (bins + 1) / 2
                        ? (float) range[0] + (float) step * i
                        : (float) range[1] - (float) step * (bins - i);
            } else {
                edges[i] = i < (bins + 1) / 2 ? range[0] + step * i : range[1] - step * (bins - i);
            }
        }
        return edges;
    }

    static Statistics.Histogram of(Tensor x, int bins, double[] given, Optional<Tensor> weight, boolean density) {
        checkFloating("histogram", x);
        if (given.length != 0 && given.length != 2) {
            throw new OborException("histogram: the range has " + given.length
                    + " bounds: pass the lowest and the highest edge, or none for those of the elements");
        }
        boolean own = given.length == 0;
        double[] range = range("histogram", x.toDoubleArray(), bins, own ? 0 : given[0], own ? 0 : given[1], own);
        return counted(x, List.of(edges(range, bins, x.dtype())), weight, density);
    }

    static Statistics.Histogram of(Tensor x, Tensor bins, Optional<Tensor> weight, boolean density) {
        checkFloating("histogram", x);
        Operands.sameType("histogram", x, bins);
        return counted(x, List.of(bins.toDoubleArray()), weight, density);
    }

    private static Statistics.Histogram counted(
            Tensor x, List<double[]> edges, Optional<Tensor> weight, boolean density) {
        Tensor points = x.reshape(x.numel(), 1);
        Tensor hist = count("histogram", points, edges, weight.map(w -> w.reshape(w.numel())), density);
        return new Statistics.Histogram(hist, doubles(edges.getFirst(), x.dtype()));
    }

    static Statistics.HistogramDd ofPoints(
            Tensor x, int[] bins, double[] range, Optional<Tensor> weight, boolean density) {
        Tensor points = points(x);
        int dims = points.size(1);
        if (bins.length != dims || range.length != 0 && range.length != 2 * dims) {
            throw new ShapeException("histogramdd: there are " + bins.length + " numbers of bins and " + range.length
                    + " bounds for points of " + dims + " coordinates: pass one and two for each");
        }
        List<double[]> edges = new ArrayList<>();
        for (int d = 0; d < dims; d++) {
            boolean own = range.length == 0;
            double[] bounds = range(
                    "histogramdd",
                    points.select(1, d).toDoubleArray(),
                    bins[d],
                    own ? 0 : range[2 * d],
                    own ? 0 : range[2 * d + 1],
                    own);
            edges.add(edges(bounds, bins[d], x.dtype()));
        }
        return counted(points, edges, weight, density, x.dtype());
    }

    static Statistics.HistogramDd ofPoints(Tensor x, List<Tensor> bins, Optional<Tensor> weight, boolean density) {
        Tensor points = points(x);
        if (bins.size() != points.size(1)) {
            throw new ShapeException("histogramdd: there are edges for " + bins.size() + " coordinates and points of "
                    + points.size(1) + ": pass the edges of each coordinate");
        }
        return counted(points, bins.stream().map(Tensor::toDoubleArray).toList(), weight, density, x.dtype());
    }

    private static Tensor points(Tensor x) {
        checkFloating("histogramdd", x);
        if (x.dim() < 2) {
            throw new ShapeException("histogramdd: the tensor has shape " + x.shape()
                    + ": pass points with their coordinates in the last dim");
        }
        return x.reshape(x.numel() / Math.max(x.size(-1), 1), x.size(-1));
    }

    private static Statistics.HistogramDd counted(
            Tensor points, List<double[]> edges, Optional<Tensor> weight, boolean density, DType dtype) {
        Tensor hist = count("histogramdd", points, edges, weight.map(w -> w.reshape(w.numel())), density);
        return new Statistics.HistogramDd(
                hist, edges.stream().map(e -> doubles(e, dtype)).toList());
    }

    private static Tensor count(
            String op, Tensor points, List<double[]> edges, Optional<Tensor> weight, boolean density) {
        int n = points.size(0);
        if (weight.isPresent() && weight.get().numel() != n) {
            throw new ShapeException(
                    op + ": there are " + weight.get().numel() + " weights for " + n + " elements: pass one for each");
        }
        double[] coordinates = points.toDoubleArray();
        double[] weights = weight.map(Tensor::toDoubleArray).orElseGet(() -> new double[0]);
        int dims = edges.size();
        Shape shape = Shape.of(edges.stream().mapToInt(e -> e.length - 1).toArray());
        double[] sums = new double[shape.numel()];
        for (int i = 0; i < n; i++) {
            int bin = 0;
            for (int d = 0; d < dims && bin >= 0; d++) {
                int along = bin(edges.get(d), coordinates[i * dims + d]);
                bin = along < 0 ? -1 : bin * shape.size(d) + along;
            }
            if (bin >= 0) {
                sums[bin] += weights.length > 0 ? weights[i] : 1;
            }
        }
        if (density) {
            toDensity(sums, edges, shape);
        }
        return doubles(sums, points.dtype()).reshape(shape);
    }

    private static void toDensity(double[] sums, List<double[]> edges, Shape shape) {
        double total = Arrays.stream(sums).sum();
        for (int i = 0; i < sums.length; i++) {
            double volume = 1;
            int rest = i;
            for (int d = edges.size() - 1; d >= 0; d--) {
                int bin = rest % shape.size(d);
                rest /= shape.size(d);
                volume *= edges.get(d)[bin + 1] - edges.get(d)[bin];
            }
            sums[i] = sums[i] / total / volume;
        }
    }

    /// The bin of a coordinate, the last also for its upper edge; −1 outside.
    private static int bin(double[] edges, double x) {
        if (!(x >= edges[0] && x <= edges[edges.length - 1]) || edges.length < 2) {
            return -1;
        }
        int low = 0;
        int high = edges.length - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (edges[middle] <= x) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return Math.min(low, edges.length - 2);
    }
}
