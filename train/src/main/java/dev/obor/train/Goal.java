package dev.obor.train;

/// Which way of a number is the better one.
public enum Goal {
    /// Smaller is better, as for a loss.
    SMALLEST,
    /// Larger is better, as for an accuracy.
    LARGEST;

    /// Tells whether a number is better than another by more than a least difference. NaN is never better.
    ///
    /// @param least 0 or more
    public boolean isBetter(double number, double than, double least) {
        return this == SMALLEST ? number < than - least : number > than + least;
    }

    /// Returns the number than which every other is better.
    double worst() {
        return this == SMALLEST ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
    }
}
