package dev.obor.plot;

import java.awt.Color;
import java.awt.Graphics2D;
import java.util.Optional;

/// Points that each have the colour of a value.
///
/// @param name the name for the legend
/// @param xs the places
/// @param ys the places
/// @param values what the colours tell
/// @param palette the colours of the values
/// @param size the width of a point in pixels
record Dots(String name, double[] xs, double[] ys, double[] values, Colors palette, double size) implements Layer {
    @Override
    public void cover(Bounds bounds) {
        for (int i = 0; i < xs.length; i++) {
            bounds.add(xs[i], ys[i]);
        }
    }

    @Override
    public void paint(Graphics2D g, Place place) {
        for (int i = 0; i < xs.length; i++) {
            double x = place.x(xs[i]);
            double y = place.y(ys[i]);
            if (!Double.isNaN(x + y)) {
                // An edge, because the pale end of a map is hard to see on white.
                g.setColor(Text.SOFT_INK);
                Marker.CIRCLE.paint(g, x, y, size + 1);
                g.setColor(new Color(palette.rgb(values[i])));
                Marker.CIRCLE.paint(g, x, y, size - 0.5);
            }
        }
    }

    @Override
    public void sketch(Sketch sketch) {
        for (int i = 0; i < xs.length; i++) {
            sketch.point(xs[i], ys[i]);
        }
    }

    @Override
    public Optional<Colors> colors() {
        return palette.shown() ? Optional.of(palette) : Optional.empty();
    }
}
