package dev.obor.einops;

/// One word of a pattern.
sealed interface Item {
    /// Returns where it stands.
    Span span();

    /// A named axis.
    record Name(String name, Span span) implements Item {}

    /// An axis of a given length other than 1.
    record Length(int length, Span span) implements Item {}

    /// `...`, any number of axes.
    record Ellipsis(Span span) implements Item {}
}
