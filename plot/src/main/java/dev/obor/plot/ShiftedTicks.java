package dev.obor.plot;

/// The ticks of the right axis in numbers that the left axis never takes, because XChart has one labelling
/// function and one choice between linear and logarithmic for both.
///
/// @param ticks the ticks, counted from 0
/// @param log whether the left axis is logarithmic for XChart, so that this one's ticks must be powers of ten
record ShiftedTicks(EvenTicks ticks, boolean log) implements Ticks {
    private static final int SHIFT = 1000;
    private static final int LOG_SHIFT = 50;

    /// Returns whether a number is one of the right axis; the left one's end at some 200 ticks, or at 30
    /// powers of ten.
    static boolean isShifted(double at, boolean log) {
        return at > (log ? 1e40 : SHIFT / 2);
    }

    @Override
    public double at(double share) {
        double at = ticks.at(share);
        return log ? Math.pow(10, LOG_SHIFT + at) : SHIFT + at;
    }

    @Override
    public String label(double at) {
        if (!log) {
            return ticks.label(at - SHIFT);
        }
        double tick = Math.log10(at) - LOG_SHIFT;
        return Math.abs(tick - Math.rint(tick)) < 1e-6 ? ticks.label(Math.rint(tick)) : "";
    }

    @Override
    public int spacing() {
        return ticks.spacing();
    }

    @Override
    public boolean isLog() {
        return log;
    }
}
