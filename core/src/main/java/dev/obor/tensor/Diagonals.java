package dev.obor.tensor;

import dev.obor.error.DTypeException;
import dev.obor.error.ShapeException;
import dev.obor.layout.Shape;

/// What lies along diagonals of two dims, and on one side of them. The diagonal of an `offset` holds the
/// elements whose index in the second dim is larger by it than that in the first: 0 is the main one, larger
/// ones lie above.
public sealed interface Diagonals extends Applicable permits Tensor {
    /// Returns a view of the main diagonal of the first two dims, which go; a new last dim runs along it.
    default Tensor diagonal() {
        return diagonal(0, 0, 1);
    }

    /// Returns a view of a diagonal of the first two dims, which go; a new last dim runs along it.
    default Tensor diagonal(int offset) {
        return diagonal(offset, 0, 1);
    }

    /// Returns a view of the elements whose index in `dim2` is larger by `offset` than that in `dim1`; the
    /// two dims go, and a new last one runs along the diagonal.
    ///
    /// @throws ShapeException if both are the same dim
    default Tensor diagonal(int offset, int dim1, int dim2) {
        return apply(Views.diagonal("diagonal", self().shape(), offset, dim1, dim2));
    }

    /// Returns a copy with other elements on the main diagonal of the first two dims.
    ///
    /// @throws ShapeException if `src` has not the diagonal's shape
    default Tensor diagonalScatter(Tensor src) {
        return diagonalScatter(src, 0, 0, 1);
    }

    /// Returns a copy with other elements on a diagonal of the first two dims.
    ///
    /// @throws ShapeException if `src` has not the diagonal's shape
    default Tensor diagonalScatter(Tensor src, int offset) {
        return diagonalScatter(src, offset, 0, 1);
    }

    /// Returns a copy with other elements on a diagonal of two dims.
    ///
    /// @param src the elements, of the shape and in the order of [#diagonal(int, int, int)]
    /// @throws ShapeException if `src` has another shape
    default Tensor diagonalScatter(Tensor src, int offset, int dim1, int dim2) {
        ViewOp view = Views.diagonal("diagonalScatter", self().shape(), offset, dim1, dim2);
        return Views.replace("diagonalScatter", self(), view, src);
    }

    /// Returns a new matrix with these elements, of one dim, on its main diagonal; or a copy of a matrix's
    /// diagonal.
    ///
    /// @throws ShapeException for another number of dims
    default Tensor diag() {
        return diag(0);
    }

    /// Returns a new matrix with these elements, of one dim, on a diagonal; or a copy of a matrix's diagonal.
    ///
    /// @throws ShapeException for another number of dims
    default Tensor diag(int diagonal) {
        return switch (self().dim()) {
            case 1 -> diagEmbed(diagonal, -2, -1);
            case 2 -> diagonal(diagonal).clone();
            default ->
                throw new ShapeException("diag: the tensor has shape " + self().shape()
                        + ", and diag is for one dim or two: use diagonal or diagEmbed");
        };
    }

    /// Returns new matrices, in the last two dims, with the elements of the last dim on their main diagonals.
    default Tensor diagEmbed() {
        return diagEmbed(0, -2, -1);
    }

    /// Returns new matrices, in the last two dims, with the elements of the last dim on a diagonal.
    default Tensor diagEmbed(int offset) {
        return diagEmbed(offset, -2, -1);
    }

    /// Returns a new tensor with one dim more: the elements of the last dim lie on a diagonal of the dims
    /// `dim1` and `dim2` of the result, the rest is 0.
    ///
    /// @throws ShapeException if both are the same dim
    default Tensor diagEmbed(int offset, int dim1, int dim2) {
        Shape shape = self().shape();
        int rank = shape.rank() + 1;
        int length = shape.size(Shape.existingDim("diagEmbed", -1, shape.rank()));
        int a = Shape.wrapDim("diagEmbed", dim1, rank);
        int b = Shape.wrapDim("diagEmbed", dim2, rank);
        if (a == b) {
            throw new ShapeException(
                    "diagEmbed: dims " + dim1 + " and " + dim2 + " of the result must be two different ones");
        }
        long side = length + Math.abs((long) offset);
        if (side > Integer.MAX_VALUE) {
            throw new ShapeException("diagEmbed: the offset " + offset + " makes matrices of " + side
                    + " rows, more than one tensor holds");
        }
        Shape result = shape.remove(shape.rank() - 1);
        result = result.insert(Math.min(a, b), (int) side).insert(Math.max(a, b), (int) side);
        return apply(new ViewScatter(new ViewOp.Diagonal(offset, a, b), result));
    }

