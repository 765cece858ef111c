package dev.obor.tensor;

import dev.obor.dtype.DType;
import dev.obor.layout.Shape;
import dev.obor.storage.Storage;

/// Parts of matrices: what the formulas of linear algebra take of their last two dims.
final class Triangles {
    private Triangles() {}

    /// Returns the matrices with zeros above the `offset`-th diagonal.
    static Tensor lower(Tensor x, int offset) {
        return keep(x, (row, column) -> column - row <= offset);
    }

    /// Returns the matrices with zeros below the `offset`-th diagonal.
    static Tensor upper(Tensor x, int offset) {
        return keep(x, (row, column) -> column - row >= offset);
    }

    /// Returns square matrices with the last dim along their diagonals and zeros elsewhere.
    static Tensor diagonal(Tensor x) {
        int n = x.size(-1);
        return where((row, column) -> row == column, n, n, x.unsqueeze(-1), zero(x.dtype()));
    }

    /// Returns the matrices with another diagonal, which is a number.
    static Tensor withDiagonal(Tensor x, Number value) {
        return where(
                (row, column) -> row == column, x.size(-2), x.size(-1), Tensor.full(Shape.SCALAR, value, x.dtype()), x);
    }

    /// Returns the matrices with zeros on the diagonal.
    static Tensor withoutDiagonal(Tensor x) {
        return keep(x, (row, column) -> row != column);
    }

    /// Returns the identity of `n` rows.
    static Tensor identity(int n, DType dtype) {
        return diagonal(Tensor.full(Shape.of(n), 1, dtype));
    }

    /// Returns the identity's first `columns` columns.
    static Tensor identity(int rows, int columns, DType dtype) {
        return where((row, column) -> row == column, rows, columns, Tensor.full(Shape.SCALAR, 1, dtype), zero(dtype));
    }

    /// Returns the symmetric matrices whose triangle on and below the diagonal is that of x.
    static Tensor mirrored(Tensor x) {
        return lower(x, 0).add(lower(x, -1).transpose(-2, -1));
    }

    private interface Part {
        boolean holds(int row, int column);
    }

    private static Tensor keep(Tensor x, Part part) {
        return where(part, x.size(-2), x.size(-1), x, zero(x.dtype()));
    }

    private static Tensor zero(DType dtype) {
        return Tensor.full(Shape.SCALAR, 0, dtype);
    }

    private static Tensor where(Part part, int rows, int columns, Tensor yes, Tensor no) {
        Shape shape = Shape.of(rows, columns);
        boolean[] mask = new boolean[shape.numel()];
        for (int e = 0; e < mask.length; e++) {
            mask[e] = part.holds(e / columns, e % columns);
        }
        return Tensor.where(Tensor.of(new Storage.Booleans(mask), DType.BOOL, shape), yes, no);
    }
}
