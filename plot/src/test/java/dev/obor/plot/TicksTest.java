package dev.obor.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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

    private static List<String> labels(Ticks ticks) {
        return ticks.all().stream().map(Tick::label).toList();
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
        assertThat(labels(EvenTicks.apart(linear(0.9, 3.1), 900, 60, true, TicksTest::extent)))
                .containsExactly("1", "2", "3");
    }

    @Test
    void endsOfTheAxisAreTicks() {
        assertThat(labels(linear(-1, 1), 600)).startsWith("−1.0").endsWith("1.0");
        assertThat(labels(linear(0.1, 0.7), 600)).startsWith("0.1").endsWith("0.7");
    }

    @Test
    void namesAreLeftOutEvenly() {
        NameTicks ticks = new NameTicks(linear(-0.5, 4.5), List.of("a", "b", "c", "d", "e"), 2);
        assertThat(labels(ticks)).containsExactly("a", "c", "e");
        assertThat(ticks.all().get(1).share()).isCloseTo(0.5, within(1e-12));
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
        assertThat(labels(roomy).stream().filter(label -> !label.isEmpty()))
                .containsExactly("0.05", "0.1", "0.2", "0.5", "1", "2");
        assertThat(labels(roomy)).hasSize(19);
        DigitTicks narrow = DigitTicks.of(scale, 120, label -> 30).orElseThrow();
        assertThat(narrow.all().stream().filter(tick -> !tick.label().isEmpty()))
                .extracting(Tick::label)
                .containsExactly("0.1", "1");
        Tick tenth = narrow.all().stream()
                .filter(tick -> tick.label().equals("0.1"))
                .findFirst()
                .orElseThrow();
        assertThat(tenth.share()).isCloseTo(scale.share(0.1), within(1e-9));
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
            assertThat(ticks.all()).isNotEmpty();
            double before = Double.NEGATIVE_INFINITY;
            for (Tick tick : ticks.all()) {
                double value = Double.parseDouble(tick.label().replace(",", "").replace('−', '-'));
                assertThat(scale.share(value)).as("%s on %s", tick, scale).isCloseTo(tick.share(), within(1e-4));
                assertThat(extent(tick.label()))
                        .as("%s on %s", tick, scale)
                        .isLessThan((tick.share() - before) * length);
                before = tick.share();
            }
        }
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
