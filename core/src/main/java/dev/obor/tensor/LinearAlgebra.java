package dev.obor.tensor;

import dev.obor.error.ShapeException;

/// Products of matrices and vectors. [Decompositions] takes matrices apart.
///
/// The operands of a product have one dtype, not bool; products of integers wrap around. A method with `_` at
/// its end edits this tensor and returns it.
public sealed interface LinearAlgebra extends Applicable permits Tensor {
    /// Returns the product of matrices [..., m, k] and [..., k, n], whose leading dims broadcast; a tensor of
    /// one dim takes part as a row on the left and as a column on the right, and that dim goes again.
    ///
    /// @throws ShapeException if the inner sizes differ
    default Tensor matmul(Tensor other) {
        Tensor a = self();
        if (a.dim() == 0 || other.dim() == 0) {
            throw new ShapeException("matmul: shapes " + a.shape() + " and " + other.shape()
                    + ": both need at least one dim: use mul for a single number");
        }
        if (a.dim() == 1 && other.dim() == 1) {
            return a.dot(other);
        }
        if (a.dim() == 1) {
            return a.unsqueeze(0).matmul(other).squeeze(-2);
        }
        if (other.dim() == 1) {
            return a.matmul(other.unsqueeze(1)).squeeze(-1);
        }
        return a.apply(MatMul.INSTANCE, other);
    }

    /// Returns the product of two matrices, [m, k] and [k, n].
    ///
    /// @throws ShapeException unless both have two dims
    default Tensor mm(Tensor other) {
        Products.checkDims("mm", self(), 2, other, 2);
        if (self().size(1) != other.size(0)) {
            throw new ShapeException("mm: shapes " + self().shape() + " and " + other.shape()
                    + " do not fit: the columns of the first (" + self().size(1) + ") and the rows of the second ("
                    + other.size(0) + ") must be as many");
        }
        return matmul(other);
    }

    /// Returns the products of two batches of matrices, [b, m, k] and [b, k, n].
    ///
    /// @throws ShapeException unless both have three dims, the first of one size
    default Tensor bmm(Tensor other) {
        Products.checkBatches("bmm", self(), other);
        return matmul(other);
    }

    /// Returns the product of a matrix `[m, k]` and a vector `[k]`.
    ///
    /// @throws ShapeException unless this has two dims and the other one
    default Tensor mv(Tensor vec) {
        Products.checkDims("mv", self(), 2, vec, 1);
        return matmul(vec);
    }

    /// Returns the sum of the products of two tensors of one dim.
    ///
    /// @throws ShapeException unless both have one dim and the same size
    default Tensor dot(Tensor other) {
        return Products.dot("dot", self(), other);
    }

    /// Returns the sum of the products of two tensors of one dim: [#dot(Tensor)], as numbers are real.
    ///
    /// @throws ShapeException unless both have one dim and the same size
    default Tensor vdot(Tensor other) {
        return Products.dot("vdot", self(), other);
    }

    /// Returns the sums of products along the last dims, for all pairs of vectors of the two tensors; the
    /// product if one has no dims.
    ///
    /// @throws ShapeException if the last dims differ
    default Tensor inner(Tensor other) {
        return Products.inner(self(), other);
    }

    /// Returns the products of all pairs of elements of two vectors, `[m]` and `[n]`: [m, n]. Dtypes are
    /// promoted.
    ///
    /// @throws ShapeException unless both have one dim
    default Tensor outer(Tensor vec2) {
        return Products.outer("outer", self(), vec2);
    }

    /// Returns [#outer(Tensor)].
    ///
    /// @throws ShapeException unless both have one dim
    default Tensor ger(Tensor vec2) {
        return Products.outer("ger", self(), vec2);
    }

    /// Returns this + mat1·mat2 for matrices [m, k] and [k, n]; this broadcasts.
    ///
    /// @throws ShapeException if the shapes do not fit
    default Tensor addmm(Tensor mat1, Tensor mat2) {
        return addmm(mat1, mat2, 1, 1);
    }

