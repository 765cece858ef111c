package dev.obor.plot;

/// An axis with all that XChart is told of it.
///
/// @param scale the values that it shows
/// @param ticks the numbers that stand for them
/// @param pixels its length
record Axis(Scale scale, Ticks ticks, double pixels) {
    /// What is shown beyond either end, in pixels: XChart labels no tick at the very end of what it shows,
    /// and would cut lines there to half their width.
    private static final double EDGE = 1.5;

    double low() {
        return ticks.at(-EDGE / pixels);
    }

    double high() {
        return ticks.at(1 + EDGE / pixels);
    }
}
