package dev.obor.plot;

import dev.obor.error.ShapeException;
import dev.obor.tensor.Tensor;
import java.awt.Color;
import java.util.Objects;

/// Lines and points. A point whose x or y is NaN, infinite, beyond ±10³⁰⁰, or not positive on a logarithmic
/// axis, is left out, and a line has a gap there. A series with a blank name is not in the legend. A tensor is
/// one row of numbers: at most one of its dims is longer than 1. Every method copies what it is given.
///
/// @param <T> what the methods return, which is always the object itself
public sealed interface Curves<T extends Curves<T>> extends Plotting<T> permits Axes, Figure {
    /// Adds a line through the values at x = 0, 1, 2 …
    ///
    /// @throws ShapeException if there are no values
    default T line(double[] ys) {
        return line(Values.counts(ys.length), ys);
    }

    /// Adds a line through the values at x = 0, 1, 2 …
    ///
    /// @throws ShapeException if the tensor is empty or more than one row
    default T line(Tensor ys) {
        return line(Values.row("line", ys));
    }

    /// Adds a line through points in their order.
    ///
    /// @throws ShapeException if the arrays are empty or differ in length
    default T line(double[] xs, double[] ys) {
        return line("", xs, ys, Style.DEFAULT);
    }

    /// Adds a line through points in their order.
    ///
    /// @throws ShapeException if the tensors are empty, differ in length, or are more than one row
    default T line(Tensor xs, Tensor ys) {
        return line("", xs, ys, Style.DEFAULT);
    }

    /// Adds a named line through points in their order.
    ///
    /// @throws ShapeException if the arrays are empty or differ in length
    default T line(String name, double[] xs, double[] ys) {
        return line(name, xs, ys, Style.DEFAULT);
    }

    /// Adds a named line through points in their order.
    ///
    /// @throws ShapeException if the tensors are empty, differ in length, or are more than one row
    default T line(String name, Tensor xs, Tensor ys) {
        return line(name, xs, ys, Style.DEFAULT);
    }

    /// Adds a named line through points in their order, drawn in a style.
    ///
    /// @throws ShapeException if the arrays are empty or differ in length
    default T line(String name, double[] xs, double[] ys, Style style) {
        Objects.requireNonNull(name, "name");
        Series.check("line", name, "x", xs.length, "y", ys.length);
        axes().add(Series.line(name, xs.clone(), ys.clone(), style, axes().nextColor(style)));
        return self();
    }

    /// Adds a named line through points in their order, drawn in a style.
    ///
    /// @throws ShapeException if the tensors are empty, differ in length, or are more than one row
    default T line(String name, Tensor xs, Tensor ys, Style style) {
        return line(name, Values.row("line", xs), Values.row("line", ys), style);
    }

    /// Adds points that no line joins.
    ///
    /// @throws ShapeException if the arrays are empty or differ in length
    default T scatter(double[] xs, double[] ys) {
        return scatter("", xs, ys, Style.DEFAULT);
    }

    /// Adds points that no line joins.
    ///
    /// @throws ShapeException if the tensors are empty, differ in length, or are more than one row
    default T scatter(Tensor xs, Tensor ys) {
        return scatter("", xs, ys, Style.DEFAULT);
    }

    /// Adds named points that no line joins.
    ///
    /// @throws ShapeException if the arrays are empty or differ in length
    default T scatter(String name, double[] xs, double[] ys) {
        return scatter(name, xs, ys, Style.DEFAULT);
    }

    /// Adds named points that no line joins.
    ///
    /// @throws ShapeException if the tensors are empty, differ in length, or are more than one row
    default T scatter(String name, Tensor xs, Tensor ys) {
        return scatter(name, xs, ys, Style.DEFAULT);
    }

    /// Adds named points that no line joins, drawn in a style.
    ///
    /// @throws ShapeException if the arrays are empty or differ in length
    default T scatter(String name, double[] xs, double[] ys, Style style) {
        Objects.requireNonNull(name, "name");
        Series.check("scatter", name, "x", xs.length, "y", ys.length);
        axes().add(Series.points(name, xs.clone(), ys.clone(), style, axes().nextColor(style)));
        return self();
    }