    /// Returns beta·this + alpha·(mat1·mat2) for matrices [m, k] and [k, n]; this broadcasts.
    ///
    /// @param beta if 0, the elements of this do not matter, not even NaN; for integers cut to an integer
    /// @param alpha for integers cut to an integer
    /// @throws ShapeException if the shapes do not fit
    default Tensor addmm(Tensor mat1, Tensor mat2, Number beta, Number alpha) {
        Products.checkDims("addmm", mat1, 2, mat2, 2);
        return Products.combined("addmm", self(), mat1.matmul(mat2), beta, alpha);
    }

    /// Replaces this by [#addmm(Tensor, Tensor, Number, Number)].
    default Tensor addmm_(Tensor mat1, Tensor mat2, Number beta, Number alpha) {
        return Products.replace("addmm_", self(), addmm(mat1, mat2, beta, alpha));
    }

    /// Replaces this by [#addmm(Tensor, Tensor)].
    default Tensor addmm_(Tensor mat1, Tensor mat2) {
        return addmm_(mat1, mat2, 1, 1);
    }

    /// Returns this + mat·vec for a matrix `[m, k]` and a vector `[k]`; this broadcasts.
    ///
    /// @throws ShapeException if the shapes do not fit
    default Tensor addmv(Tensor mat, Tensor vec) {
        return addmv(mat, vec, 1, 1);
    }

    /// Returns beta·this + alpha·(mat·vec) for a matrix `[m, k]` and a vector `[k]`; this broadcasts.
    ///
    /// @param beta as in [#addmm(Tensor, Tensor, Number, Number)]
    /// @throws ShapeException if the shapes do not fit
    default Tensor addmv(Tensor mat, Tensor vec, Number beta, Number alpha) {
        Products.checkDims("addmv", mat, 2, vec, 1);
        return Products.combined("addmv", self(), mat.matmul(vec), beta, alpha);
    }

    /// Replaces this by [#addmv(Tensor, Tensor, Number, Number)].
    default Tensor addmv_(Tensor mat, Tensor vec, Number beta, Number alpha) {
        return Products.replace("addmv_", self(), addmv(mat, vec, beta, alpha));
    }

    /// Replaces this by [#addmv(Tensor, Tensor)].
    default Tensor addmv_(Tensor mat, Tensor vec) {
        return addmv_(mat, vec, 1, 1);
    }

    /// Returns this plus the sum of the products of two batches, [b, m, k] and [b, k, n]; this broadcasts to
    /// [m, n].
    ///
    /// @throws ShapeException if the shapes do not fit
    default Tensor addbmm(Tensor batch1, Tensor batch2) {
        return addbmm(batch1, batch2, 1, 1);
    }

    /// Returns beta·this + alpha·Σ batch1·batch2, the sum over the batch.
    ///
    /// @param beta as in [#addmm(Tensor, Tensor, Number, Number)]
    /// @throws ShapeException if the shapes do not fit
    default Tensor addbmm(Tensor batch1, Tensor batch2, Number beta, Number alpha) {
        Products.checkBatches("addbmm", batch1, batch2);
        return Products.combined("addbmm", self(), Products.sumOfProducts(batch1, batch2), beta, alpha);
    }

    /// Replaces this by [#addbmm(Tensor, Tensor, Number, Number)].
    default Tensor addbmm_(Tensor batch1, Tensor batch2, Number beta, Number alpha) {
        return Products.replace("addbmm_", self(), addbmm(batch1, batch2, beta, alpha));
    }

    /// Replaces this by [#addbmm(Tensor, Tensor)].
    default Tensor addbmm_(Tensor batch1, Tensor batch2) {
        return addbmm_(batch1, batch2, 1, 1);
    }

    /// Returns this plus the products of two batches, [b, m, k] and [b, k, n]; this broadcasts to [b, m, n].
    ///
    /// @throws ShapeException if the shapes do not fit
    default Tensor baddbmm(Tensor batch1, Tensor batch2) {
        return baddbmm(batch1, batch2, 1, 1);
    }

    /// Returns beta·this + alpha·(batch1·batch2).
    ///
    /// @param beta as in [#addmm(Tensor, Tensor, Number, Number)]
    /// @throws ShapeException if the shapes do not fit
    default Tensor baddbmm(Tensor batch1, Tensor batch2, Number beta, Number alpha) {
        Products.checkBatches("baddbmm", batch1, batch2);
        return Products.combined("baddbmm", self(), batch1.matmul(batch2), beta, alpha);
    }

