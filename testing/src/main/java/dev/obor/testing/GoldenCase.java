package dev.obor.testing;

import dev.obor.error.FormatException;
import java.util.Map;

/// One line of a golden file: named values.
///
/// @param file the file's name, for messages
/// @param line the line, from 1
/// @param fields the values, in the file's order
public record GoldenCase(String file, long line, Map<String, GoldenValue> fields) {
    /// Tells whether there is a value under a name.
    public boolean has(String name) {
        return fields.containsKey(name);
    }

    /// Returns the value under a name.
    ///
    /// @throws FormatException naming file and line if there is none
    public GoldenValue get(String name) {
        GoldenValue value = fields.get(name);
        if (value == null) {
            throw new FormatException("golden: " + place() + ": there is no '" + name + "' among " + fields.keySet());
        }
        return value;
    }

    /// Returns the text under a name.
    ///
    /// @throws FormatException naming file and line if there is none, or it is another value
    public String text(String name) {
        if (get(name) instanceof GoldenValue.Text text) {
            return text.value();
        }
        throw new FormatException("golden: " + place() + ": '" + name + "' is no text but " + get(name));
    }

    /// Returns file and line, for messages.
    public String place() {
        return file + ", line " + line;
    }
}
