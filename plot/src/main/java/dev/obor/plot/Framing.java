package dev.obor.plot;

import java.util.List;
import java.util.Objects;

/// Axes' labels, ranges and scales.
///
/// @param <T> what the methods return, which is always the object itself
public sealed interface Framing<T extends Framing<T>> extends Plotting<T> permits Axes, Figure {
    /// Sets the label of the x axis; name the unit.
    default T xLabel(String text) {
        axes().xAxis().label(Objects.requireNonNull(text, "xLabel"));
        return self();
    }

    /// Sets the label of the left y axis; name the unit.
    default T yLabel(String text) {
        axes().yAxis().label(Objects.requireNonNull(text, "yLabel"));
        return self();
    }

    /// Sets the label of the right y axis, which is drawn when a series' style asks for it.
    default T rightLabel(String text) {
        axes().rightAxis().label(Objects.requireNonNull(text, "rightLabel"));
        return self();
    }

    /// Makes equal steps on the x axis equal ratios; where its ends differ by less than half, it stays even,
    /// which looks alike and has rounder labels.
    default T logX() {
        axes().xAxis().setLog();
        return self();
    }

    /// Makes equal steps on the left y axis equal ratios; where its ends differ by less than half, it stays
    /// even.
    default T logY() {
        axes().yAxis().setLog();
        return self();
    }

    /// Sets the ends of the x axis, which otherwise follow the data; what lies beyond is cut off.
    default T xRange(double low, double high) {
        axes().xAxis().range(low, high);
        return self();
    }

    /// Sets the ends of the left y axis, which otherwise follow the data; what lies beyond is cut off.
    default T yRange(double low, double high) {
        axes().yAxis().range(low, high);
        return self();
    }

    /// Sets the ends of the right y axis, which otherwise follow the data; what lies beyond is cut off.
    default T rightRange(double low, double high) {
        axes().rightAxis().range(low, high);
        return self();
    }

    /// Lets x fall from left to right.
    default T flipX() {
        axes().xAxis().flip();
        return self();
    }

    /// Lets y fall from the bottom to the top.
    default T flipY() {
        axes().yAxis().flip();
        return self();
    }

    /// Names the places 0, 1, 2 … of the x axis, in the place of numbers.
    default T xNames(List<String> names) {
        axes().xAxis().names(names);
        return self();
    }

    /// Names the places 0, 1, 2 … of the y axis, in the place of numbers.
    default T yNames(List<String> names) {
        axes().yAxis().names(names);
        return self();
    }

    /// Draws one unit of x as long as one unit of y.
    default T square() {
        axes().setSquare();
        return self();
    }

    /// Leaves the legend out, which otherwise names every series that has a name.
    default T noLegend() {
        axes().hideLegend();
        return self();
    }
}
