package dev.obor.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TicksTest {
    private static List<String> labels(Scale scale, double length, double spacing) {
        return Ticks.of(scale, length, spacing, 0, label -> 8.0 * label.length()).stream()
                .map(Ticks.Tick::label).filter(label -> !label.isEmpty()).toList();
    }

    @Test
    void linearTicksAreRound() {
        assertThat(labels(new Scale(-200, 4890, false), 880, 80)).containsExactly(
                "0", "500", "1,000", "1,500", "2,000", "2,500", "3,000", "3,500", "4,000", "4,500");
        assertThat(labels(new Scale(-0.1, 1.04, false), 300, 40)).containsExactly(
                "0.0", "0.2", "0.4", "0.6", "0.8", "1.0");
        assertThat(labels(new Scale(-2.1, 2.1, false), 300, 60)).containsExactly("−2", "−1", "0", "1", "2");
        assertThat(labels(new Scale(0, 3e-9, false), 300, 90)).containsExactly("0", "1e−9", "2e−9", "3e−9");
        assertThat(labels(new Scale(0, 2e8, false), 300, 90)).containsExactly("0", "1e8", "2e8");
    }

    @Test
    void countsGetWholeTicks() {
        assertThat(Ticks.of(new Scale(0.9, 3.1, false), 900, 40, 1, label -> 8.0 * label.length()))
                .extracting(Ticks.Tick::label).containsExactly("1", "2", "3");
        assertThat(Ticks.of(new Scale(4.5, 5.5, false), 900, 40, 1, label -> 8.0 * label.length()))
                .extracting(Ticks.Tick::label).containsExactly("5");
    }

    @Test
    void logarithmicTicksLabelPowersOfTenAndMoreWhereThereIsRoom() {
        assertThat(labels(new Scale(0.005, 20, true), 400, 60)).containsExactly("0.01", "0.1", "1", "10");
        assertThat(labels(new Scale(0.005, 20, true), 400, 50)).containsExactly(
                "0.01", "0.03", "0.1", "0.3", "1", "3", "10");
        assertThat(labels(new Scale(0.03, 3, true), 400, 50)).containsExactly(
                "0.05", "0.1", "0.2", "0.5", "1", "2");
        assertThat(labels(new Scale(2.1, 2.9, true), 400, 50)).hasSizeGreaterThan(2);
        assertThat(labels(new Scale(1e-200, 1e200, true), 400, 50)).hasSizeBetween(3, 9);
    }

    @Test
    void labelsStandWhereTheirNumberLiesAndNeverTouch() {
        Random random = new Random(3);
        for (int round = 0; round < 2000; round++) {
            boolean log = random.nextBoolean();
            double size = Math.pow(10, random.nextInt(-12, 12));
            double low = log ? size * random.nextDouble(0.1, 1) : size * random.nextGaussian();
            double high = log
                    ? low * Math.pow(10, random.nextDouble(0.01, 30))
                    : low + Math.abs(low) * Math.pow(10, random.nextDouble(-6, 4));
            Scale scale = new Scale(low, high, log);
            double length = random.nextInt(100, 2000);
            double end = -1e9;
            for (Ticks.Tick tick : Ticks.of(scale, length, 24, 0, label -> 8.0 * label.length())) {
                assertThat(tick.share()).isBetween(-1e-9, 1 + 1e-9);
                if (tick.isMinor()) {
                    continue;
                }
                double value = Double.parseDouble(tick.label().replace(",", "").replace('−', '-'));
                assertThat(tick.share()).as("%s on %s", tick, scale).isCloseTo(scale.share(value), within(1e-9));
                double at = tick.share() * length;
                assertThat(at - 4.0 * tick.label().length()).as("%s on %s", tick, scale).isGreaterThanOrEqualTo(end);
                end = at + 4.0 * tick.label().length();
            }
        }
    }

    @Test
    void scaleAroundEqualValuesHasRoomOnBothSides() {
        for (double value : new double[] {0, 5, -5, 1e-310, 1e299}) {
            Scale scale = Scale.around(value, value, false);
            assertThat(scale.isSound()).as("%s", scale).isTrue();
            assertThat(scale.share(value)).isCloseTo(0.5, within(1e-9));
        }
        assertThat(Scale.around(5, 5, true).share(5)).isCloseTo(0.5, within(1e-9));
    }
}
