package dev.obor.plot;

import java.awt.geom.Path2D;

/// One line through points as a path; a point that is NaN leaves a gap.
final class Polyline {
    /// Runs with more points than this for each pixel are thinned: a pen's outline takes time and room for
    /// every point, however near the next one lies.
    private static final int CROWDED = 8;

    private final Path2D path = new Path2D.Double();
    private boolean open;

    private Polyline() {}

    /// Returns the line through points in pixels.
    static Path2D through(double[] xs, double[] ys) {
        Polyline line = new Polyline();
        for (int start = 0; start < xs.length; ) {
            int end = start;
            double left = Double.POSITIVE_INFINITY;
            double right = Double.NEGATIVE_INFINITY;
            while (end < xs.length && !Double.isNaN(xs[end]) && !Double.isNaN(ys[end])) {
                left = Math.min(left, xs[end]);
                right = Math.max(right, xs[end++]);
            }
            line.open = false;
            if (end - start > CROWDED * (1 + right - left)) {
                line.addThinned(xs, ys, start, end);
            } else {
                for (int i = start; i < end; i++) {
                    line.add(xs[i], ys[i]);
                }
            }
            start = Math.max(end, start + 1);
        }
        return line.path;
    }

    /// Adds, of the successive points in half a pixel, the lowest, the highest and the last, in their order:
    /// the pixels are covered as by all of them.
    private void addThinned(double[] xs, double[] ys, int start, int end) {
        for (int i = start; i < end; ) {
            double column = Math.floor(2 * xs[i]);
            int lowest = i;
            int highest = i;
            int next = i + 1;
            for (; next < end && Math.floor(2 * xs[next]) == column; next++) {
                lowest = ys[next] < ys[lowest] ? next : lowest;
                highest = ys[next] > ys[highest] ? next : highest;
            }
            for (int each : new int[] {Math.min(lowest, highest), Math.max(lowest, highest), next - 1}) {
                add(xs[each], ys[each]);
            }
            i = next;
        }
    }

    private void add(double x, double y) {
        if (open) {
            path.lineTo(x, y);
        } else {
            path.moveTo(x, y);
            open = true;
        }
    }
}