    /// Adds named points that no line joins, drawn in a style.
    ///
    /// @throws ShapeException if the tensors are empty, differ in length, or are more than one row
    default T scatter(String name, Tensor xs, Tensor ys, Style style) {
        return scatter(name, Values.row("scatter", xs), Values.row("scatter", ys), style);
    }

    /// Adds points that each have the colour of a value.
    ///
    /// @throws ShapeException if the arrays are empty or differ in length
    /// @throws PlotException if no value is finite
    default T scatter(double[] xs, double[] ys, double[] values, Shading shading) {
        Series.check("scatter", "", "x", xs.length, "y", ys.length);
        Series.check("scatter", "", "x", xs.length, "value", values.length);
        Colors colors = Colors.of("scatter", values, shading, 0);
        axes().add(new Dots("", xs.clone(), ys.clone(), values.clone(), colors, 8));
        return self();
    }

    /// Adds points that each have the colour of a value, such as a class.
    ///
    /// @throws ShapeException if the tensors are empty, differ in length, or are more than one row
    /// @throws PlotException if no value is finite
    default T scatter(Tensor xs, Tensor ys, Tensor values, Shading shading) {
        return scatter(Values.row("scatter", xs), Values.row("scatter", ys), Values.row("scatter", values), shading);
    }

    /// Adds a noisy curve as a thin translucent line, and over it, in the same colour, the curve smoothed by
    /// [Smoothing#localLinear]. Both are in the legend.
    ///
    /// @param window the number of points that are smoothed together, 1 or more
    /// @throws ShapeException if the arrays are empty or differ in length
    /// @throws PlotException if the window is less than 1
    default T trend(String name, double[] xs, double[] ys, int window) {
        Series.check("trend", name, "x", xs.length, "y", ys.length);
        double[] smooth = Smoothing.localLinear(xs, ys, window);
        Style bold = Style.DEFAULT.color(Palette.ofSeries(axes().nextColor(Style.DEFAULT)));
        line(name, xs, ys, bold.width(1).opacity(0.35));
        return line(name.isBlank() ? name : name + ", smoothed", xs, smooth, bold);
    }

    /// Adds a noisy curve as [#trend(String, double[], double[], int)] does.
    ///
    /// @throws ShapeException if the tensors are empty, differ in length, or are more than one row
    /// @throws PlotException if the window is less than 1
    default T trend(String name, Tensor xs, Tensor ys, int window) {
        return trend(name, Values.row("trend", xs), Values.row("trend", ys), window);
    }

    /// Fills the area between two curves over the same xs, a quarter opaque.
    ///
    /// @throws ShapeException if the arrays are empty or differ in length
    default T fillBetween(String name, double[] xs, double[] lows, double[] highs) {
        return fillBetween(name, xs, lows, highs, Style.DEFAULT.opacity(0.25));
    }

    /// Fills the area between two curves over the same xs, a quarter opaque.
    ///
    /// @throws ShapeException if the tensors are empty, differ in length, or are more than one row
    default T fillBetween(String name, Tensor xs, Tensor lows, Tensor highs) {
        return fillBetween(
                name, Values.row("fillBetween", xs), Values.row("fillBetween", lows), Values.row("fillBetween", highs));
    }

    /// Fills the area between two curves over the same xs in the colour and opacity of a style.
    ///
    /// @throws ShapeException if the arrays are empty or differ in length
    default T fillBetween(String name, double[] xs, double[] lows, double[] highs, Style style) {
        Objects.requireNonNull(name, "name");
        Series.check("fillBetween", name, "x", xs.length, "lower value", lows.length);
        Series.check("fillBetween", name, "x", xs.length, "upper value", highs.length);
        Color color = style.colorAt(axes().nextColor(style));
        axes().add(new Band(name, xs.clone(), lows.clone(), highs.clone(), color, style.isRight()));
        return self();
    }

