package dev.obor.training;

/// Whether a metric should become small or large.
public enum Goal {
    /// The smaller the better, as a loss.
    MIN,
    /// The larger the better, as an accuracy.
    MAX;

    /// Tells whether a value is better than another; any number is better than NaN.
    boolean better(double value, double other) {
        if (Double.isNaN(value) || Double.isNaN(other)) {
            return !Double.isNaN(value);
        }
        return this == MIN ? value < other : value > other;
    }
}
