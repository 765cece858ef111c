package dev.obor.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableTest {
    private static final Row OURS = Row.of("W1x", 1, List.of(3., 1., 2.), Map.of("first_ms", 40., "flops", 1e8));
    private static final Row THEIRS = Row.of("W1x", 1, List.of(4., 5.), Map.of());
    private static final Row LIMIT = Row.of("limit_fma_f32", 1, List.of(1.), Map.of("flops", 2e8));

    @Test
    void aRowHasTheMedianAndTheLeastOfItsTimes() {
        assertThat(OURS.medianMs()).isEqualTo(2);
        assertThat(OURS.minMs()).isEqualTo(1);
        assertThat(THEIRS.medianMs()).isEqualTo(4.5);
    }

    @Test
    void aRowIsReadAsItWasWritten() {
        assertThat(Row.parse(OURS.json())).contains(OURS);
    }

    @Test
    void linesThatAreNoRowsAreLeftOut() {
        assertThat(Row.parse("WARNING: something")).isEmpty();
        assertThat(Row.parse("{\"workload\": \"W1\"}")).isEmpty();
    }

    @Test
    void theTableTellsTimesRatioAndShareOfTheLimit() {
        String table = Table.of(1, Map.of("W1x", OURS), Map.of("W1x", THEIRS), Map.of("limit_fma_f32", LIMIT));
        assertThat(table)
                .contains("fma_f32 200 GFLOP/s")
                .contains("| W1x | 2.00 ms (1.00 ms) | 4.50 ms (4.00 ms) | 2.25 | 25 % | 40.0 ms |  |");
    }

    @ParameterizedTest
    @CsvSource({
        "0.00099949, 999 ns",
        "0.0009996, 1.00 µs",
        "0.9994, 999 µs",
        "0.99961, 1.00 ms",
        "999.4, 999 ms",
        "999.6, 1.00 s"
    })
    void timesHaveAUnitThatSuitsThem(double ms, String text) {
        Row row = Row.of("W1x", 1, List.of(ms), Map.of());
        assertThat(Table.of(1, Map.of("W1x", row), Map.of(), Map.of())).contains("| " + text + " (" + text + ") |");
    }

    @Test
    void withoutPyTorchItsColumnsAreEmpty() {
        assertThat(Table.of(1, Map.of("W1x", OURS), Map.of(), Map.of()))
                .contains("| W1x | 2.00 ms (1.00 ms) |  |  |  | 40.0 ms |  |");
    }

    @Test
    void ofSeveralRoundsTheOneWithTheLeastMedianCounts() {
        Row slow = Row.of("W1x", 1, List.of(0.5, 9., 9.), Map.of());
        Map<String, Row> rows = new LinkedHashMap<>();
        Comparison.better(rows, Map.of("W1x", slow, "W1y", THEIRS));
        Comparison.better(rows, Map.of("W1x", OURS));
        Comparison.better(rows, Map.of("W1x", slow));
        assertThat(rows).containsEntry("W1x", OURS).containsEntry("W1y", THEIRS);
    }

    @Test
    void aNameAsksForItsOwnFamilyOnly() {
        Meter meter = new Meter(System.out, List.of("W1", "W7_add"), 1, 0, 0);
        assertThat(meter.wants("W1c_mm_64_f32")).isTrue();
        assertThat(meter.wants("W10_add")).isFalse();
        assertThat(meter.wants("W7_add_10M")).isTrue();
        assertThat(meter.wants("W7_exp_10M")).isFalse();
        assertThat(meter.wantsFamily("W7")).isTrue();
        assertThat(meter.wantsFamily("W11")).isFalse();
    }

    @Test
    void aMeterPrintsARowOfAtLeastSevenTimes() {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        Meter meter = new Meter(new PrintStream(text, true, StandardCharsets.UTF_8), List.of(), 1, 0, 0);
        meter.time("W0", 1, 2, () -> new int[100]);
        Optional<Row> row = Row.parse(text.toString(StandardCharsets.UTF_8));
        assertThat(row).hasValueSatisfying(r -> {
            assertThat(r.repeats()).isGreaterThanOrEqualTo(7);
            assertThat(r.number("allocated_bytes"))
                    .hasValueSatisfying(bytes -> assertThat(bytes).isBetween(400., 1e6));
        });
    }

    @Test
    void bothSidesHaveTheSameFamilies() throws IOException {
        try (InputStream in = Objects.requireNonNull(Workloads.class.getResourceAsStream("pytorch.py"))) {
            String script = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(Workloads.FAMILIES.keySet().stream().filter(name -> !name.equals("limit")))
                    .allSatisfy(name -> assertThat(script).contains("\"" + name + "\": ["));
        }
    }
}
