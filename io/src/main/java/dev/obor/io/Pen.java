package dev.obor.io;

import java.util.Arrays;

/// Collects strokes as line segments, in pixels, and draws them with a round pen into a small grey image.
final class Pen {
    private final int side;
    private final double[] ink;
    /// The segments: x, y of the start, x, y of the end.
    private double[] segments = new double[4 * 128];
    private int used;

    Pen(int side) {
        this.side = side;
        this.ink = new double[side * side];
    }

    /// Forgets all segments.
    void clear() {
        used = 0;
    }

    /// Adds a segment.
    void line(double x0, double y0, double x1, double y1) {
        if (used == segments.length) {
            segments = Arrays.copyOf(segments, 2 * used);
        }
        segments[used++] = x0;
        segments[used++] = y0;
        segments[used++] = x1;
        segments[used++] = y1;
    }

    /// Scales what was collected so that the larger side of its bounding box is `size` and moves it so that its
    /// mass, by length, is centred at (`centerX`, `centerY`), but at least `margin` from each edge: MNIST's own
    /// normalization.
    void fit(double size, double centerX, double centerY, double margin) {
        double[] low = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
        double[] high = {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY};
        for (int i = 0; i < used; i++) {
            low[i & 1] = Math.min(low[i & 1], segments[i]);
            high[i & 1] = Math.max(high[i & 1], segments[i]);
        }
        double[] mass = massCenter();
        double scale = size / Math.max(high[0] - low[0], high[1] - low[1]);
        double[] center = {centerX, centerY};
        for (int axis = 0; axis < 2; axis++) {
            double shift = center[axis] - scale * mass[axis];
            shift = Math.max(shift, margin - scale * low[axis]);
            shift = Math.min(shift, side - margin - scale * high[axis]);
            for (int i = axis; i < used; i += 2) {
                segments[i] = scale * segments[i] + shift;
            }
        }
    }

    private double[] massCenter() {
        double total = 0;
        double x = 0;
        double y = 0;
        for (int i = 0; i < used; i += 4) {
            double dx = segments[i + 2] - segments[i];
            double dy = segments[i + 3] - segments[i + 1];
            double length = Math.sqrt(dx * dx + dy * dy);
            total += length;
            x += length * (segments[i] + segments[i + 2]) / 2;
            y += length * (segments[i + 1] + segments[i + 3]) / 2;
        }
        return new double[] {x / total, y / total};
    }

    /// Draws the segments with a pen of a radius, white (255) on black, to `side · side` pixels from `at` on. A
    /// pixel's brightness falls from 1 to 0 over `blur` pixels around the edge of the ink.
    void draw(double radius, double blur, byte[] pixels, int at) {
        Arrays.fill(ink, 0);
        double reach = radius + blur / 2;
        for (int i = 0; i < used; i += 4) {
            drawSegment(i, reach, blur);
        }
        for (int i = 0; i < ink.length; i++) {
            pixels[at + i] = (byte) (int) (255 * ink[i] + 0.5);
        }
    }

    private void drawSegment(int i, double reach, double blur) {
        double x = segments[i];
        double y = segments[i + 1];
        double dx = segments[i + 2] - x;
        double dy = segments[i + 3] - y;
        double square = Math.max(dx * dx + dy * dy, 1e-12);
        int left = pixel(Math.min(x, x + dx) - reach);
        int right = pixel(Math.max(x, x + dx) + reach);
        int top = pixel(Math.min(y, y + dy) - reach);
        int bottom = pixel(Math.max(y, y + dy) + reach);
        for (int row = top; row <= bottom; row++) {
            for (int column = left; column <= right; column++) {
                double px = column + 0.5 - x;
                double py = row + 0.5 - y;
                double t = Math.min(Math.max((px * dx + py * dy) / square, 0), 1);
                double ex = px - t * dx;
                double ey = py - t * dy;
                double distance = ex * ex + ey * ey;
                if (distance < reach * reach) {
                    double light = Math.min((reach - Math.sqrt(distance)) / blur, 1);
                    ink[row * side + column] = Math.max(ink[row * side + column], light);
                }
            }
        }
    }

    private int pixel(double at) {
        return Math.min(Math.max((int) at, 0), side - 1);
    }
}
