package dev.obor.plot;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Path2D;

/// The area between two curves over the same xs; a point without a place leaves a gap.
///
/// @param name the name for the legend
/// @param xs the places
/// @param lows the one curve
/// @param highs the other curve
/// @param color the colour with its opacity
/// @param isRight whether the right axis measures it
record Band(String name, double[] xs, double[] lows, double[] highs, Color color, boolean isRight) implements Layer {
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
        for (int start = 0; start < xs.length; start++) {
            int end = start;
            while (end < xs.length && shows(place, end)) {
                end++;
            }
            if (end - start > 1) {
                g.fill(outline(place, start, end));
            }
            start = end;
        }
    }

    private boolean shows(Place place, int i) {
        return !Double.isNaN(place.x(xs[i]))
                && !Double.isNaN(place.yOrEnd(lows[i]))
                && !Double.isNaN(place.yOrEnd(highs[i]));
    }

    private Path2D outline(Place place, int start, int end) {
        Path2D path = new Path2D.Double();
        path.moveTo(place.x(xs[start]), place.yOrEnd(highs[start]));
        for (int i = start + 1; i < end; i++) {
            path.lineTo(place.x(xs[i]), place.yOrEnd(highs[i]));
        }
        for (int i = end - 1; i >= start; i--) {
            path.lineTo(place.x(xs[i]), place.yOrEnd(lows[i]));
        }
        path.closePath();
        return path;
    }

    @Override
    public void sketch(Sketch sketch) {
        for (int i = 1; i < xs.length; i++) {
            sketch.segment(xs[i - 1], lows[i - 1], xs[i], lows[i]);
            sketch.segment(xs[i - 1], highs[i - 1], xs[i], highs[i]);
        }
    }
}
