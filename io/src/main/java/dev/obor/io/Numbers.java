package dev.obor.io;

import java.util.Optional;
import java.util.regex.Pattern;

/// Numbers in text.
final class Numbers {
    /// What C, Python and spreadsheets write; `Double.parseDouble` alone would take `1f` and `0x1p3`, too. The
    /// quantifiers are possessive, so that no text takes more than one pass.
    private static final Pattern DECIMAL = Pattern.compile("[-+]?(?:\\d++\\.?+\\d*+|\\.\\d++)(?:[eE][-+]?\\d++)?");

    private static final int LONGEST = 1 << 10;

    private Numbers() {}

    /// Tells whether a text is a decimal number such as `-1.5e3`.
    static boolean isDecimal(String text) {
        return text.length() <= LONGEST && DECIMAL.matcher(text).matches();
    }

    /// Returns the double nearest to a decimal number; empty if the text is none.
    static Optional<Double> parse(String text) {
        return isDecimal(text) ? Optional.of(Double.parseDouble(text)) : Optional.empty();
    }
}
