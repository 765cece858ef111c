package dev.obor.layout;

import dev.obor.error.ShapeException;

/// The length of an axis that a pattern names, as in `x.rearrange("(h w) -> h w", axis("h", 28))`.
///
/// @param name as in the pattern
/// @param length 0 or more
public record Axis(String name, int length) {
    /// Makes an axis.
    ///
    /// @throws ShapeException if the length is negative
    public Axis {
        if (length < 0) {
            throw new ShapeException("axis: the length of '" + name + "' is " + length + ": it must be 0 or more");
        }
    }

    /// Returns an axis; to be imported statically.
    ///
    /// @throws ShapeException if the length is negative
    public static Axis axis(String name, int length) {
        return new Axis(name, length);
    }

    /// Returns `name = length`.
    @Override
    public String toString() {
        return name + " = " + length;
    }
}
