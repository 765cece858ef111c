package dev.obor.plot;

/// What an axis shows: maps values to a share of it, 0 at its start and 1 at its end; linear or by powers of
/// ten.
///
/// @param min the value at the start, finite, more than 0 if by powers of ten
/// @param max the value at the end, finite, more than `min`
/// @param log whether equal steps are equal ratios
record Scale(double min, double max, boolean log) {
    /// Values beyond this cannot be drawn: spans and margins must not overflow.
    static final double LIMIT = 1e300;

    /// A span smaller than this share of its values is drawn as if the values were equal, for ticks inside it
    /// would need more digits than XChart has room for in a label.
    private static final double FLAT = 1e-9;

    /// A linear span smaller than this is drawn as if the values were equal: tick steps would be subnormal.
    private static final double TINY = 1e-290;

    /// The share of the axis left free at each end.
    private static final double MARGIN = 0.04;

    /// Below this ratio of its ends a logarithmic axis is drawn evenly: the curves look alike, and only the
    /// even axis has several round labels.
    private static final double LEAST_RATIO = 1.5;

    /// Shares beyond this are drawn there, because the rasterizer's coordinates are floats.
    private static final double FAR = 50;

    /// Returns whether a value has a place on such a scale.
    static boolean shows(double value, boolean log) {
        return Math.abs(value) <= LIMIT && (!log || value >= 1 / LIMIT);
    }

    /// Returns the scale between two values, even where the ratio of positive values is too small for powers
    /// of ten.
    static Scale between(double min, double max, boolean log) {
        return new Scale(min, max, log && !(min > 0 && max / min < LEAST_RATIO));
    }

    /// Returns a scale that shows all values from the lowest to the highest with a little margin.
    ///
    /// @param leastMargin the least margin around values that are equal; 1 where they are counts, otherwise 0
    static Scale around(double low, double high, boolean log, double leastMargin) {
        if (log && high / low >= LEAST_RATIO) {
            return aroundRatios(low, high);
        }
        double size = Math.max(Math.abs(low), Math.abs(high));
        if (high - low < Math.max(size * FLAT, TINY)) {
            double margin = Math.max(leastMargin, size < TINY ? 1 : size * 0.1);
            return new Scale(low - margin, high + margin, false);
        }
        double margin = MARGIN * (high - low);
        return new Scale(low - margin, high + margin, false);
    }

    /// Returns a logarithmic scale; within a decade it starts and ends at whole digits, so that two at least
    /// are shown.
    private static Scale aroundRatios(double low, double high) {
        double logLow = Math.log10(low);
        double logHigh = Math.log10(high);
        if (logHigh - logLow < 1) {
            double unitLow = Math.pow(10, Math.floor(logLow));
            double unitHigh = Math.pow(10, Math.floor(logHigh));
            return new Scale(unitLow * Math.floor(low / unitLow), unitHigh * Math.ceil(high / unitHigh), true);
        }
        // Within ±300 after the margin, too: beyond, powers of ten overflow or lose digits.
        double limit = Math.log10(LIMIT);
        double margin = MARGIN * (logHigh - logLow);
        return new Scale(
                Math.pow(10, Math.max(-limit, logLow - margin)), Math.pow(10, Math.min(limit, logHigh + margin)), true);
    }

    /// Returns whether this is a scale that can be drawn and labelled.
    boolean isSound() {
        return shows(min, log)
                && shows(max, log)
                && min < max
                && (log || max - min >= Math.max(Math.max(Math.abs(min), Math.abs(max)) * FLAT, TINY));
    }

    /// Returns the start of the axis in what is even along it: the value or its logarithm.
    double start() {
        return log ? Math.log10(min) : min;
    }

    /// Returns the length of the axis in what is even along it.
    double span() {
        return (log ? Math.log10(max) : max) - start();
    }

    /// Returns the share of the axis at which a value lies; outside 0 to 1 for values beyond the ends.
    double share(double value) {
        return Math.clamp(((log ? Math.log10(value) : value) - start()) / span(), -FAR, FAR);
    }
}
