package dev.obor.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Bad input never meets a raw exception of Java's. Longer: `-Dobor.fuzz.minutes=60 -Dobor.fuzz.seed=1`.
class OperatorFuzzTest {
    @Test
    void everyCallReturnsOrIsRefusedInWords() {
        long seed = Long.getLong("obor.fuzz.seed", 20261121);
        Duration time = System.getProperty("obor.fuzz.minutes") == null
                ? Duration.ofSeconds(8)
                : Duration.ofMinutes(Long.getLong("obor.fuzz.minutes"));
        OperatorFuzz fuzz = new OperatorFuzz(seed, 3);
        Map<String, String> found = new LinkedHashMap<>();
        long calls = 0;
        for (long end = System.nanoTime() + time.toNanos(); System.nanoTime() < end && found.size() < 60; calls++) {
            fuzz.call().ifPresent(wrong -> found.putIfAbsent(wrong.substring(0, wrong.indexOf('(')), wrong));
        }
        assertThat(found.values())
                .as("seed %d, %d calls of %d methods", seed, calls, fuzz.methods())
                .isEmpty();
        assertThat(calls).isGreaterThan(1000);
    }
}
