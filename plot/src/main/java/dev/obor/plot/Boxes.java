package dev.obor.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;

/// Bars from a base to heights: those of a bar chart or of a histogram.
///
/// @param name the name for the legend
/// @param lefts where each bar starts along the axis that the bars stand on
/// @param rights where each bar ends there
/// @param heights how far each bar reaches
/// @param lying whether the bars lie along the x axis
/// @param color the colour with its opacity
/// @param isRight whether the right axis measures the heights
record Boxes(
        String name, double[] lefts, double[] rights, double[] heights, boolean lying, Color color, boolean isRight)
        implements Layer {
    @Override
    public void cover(Bounds bounds) {
        boolean log = lying ? bounds.logX() : bounds.logY();
        for (int i = 0; i < lefts.length; i++) {
            double height = heights[i];
            // A logarithmic axis has no 0 to stand on: the power of ten below the shortest bar serves.
            double foot = log ? StrictMath.pow(10, Math.ceil(StrictMath.log10(height) - 1e-9) - 1) : 0;
            for (double end : new double[] {foot, height}) {
                if (lying) {
                    bounds.add(end, lefts[i]);
                    bounds.add(end, rights[i]);
                } else {
                    bounds.add(lefts[i], end);
                    bounds.add(rights[i], end);
                }
            }
        }
        if (!log) {
            bounds.standOnZero(lying);
        }
    }

    @Override
    public void paint(Graphics2D g, Place place) {
        g.setStroke(new BasicStroke(1));
        for (int i = 0; i < lefts.length; i++) {
            Rectangle2D box = box(place, i);
            if (!Double.isNaN(box.getX() + box.getY() + box.getWidth() + box.getHeight())) {
                g.setColor(color);
                g.fill(box);
                if (box.getWidth() > 3 && box.getHeight() > 3 && lefts.length > 1) {
                    g.setColor(Color.WHITE);
                    g.draw(box);
                }
            }
        }
    }

    /// Returns where a bar lies; NaN where it has no place.
    private Rectangle2D box(Place place, int i) {
        double from = lying ? place.y(lefts[i]) : place.x(lefts[i]);
        double to = lying ? place.y(rights[i]) : place.x(rights[i]);
        Scale measure = lying ? place.x() : place.y();
        double zero = measure.log() ? measure.min() : 0;
        double foot = lying ? place.x(zero) : place.y(zero);
        double head = lying ? place.x(heights[i]) : place.y(heights[i]);
        return lying
                ? new Rectangle2D.Double(
                        Math.min(foot, head), Math.min(from, to), Math.abs(head - foot), Math.abs(to - from))
                : new Rectangle2D.Double(
                        Math.min(from, to), Math.min(foot, head), Math.abs(to - from), Math.abs(head - foot));
    }

    @Override
    public void sketch(Sketch sketch) {
        for (int i = 0; i < lefts.length; i++) {
            if (lying) {
                sketch.box(sketch.zeroX(), heights[i], lefts[i], rights[i]);
            } else {
                sketch.box(lefts[i], rights[i], sketch.zeroY(), heights[i]);
            }
        }
    }
}
