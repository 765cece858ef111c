package dev.obor.plot;

import java.util.List;
import java.util.Optional;

/// What is known about an axis before it is drawn.
final class AxisOptions {
    private String label = "";
    private boolean log;
    private boolean flipped;
    private Optional<double[]> range = Optional.empty();
    private Optional<List<String>> names = Optional.empty();

    String label() {
        return label;
    }

    void label(String text) {
        label = text;
    }

    boolean isLog() {
        return log;
    }

    void setLog() {
        log = true;
    }

    /// Returns whether values fall along the axis instead of rising.
    boolean isFlipped() {
        return flipped;
    }

    void flip() {
        flipped = true;
    }

    boolean hasRange() {
        return range.isPresent();
    }

    void range(double low, double high) {
        range = Optional.of(new double[] {low, high});
    }

    /// Returns the names of the places 0, 1, 2 …, if the axis has names instead of numbers.
    Optional<List<String>> names() {
        return names;
    }

    void names(List<String> given) {
        names = Optional.of(List.copyOf(given));
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