    /// Replaces this by [#baddbmm(Tensor, Tensor, Number, Number)].
    default Tensor baddbmm_(Tensor batch1, Tensor batch2, Number beta, Number alpha) {
        return Products.replace("baddbmm_", self(), baddbmm(batch1, batch2, beta, alpha));
    }

    /// Replaces this by [#baddbmm(Tensor, Tensor)].
    default Tensor baddbmm_(Tensor batch1, Tensor batch2) {
        return baddbmm_(batch1, batch2, 1, 1);
    }

    /// Returns this plus the products of all pairs of elements of two vectors, `[m]` and `[n]`; this
    /// broadcasts to [m, n].
    ///
    /// @throws ShapeException if the shapes do not fit
    default Tensor addr(Tensor vec1, Tensor vec2) {
        return addr(vec1, vec2, 1, 1);
    }

    /// Returns beta·this + alpha·outer(vec1, vec2), the dtypes promoted; for bool, sums are "or" and products
    /// "and".
    ///
    /// @param beta if 0, the elements of this do not matter, not even NaN; for integers an integer
    /// @param alpha for integers an integer
    /// @throws ShapeException if the shapes do not fit
    /// @throws dev.obor.error.DTypeException if the tensors are integers and beta or alpha is not
    default Tensor addr(Tensor vec1, Tensor vec2, Number beta, Number alpha) {
        return Products.addr(self(), vec1, vec2, beta, alpha);
    }

    /// Replaces this by [#addr(Tensor, Tensor, Number, Number)].
    default Tensor addr_(Tensor vec1, Tensor vec2, Number beta, Number alpha) {
        return Products.replace("addr_", self(), addr(vec1, vec2, beta, alpha));
    }

    /// Replaces this by [#addr(Tensor, Tensor)].
    default Tensor addr_(Tensor vec1, Tensor vec2) {
        return addr_(vec1, vec2, 1, 1);
    }

    /// Returns the sums of products over the last `dims` dims of this and the first ones of the other.
    ///
    /// @throws ShapeException if their sizes differ, or there are not so many dims
    default Tensor tensordot(Tensor other, int dims) {
        return Products.tensordot(self(), other, dims);
    }

    /// Returns the sums of products over the last two dims of this and the first two of the other.
    ///
    /// @throws ShapeException if the sizes differ
    default Tensor tensordot(Tensor other) {
        return tensordot(other, 2);
    }

    /// Returns the sums of products over pairs of dims; the dims that are left are those of this, then the
    /// other's.
    ///
    /// @param dims two lists of one length: dims of this, and the other's to go with them
    /// @throws ShapeException if sizes differ and neither is 1
    default Tensor tensordot(Tensor other, int[][] dims) {
        return Products.tensordot(self(), other, dims);
    }

    /// Returns the Kronecker product: each element of this times the whole of the other. The tensor of fewer
    /// dims gets leading ones of size 1.
    default Tensor kron(Tensor other) {
        return Products.kron(self(), other);
    }

    /// Returns the cross products of vectors along the first dim of size 3; the other dims broadcast.
    ///
    /// @throws ShapeException if no dim has size 3
    default Tensor cross(Tensor other) {
        return Products.cross("cross", self(), other, Products.firstOfThree(self(), other));
    }

    /// Returns the cross products of vectors along a dim, which has size 3; the other dims broadcast.
    ///
    /// @throws ShapeException if the dim has another size, or the ranks differ
    default Tensor cross(Tensor other, int dim) {
        return Products.cross("cross", self(), other, dim);
    }

    /// Returns powers of square matrices; for a negative exponent those of the inverses.
    ///
    /// @throws ShapeException unless the matrices are square
    /// @throws dev.obor.error.LinalgException for a negative exponent if a matrix is singular
    default Tensor matrixPower(int n) {
        return Products.power(self(), n);
    }

    /// Returns the exponentials of square matrices, Σ Aᵏ / k!.
    ///
    /// @throws ShapeException unless the matrices are square
    default Tensor matrixExp() {
        Matrices.checkSquare("matrixExp", new Spec(self().shape(), self().dtype()));
        return apply(MatrixExponential.INSTANCE);
    }
}
