package dev.obor.plot;

/// Maps values to a share of an axis, 0 at its start and 1 at its end; linear or by powers of ten.
///
/// @param min the value at the start, finite, more than 0 if by powers of ten
/// @param max the value at the end, finite, more than `min`
/// @param log whether equal steps are equal ratios
record Scale(double min, double max, boolean log) {
    /// Values beyond this cannot be drawn: spans and margins must not overflow.
    static final double LIMIT = 1e300;

    /// A span smaller than this share of its values is drawn as if the values were equal, for ticks inside it would
    /// need more digits than a double has.
    private static final double FLAT = 1e-10;

    /// A linear span smaller than this is drawn as if the values were equal: tick steps would be subnormal.
    private static final double TINY = 1e-290;

    /// The share of the axis left free at each end.
    private static final double MARGIN = 0.04;

    /// Returns whether a value has a place on such a scale.
    static boolean shows(double value, boolean log) {
        return Math.abs(value) <= LIMIT && (!log || value >= 1 / LIMIT);
    }

    /// Returns a scale that shows all values from the lowest to the highest with a little margin.
    static Scale around(double low, double high, boolean log) {
        if (log) {
            double logLow = Math.log10(low);
            double logHigh = Math.log10(high);
            double margin = logHigh - logLow < FLAT ? 0.3 : MARGIN * (logHigh - logLow);
            return new Scale(Math.pow(10, logLow - margin), Math.pow(10, logHigh + margin), true);
        }
        double size = Math.max(Math.abs(low), Math.abs(high));
        if (high - low < Math.max(size * FLAT, TINY)) {
            double margin = size < TINY ? 1 : size * 0.1;
            return new Scale(low - margin, high + margin, false);
        }
        double margin = MARGIN * (high - low);
        return new Scale(low - margin, high + margin, false);
    }

    /// Returns whether this is a scale that can be drawn and labelled.
    boolean isSound() {
        boolean ends = shows(min, log) && shows(max, log) && min < max;
        return ends && (log
                ? Math.log10(max) - Math.log10(min) >= FLAT
                : max - min >= Math.max(Math.max(Math.abs(min), Math.abs(max)) * FLAT, TINY));
    }

    /// Returns the share of the axis at which a value lies; outside 0 to 1 for values beyond the ends.
    double share(double value) {
        return log
                ? (Math.log10(value) - Math.log10(min)) / (Math.log10(max) - Math.log10(min))
                : (value - min) / (max - min);
    }
}
