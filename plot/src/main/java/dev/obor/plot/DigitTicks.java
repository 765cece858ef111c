package dev.obor.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/// The ticks of a logarithmic axis, one for each digit times a power of ten, labelled where there is room.
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
    /// Beyond this there is room for decades only.
    private static final int MOST_DECADES = 30;
    private static final int LABEL_GAP = 8;
    /// What lies a rounding error beyond an end counts as the end.
    private static final double SLACK = 1e-9;

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
    public List<Tick> all() {
        List<Tick> ticks = new ArrayList<>();
        for (int exponent = first; exponent <= Math.floor(scale.start() + scale.span() + SLACK); exponent++) {
            for (int digit = 1; digit <= 9; digit++) {
                double share = (exponent + Math.log10(digit) - scale.start()) / scale.span();
                if (share >= -SLACK && share <= 1 + SLACK) {
                    String label = labelled.contains(digit) ? Ticks.power(digit, exponent) : "";
                    ticks.add(new Tick(Math.clamp(share, 0.0, 1.0), label));
                }
            }
        }
        return ticks;
    }
}
