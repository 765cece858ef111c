package dev.obor.plot;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.function.ToDoubleFunction;

/// Ticks at equal distances, on a linear axis or some decades apart on a logarithmic one. Places are counted
/// in ticks, so XChart sees numbers of about 0 to 20 whatever the values are; its own arithmetic rounds at
/// 1e-10, and loops without end below that.
final class EvenTicks implements Ticks {
    private static final String[] STEPS = {"1", "2", "5"};
    /// With steps at most two apart there is always one that XChart takes for a spacing that another axis has
    /// set.
    private static final String[] FINE_STEPS = {"1", "2", "2.5", "5"};
    /// XChart takes as a tick what its spacing hint is at most this many times of.
    private static final double MOST_HINTED = 1.5;
    private static final int LABEL_GAP = 24;
    /// In a plot lower than this XChart takes a spacing of its own for the y axis.
    private static final double LOW = 160;
    private static final int LOW_SPACING = 25;

    private final Scale scale;
    private final BigDecimal step;
    private final boolean whole;
    private final int spacing;
    private final BigDecimal first;
    private final double start;

    private EvenTicks(Scale scale, BigDecimal step, boolean whole, double spacing) {
        this.scale = scale;
        this.step = step;
        this.whole = whole;
        this.spacing = (int) spacing;
        BigDecimal low = new BigDecimal(scale.start());
        this.first = low.divide(step, MathContext.DECIMAL128).setScale(0, RoundingMode.FLOOR);
        this.start = low.subtract(first.multiply(step))
                .divide(step, MathContext.DECIMAL128)
                .doubleValue();
    }

    /// Returns the closest ticks whose labels stand well apart along an axis of a length in pixels.
    ///
    /// @param leastSpacing the least distance of two ticks in pixels
    /// @param whole whether ticks are at whole numbers only
    /// @param extent the pixels that a label takes along the axis
    static EvenTicks apart(
            Scale scale, double pixels, double leastSpacing, boolean whole, ToDoubleFunction<String> extent) {
        double least = Math.max(scale.log() || whole ? 1 : 0, scale.span() * Math.min(1, leastSpacing / pixels));
        for (BigDecimal step = atLeast(least, STEPS); ; step = atLeast(step.doubleValue() * 1.001, STEPS)) {
            double spacing = step.doubleValue() / scale.span() * pixels;
            EvenTicks ticks = new EvenTicks(scale, step, whole, Math.min(spacing, pixels));
            double widest = Math.max(
                    extent.applyAsDouble(ticks.label(1)), extent.applyAsDouble(ticks.label(Math.floor(ticks.at(1)))));
            if (spacing >= pixels || spacing >= widest + LABEL_GAP) {
                return ticks;
            }
        }
    }

    /// Returns the ticks of a linear y axis that XChart takes for a spacing hint that another axis may have
    /// set.
    static EvenTicks hinted(Scale scale, double pixels, int spacing) {
        int hint = isLow(pixels) ? LOW_SPACING : spacing;
        return new EvenTicks(scale, atLeast(scale.span() * hint / MOST_HINTED / pixels, FINE_STEPS), false, hint);
    }

    /// Returns whether a y axis is so short that XChart does not heed the spacing hint.
    static boolean isLow(double pixels) {
        return pixels < LOW;
    }

    /// Returns the smallest of some digits times a power of ten that is not less than a value.
    private static BigDecimal atLeast(double value, String[] digits) {
        for (int exponent = (int) Math.floor(Math.log10(value)) - 1; ; exponent++) {
            for (String digit : digits) {
                BigDecimal step = new BigDecimal(digit).scaleByPowerOfTen(exponent);
                if (step.doubleValue() >= value) {
                    return step;
                }
            }
        }
    }

    @Override
    public double at(double share) {
        return start + share * (scale.span() / step.doubleValue());
    }

    @Override
    public String label(double at) {
        // XChart marks shares of a step where one step is longer than the axis.
        boolean between = Math.abs(at - Math.rint(at)) > 1e-6;
        if (between && (whole || scale.log()) && Math.abs(10 * at - Math.rint(10 * at)) < 1e-6) {
            return "";
        }
        BigDecimal value = step.multiply(first.add(BigDecimal.valueOf(Math.round(at * 1000), 3)));
        if (scale.log()) {
            return between ? Double.toString(at) : Ticks.power(1, value.intValue());
        }
        int digits = Math.max(
                step.stripTrailingZeros().scale(), value.stripTrailingZeros().scale());
        double size = Math.max(Math.abs(scale.min()), Math.abs(scale.max()));
        return size >= 1e7 || size < 1e-4 ? Ticks.scientific(value, digits) : Ticks.plain(value, Math.max(0, digits));
    }

    @Override
    public int spacing() {
        return spacing;
    }

    @Override
    public boolean isLog() {
        return false;
    }
}
