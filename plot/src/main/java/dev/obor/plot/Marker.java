package dev.obor.plot;

import java.awt.Graphics2D;
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

    /// Draws the shape around a point, in the graphics' colour.
    void paint(Graphics2D g, double x, double y, double size) {
        double half = size / 2;
        switch (this) {
            case NONE -> {}
            case CIRCLE -> g.fill(new Ellipse2D.Double(x - half, y - half, size, size));
            // A square as wide as a disc looks larger than it.
            case SQUARE -> g.fill(new Rectangle2D.Double(x - 0.9 * half, y - 0.9 * half, 0.9 * size, 0.9 * size));
            case TRIANGLE -> g.fill(polygon(x - half, y + 0.8 * half, x, y - half, x + half, y + 0.8 * half));
            case DIAMOND -> g.fill(polygon(x - half, y, x, y - 1.15 * half, x + half, y, x, y + 1.15 * half));
        }
    }

    private static Path2D polygon(double... corners) {
        Path2D path = new Path2D.Double();
        path.moveTo(corners[0], corners[1]);
        for (int i = 2; i < corners.length; i += 2) {
            path.lineTo(corners[i], corners[i + 1]);
        }
        path.closePath();
        return path;
    }
}
