package dev.obor.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;

/// A vertical line with two caps at each point, from a lowest to a highest value.
///
/// @param xs the places
/// @param lows the lower ends
/// @param highs the upper ends
/// @param color the colour with its opacity
/// @param isRight whether the right axis measures them
record ErrorMarks(double[] xs, double[] lows, double[] highs, Color color, boolean isRight) implements Layer {
    private static final double CAP = 4;

    @Override
    public void cover(Bounds bounds) {
        for (int i = 0; i < xs.length; i++) {
            bounds.add(xs[i], lows[i]);
            bounds.add(xs[i], highs[i]);
        }
    }

    @Override
    public void paint(Graphics2D g, Place place) {
        g.setColor(color);
        g.setStroke(new BasicStroke(1.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER));
        for (int i = 0; i < xs.length; i++) {
            double x = place.x(xs[i]);
            double low = place.yOrEnd(lows[i]);
            double high = place.y(highs[i]);
            if (!Double.isNaN(x + low + high)) {
                g.draw(new Line2D.Double(x, low, x, high));
                g.draw(new Line2D.Double(x - CAP, low, x + CAP, low));
                g.draw(new Line2D.Double(x - CAP, high, x + CAP, high));
            }
        }
    }

    @Override
    public void sketch(Sketch sketch) {
        for (int i = 0; i < xs.length; i++) {
            sketch.segment(xs[i], lows[i], xs[i], highs[i]);
        }
    }
}
