package dev.obor.plot;

import dev.obor.error.ShapeException;
import java.awt.BasicStroke;
import java.awt.Color;
import java.util.Arrays;

/// A name with xs and ys and how they are drawn; owns its arrays and never writes to them.
final class Series {
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
                name, xs, ys, true, told, color(style, position), style.marker().orElse(Marker.NONE));
    }

    /// Returns bare points, with the colour and shape of a position unless the style names them.
    static Series points(String name, double[] xs, double[] ys, Style style, int position) {
        Marker marker = style.marker().orElse(Marker.ofSeries(position));
        return new Series(name, xs, ys, false, style, color(style, position), marker);
    }

    private static Color color(Style style, int position) {
        int rgb = style.rgb().orElseGet(() -> Palette.ofSeries(position).rgb());
        int alpha = (int) Math.round(style.opacity() * 255);
        return new Color(alpha << 24 | rgb, true);
    }

    /// Checks that there are points, and an x for each y.
    ///
    /// @throws ShapeException if not
    static void check(String op, String name, int xs, int ys) {
        if (xs != ys) {
            throw new ShapeException(
                    op + ": series \"" + name + "\" has " + xs + " xs and " + ys + " ys: pass one x for each y");
        }
        if (xs == 0) {
            throw new ShapeException(op + ": series \"" + name + "\" is empty: pass at least one point");
        }
    }

    static double[] widen(float[] values) {
        double[] wide = new double[values.length];
        Arrays.setAll(wide, i -> values[i]);
        return wide;
    }

    int size() {
        return xs.length;
    }

    double x(int i) {
        return xs[i];
    }

    double y(int i) {
        return ys[i];
    }

    /// Returns whether a point has a place on such axes.
    boolean shows(int i, boolean logX, boolean logY) {
        return Scale.shows(xs[i], logX) && Scale.shows(ys[i], logY);
    }

    String name() {
        return name;
    }

    boolean isRight() {
        return style.isRight();
    }

    boolean isJoined() {
        return joined;
    }

    Color color() {
        return color;
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

    /// Returns a pen of a width for the line: round joins, because the spikes of a noisy curve would grow
    /// long points.
    BasicStroke stroke(double pixels) {
        float width = (float) pixels;
        if (!style.isDashed()) {
            return new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
        }
        float[] dashes = {4 * width, 3 * width};
        return new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, dashes, 0);
    }
}
