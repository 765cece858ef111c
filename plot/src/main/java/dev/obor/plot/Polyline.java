package dev.obor.plot;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/// The points of one line in an order and a density that XChart draws well, as shares of both axes; NaN
/// between runs.
///
/// XChart draws a line segment by segment, which beads translucent lines and breaks dashes; only what it
/// calls a smooth curve is one path. Between points a fraction of a pixel apart that curve is straight, so
/// lines are handed over thus.
final class Polyline {
    /// Points handed over for each pixel along the x axis.
    private static final int DENSITY = 4;

    /// Runs with more points than this for each pixel are thinned.
    private static final int CROWDED = 8;

    private final double pixels;
    private double[] xs = new double[1024];
    private double[] ys = new double[1024];
    private int size;

    private Polyline(double pixels) {
        this.pixels = pixels;
    }

    /// Returns the line through points; those that are NaN leave a gap.
    ///
    /// @param xs shares of the x axis
    /// @param ys shares of the y axis
    /// @param pixels the length of the x axis
    static Polyline through(double[] xs, double[] ys, double pixels) {
        Polyline line = new Polyline(pixels);
        for (int start = 0; start < xs.length; ) {
            int end = start;
            while (end < xs.length && !Double.isNaN(ys[end])) {
                end++;
            }
            if (end - start > CROWDED * pixels) {
                line.addThinned(xs, ys, start, end);
            } else {
                for (int i = start; i < end; i++) {
                    line.lineTo(xs[i], ys[i]);
                }
            }
            line.add(Double.NaN, Double.NaN);
            start = Math.max(end, start + 1);
        }
        return line;
    }

    /// Adds, of the successive points in half a pixel, the lowest, the highest and the last, in their order:
    /// the pixels are covered as by all of them.
    private void addThinned(double[] fromXs, double[] fromYs, int start, int end) {
        for (int i = start; i < end; ) {
            double column = Math.floor(2 * pixels * fromXs[i]);
            int lowest = i;
            int highest = i;
            int next = i + 1;
            for (; next < end && Math.floor(2 * pixels * fromXs[next]) == column; next++) {
                lowest = fromYs[next] < fromYs[lowest] ? next : lowest;
                highest = fromYs[next] > fromYs[highest] ? next : highest;
            }
            for (int each : new int[] {Math.min(lowest, highest), Math.max(lowest, highest), next - 1}) {
                lineTo(fromXs[each], fromYs[each]);
            }
            i = next;
        }
    }

    /// Adds a point, and before it those on the way from the last one that can be seen.
    private void lineTo(double x, double y) {
        if (size > 0 && !Double.isNaN(ys[size - 1])) {
            double fromX = xs[size - 1];
            double fromY = ys[size - 1];
            double grain = 1 / (DENSITY * pixels);
            double low = Math.clamp(Math.min(fromX, x), -0.01, 1.01);
            double high = Math.clamp(Math.max(fromX, x), -0.01, 1.01);
            int count = (int) Math.floor((high - low) / grain);
            for (int i = 1; i <= count; i++) {
                double at = x > fromX ? low + i * grain : high - i * grain;
                add(at, fromY + (y - fromY) * ((at - fromX) / (x - fromX)));
            }
        }
        add(x, y);
    }

    private void add(double x, double y) {
        if (size == xs.length) {
            xs = Arrays.copyOf(xs, 2 * size);
            ys = Arrays.copyOf(ys, 2 * size);
        }
        xs[size] = x;
        ys[size++] = y;
    }

    /// Returns the x of each point as another number.
    double[] xs(DoubleUnaryOperator numbers) {
        return Arrays.stream(xs, 0, size).map(numbers).toArray();
    }

    /// Returns the y of each point as another number.
    double[] ys(DoubleUnaryOperator numbers) {
        return Arrays.stream(ys, 0, size).map(numbers).toArray();
    }
}
