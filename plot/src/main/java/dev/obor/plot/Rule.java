package dev.obor.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;

/// A line across the whole axes at one value.
///
/// @param name the name for the legend
/// @param value where it lies
/// @param upright whether it stands at an x rather than lying at a y
/// @param color the colour with its opacity
/// @param stroke the pen
/// @param isRight whether the right axis measures the value
record Rule(String name, double value, boolean upright, Color color, BasicStroke stroke, boolean isRight)
        implements Layer {
    /// A rule is a mark on axes that others have made, so it does not widen them.
    @Override
    public void cover(Bounds bounds) {}

    @Override
    public void paint(Graphics2D g, Place place) {
        double at = upright ? place.x(value) : place.y(value);
        if (!Double.isNaN(at)) {
            g.setColor(color);
            g.setStroke(stroke);
            g.draw(
                    upright
                            ? new Line2D.Double(
                                    at, place.area().getY(), at, place.area().getMaxY())
                            : new Line2D.Double(
                                    place.area().getX(), at, place.area().getMaxX(), at));
        }
    }

    @Override
    public void sketch(Sketch sketch) {
        if (upright) {
            sketch.segment(
                    value, sketch.place().y().min(), value, sketch.place().y().max());
        } else {
            sketch.segment(sketch.place().x().min(), value, sketch.place().x().max(), value);
        }
    }
}
