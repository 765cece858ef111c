package dev.obor.plot;

import dev.obor.error.ShapeException;
import java.awt.Graphics2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Series between an x axis and one or two y axes. Every method adds to this figure and returns it.
///
/// ```java
/// Figure.of(960, 560)
///         .title("Training").xLabel("step").yLabel("loss").rightLabel("accuracy (%)")
///         .trend("train loss", steps, losses, 101)
///         .points("test accuracy", epochEnds, accuracies, Style.DEFAULT.right())
///         .savePng(Path.of("loss.png"));
/// ```
///
/// A point whose x or y is NaN, infinite, beyond ±10³⁰⁰, or not positive on a logarithmic axis, is left out,
/// and a line has a gap there.
public final class Figure extends Picture {
    private static final int MIN_WIDTH = 320;
    private static final int MIN_HEIGHT = 240;

    private final int width;
    private final int height;
    private final List<Series> series = new ArrayList<>();
    private int colorsUsed;
    private String title = "";
    private String subtitle = "";
    private final AxisOptions x = new AxisOptions();
    private final AxisOptions y = new AxisOptions();
    private final AxisOptions right = new AxisOptions();

    /// What is known about an axis before it is drawn.
    static final class AxisOptions {
        private String label = "";
        private boolean log;
        private Optional<double[]> range = Optional.empty();

        String label() {
            return label;
        }

        /// Returns the scale that shows values from the lowest to the highest, or that the user asked for.
        ///
        /// @param leastMargin as in [Scale#around]
        Scale scale(double low, double high, double leastMargin, String axis) {
            if (range.isEmpty()) {
                return Scale.around(low, high, log, leastMargin);
            }
            Scale scale = Scale.between(range.get()[0], range.get()[1], log);
            if (!scale.isSound()) {
                throw new PlotException("figure: the range " + scale.min() + " to " + scale.max() + " of the " + axis
                        + " axis cannot be drawn: pass finite ends, the lower first, positive on a logarithmic axis");
            }
            return scale;
        }
    }

    private Figure(int width, int height) {
        this.width = width;
        this.height = height;
    }

    /// Returns an empty figure of a size in pixels.
    ///
    /// @param width 320 to 16384
    /// @param height 240 to 16384
    /// @throws PlotException if a size is outside its range
    public static Figure of(int width, int height) {
        if (width < MIN_WIDTH || height < MIN_HEIGHT || width > MAX_SIDE || height > MAX_SIDE) {
            throw new PlotException("figure: " + width + " × " + height + " pixels are outside the range: pass "
                    + MIN_WIDTH + " × " + MIN_HEIGHT + " to " + MAX_SIDE + " × " + MAX_SIDE);
        }
        return new Figure(width, height);
    }

    /// Sets the bold line at the top.
    public Figure title(String text) {
        title = Objects.requireNonNull(text, "title");
        return this;
    }

    /// Sets the softer line below the title.
    public Figure subtitle(String text) {
        subtitle = Objects.requireNonNull(text, "subtitle");
        return this;
    }

    /// Sets the label of the x axis; name the unit.
    public Figure xLabel(String text) {
        x.label = Objects.requireNonNull(text, "xLabel");
        return this;
    }

    /// Sets the label of the left y axis; name the unit.
    public Figure yLabel(String text) {
        y.label = Objects.requireNonNull(text, "yLabel");
        return this;
    }

    /// Sets the label of the right y axis, which is drawn when a series' style asks for it.
    public Figure rightLabel(String text) {
        right.label = Objects.requireNonNull(text, "rightLabel");
        return this;
    }

    /// Makes equal steps on the x axis equal ratios; where its ends differ by less than half, it stays even,
    /// which looks alike and has rounder labels.
    public Figure logX() {
        x.log = true;
        return this;
    }

    /// Makes equal steps on the left y axis equal ratios; where its ends differ by less than half, it stays
    /// even.
    public Figure logY() {
        y.log = true;
        return this;
    }

    /// Sets the ends of the x axis, which otherwise follow the data; what lies beyond is cut off.
    public Figure xRange(double low, double high) {
        x.range = Optional.of(new double[] {low, high});
        return this;
    }

    /// Sets the ends of the left y axis, which otherwise follow the data; what lies beyond is cut off.
    public Figure yRange(double low, double high) {
        y.range = Optional.of(new double[] {low, high});
        return this;
    }

