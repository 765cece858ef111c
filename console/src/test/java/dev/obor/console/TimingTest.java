package dev.obor.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.obor.error.ShapeException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimingTest {
    @Test
    void saysMeanDeviationRunsAndLoops() {
        Timing timing = new Timing(new double[] {1e-3, 3e-3}, 10_000);
        assertThat(timing.mean()).isCloseTo(2e-3, within(1e-15));
        assertThat(timing.deviation()).isCloseTo(1e-3, within(1e-15));
        assertThat(timing.best()).isEqualTo(1e-3);
        assertThat(timing).hasToString("2 ms ± 1 ms per loop (mean ± std. dev. of 2 runs, 10,000 loops each)");
        assertThat(new Timing(new double[] {2}, 1))
                .hasToString("2 s ± 0 ns per loop (mean ± std. dev. of 1 run, 1 loop each)");
    }

    @ParameterizedTest
    @CsvSource({
        "123.4, 2 min 3 s",
        "1.2345, 1.23 s",
        "0.99999, 1 s",
        "0.012, 12 ms",
        "0.0009999, 1 ms",
        "4.5678e-6, 4.57 µs",
        "1.23e-7, 123 ns",
        "1e-10, 0.1 ns",
        "0, 0 ns"
    })
    void timesHaveThreeDigitsAndTheirUnit(double seconds, String text) {
        assertThat(Timing.format(seconds)).isEqualTo(text);
    }

    @Test
    void runsTheCodeAsOftenAsItSays() {
        AtomicInteger count = new AtomicInteger();
        Timing timing = Timing.timeit(count::incrementAndGet, 3, 20);
        assertThat(count).hasValue(60);
        assertThat(timing.seconds()).hasSize(3);
        assertThat(timing.best()).isNotNegative();
        assertThat(timing.loops()).isEqualTo(20);
        Timing.timeit(
                () -> {
                    count.set(0);
                },
                1,
                1);
        assertThat(count).hasValue(0);
    }

    @Test
    void choosesLoopsThatTakeAFifthOfASecond() {
        Timing timing = Timing.timeit(() -> {
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        assertThat(timing.loops()).isIn(2, 5);
        assertThat(timing.mean()).isBetween(0.045, 0.3);
        assertThat(timing.seconds()).hasSize(7);
    }

    @Test
    void needsARunAndALoop() {
        assertThatThrownBy(() -> Timing.timeit(() -> 1, 0, 5))
                .isInstanceOf(ShapeException.class)
                .hasMessage("timeit: 0 runs of 5 loops: pass 1 or more of each");
        assertThatThrownBy(() -> Timing.timeit(() -> 1, 2, 0)).isInstanceOf(ShapeException.class);
    }
}
