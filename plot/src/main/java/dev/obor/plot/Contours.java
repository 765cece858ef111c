package dev.obor.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.PathIterator;
import java.awt.geom.Rectangle2D;
import java.util.Optional;
import java.util.function.DoubleFunction;

/// Lines of equal values in a field.
///
/// @param grid the field
/// @param levels the values
/// @param pens the colour of a value's line
/// @param stroke the pen
/// @param colors what explains the colours
record Contours(
        FieldGrid grid, double[] levels, DoubleFunction<Color> pens, BasicStroke stroke, Optional<Colors> colors)
        implements Layer {
    @Override
    public void cover(Bounds bounds) {
        bounds.add(grid.xs()[0], grid.ys()[0]);
        bounds.add(grid.xs()[grid.xs().length - 1], grid.ys()[grid.ys().length - 1]);
        bounds.fill();
    }

    @Override
    public void paint(Graphics2D g, Place place) {
        g.setStroke(stroke);
        for (double level : levels) {
            g.setColor(pens.apply(level));
            g.draw(grid.level(level, place));
        }
    }

    @Override
    public void sketch(Sketch sketch) {
        // The lines come in pixels, so an area of the axes' own units gives them in values.
        Place place = sketch.place();
        Rectangle2D unit = new Rectangle2D.Double(0, 0, 1, 1);
        Place units = new Place(unit, place.x(), place.flippedX(), place.y(), place.flippedY());
        double[] at = new double[6];
        double[] from = new double[2];
        for (double level : levels) {
            PathIterator path = grid.level(level, units).getPathIterator(new AffineTransform());
            for (; !path.isDone(); path.next()) {
                if (path.currentSegment(at) == PathIterator.SEG_LINETO) {
                    sketch.stretch(from[0], from[1], at[0], at[1]);
                }
                from[0] = at[0];
                from[1] = at[1];
            }
        }
    }

    @Override
    public Color color() {
        return levels.length == 0 ? Text.INK : pens.apply(levels[0]);
    }
}