    /// Adds a line and, in the same colour, the band from as much below it to as much above it, such as a
    /// standard deviation.
    ///
    /// @param errors how far the band reaches on either side
    /// @throws ShapeException if the arrays are empty or differ in length
    default T errorBand(String name, double[] xs, double[] ys, double[] errors) {
        Series.check("errorBand", name, "x", xs.length, "y", ys.length);
        Series.check("errorBand", name, "x", xs.length, "error", errors.length);
        Style style = Style.DEFAULT.color(Palette.ofSeries(axes().nextColor(Style.DEFAULT)));
        fillBetween("", xs, Axes.shifted(ys, errors, -1), Axes.shifted(ys, errors, 1), style.opacity(0.25));
        return line(name, xs, ys, style);
    }

    /// Adds a line with a band as [#errorBand(String, double[], double[], double[])] does.
    ///
    /// @throws ShapeException if the tensors are empty, differ in length, or are more than one row
    default T errorBand(String name, Tensor xs, Tensor ys, Tensor errors) {
        return errorBand(
                name, Values.row("errorBand", xs), Values.row("errorBand", ys), Values.row("errorBand", errors));
    }

    /// Adds points, each with a vertical bar from as much below it to as much above it.
    ///
    /// @param errors how far the bar reaches on either side
    /// @throws ShapeException if the arrays are empty or differ in length
    default T errorBars(String name, double[] xs, double[] ys, double[] errors) {
        Series.check("errorBars", name, "x", xs.length, "y", ys.length);
        Series.check("errorBars", name, "x", xs.length, "error", errors.length);
        int position = axes().nextColor(Style.DEFAULT);
        Style style = Style.DEFAULT.color(Palette.ofSeries(position)).marker(Marker.ofSeries(position));
        axes().add(new ErrorMarks(
                xs.clone(),
                Axes.shifted(ys, errors, -1),
                Axes.shifted(ys, errors, 1),
                style.colorAt(position),
                style.isRight()));
        return scatter(name, xs, ys, style);
    }

    /// Adds points with bars as [#errorBars(String, double[], double[], double[])] does.
    ///
    /// @throws ShapeException if the tensors are empty, differ in length, or are more than one row
    default T errorBars(String name, Tensor xs, Tensor ys, Tensor errors) {
        return errorBars(
                name, Values.row("errorBars", xs), Values.row("errorBars", ys), Values.row("errorBars", errors));
    }

    /// Adds a grey dashed line across the axes at a y; the axes do not widen for it.
    default T horizontal(double y) {
        return horizontal("", y, Style.DEFAULT.color(0x595959).width(1.5).dashed());
    }

    /// Adds a named line across the axes at a y, in a style; the axes do not widen for it.
    default T horizontal(String name, double y, Style style) {
        Color color = style.colorAt(axes().nextColor(style));
        axes().add(new Rule(name, y, false, color, style.stroke(style.width()), style.isRight()));
        return self();
    }

    /// Adds a grey dashed line across the axes at an x; the axes do not widen for it.
    default T vertical(double x) {
        return vertical("", x, Style.DEFAULT.color(0x595959).width(1.5).dashed());
    }

    /// Adds a named line across the axes at an x, in a style; the axes do not widen for it.
    default T vertical(String name, double x, Style style) {
        Color color = style.colorAt(axes().nextColor(style));
        axes().add(new Rule(name, x, true, color, style.stroke(style.width()), style.isRight()));
        return self();
    }

    /// Writes words whose middle lies at a point.
    default T text(double x, double y, String words) {
        return text(x, y, words, 12, 0x262626);
    }

    /// Writes words whose middle lies at a point, in a size in pixels and a colour `0xRRGGBB`.
    ///
    /// @throws PlotException if the size is not 4 to 100, or the colour is none
    default T text(double x, double y, String words, int size, int rgb) {
        if (size < 4 || size > 100) {
            throw new PlotException("text: a size of " + size + " pixels is outside the range: pass 4 to 100");
        }
        Objects.requireNonNull(words, "words");
        Color color = new Color(Style.checkColor("text", rgb));
        axes().add(new Note(words, x, y, color, Text.plain(size)));
        return self();
    }
}
