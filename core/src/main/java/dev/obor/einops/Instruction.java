package dev.obor.einops;

import dev.obor.layout.Shape;

/// One thing that a contraction does. Tensors are numbered: the operands first, then the products in their
/// order.
sealed interface Instruction {
    /// Replaces a tensor by its diagonal along two dims, which becomes the last dim.
    record Diagonal(int tensor, int first, int second) implements Instruction {}

    /// Replaces a tensor by the same elements in another shape.
    record Reshape(int tensor, Shape shape) implements Instruction {}

    /// Replaces a tensor by the same with its dims in another order.
    record Permute(int tensor, int[] order) implements Instruction {}

    /// Replaces a tensor by its sums along dims.
    record Sum(int tensor, int[] dims) implements Instruction {}

    /// Makes the products of elements; the shapes broadcast.
    record Multiply(int first, int second, int product) implements Instruction {}

    /// Makes the sums of products of elements along the last dims, in one pass.
    record SumProducts(int first, int second, int[] dims, int product) implements Instruction {}

    /// Makes the products of matrices, the last two dims.
    record MatMul(int first, int second, int product) implements Instruction {}
}
