package dev.obor.plot;

import java.awt.Graphics2D;
import java.util.List;
import org.knowm.xchart.style.markers.SeriesMarkers;

/// The shape drawn at each point of a series.
public enum Marker {
    /// No shape.
    NONE(SeriesMarkers.NONE),
    /// A disc.
    CIRCLE(SeriesMarkers.CIRCLE),
    /// A square on its side.
    SQUARE(SeriesMarkers.SQUARE),
    /// A triangle that points up.
    TRIANGLE(SeriesMarkers.TRIANGLE_UP),
    /// A square on its corner.
    DIAMOND(SeriesMarkers.DIAMOND);

    private static final List<Marker> SERIES = List.of(CIRCLE, SQUARE, TRIANGLE, DIAMOND);

    private final org.knowm.xchart.style.markers.Marker shape;

    Marker(org.knowm.xchart.style.markers.Marker shape) {
        this.shape = shape;
    }

    /// Returns the shape of the series at a position, so that series differ by more than colour.
    static Marker ofSeries(int position) {
        return SERIES.get(position % SERIES.size());
    }

    /// Returns the shape in a size of its own, where XChart has one size for a whole chart.
    org.knowm.xchart.style.markers.Marker sized(double pixels) {
        int size = Math.max(1, (int) Math.round(pixels));
        return new org.knowm.xchart.style.markers.Marker() {
            @Override
            public void paint(Graphics2D g, double x, double y, int sizeOfTheChart) {
                shape.paint(g, x, y, size);
            }
        };
    }
}
