package dev.obor.bench;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The rows of both sides beside one another, in Markdown.
final class Table {
    private Table() {}

    static String of(int threads, Map<String, Row> ours, Map<String, Row> theirs, Map<String, Row> limits) {
        StringBuilder text = new StringBuilder();
        text.append("Threads: ").append(threads).append(". Limits measured in this session: ");
        text.append(limits.values().stream()
                .map(row -> row.workload().replace("limit_", "") + " " + rate(row))
                .reduce((a, b) -> a + ", " + b)
                .orElse("none"));
        text.append(".\n\n");
        text.append("| workload | Obor, median (min) | PyTorch, median (min) | PyTorch / Obor | of the limit"
                + " | first call, Obor (PyTorch) | allocated |\n");
        text.append("|---|---|---|---|---|---|---|\n");
        ours.forEach((name, row) -> {
            Optional<Row> peer = Optional.ofNullable(theirs.get(name));
            text.append("| ").append(name);
            text.append(" | ").append(times(row));
            text.append(" | ").append(peer.map(Table::times).orElse(""));
            text.append(" | ");
            text.append(
                    peer.map(p -> number("%.2f", p.medianMs() / row.medianMs())).orElse(""));
            text.append(" | ").append(ofLimit(row, limits));
            text.append(" | ");
            text.append(row.number("first_ms").map(Table::time).orElse(""));
            text.append(peer.flatMap(p -> p.number("first_ms"))
                    .map(first -> " (" + time(first) + ")")
                    .orElse(""));
            text.append(" | ").append(memory(row, peer)).append(" |\n");
        });
        return text.toString();
    }

    private static String memory(Row row, Optional<Row> peer) {
        Optional<String> peak = row.number("peak_mb")
                .map(mb -> number("%.0f MB", mb)
                        + peer.flatMap(p -> p.number("peak_mb"))
                                .map(other -> number(" (%.0f MB)", other))
                                .orElse(""));
        return peak.orElseGet(() -> row.number("allocated_bytes")
                .map(bytes -> bytes < 1e4 ? number("%.0f B", bytes) : number("%.1f MB", bytes * 1e-6))
                .orElse(""));
    }

    private static String rate(Row limit) {
        return limit.number("flops")
                .map(flops -> number("%.0f GFLOP/s", flops / limit.minMs() * 1e-6))
                .orElseGet(() -> number("%.1f GB/s", limit.number("bytes").orElse(0.) / limit.minMs() * 1e-6));
    }

    /// The share of the limit: of arithmetic or of memory, whichever binds.
    private static String ofLimit(Row row, Map<String, Row> limits) {
        String arithmetic = row.workload().endsWith("_f64") ? "limit_fma_f64" : "limit_fma_f32";
        double compute = least(row, "flops", Optional.ofNullable(limits.get(arithmetic)));
        double move = least(row, "bytes", Optional.ofNullable(limits.get("limit_copy")));
        double limit = Math.max(compute, move);
        return limit > 0 ? number("%.0f %%", 100 * limit / row.medianMs()) : "";
    }

    /// The least time in milliseconds for what a row must do, 0 if it says nothing.
    private static double least(Row row, String unit, Optional<Row> limit) {
        double perMs =
                limit.flatMap(l -> l.number(unit).map(work -> work / l.minMs())).orElse(0.);
        return perMs == 0 ? 0 : row.number(unit).orElse(0.) / perMs;
    }

    private static String times(Row row) {
        return time(row.medianMs()) + " (" + time(row.minMs()) + ")";
    }

    /// Times whose third digit would round them up to a thousand are told in the next unit.
    private static String time(double ms) {
        if (ms < 0.9995e-3) {
            return number("%.0f ns", ms * 1e6);
        }
        if (ms < 0.9995) {
            return number("%.3g µs", ms * 1e3);
        }
        return ms < 999.5 ? number("%.3g ms", ms) : number("%.2f s", ms / 1e3);
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