    /// Sets the ends of the right y axis, which otherwise follow the data; what lies beyond is cut off.
    public Figure rightRange(double low, double high) {
        right.range = Optional.of(new double[] {low, high});
        return this;
    }

    /// Adds a line through points in their order. A series with a blank name is not in the legend.
    ///
    /// @throws ShapeException if the arrays are empty or differ in length
    public Figure line(String name, double[] xs, double[] ys) {
        return line(name, xs, ys, Style.DEFAULT);
    }

    /// Adds a line through points in their order, drawn in a style.
    ///
    /// @throws ShapeException if the arrays are empty or differ in length
    public Figure line(String name, double[] xs, double[] ys, Style style) {
        Series.check("line", name, xs.length, ys.length);
        series.add(Series.line(name, xs.clone(), ys.clone(), style, nextColor(style)));
        return this;
    }

    /// Adds a line as [#line(String, double[], double[])] does.
    ///
    /// @throws ShapeException if the arrays are empty or differ in length
    public Figure line(String name, float[] xs, float[] ys) {
        return line(name, Series.widen(xs), Series.widen(ys));
    }

    /// Adds a line as [#line(String, double[], double[], Style)] does.
    ///
    /// @throws ShapeException if the arrays are empty or differ in length
    public Figure line(String name, float[] xs, float[] ys, Style style) {
        return line(name, Series.widen(xs), Series.widen(ys), style);
    }

    /// Adds points that no line joins. A series with a blank name is not in the legend.
    ///
    /// @throws ShapeException if the arrays are empty or differ in length
    public Figure points(String name, double[] xs, double[] ys) {
        return points(name, xs, ys, Style.DEFAULT);
    }

    /// Adds points that no line joins, drawn in a style.
    ///
    /// @throws ShapeException if the arrays are empty or differ in length
    public Figure points(String name, double[] xs, double[] ys, Style style) {
        Series.check("points", name, xs.length, ys.length);
        series.add(Series.points(name, xs.clone(), ys.clone(), style, nextColor(style)));
        return this;
    }

    /// Adds points as [#points(String, double[], double[])] does.
    ///
    /// @throws ShapeException if the arrays are empty or differ in length
    public Figure points(String name, float[] xs, float[] ys) {
        return points(name, Series.widen(xs), Series.widen(ys));
    }

    /// Adds points as [#points(String, double[], double[], Style)] does.
    ///
    /// @throws ShapeException if the arrays are empty or differ in length
    public Figure points(String name, float[] xs, float[] ys, Style style) {
        return points(name, Series.widen(xs), Series.widen(ys), style);
    }

    /// Adds a noisy curve as a thin translucent line, and over it, in the same colour, the curve smoothed by
    /// [Smoothing#localLinear]. Both are in the legend.
    ///
    /// @param window the number of points that are smoothed together, 1 or more
    /// @throws ShapeException if the arrays are empty or differ in length
    /// @throws PlotException if the window is less than 1
    public Figure trend(String name, double[] xs, double[] ys, int window) {
        Series.check("trend", name, xs.length, ys.length);
        double[] smooth = Smoothing.localLinear(xs, ys, window);
        Style bold = Style.DEFAULT.color(Palette.ofSeries(nextColor(Style.DEFAULT)));
        return line(name, xs, ys, bold.width(1).opacity(0.35))
                .line(name.isBlank() ? name : name + ", smoothed", xs, smooth, bold);
    }

    /// Adds a noisy curve as [#trend(String, double[], double[], int)] does.
    ///
    /// @throws ShapeException if the arrays are empty or differ in length
    /// @throws PlotException if the window is less than 1
    public Figure trend(String name, float[] xs, float[] ys, int window) {
        return trend(name, Series.widen(xs), Series.widen(ys), window);
    }

    /// Returns the position of a new series' colour; a style that names its colour takes no turn.
    private int nextColor(Style style) {
        return style.rgb().isPresent() ? colorsUsed : colorsUsed++;
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public int height() {
        return height;
    }

    @Override
    void paint(Graphics2D g) {
        new FigurePainter(this).paint(g);
    }

    String title() {
        return title;
    }

    String subtitle() {
        return subtitle;
    }

    List<Series> series() {
        return series;
    }

    /// Returns whether a point has a place on the axes of its series.
    boolean shows(Series each, int i) {
        return each.shows(i, x.log, !each.isRight() && y.log);
    }

    AxisOptions xAxis() {
        return x;
    }

    AxisOptions yAxis() {
        return y;
    }

    AxisOptions rightAxis() {
        return right;
    }
}
