package dev.obor.plot;

import dev.obor.error.ShapeException;
import dev.obor.tensor.Tensor;
import java.util.Arrays;

/// How many values fall into each of some bins. A bin holds its left edge but not its right one; the last bin
/// holds both. Values that are not finite, or lie outside all bins, do not count.
public final class Histogram {
    private static final int MOST_BINS = 100_000;
    private static final int MOST_OWN_BINS = 200;

    private final double[] edges;
    private final double[] heights;

    private Histogram(double[] edges, double[] heights) {
        this.edges = edges;
        this.heights = heights;
    }

    /// Returns the histogram over equal bins of a width of 2 · IQR / ∛n, or of fewer than log₂n + 1 bins where
    /// that gives more; 200 bins at most.
    ///
    /// Sources: D. Freedman and P. Diaconis, *On the histogram as a density estimator* (1981), theorem 1;
    /// H. A. Sturges, *The choice of a class interval* (1926).
    ///
    /// @throws ShapeException if there are no finite values
    public static Histogram of(double[] values) {
        double[] sorted = finite(values);
        int count = sorted.length;
        double span = sorted[count - 1] - sorted[0];
        double spread = sorted[(int) (0.75 * (count - 1))] - sorted[(int) (0.25 * (count - 1))];
        double sturges = Math.ceil(StrictMath.log(count) / StrictMath.log(2)) + 1;
        double bins = spread > 0 ? span / (2 * spread / StrictMath.cbrt(count)) : sturges;
        return of(values, (int) Math.clamp(Math.ceil(Math.max(bins, sturges)), 1, MOST_OWN_BINS));
    }

    /// Returns the histogram of all elements as [#of(double[])] does.
    ///
    /// @throws ShapeException if there are no finite values
    public static Histogram of(Tensor values) {
        return of(values.toDoubleArray());
    }

    /// Returns the histogram over equal bins from the lowest to the highest finite value; where all are equal,
    /// from half below to half above.
    ///
    /// @param bins the number of bins, 1 to 100,000
    /// @throws ShapeException if there are no finite values
    /// @throws PlotException if the number of bins is outside its range
    public static Histogram of(double[] values, int bins) {
        if (bins < 1 || bins > MOST_BINS) {
            throw new PlotException("histogram: " + bins + " bins: pass 1 to " + MOST_BINS);
        }
        double[] sorted = finite(values);
        double low = sorted[0];
        double high = sorted[sorted.length - 1];
        if (low == high) {
            low -= 0.5;
            high += 0.5;
        }
        double[] edges = new double[bins + 1];
        for (int i = 0; i <= bins; i++) {
            // A mean of the ends, because their difference may overflow.
            double share = (double) i / bins;
            edges[i] = i == bins ? high : low * (1 - share) + high * share;
        }
        if (!rises(edges)) {
            throw new PlotException("histogram: " + bins + " bins between " + low + " and " + high
                    + " are narrower than the values' precision: pass fewer bins");
        }
        return counted(sorted, edges);
    }

    /// Returns the histogram of all elements as [#of(double[], int)] does.
    ///
    /// @throws ShapeException if there are no finite values
    /// @throws PlotException if the number of bins is outside its range
    public static Histogram of(Tensor values, int bins) {
        return of(values.toDoubleArray(), bins);
    }

    /// Returns the histogram over bins between edges.
    ///
    /// @param edges two or more, rising
    /// @throws ShapeException if there are no finite values or fewer than two edges
    /// @throws PlotException if the edges do not rise
    public static Histogram of(double[] values, double[] edges) {
        if (edges.length < 2) {
            throw new ShapeException("histogram: " + edges.length + " edges: pass two or more");
        }
        if (!rises(edges)) {
            throw new PlotException("histogram: the edges " + Arrays.toString(edges)
                    + " do not rise: pass finite ones, each larger than the one before");
        }
        return counted(finite(values), edges.clone());
    }

    /// Returns the histogram of all elements as [#of(double[], double[])] does.
    ///
    /// @throws ShapeException if there are no finite values or fewer than two edges
    /// @throws PlotException if the edges do not rise
    public static Histogram of(Tensor values, Tensor edges) {
        return of(values.toDoubleArray(), edges.toDoubleArray());
    }

    private static boolean rises(double[] edges) {
        boolean rises = Double.isFinite(edges[0]) && Double.isFinite(edges[edges.length - 1]);
        for (int i = 1; i < edges.length; i++) {
            rises &= edges[i - 1] < edges[i];
        }
        return rises;
    }

    private static double[] finite(double[] values) {
        double[] sorted =
                Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
        if (sorted.length == 0) {
            throw new ShapeException(
                    "histogram: none of the " + values.length + " values is finite: pass at least one that is");
        }
        return sorted;
    }

    private static Histogram counted(double[] sorted, double[] edges) {
        double[] heights = new double[edges.length - 1];
        for (double value : sorted) {
            if (value >= edges[0] && value <= edges[edges.length - 1]) {
                int found = Arrays.binarySearch(edges, value);
                int bin = found >= 0 ? found : -found - 2;
                heights[Math.min(bin, heights.length - 1)]++;
            }
        }
        return new Histogram(edges, heights);
    }

    /// Returns this histogram with the area of all bars 1, so that it can be compared with a density.
    public Histogram density() {
        double sum = Arrays.stream(heights).sum();
        double[] scaled = new double[heights.length];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = sum == 0 ? 0 : heights[i] / sum / (edges[i + 1] - edges[i]);
        }
        return new Histogram(edges, scaled);
    }

    /// Returns the edges of the bins, one more than there are bins.
    public double[] edges() {
        return edges.clone();
    }

    /// Returns the height of each bin: how many values, or their density.
    public double[] heights() {
        return heights.clone();
    }
}
