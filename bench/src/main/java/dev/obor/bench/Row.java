package dev.obor.bench;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// What one run of a workload gave: the line of JSON that a measuring process prints.
///
/// Times are milliseconds of the clock on the wall, a call each. `numbers` has what else was counted:
/// `first_ms` (the first call of all), `flops` and `bytes` (what a call must do at least), `allocated_bytes`
/// (by the calling thread, a call), `peak_mb` (of a process).
record Row(String workload, int threads, double medianMs, double minMs, int repeats, Map<String, Double> numbers) {
    private static final JsonFactory JSON = new JsonFactory();

    /// Returns a row of times in milliseconds.
    static Row of(String workload, int threads, List<Double> times, Map<String, Double> numbers) {
        List<Double> sorted = times.stream().sorted().toList();
        int middle = sorted.size() / 2;
        double median = sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
        return new Row(workload, threads, median, sorted.getFirst(), sorted.size(), numbers);
    }

    Optional<Double> number(String name) {
        return Optional.ofNullable(numbers.get(name));
    }

    /// Returns this row as one line of JSON.
    String json() {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            out.writeStartObject();
            out.writeStringProperty("workload", workload);
            out.writeNumberProperty("threads", threads);
            out.writeNumberProperty("median_ms", medianMs);
            out.writeNumberProperty("min_ms", minMs);
            out.writeNumberProperty("repeats", repeats);
            numbers.forEach(out::writeNumberProperty);
            out.writeEndObject();
        }
        return text.toString();
    }

    /// Returns the row in a line of JSON; empty for a line that is none, such as a program's warning.
    static Optional<Row> parse(String line) {
        if (!line.startsWith("{")) {
            return Optional.empty();
        }
        Map<String, Double> numbers = new LinkedHashMap<>();
        List<String> names = new ArrayList<>();
        try (JsonParser in = JSON.createParser(ObjectReadContext.empty(), line)) {
            in.nextToken();
            while (in.nextToken() == JsonToken.PROPERTY_NAME) {
                String key = in.currentName();
                JsonToken value = in.nextToken();
                if (key.equals("workload")) {
                    names.add(in.getString());
                } else if (value.isNumeric()) {
                    numbers.put(key, in.getDoubleValue());
                }
            }
        }
        if (names.isEmpty() || !numbers.keySet().containsAll(List.of("threads", "median_ms", "min_ms", "repeats"))) {
            return Optional.empty();
        }
        return Optional.of(new Row(
                names.getFirst(),
                (int) take(numbers, "threads"),
                take(numbers, "median_ms"),
                take(numbers, "min_ms"),
                (int) take(numbers, "repeats"),
                numbers));
    }

    private static double take(Map<String, Double> numbers, String key) {
        return Objects.requireNonNull(numbers.remove(key), key);
    }
}
