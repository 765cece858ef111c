package dev.obor.plot;

import dev.obor.error.ShapeException;
import dev.obor.tensor.Tensor;
import java.util.List;

/// Bar charts and histograms.
///
/// @param <T> what the methods return, which is always the object itself
public sealed interface Bars<T extends Bars<T>> extends Plotting<T> permits Axes, Figure {
    /// Adds a bar for each name. Bars of several calls stand side by side above the same names.
    ///
    /// @throws ShapeException if there are no bars, or not one name for each
    default T bars(List<String> names, double[] heights) {
        return bars("", names, heights);
    }

    /// Adds a bar for each name. Bars of several calls stand side by side above the same names.
    ///
    /// @throws ShapeException if there are no bars, not one name for each, or the tensor is more than one row
    default T bars(List<String> names, Tensor heights) {
        return bars("", names, Values.row("bars", heights));
    }

    /// Adds a bar for each name, under one name in the legend.
    ///
    /// @throws ShapeException if there are no bars, or not one name for each
    default T bars(String series, List<String> names, double[] heights) {
        axes().addBars(new BarGroup("bars", series, names, heights.clone(), false));
        return self();
    }

    /// Adds a bar for each name, under one name in the legend.
    ///
    /// @throws ShapeException if there are no bars, not one name for each, or the tensor is more than one row
    default T bars(String series, List<String> names, Tensor heights) {
        return bars(series, names, Values.row("bars", heights));
    }

    /// Adds a bar that lies along the x axis for each name, the first at the top: the choice for long names.
    ///
    /// @throws ShapeException if there are no bars, or not one name for each
    default T horizontalBars(List<String> names, double[] lengths) {
        axes().addBars(new BarGroup("horizontalBars", "", names, lengths.clone(), true));
        return self();
    }

    /// Adds bars as [#horizontalBars(List, double[])] does.
    ///
    /// @throws ShapeException if there are no bars, not one name for each, or the tensor is more than one row
    default T horizontalBars(List<String> names, Tensor lengths) {
        return horizontalBars(names, Values.row("horizontalBars", lengths));
    }

    /// Adds how many values fall into each of some equal bins, whose number follows from the values
    /// ([Histogram#of(double[])]).
    ///
    /// @throws ShapeException if there are no finite values
    default T histogram(double[] values) {
        return histogram("", Histogram.of(values), Style.DEFAULT);
    }

    /// Adds a histogram of all elements as [#histogram(double[])] does.
    ///
    /// @throws ShapeException if there are no finite values
    default T histogram(Tensor values) {
        return histogram(values.toDoubleArray());
    }

    /// Adds how many values fall into each of some equal bins.
    ///
    /// @param bins the number of bins, 1 to 100,000
    /// @throws ShapeException if there are no finite values
    /// @throws PlotException if the number of bins is outside its range
    default T histogram(double[] values, int bins) {
        return histogram("", Histogram.of(values, bins), Style.DEFAULT);
    }

    /// Adds a histogram of all elements as [#histogram(double[], int)] does.
    ///
    /// @throws ShapeException if there are no finite values
    /// @throws PlotException if the number of bins is outside its range
    default T histogram(Tensor values, int bins) {
        return histogram(values.toDoubleArray(), bins);
    }

    /// Adds a histogram, under a name in the legend. Several in one figure are told apart by opacity:
    /// `Style.DEFAULT.opacity(0.5)`.
    default T histogram(String name, Histogram histogram, Style style) {
        double[] edges = histogram.edges();
        int bins = edges.length - 1;
        double[] lefts = java.util.Arrays.copyOf(edges, bins);
        double[] rights = java.util.Arrays.copyOfRange(edges, 1, bins + 1);
        axes().add(new Boxes(
                name,
                lefts,
                rights,
                histogram.heights(),
                false,
                style.colorAt(axes().nextColor(style)),
                style.isRight()));
        return self();
    }
}
