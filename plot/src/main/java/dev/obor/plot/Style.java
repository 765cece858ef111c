package dev.obor.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/// How a series is drawn; every method returns a changed copy.
///
/// ```java
/// Style faint = Style.DEFAULT.width(1).opacity(0.3).color(Palette.BLUE);
/// ```
public final class Style {
    /// A solid, opaque line two pixels wide, shapes eight pixels wide, the next colour and shape, the left
    /// axis.
    public static final Style DEFAULT = new Style();

    // Written only between a copy's making and its return.
    private OptionalInt rgb = OptionalInt.empty();
    private double width = 2;
    private double opacity = 1;
    private boolean dashed;
    private Optional<Marker> marker = Optional.empty();
    private double markerSize = 8;
    private boolean right;

    private Style() {}

    private Style copy() {
        Style copy = new Style();
        copy.rgb = rgb;
        copy.width = width;
        copy.opacity = opacity;
        copy.dashed = dashed;
        copy.marker = marker;
        copy.markerSize = markerSize;
        copy.right = right;
        return copy;
    }

    /// Returns this style in a colour of the palette.
    public Style color(Palette color) {
        return color(color.rgb());
    }

    /// Returns this style in a colour `0xRRGGBB`.
    ///
    /// @throws PlotException if the value is not between 0 and 0xFFFFFF
    public Style color(int rgb) {
        checkColor("style.color", rgb);
        Style copy = copy();
        copy.rgb = OptionalInt.of(rgb);
        return copy;
    }

    /// Returns this style with lines of a width in pixels, more than 0 and at most 100.
    ///
    /// @throws PlotException if the width is outside its range
    public Style width(double pixels) {
        Style copy = copy();
        copy.width = checkPixels("width", pixels);
        return copy;
    }

    /// Returns this style with an opacity, from 0 (not seen) to 1 (covers what lies below).
    ///
    /// @throws PlotException if the opacity is outside its range
    public Style opacity(double opacity) {
        if (!(opacity >= 0 && opacity <= 1)) {
            throw new PlotException("style.opacity: " + opacity + " is outside its range: pass 0 to 1");
        }
        Style copy = copy();
        copy.opacity = opacity;
        return copy;
    }

    /// Returns this style with dashed lines.
    public Style dashed() {
        Style copy = copy();
        copy.dashed = true;
        return copy;
    }

    /// Returns this style with a shape at each point; on a line the shapes come on top of it.
    public Style marker(Marker marker) {
        Style copy = copy();
        copy.marker = Optional.of(Objects.requireNonNull(marker, "marker"));
        return copy;
    }

    /// Returns this style with shapes of a size in pixels, more than 0 and at most 100.
    ///
    /// @throws PlotException if the size is outside its range
    public Style markerSize(double pixels) {
        Style copy = copy();
        copy.markerSize = checkPixels("markerSize", pixels);
        return copy;
    }

    /// Returns this style measured by the axis at the right, which has a range and a label of its own.
    public Style right() {
        Style copy = copy();
        copy.right = true;
        return copy;
    }

    /// Returns a colour if it is one.
    ///
    /// @throws PlotException if the value is not between 0 and 0xFFFFFF
    static int checkColor(String op, int rgb) {
        if (rgb < 0 || rgb > 0xFFFFFF) {
            throw new PlotException(op + ": 0x" + Integer.toHexString(rgb)
                    + " is not a colour: pass 0xRRGGBB, and use a style's opacity for a translucent one");
        }
        return rgb;
    }

    static void checkDigits(int digits) {
        if (digits < 0 || digits > 10) {
            throw new PlotException("heatMap: " + digits + " digits after the point: pass 0 to 10");
        }
    }

    /// Returns the colour that this style names, or else that of a position, with this style's opacity.
    Color colorAt(int position) {
        int color = rgb.orElseGet(() -> Palette.ofSeries(position).rgb());
        int alpha = (int) Math.round(opacity * 255);
        return new Color(alpha << 24 | color, true);
    }

    /// Returns a pen of a width: round joins, because the spikes of a noisy curve would grow long points.
    BasicStroke stroke(double pixels) {
        float pen = (float) pixels;
        if (!dashed) {
            return new BasicStroke(pen, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
        }
        float[] dashes = {4 * pen, 3 * pen};
        return new BasicStroke(pen, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, dashes, 0);
    }

    private static double checkPixels(String name, double pixels) {
        if (!(pixels > 0 && pixels <= 100)) {
            throw new PlotException("style." + name + ": " + pixels
                    + " pixels are outside the range: pass more than 0 and at most 100");
        }
        return pixels;
    }

    OptionalInt rgb() {
        return rgb;
    }

    double width() {
        return width;
    }

    double opacity() {
        return opacity;
    }

    boolean isDashed() {
        return dashed;
    }

    Optional<Marker> marker() {
        return marker;
    }

    double markerSize() {
        return markerSize;
    }

    boolean isRight() {
        return right;
    }
}
