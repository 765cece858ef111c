package dev.obor.plot;

import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.List;

/// The shape drawn at each point of a series.
public enum Marker {
    /// No shape.
    NONE,
    /// A disc.
    CIRCLE,
    /// A square on its side.
    SQUARE,
    /// A triangle that points up.
    TRIANGLE,
    /// A square on its corner.
    DIAMOND;

    private static final List<Marker> SERIES = List.of(CIRCLE, SQUARE, TRIANGLE, DIAMOND);

    /// Returns the shape of the series at a position, so that series differ by more than colour.
    static Marker ofSeries(int position) {
        return SERIES.get(position % SERIES.size());
    }

    /// Returns the outline around a centre; the shapes of one size look equally large.
    Shape outline(double x, double y, double size) {
        double r = size / 2;
        return switch (this) {
            case NONE -> new Path2D.Double();
            case CIRCLE -> new Ellipse2D.Double(x - r, y - r, size, size);
            case SQUARE -> new Rectangle2D.Double(x - 0.9 * r, y - 0.9 * r, 0.9 * size, 0.9 * size);
            case TRIANGLE -> polygon(x, y - 1.15 * r, x + 1.1 * r, y + 0.85 * r, x - 1.1 * r, y + 0.85 * r);
            case DIAMOND -> polygon(x, y - 1.2 * r, x + 1.2 * r, y, x, y + 1.2 * r, x - 1.2 * r, y);
        };
    }

    private static Shape polygon(double... corners) {
        Path2D path = new Path2D.Double();
        path.moveTo(corners[0], corners[1]);
        for (int i = 2; i < corners.length; i += 2) {
            path.lineTo(corners[i], corners[i + 1]);
        }
        path.closePath();
        return path;
    }
}
