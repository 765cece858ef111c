package dev.obor.plot;

import dev.obor.error.ShapeException;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.util.Arrays;

/// A name with xs and ys and how they are drawn; owns its arrays and never writes to them.
final class Series implements Layer {
    private final String name;
    private final double[] xs;
    private final double[] ys;
    private final boolean joined;
    private final Style style;
    private final Color color;
    private final Marker marker;

    private Series(String name, double[] xs, double[] ys, boolean joined, Style style, Color color, Marker marker) {
        this.name = name;
        this.xs = xs;
        this.ys = ys;
        this.joined = joined;
        this.style = style;
        this.color = color;
        this.marker = marker;
    }

    /// Returns a line through the points, with the colour of a position unless the style names one.
    static Series line(String name, double[] xs, double[] ys, Style style, int position) {
        Style told = !style.rgb().isPresent() && Palette.startsOver(position) ? style.dashed() : style;
        return new Series(
                name,
                xs,
                ys,
                true,
                told,
                style.colorAt(position),
                style.marker().orElse(Marker.NONE));
    }

    /// Returns bare points, with the colour and shape of a position unless the style names them.
    static Series points(String name, double[] xs, double[] ys, Style style, int position) {
        Marker marker = style.marker().orElse(Marker.ofSeries(position));
        return new Series(name, xs, ys, false, style, style.colorAt(position), marker);
    }

    /// Checks that there are points, and as many of one thing as of another.
    ///
    /// @throws ShapeException if not
    static void check(String op, String name, String one, int xs, String other, int ys) {
        if (xs != ys) {
            throw new ShapeException(op + ": series \"" + name + "\" has " + xs + " " + one + "s and " + ys + " "
                    + other + "s: pass one " + one + " for each " + other);
        }
        if (xs == 0) {
            throw new ShapeException(op + ": series \"" + name + "\" is empty: pass at least one point");
        }
    }

    @Override
    public void cover(Bounds bounds) {
        for (int i = 0; i < xs.length; i++) {
            bounds.add(xs[i], ys[i]);
        }
    }

    @Override
    public void paint(Graphics2D g, Place place) {
        double[] atX = new double[xs.length];
        double[] atY = new double[xs.length];
        Arrays.setAll(atX, i -> place.x(xs[i]));
        Arrays.setAll(atY, i -> place.y(ys[i]));
        g.setColor(color);
        if (joined) {
            g.setStroke(stroke(style.width()));
            g.draw(Polyline.through(atX, atY));
        }
        // Marks at the very edge are shown whole, and those beyond it not at all.
        Shape clip = g.getClip();
        g.setClip(null);
        for (int i = 0; i < atX.length; i++) {
            double size = marker != Marker.NONE ? style.markerSize() : joined && isAlone(atX, atY, i) ? dot() : 0;
            if (size > 0 && isInside(place, atX[i], atY[i])) {
                (marker == Marker.NONE ? Marker.CIRCLE : marker).paint(g, atX[i], atY[i], size);
            }
        }
        g.setClip(clip);
    }

    private double dot() {
        return 3 * style.width();
    }

    private static boolean isInside(Place place, double x, double y) {
        // Half a pixel for places that are reckoned from the ends of a range.
        return x >= place.area().getX() - 0.5
                && x <= place.area().getMaxX() + 0.5
                && y >= place.area().getY() - 0.5
                && y <= place.area().getMaxY() + 0.5;
    }

    /// Returns whether a point has gaps at both sides, so that no line shows it.
    private static boolean isAlone(double[] xs, double[] ys, int i) {
        return !isGap(xs, ys, i) && (i == 0 || isGap(xs, ys, i - 1)) && (i == ys.length - 1 || isGap(xs, ys, i + 1));
    }

    private static boolean isGap(double[] xs, double[] ys, int i) {
        return Double.isNaN(xs[i]) || Double.isNaN(ys[i]);
    }

    @Override
    public void sketch(Sketch sketch) {
        for (int i = 0; i < xs.length; i++) {
            if (joined && i > 0) {
                sketch.segment(xs[i - 1], ys[i - 1], xs[i], ys[i]);
            } else {
                sketch.point(xs[i], ys[i]);
            }
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean isRight() {
        return style.isRight();
    }

    @Override
    public Color color() {
        return color;
    }

    boolean isJoined() {
        return joined;
    }

    Marker marker() {
        return marker;
    }

    double markerSize() {
        return style.markerSize();
    }

    double width() {
        return style.width();
    }

    /// Returns a pen of a width for the line.
    BasicStroke stroke(double pixels) {
        return style.stroke(pixels);
    }
}
