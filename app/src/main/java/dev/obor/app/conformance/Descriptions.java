package dev.obor.app.conformance;

import dev.obor.testing.GoldenValue;
import java.util.stream.Collectors;

/// Writes calls and values for messages, tensors by dtype and shape.
final class Descriptions {
    private static final int LONGEST = 300;

    private Descriptions() {}

    static String of(Call call) {
        String args = call.args().stream().map(Descriptions::of).collect(Collectors.joining(", "));
        String kwargs = call.kwargs().entrySet().stream()
                .map(entry -> entry.getKey() + "=" + of(entry.getValue()))
                .collect(Collectors.joining(", "));
        return call.op() + "(" + args + (args.isEmpty() || kwargs.isEmpty() ? "" : ", ") + kwargs + ")";
    }

    static String of(GoldenValue value) {
        return switch (value) {
            case GoldenValue.Tensor t -> t.tensor().dtype() + t.tensor().shape().toString();
            case GoldenValue.Whole whole -> Long.toString(whole.value());
            case GoldenValue.Real real -> Double.toString(real.value());
            case GoldenValue.Truth truth -> truth.value() ? "True" : "False";
            case GoldenValue.Text text -> "'" + text.value() + "'";
            case GoldenValue.None _ -> "None";
            case GoldenValue.Type type -> type.dtype().toString();
            case GoldenValue.Sequence sequence ->
                sequence.items().stream().map(Descriptions::of).collect(Collectors.joining(", ", "[", "]"));
            default -> shortened(value.toString());
        };
    }

    static String shortened(String text) {
        String line = text.replace("\n", "\\n");
        return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
    }
}
