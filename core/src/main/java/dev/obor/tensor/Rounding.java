package dev.obor.tensor;

/// How a quotient is rounded to a whole number.
public enum Rounding {
    /// Towards 0, as C does with integers.
    TRUNC,
    /// Down, as Python's `//` does.
    FLOOR
}
