package dev.obor.plot;

import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/// The ticks of XChart's logarithmic axis, one for each digit times a power of ten, labelled where there is
/// room. The powers are counted from that of the axis' start.
final class DigitTicks implements Ticks {
    /// Digits that may be labelled, closest first, with the least distance between two of them in decades.
    private enum Labels {
        ALL(Set.of(1, 2, 3, 4, 5, 6, 7, 8, 9), 0.045),
        HALVES(Set.of(1, 2, 5), 0.301),
        THIRD(Set.of(1, 3), 0.477),
        POWERS(Set.of(1), 1);

        private final Set<Integer> digits;
        private final double distance;

        Labels(Set<Integer> digits, double distance) {
            this.digits = digits;
            this.distance = distance;
        }
    }

    /// Below this the lines between two powers of ten, 9 for each, would be a grey mass.
    private static final int LEAST_DECADE = 48;
    /// Beyond this there is always room for decades only; and the right axis has the larger powers for its own.
    private static final int MOST_DECADES = 30;
    private static final int LABEL_GAP = 8;

    private final Scale scale;
    private final int first;
    private final Set<Integer> labelled;

    private DigitTicks(Scale scale, int first, Set<Integer> labelled) {
        this.scale = scale;
        this.first = first;
        this.labelled = labelled;
    }

    /// Returns the ticks along an axis of a length in pixels, if there is room for a label at each of a few
    /// powers of ten.
    ///
    /// @param extent the pixels that a label takes along the axis
    static Optional<DigitTicks> of(Scale scale, double pixels, ToDoubleFunction<String> extent) {
        double decade = pixels / scale.span();
        int first = (int) Math.floor(scale.start());
        double widest = LABEL_GAP
                + Math.max(extent.applyAsDouble(Ticks.power(5, first)), extent.applyAsDouble(Ticks.power(5, (int)
                        Math.floor(scale.start() + scale.span()))));
        for (Labels labels : Labels.values()) {
            if (scale.span() <= MOST_DECADES && decade >= LEAST_DECADE && labels.distance * decade >= widest) {
                return Optional.of(new DigitTicks(scale, first, labels.digits));
            }
        }
        return Optional.empty();
    }

    @Override
    public double at(double share) {
        return Math.pow(10, scale.start() - first + share * scale.span());
    }

    @Override
    public String label(double at) {
        int exponent = (int) Math.floor(Math.log10(at) + 1e-9);
        int digit = (int) Math.round(at / Math.pow(10, exponent));
        return labelled.contains(digit) ? Ticks.power(digit, first + exponent) : "";
    }

    @Override
    public int spacing() {
        return LEAST_DECADE;
    }

    @Override
    public boolean isLog() {
        return true;
    }
}