    /// Returns a new matrix with all elements, in row-major order, on its main diagonal.
    default Tensor diagflat() {
        return diagflat(0);
    }

    /// Returns a new matrix with all elements, in row-major order, on a diagonal.
    default Tensor diagflat(int offset) {
        return self().flatten().diagEmbed(offset, -2, -1);
    }

    /// Returns matrices, in the last two dims, with zeros above the main diagonal, copied.
    ///
    /// @throws ShapeException for fewer than two dims
    default Tensor tril() {
        return tril(0);
    }

    /// Returns matrices, in the last two dims, with zeros above a diagonal, copied.
    ///
    /// @throws ShapeException for fewer than two dims
    default Tensor tril(int diagonal) {
        return triangle("tril", false, diagonal);
    }

    /// Returns matrices, in the last two dims, with zeros below the main diagonal, copied.
    ///
    /// @throws ShapeException for fewer than two dims
    default Tensor triu() {
        return triu(0);
    }

    /// Returns matrices, in the last two dims, with zeros below a diagonal, copied.
    ///
    /// @throws ShapeException for fewer than two dims
    default Tensor triu(int diagonal) {
        return triangle("triu", true, diagonal);
    }

    /// Replaces what lies above a diagonal by zeros.
    ///
    /// @throws ShapeException for fewer than two dims
    default Tensor tril_(int diagonal) {
        return self().copy_(triangle("tril_", false, diagonal));
    }

    /// Replaces what lies above the main diagonal by zeros.
    ///
    /// @throws ShapeException for fewer than two dims
    default Tensor tril_() {
        return tril_(0);
    }

    /// Replaces what lies below a diagonal by zeros.
    ///
    /// @throws ShapeException for fewer than two dims
    default Tensor triu_(int diagonal) {
        return self().copy_(triangle("triu_", true, diagonal));
    }

    /// Replaces what lies below the main diagonal by zeros.
    ///
    /// @throws ShapeException for fewer than two dims
    default Tensor triu_() {
        return triu_(0);
    }

    private Tensor triangle(String op, boolean upper, int diagonal) {
        if (self().dim() < 2) {
            throw new ShapeException(
                    op + ": the tensor has shape " + self().shape() + " and no matrix: it must have two dims or more");
        }
        return new Triangle(upper, diagonal).of(self());
    }

    /// Replaces the elements whose indices in all dims are equal by a number.
    ///
    /// @throws ShapeException for fewer than two dims, or more of different sizes
    /// @throws DTypeException if the number does not fit
    default Tensor fillDiagonal_(Number value) {
        return fillDiagonal_(value, false);
    }

    /// Replaces the elements whose indices in all dims are equal by a number; if `wrap`, the diagonal of a
    /// tall matrix begins anew after each square and an empty row.
    ///
    /// @throws ShapeException for fewer than two dims, or more of different sizes
    /// @throws DTypeException if the number does not fit
    default Tensor fillDiagonal_(Number value, boolean wrap) {
        Shape shape = self().shape();
        boolean equal = shape.rank() >= 2;
        for (int d = 1; equal && shape.rank() > 2 && d < shape.rank(); d++) {
            equal = shape.size(d) == shape.size(0);
        }
        if (!equal) {
            throw new ShapeException(
                    "fillDiagonal_: the tensor has shape " + shape + ": it must have two dims, or more of one size");
        }
        Tensor number = Fill.of("fillDiagonal_", value, self().dtype());
        for (Tensor diagonal : Views.diagonals(self(), wrap)) {
            diagonal.copy_(number);
        }
        return self();
    }
}
