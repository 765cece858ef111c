package dev.obor.plot;

import java.awt.Color;
import java.awt.geom.Rectangle2D;

/// The area between two axes in letters: each has four quarters, which Unicode's block elements show one by
/// one.
final class Sketch {
    /// What [Shade] returns where there is nothing.
    static final int NOTHING = -1;

    /// Quarters by their bits: 1 upper left, 2 upper right, 4 lower left, 8 lower right.
    private static final String QUARTERS = " ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█";

    private static final String SHADES = " ░▒▓█";
    /// What tells further series apart where there are no colours.
    private static final String SIGNS = "█●+×○◆";

    /// The colours of places, as `0xRRGGBB` or [#NOTHING].
    @FunctionalInterface
    interface Shade {
        int rgb(double x, double y);
    }

    private final int columns;
    private final int rows;
    private final boolean colored;
    private final int[] quarters;
    private final int[] signs;
    private final int[] letters;
    private final int[] colors;
    private final int[] lower;
    private Place place;
    private int sign;
    private int color;

    Sketch(int columns, int rows, boolean colored) {
        this.columns = columns;
        this.rows = rows;
        this.colored = colored;
        this.quarters = new int[columns * rows];
        this.signs = new int[columns * rows];
        this.letters = new int[columns * rows];
        this.colors = new int[columns * rows];
        this.lower = new int[columns * rows];
        java.util.Arrays.fill(colors, NOTHING);
        java.util.Arrays.fill(lower, NOTHING);
    }

    /// Returns the area in quarters.
    Rectangle2D area() {
        return new Rectangle2D.Double(0, 0, 2 * columns, 2 * rows);
    }

    /// Says what is drawn next.
    ///
    /// @param number which of the things with a sign of their own it is, from 0
    void begin(Place where, int number, Color of) {
        place = where;
        sign = colored ? 0 : number % SIGNS.length();
        color = of.getRGB() & 0xFFFFFF;
    }

    /// Returns the letter that stands for a number of [#begin] in a legend.
    static char sign(int number, boolean colored) {
        return SIGNS.charAt(colored ? 0 : number % SIGNS.length());
    }

    Place place() {
        return place;
    }

    double zeroX() {
        return place.x().log() ? place.x().min() : 0;
    }

    double zeroY() {
        return place.y().log() ? place.y().min() : 0;
    }

    void point(double x, double y) {
        dot(place.x(x), place.y(y));
    }

    private void dot(double atX, double atY) {
        // What lies on the very edge belongs to the last quarter.
        int x = (int) Math.floor(Math.abs(atX - 2 * columns) < 1e-9 ? atX - 0.5 : atX);
        int y = (int) Math.floor(Math.abs(atY - 2 * rows) < 1e-9 ? atY - 0.5 : atY);
        if (atX >= 0 && atY >= 0 && x < 2 * columns && y < 2 * rows) {
            int cell = y / 2 * columns + x / 2;
            quarters[cell] |= 1 << (x % 2 + 2 * (y % 2));
            signs[cell] = sign;
            letters[cell] = 0;
            colors[cell] = color;
        }
    }

    void segment(double x0, double y0, double x1, double y1) {
        line(place.x(x0), place.y(y0), place.x(x1), place.y(y1));
    }

    /// Draws a line between shares of the area, counted from its upper left corner.
    void stretch(double x0, double y0, double x1, double y1) {
        line(2 * columns * x0, 2 * rows * y0, 2 * columns * x1, 2 * rows * y1);
    }

    private void line(double x0, double y0, double x1, double y1) {
        if (Double.isNaN(x0 + y0 + x1 + y1)) {
            dot(x0, y0);
            dot(x1, y1);
            return;
        }
        int steps = (int) Math.ceil(2 * Math.max(Math.abs(x1 - x0), Math.abs(y1 - y0))) + 1;
        for (int i = 0; i <= steps; i++) {
            double share = (double) i / steps;
            dot(x0 + share * (x1 - x0), y0 + share * (y1 - y0));
        }
    }

    /// Fills a rectangle between values.
    void box(double x0, double x1, double y0, double y1) {
        double left = Math.min(place.x(x0), place.x(x1));
        double right = Math.max(place.x(x0), place.x(x1));
        double top = Math.min(place.y(y0), place.y(y1));
        double bottom = Math.max(place.y(y0), place.y(y1));
        for (double y = Math.max(0, Math.rint(top)); y < Math.min(2 * rows, Math.rint(bottom)); y++) {
            for (double x = Math.max(0, Math.rint(left)); x < Math.min(2 * columns, Math.rint(right)); x++) {
                dot(x, y);
            }
        }
    }

    /// Shades every letter by the lightness of its colours.
    void shade(Shade shade) {
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                int cell = row * columns + column;
                int upper = colorAt(shade, column, row + (colored ? 0.25 : 0.5));
                if (upper == NOTHING) {
                    continue;
                }
                quarters[cell] = 0;
                colors[cell] = upper;
                lower[cell] = colored ? colorAt(shade, column, row + 0.75) : NOTHING;
                int level = (int) Math.rint(FieldLayers.lightness(upper) * (SHADES.length() - 1));
                letters[cell] = colored ? '▀' : SHADES.charAt(level);
            }
        }
    }

    private int colorAt(Shade shade, int column, double row) {
        double shareX = (column + 0.5) / columns;
        double shareY = row / rows;
        return shade.rgb(
                value(place.x(), place.flippedX() ? 1 - shareX : shareX),
                value(place.y(), place.flippedY() ? shareY : 1 - shareY));
    }

    private static double value(Scale scale, double share) {
        double even = scale.start() + share * scale.span();
        return scale.log() ? StrictMath.pow(10, even) : even;
    }

    /// Writes words around a point.
    void words(double x, double y, String text) {
        String line = text.lines().findFirst().orElse("");
        int row = (int) Math.floor(place.y(y) / 2);
        int start = (int) Math.rint(place.x(x) / 2 - line.length() / 2.0);
        for (int i = 0; i < line.length(); i++) {
            int column = start + i;
            if (row >= 0 && row < rows && column >= 0 && column < columns) {
                letters[row * columns + column] = line.charAt(i);
                lower[row * columns + column] = NOTHING;
                colors[row * columns + column] = color;
            }
        }
    }

    /// Returns a row of letters.
    String line(int row) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < columns; column++) {
            int cell = row * columns + column;
            int letter = letter(cell);
            if (colored && letter != ' ' && colors[cell] != NOTHING) {
                line.append(ansi(38, colors[cell]));
                if (lower[cell] != NOTHING) {
                    line.append(ansi(48, lower[cell]));
                }
                line.append((char) letter).append("\u001b[0m");
            } else {
                line.append((char) letter);
            }
        }
        return line.toString();
    }

    private int letter(int cell) {
        if (letters[cell] != 0) {
            return letters[cell];
        }
        boolean plain = signs[cell] == 0 || quarters[cell] == 0;
        return plain ? QUARTERS.charAt(quarters[cell]) : SIGNS.charAt(signs[cell]);
    }

    /// Returns the sequence that sets the colour of letters (38) or of their ground (48).
    static String ansi(int what, int rgb) {
        return "\u001b[" + what + ";2;" + (rgb >> 16) + ";" + (rgb >> 8 & 0xFF) + ";" + (rgb & 0xFF) + "m";
    }
}
