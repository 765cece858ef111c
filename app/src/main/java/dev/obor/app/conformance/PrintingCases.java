package dev.obor.app.conformance;

import dev.obor.tensor.PrintOptions;
import dev.obor.tensor.Tensor;
import dev.obor.testing.GoldenCase;
import dev.obor.testing.GoldenValue;
import java.util.Map;

/// Cases of tensors as text, under printing options.
final class PrintingCases {
    private PrintingCases() {}

    static void check(GoldenCase line) {
        PrintOptions before = PrintOptions.current();
        try {
            PrintOptions.set(options(line.get("options").asMap()));
            Tensor tensor = line.get("tensor").asTensor();
            // Only the text says that the tensor is a module's parameter.
            if (line.text("repr").startsWith("Parameter containing:")) {
                tensor.asParameter();
            }
            String text = Library.guard(tensor::toString);
            if (!text.equals(line.text("repr"))) {
                throw new Mismatch("the text is '" + text + "' and should be '" + line.text("repr") + "'");
            }
        } finally {
            PrintOptions.set(before);
        }
        if (!line.get("str").isNone()) {
            throw new Absent("there is one text of a tensor, and Python's str() differs from repr()");
        }
    }

    private static PrintOptions options(Map<String, GoldenValue> named) {
        PrintOptions options = PrintOptions.DEFAULT;
        if (named.containsKey("profile")) {
            String profile = named.get("profile").asText();
            options = switch (profile) {
                case "default" -> PrintOptions.DEFAULT;
                case "short" -> PrintOptions.SHORT;
                case "full" -> PrintOptions.FULL;
                default -> throw new Absent("there is no profile '" + profile + "' of printing options");
            };
        }
        for (Map.Entry<String, GoldenValue> entry : named.entrySet()) {
            GoldenValue value = entry.getValue();
            options = switch (entry.getKey()) {
                case "profile" -> options;
                case "precision" -> options.withPrecision(value.asInt());
                case "threshold" -> options.withThreshold(value.asInt());
                case "edgeitems" -> options.withEdgeItems(value.asInt());
                case "linewidth" -> options.withLineWidth(value.asInt());
                case "sci_mode" ->
                    options.withSciMode(value.asBoolean() ? PrintOptions.SciMode.ON : PrintOptions.SciMode.OFF);
                default -> throw new Absent("there is no printing option '" + entry.getKey() + "'");
            };
        }
        return options;
    }
}
