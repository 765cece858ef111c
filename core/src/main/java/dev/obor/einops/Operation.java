package dev.obor.einops;

import java.util.Locale;

/// The functions that turn one tensor into another by a pattern with two sides.
enum Operation {
    /// Each axis stays.
    REARRANGE,
    /// Axes go.
    REDUCE,
    /// Axes come.
    REPEAT;

    private final String text = name().toLowerCase(Locale.ROOT);

    @Override
    public String toString() {
        return text;
    }
}
