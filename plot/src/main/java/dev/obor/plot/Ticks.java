package dev.obor.plot;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/// Chooses round places on a scale and their labels: as many as fit without touching.
final class Ticks {
    /// A place on a scale; a minor tick has an empty label.
    record Tick(double share, String label) {
        boolean isMinor() {
            return label.isEmpty();
        }
    }

    private static final int[] STEPS = {1, 2, 5};
    private static final int[][] WITHIN_DECADE = {{1, 2, 3, 4, 5, 6, 7, 8, 9}, {1, 2, 5}, {1, 3}, {1}};
    private static final int[] DECADES = {2, 3, 5, 10, 20, 50, 100, 200};
    /// Where labels are more decades apart than this, the decades between get no minor ticks: they would be a mass.
    private static final int MOST_MINOR = 5;

    private final Scale scale;
    private final double length;
    private final double spacing;
    private final double leastStep;
    private final ToDoubleFunction<String> extent;

    private Ticks(Scale scale, double length, double spacing, double leastStep, ToDoubleFunction<String> extent) {
        this.scale = scale;
        this.length = length;
        this.spacing = spacing;
        this.leastStep = leastStep;
        this.extent = extent;
    }

    /// Returns the ticks of an axis in rising order.
    ///
    /// @param length the axis in pixels
    /// @param spacing the least distance between two labelled ticks in pixels
    /// @param leastStep the least difference of two ticks on a linear scale; 1 where values are counts, otherwise 0
    /// @param extent the pixels that a label takes along the axis, with the gap to the next
    static List<Tick> of(
            Scale scale, double length, double spacing, double leastStep, ToDoubleFunction<String> extent) {
        Ticks ticks = new Ticks(scale, length, spacing, leastStep, extent);
        return scale.log() ? ticks.logarithmic() : ticks.linear();
    }

    private List<Tick> linear() {
        double least = Math.max(leastStep, (scale.max() - scale.min()) * Math.min(1, spacing / length));
        int exponent = (int) Math.floor(Math.log10(least));
        for (; ; exponent++) {
            for (int step : STEPS) {
                BigDecimal size = BigDecimal.valueOf(step).scaleByPowerOfTen(exponent);
                if (size.doubleValue() >= least) {
                    List<Tick> ticks = multiples(size);
                    if (fits(ticks)) {
                        return ticks;
                    }
                }
            }
        }
    }

    private List<Tick> multiples(BigDecimal step) {
        BigDecimal low = new BigDecimal(scale.min()).divide(step, MathContext.DECIMAL64);
        BigDecimal high = new BigDecimal(scale.max()).divide(step, MathContext.DECIMAL64);
        long first = low.setScale(0, RoundingMode.CEILING).longValueExact();
        long last = high.setScale(0, RoundingMode.FLOOR).longValueExact();
        List<BigDecimal> values = new ArrayList<>();
        for (long i = first; i <= last; i++) {
            values.add(step.multiply(BigDecimal.valueOf(i)));
        }
        return label(values, step);
    }

    /// Labels values alike: all with the digits that their step needs, or all as powers of ten.
    private List<Tick> label(List<BigDecimal> values, BigDecimal step) {
        double size = Math.max(Math.abs(scale.min()), Math.abs(scale.max()));
        boolean plain = size < 1e7 && size >= 1e-4;
        int digits = Math.max(0, step.stripTrailingZeros().scale());
        List<Tick> ticks = new ArrayList<>();
        for (BigDecimal value : values) {
            ticks.add(new Tick(scale.share(value.doubleValue()), plain ? plain(value, digits) : scientific(value)));
        }
        return ticks;
    }

    private static String plain(BigDecimal value, int digits) {
        return sign(String.format(Locale.ROOT, "%,." + digits + "f", value));
    }

    private static String scientific(BigDecimal value) {
        if (value.signum() == 0) {
            return "0";
        }
        BigDecimal bare = value.stripTrailingZeros();
        int exponent = bare.precision() - bare.scale() - 1;
        return sign(bare.scaleByPowerOfTen(-exponent).toPlainString() + "e" + exponent);
    }

    /// Puts the minus sign, which is as wide as a digit, in the hyphen's place.
    private static String sign(String number) {
        return number.replace('-', '−');
    }

    private boolean fits(List<Tick> ticks) {
        double end = Double.NEGATIVE_INFINITY;
        double place = Double.NEGATIVE_INFINITY;
        for (Tick tick : ticks) {
            if (tick.isMinor()) {
                continue;
            }
            double half = extent.applyAsDouble(tick.label()) / 2;
            double at = tick.share() * length;
            if (at - half < end || at - place < spacing) {
                return false;
            }
            end = at + half;
            place = at;
        }
        return true;
    }

    private List<Tick> logarithmic() {
        for (int[] labelled : WITHIN_DECADE) {
            List<Tick> ticks = decades(labelled, 1);
            if (fits(ticks) && labels(ticks) >= 2) {
                return labels(ticks) >= 3 ? ticks : denser(ticks);
            }
        }
        for (int every : DECADES) {
            List<Tick> ticks = decades(new int[] {1}, every);
            if (fits(ticks) && labels(ticks) >= 2) {
                return ticks;
            }
        }
        return linear();
    }

    /// Returns evenly spaced values instead where powers of ten would give only two labels, if that gives more.
    private List<Tick> denser(List<Tick> ticks) {
        List<Tick> even = linear();
        return labels(even) > labels(ticks) ? even : ticks;
    }

    private static long labels(List<Tick> ticks) {
        return ticks.stream().filter(tick -> !tick.isMinor()).count();
    }

    private List<Tick> decades(int[] labelled, int every) {
        int first = (int) Math.floor(Math.log10(scale.min()));
        int last = (int) Math.ceil(Math.log10(scale.max()));
        List<Tick> ticks = new ArrayList<>();
        for (int decade = first; decade <= last; decade++) {
            boolean whole = Math.floorMod(decade, every) == 0;
            if (!whole && every > MOST_MINOR) {
                continue;
            }
            for (int digit = 1; digit <= (every == 1 ? 9 : 1); digit++) {
                BigDecimal value = BigDecimal.valueOf(digit).scaleByPowerOfTen(decade);
                double share = scale.share(value.doubleValue());
                if (share < 0 || share > 1) {
                    continue;
                }
                ticks.add(new Tick(share, whole && contains(labelled, digit) ? power(value, decade) : ""));
            }
        }
        return ticks;
    }

    private static boolean contains(int[] digits, int digit) {
        for (int each : digits) {
            if (each == digit) {
                return true;
            }
        }
        return false;
    }

    private static String power(BigDecimal value, int decade) {
        return decade >= -4 && decade < 7 ? plain(value, Math.max(0, -decade)) : scientific(value);
    }
}
