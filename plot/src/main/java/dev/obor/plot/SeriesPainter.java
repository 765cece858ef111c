package dev.obor.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;

/// Draws the line and the shapes of one series into the area between the axes.
final class SeriesPainter {
    /// Points farther out than this are drawn at this distance, in pixels, because the rasterizer's coordinates are
    /// floats.
    private static final double FAR = 100_000;

    /// Lines with more points than this in each column of pixels are thinned.
    private static final int CROWDED = 8;

    private final Series series;
    private final Rectangle2D area;
    private final Scale xScale;
    private final Scale yScale;

    SeriesPainter(Series series, Rectangle2D area, Scale xScale, Scale yScale) {
        this.series = series;
        this.area = area;
        this.xScale = xScale;
        this.yScale = yScale;
    }

    void paint(Graphics2D g) {
        if (series.isJoined()) {
            g.setColor(series.color());
            g.setStroke(series.stroke(series.width()));
            for (int start = 0; start < series.size(); ) {
                int end = endOfRun(start);
                if (end > start) {
                    paintRun(g, start, end);
                }
                start = Math.max(end, start + 1);
            }
        }
        if (series.marker() != Marker.NONE) {
            for (int i = 0; i < series.size(); i++) {
                if (isShown(i)) {
                    paintMarker(g, series, x(i), y(i));
                }
            }
        }
    }

    /// Draws a shape with a thin white edge that keeps neighbours and lines apart.
    static void paintMarker(Graphics2D g, Series series, double x, double y) {
        Shape shape = series.marker().outline(x, y, series.markerSize());
        g.setColor(series.color());
        g.fill(shape);
        g.setColor(new Color(255, 255, 255, series.color().getAlpha()));
        g.setStroke(new BasicStroke(1));
        g.draw(shape);
    }

    /// Returns the position after the last of the points without a gap from `start`.
    private int endOfRun(int start) {
        int end = start;
        while (end < series.size() && isShown(end)) {
            end++;
        }
        return end;
    }

    private boolean isShown(int i) {
        return series.shows(i, xScale.log(), yScale.log());
    }

    private void paintRun(Graphics2D g, int start, int end) {
        if (end - start == 1) {
            double size = Math.max(3, 2 * series.width());
            g.fill(new Ellipse2D.Double(x(start) - size / 2, y(start) - size / 2, size, size));
            return;
        }
        // One path for the whole run: where a translucent line crosses itself it does not get darker.
        Path2D path = new Path2D.Double(Path2D.WIND_NON_ZERO, end - start);
        path.moveTo(x(start), y(start));
        if (end - start > CROWDED * area.getWidth()) {
            addThinned(path, start, end);
        } else {
            for (int i = start + 1; i < end; i++) {
                path.lineTo(x(i), y(i));
            }
        }
        g.draw(path);
    }

    /// Adds, of the successive points in half a column of pixels, the lowest, the highest and the last, in their order:
    /// the pixels are covered as by all of them.
    private void addThinned(Path2D path, int start, int end) {
        for (int i = start; i < end; ) {
            int column = (int) Math.floor(2 * x(i));
            int lowest = i;
            int highest = i;
            int next = i + 1;
            for (; next < end && (int) Math.floor(2 * x(next)) == column; next++) {
                lowest = y(next) > y(lowest) ? next : lowest;
                highest = y(next) < y(highest) ? next : highest;
            }
            int first = Math.min(lowest, highest);
            int second = Math.max(lowest, highest);
            path.lineTo(x(first), y(first));
            path.lineTo(x(second), y(second));
            path.lineTo(x(next - 1), y(next - 1));
            i = next;
        }
    }

    private double x(int i) {
        return near(area.getX() + xScale.share(series.x(i)) * area.getWidth());
    }

    private double y(int i) {
        return near(area.getMaxY() - yScale.share(series.y(i)) * area.getHeight());
    }

    private static double near(double pixel) {
        return Math.clamp(pixel, -FAR, FAR);
    }
}
