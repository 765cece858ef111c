package dev.obor.plot;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// Ticks at equal distances, on a linear axis or some decades apart on a logarithmic one. They are counted in
/// decimal numbers, so that labels are exact whatever the values are.
final class EvenTicks implements Ticks {
    static final String[] STEPS = {"1", "2", "2.5", "5"};
    private static final String[] ROUND_STEPS = {"1", "2", "5"};
    private static final int LABEL_GAP = 24;
    /// What lies a rounding error beyond an end counts as the end.
    private static final double SLACK = 1e-9;

    private final Scale scale;
    private final BigDecimal step;
    private final BigDecimal first;
    private final double start;
    private boolean alone;

    private EvenTicks(Scale scale, BigDecimal step) {
        this.scale = scale;
        this.step = step;
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
        for (BigDecimal step = atLeast(least, ROUND_STEPS); ; step = atLeast(step.doubleValue() * 1.001, ROUND_STEPS)) {
            double spacing = step.doubleValue() / scale.span() * pixels;
            EvenTicks ticks = new EvenTicks(scale, step);
            double widest = Math.max(
                    extent.applyAsDouble(ticks.label(1)), extent.applyAsDouble(ticks.label((int) ticks.end())));
            if (spacing >= pixels || spacing >= widest + LABEL_GAP) {
                return ticks.all().isEmpty() && !scale.log() && !whole ? middle(scale) : ticks;
            }
        }
    }

    /// Returns one tick about the middle, for an axis on which not even two labels have room.
    private static EvenTicks middle(Scale scale) {
        EvenTicks ticks = new EvenTicks(scale, atLeast(scale.span() / 4, ROUND_STEPS));
        ticks.alone = true;
        return ticks;
    }

    /// Returns the smallest of some digits times a power of ten that is not less than a value.
    static BigDecimal atLeast(double value, String[] digits) {
        for (int exponent = (int) Math.floor(Math.log10(value)) - 1; ; exponent++) {
            for (String digit : digits) {
                BigDecimal step = new BigDecimal(digit).scaleByPowerOfTen(exponent);
                if (step.doubleValue() >= value) {
                    return step;
                }
            }
        }
    }

    /// Returns the number of ticks from the first whole step before the axis to its end.
    private double end() {
        return start + scale.span() / step.doubleValue();
    }

    @Override
    public List<Tick> all() {
        List<Tick> ticks = new ArrayList<>();
        double length = end() - start;
        for (int at = (int) Math.ceil(start - SLACK); at <= end() + SLACK; at++) {
            ticks.add(new Tick(Math.clamp((at - start) / length, 0.0, 1.0), label(at)));
        }
        return alone ? List.of(ticks.get(ticks.size() / 2)) : ticks;
    }

    private String label(int at) {
        BigDecimal value = step.multiply(first.add(BigDecimal.valueOf(at)));
        if (scale.log()) {
            return Ticks.power(1, value.intValue());
        }
        int digits = Math.max(
                step.stripTrailingZeros().scale(), value.stripTrailingZeros().scale());
        double size = Math.max(Math.abs(scale.min()), Math.abs(scale.max()));
        return size >= 1e7 || size < 1e-4 ? Ticks.scientific(value, digits) : Ticks.plain(value, Math.max(0, digits));
    }
}
