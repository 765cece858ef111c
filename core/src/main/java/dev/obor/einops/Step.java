package dev.obor.einops;

import dev.obor.layout.Shape;

/// What is done to a tensor, one thing after the other.
sealed interface Step {
    /// Another shape for the same elements.
    record Reshape(Shape shape) implements Step {}

    /// Dims brought together, which go.
    ///
    /// @param dims which, ascending
    /// @param result the shape that must come out
    record Collapse(int[] dims, Shape result) implements Step {}

    /// Another order of the dims.
    record Permute(int[] order) implements Step {}

    /// Dims of size 1 repeated.
    record Expand(Shape shape) implements Step {}
}
