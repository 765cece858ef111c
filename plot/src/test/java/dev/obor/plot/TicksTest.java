package dev.obor.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TicksTest {
    private static double extent(String label) {
        return 8.0 * label.length();
    }

    private static Scale linear(double min, double max) {
        return new Scale(min, max, false);
    }

    /// Returns the labels at whole numbers, which is where XChart puts ticks.
    private static List<String> labels(EvenTicks ticks) {
        List<String> labels = new ArrayList<>();
        for (double at = Math.ceil(ticks.at(0)); at <= ticks.at(1); at++) {
            labels.add(ticks.label(at));
        }
        return labels;
    }

    private static List<String> labels(Scale scale, double length) {
        return labels(EvenTicks.apart(scale, length, 60, false, TicksTest::extent));
    }

    @Test
    void evenTicksAreRound() {
        assertThat(labels(linear(-200, 4890), 880))
                .containsExactly("0", "500", "1,000", "1,500", "2,000", "2,500", "3,000", "3,500", "4,000", "4,500");
        assertThat(labels(linear(-0.1, 1.04), 400)).containsExactly("0.0", "0.2", "0.4", "0.6", "0.8", "1.0");
        assertThat(labels(linear(-2.1, 2.1), 300)).containsExactly("−2", "−1", "0", "1", "2");
        assertThat(labels(linear(0, 3e-9), 300)).containsExactly("0", "1e−9", "2e−9", "3e−9");
        assertThat(labels(linear(0, 2e8), 300)).containsExactly("0", "5e7", "1.0e8", "1.5e8", "2.0e8");
    }

    @Test
    void countsGetWholeTicks() {
        EvenTicks ticks = EvenTicks.apart(linear(0.9, 3.1), 900, 60, true, TicksTest::extent);
        assertThat(labels(ticks)).containsExactly("1", "2", "3");
        assertThat(ticks.label(ticks.at(0.5) + 0.5)).as("between two counts").isEmpty();
    }

    @Test
    void wideLogarithmicTicksAreWholeDecades() {
        assertThat(labels(new Scale(1e-12, 30, true), 300))
                .allMatch(label -> label.contains("1"))
                .hasSizeBetween(2, 5);
        assertThat(DigitTicks.of(new Scale(1e-12, 30, true), 300, TicksTest::extent))
                .isEmpty();
    }

    @Test
    void digitTicksLabelPowersOfTenAndMoreWhereThereIsRoom() {
        Scale scale = new Scale(0.03, 3, true);
        DigitTicks roomy = DigitTicks.of(scale, 500, label -> 12).orElseThrow();
        assertThat(List.of(
                        roomy.label(1),
                        roomy.label(2),
                        roomy.label(3),
                        roomy.label(5),
                        roomy.label(10),
                        roomy.label(100)))
                .containsExactly("0.01", "0.02", "", "0.05", "0.1", "1");
        DigitTicks narrow = DigitTicks.of(scale, 120, label -> 30).orElseThrow();
        assertThat(List.of(narrow.label(10), narrow.label(20), narrow.label(100)))
                .containsExactly("0.1", "", "1");
        assertThat(narrow.at(scale.share(0.1))).isCloseTo(10, within(1e-9));
        assertThat(DigitTicks.of(scale, 50, label -> 12)).isEmpty();
    }

    @Test
    void labelsStandWhereTheirNumberLiesAndNeverTouch() {
        Random random = new Random(3);
        for (int round = 0; round < 2000; round++) {
            double low = Math.pow(10, random.nextInt(-12, 12)) * random.nextGaussian();
            Scale scale = linear(low, low + Math.abs(low) * Math.pow(10, random.nextDouble(-8.9, 4)));
            double length = random.nextInt(100, 16_000);
            EvenTicks ticks = EvenTicks.apart(scale, length, 40, false, TicksTest::extent);
            double pixels = length / (ticks.at(1) - ticks.at(0));
            assertThat(ticks.at(0)).isBetween(0.0, 1.0);
            for (double at = Math.ceil(ticks.at(0)); at <= ticks.at(1); at++) {
                String label = ticks.label(at);
                double value = Double.parseDouble(label.replace(",", "").replace('−', '-'));
                assertThat(ticks.at(scale.share(value)))
                        .as("%s on %s", label, scale)
                        .isCloseTo(at, within(1e-4));
                assertThat(label.length()).as("XChart loops for longer ones").isLessThanOrEqualTo(20);
                assertThat(ticks.label(at + 0.5).length()).isLessThanOrEqualTo(20);
                assertThat(extent(label)).as("%s on %s", label, scale).isLessThan(Math.max(pixels, length));
            }
        }
    }

    @Test
    void hintedTicksAreThoseThatXChartTakesForTheHint() {
        Random random = new Random(4);
        for (int round = 0; round < 2000; round++) {
            double span = Math.pow(10, random.nextDouble(-9, 9));
            double length = random.nextInt(160, 2000);
            int hint = random.nextInt(40, 100);
            EvenTicks ticks = EvenTicks.hinted(linear(0, span), length, hint);
            double share = hint * (ticks.at(1) - ticks.at(0)) / length;
            assertThat(share).isBetween(0.75 - 1e-9, 1.5 + 1e-9);
        }
    }

    @Test
    void rightAxisHasNumbersOfItsOwn() {
        EvenTicks even = EvenTicks.apart(linear(0, 100), 400, 40, false, TicksTest::extent);
        for (boolean log : new boolean[] {false, true}) {
            ShiftedTicks shifted = new ShiftedTicks(even, log);
            double at = shifted.at(0.4);
            assertThat(ShiftedTicks.isShifted(at, log)).isTrue();
            assertThat(shifted.label(at)).isEqualTo("40");
        }
        assertThat(new ShiftedTicks(even, true).label(2e50)).isEmpty();
        assertThat(ShiftedTicks.isShifted(even.at(1), false)).isFalse();
    }

    @Test
    void scaleAroundEqualValuesHasRoomOnBothSides() {
        for (double value : new double[] {0, 5, -5, 1e-310, 1e299}) {
            Scale scale = Scale.around(value, value, false, 0);
            assertThat(scale.isSound()).as("%s", scale).isTrue();
            assertThat(scale.share(value)).isCloseTo(0.5, within(1e-9));
        }
        assertThat(Scale.around(5, 5, true, 0).share(5)).isCloseTo(0.5, within(1e-9));
        assertThat(Scale.around(1, 1, false, 1)).isEqualTo(linear(0, 2));
    }

    @Test
    void logarithmicScaleWithinADecadeEndsAtWholeDigits() {
        Scale scale = Scale.around(0.21, 0.48, true, 0);
        assertThat(scale.log()).isTrue();
        assertThat(scale.min()).isCloseTo(0.2, within(1e-12));
        assertThat(scale.max()).isCloseTo(0.5, within(1e-12));
        assertThat(Scale.around(2.29, 2.31, true, 0).log()).as("hardly a ratio").isFalse();
        assertThat(Scale.between(2, 2.5, true).log()).isFalse();
    }
}
