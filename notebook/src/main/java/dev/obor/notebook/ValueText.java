package dev.obor.notebook;

import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/// How values are written below a cell: what is in a list or a map stands on lines of its own, as tensors need
/// several.
final class ValueText {
    private ValueText() {}

    static String of(Object value) {
        return switch (value) {
            case Collection<?> values -> values.stream().map(ValueText::of).collect(Collectors.joining("\n"));
            case Map<?, ?> values ->
                values.entrySet().stream()
                        .map(entry -> named(of(entry.getKey()), of(entry.getValue())))
                        .collect(Collectors.joining("\n"));
            case Object array
            when array.getClass().isArray() -> {
                String text = Arrays.deepToString(new Object[] {array});
                yield text.substring(1, text.length() - 1);
            }
            default -> String.valueOf(value);
        };
    }

    /// Returns a value behind its name, with the value's further lines below its first.
    private static String named(String name, String value) {
        String before = name + " = ";
        return before + value.replace("\n", "\n" + " ".repeat(before.length()));
    }
}
