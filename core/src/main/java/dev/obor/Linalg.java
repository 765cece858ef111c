package dev.obor;

import dev.obor.error.OborException;
import dev.obor.tensor.ChainProduct;
import dev.obor.tensor.CholeskyFactor;
import dev.obor.tensor.FactorCalls;
import dev.obor.tensor.GeneralEigen;
import dev.obor.tensor.HouseholderProduct;
import dev.obor.tensor.QrFactor;
import dev.obor.tensor.SingularValues;
import dev.obor.tensor.SymmetricEigen;
import dev.obor.tensor.Tensor;
import java.util.List;

/// Linear algebra, in the role of `torch.linalg`.
///
/// Each function works on the matrices in the last two dims; those before are a batch, and a batch or a
/// matrix may be empty. Matrices are float32 or float64 and the result has their dtype, but all is computed
/// in float64 and rounded once. The gradients are tensor formulas, which can be differentiated again. What
/// has no answer, as the inverse of a singular matrix, is an error that names the matrix of the batch; the
/// methods with `Ex` at their end return info instead, int32, which is 0 where there is an answer.
///
/// There are no complex dtypes: [#eig(Tensor)] returns real and imaginary parts as tensors of their own.
public final class Linalg extends LinalgEquations {
    private Linalg() {}

    /// Returns the lower triangular L with A = L·Lᵀ, of symmetric positive definite matrices, of which the
    /// lower triangles are read.
    ///
    /// @throws dev.obor.error.LinalgException if a matrix is not positive definite
    public static Tensor cholesky(Tensor a) {
        return cholesky(a, false);
    }

    /// Returns the lower triangular L with A = L·Lᵀ, or, if `upper`, the U with A = Uᵀ·U, from the upper
    /// triangles.
    ///
    /// @throws dev.obor.error.LinalgException if a matrix is not positive definite
    public static Tensor cholesky(Tensor a, boolean upper) {
        return CholeskyFactor.of("cholesky", a, upper);
    }

    /// A Cholesky factor, which means nothing where info is not 0.
    ///
    /// @param l the factor, lower or upper triangular
    /// @param info int32: 0, or the order of the first leading minor that is not positive
    public record CholeskyEx(Tensor l, Tensor info) {}

    /// Returns Cholesky factors, lower triangular, and info.
    public static CholeskyEx choleskyEx(Tensor a) {
        return choleskyEx(a, false, false);
    }

    /// Returns Cholesky factors and info.
    ///
    /// @param upper whether U is wanted, from the upper triangles
    /// @throws dev.obor.error.LinalgException if a matrix is not positive definite, and `checkErrors`
    public static CholeskyEx choleskyEx(Tensor a, boolean upper, boolean checkErrors) {
        Tensor[] found = CholeskyFactor.of("choleskyEx", a, upper, checkErrors);
        return new CholeskyEx(found[0], found[1]);
    }

    /// The factors of A = P·L·U.
    ///
    /// @param p the permutation, as a matrix; empty if rows were not swapped
    /// @param l unit lower triangular, or trapezoidal
    /// @param u upper triangular, or trapezoidal
    public record Lu(Tensor p, Tensor l, Tensor u) {}

    /// Returns the factors of A = P·L·U, of matrices of any shape.
    public static Lu lu(Tensor a) {
        return lu(a, true);
    }

    /// Returns the factors of A = P·L·U, or of A = L·U unless `pivot`.
    public static Lu lu(Tensor a, boolean pivot) {
        Tensor[] found = FactorCalls.plu("lu", a, pivot);
        return new Lu(found[0], found[1], found[2]);
    }

    /// LU factors in one matrix, and pivots.
    ///
    /// @param lu L below the diagonal, U on and above it
    /// @param pivots int32, the rows (counted from 1) with which the first, second … row was swapped
    public record LuFactor(Tensor lu, Tensor pivots) {}

    /// Returns the factors of A = P·L·U in one matrix.
    ///
    /// @throws dev.obor.error.LinalgException if a matrix is singular
    public static LuFactor luFactor(Tensor a) {
        return luFactor(a, true);
    }

    /// Returns the factors of A = P·L·U in one matrix.
    ///
    /// @param pivot whether rows are swapped
    /// @throws dev.obor.error.LinalgException if there is a zero on U's diagonal
    public static LuFactor luFactor(Tensor a, boolean pivot) {
        LuFactorEx found = luFactorEx(a, pivot, false);
        FactorCalls.checkRegular("luFactor", found.info());
        return new LuFactor(found.lu(), found.pivots());
    }

    /// LU factors in one matrix, pivots, and info: 0, or the number (from 1) of the first zero on U's
    /// diagonal.
    public record LuFactorEx(Tensor lu, Tensor pivots, Tensor info) {}

    /// Returns the factors of A = P·L·U in one matrix, pivots, and info.
    public static LuFactorEx luFactorEx(Tensor a) {
        return luFactorEx(a, true, false);
    }

    /// Returns the factors of A = P·L·U in one matrix, pivots, and info.
    ///
    /// @param pivot whether rows are swapped
    /// @throws dev.obor.error.LinalgException if there is a zero on U's diagonal, and `checkErrors`
    public static LuFactorEx luFactorEx(Tensor a, boolean pivot, boolean checkErrors) {
        Tensor[] found = FactorCalls.lu("luFactorEx", a, pivot);
        if (checkErrors) {
            FactorCalls.checkRegular("luFactorEx", found[2]);
        }
        return new LuFactorEx(found[0], found[1], found[2]);
    }

    /// LDL factors in one matrix, and pivots.
    ///
    /// @param ld D on the diagonal, the other elements of its blocks of two rows below it, L in the rest
    /// @param pivots int32: for each row (counted from 1) that with which it was swapped, negative for both
    ///     rows of a block
    public record LdlFactor(Tensor ld, Tensor pivots) {}

    /// Returns the factors of symmetric matrices A = L·D·Lᵀ in one matrix, as LAPACK's sytrf does; the lower
    /// triangles are read. They have no gradient.
    ///
    /// @throws dev.obor.error.LinalgException if a matrix is singular
    public static LdlFactor ldlFactor(Tensor a) {
        Tensor[] found = FactorCalls.ldl("ldlFactor", a, true);
        return new LdlFactor(found[0], found[1]);
    }

    /// LDL factors in one matrix, pivots, and info: 0, or the number (from 1) of the first zero on D's
    /// diagonal.
    public record LdlFactorEx(Tensor ld, Tensor pivots, Tensor info) {}

    /// Returns the factors of symmetric matrices A = L·D·Lᵀ in one matrix, pivots, and info.
    public static LdlFactorEx ldlFactorEx(Tensor a) {
        return ldlFactorEx(a, false);
    }

    /// Returns the factors of symmetric matrices A = L·D·Lᵀ in one matrix, pivots, and info.
    ///
    /// @throws dev.obor.error.LinalgException if a matrix is singular, and `checkErrors`
    public static LdlFactorEx ldlFactorEx(Tensor a, boolean checkErrors) {
        Tensor[] found = FactorCalls.ldl("ldlFactorEx", a, checkErrors);
        return new LdlFactorEx(found[0], found[1], found[2]);
    }

    /// An orthogonal and an upper triangular factor.
    ///
    /// @param q the orthogonal one; empty if it was not asked for
    /// @param r the triangular one
    public record Qr(Tensor q, Tensor r) {}

    /// Returns the factors of A = Q·R, Q of min(m, n) columns.
    public static Qr qr(Tensor a) {
        return qr(a, QrFactor.Mode.REDUCED);
    }

    /// Returns the factors of A = Q·R.
    public static Qr qr(Tensor a, QrFactor.Mode mode) {
        Tensor[] found = QrFactor.of("qr", a, mode);
        return new Qr(found[0], found[1]);
    }

    /// Returns the first columns of the product H₁·H₂·…·Hₖ of reflectors Hᵢ = I − τᵢ·vᵢ·vᵢᵀ, as many as the
    /// matrix has.
    ///
    /// @param a [..., m, n] with m ≥ n: column i holds vᵢ below the diagonal; 1 on it and 0 above it are
    ///     understood
    /// @param tau [..., k] with k ≤ n
    public static Tensor householderProduct(Tensor a, Tensor tau) {
        return HouseholderProduct.of("householderProduct", a, tau);
    }

    /// The singular value decomposition A = U·diag(S)·Vᵀ.
    ///
    /// @param u the left vectors, columns
    /// @param s the values, descending
    /// @param vh the right vectors, rows
    public record Svd(Tensor u, Tensor s, Tensor vh) {}

    /// Returns the singular value decomposition, U and V being square.
    ///
    /// @throws dev.obor.error.LinalgException if a matrix holds NaN or infinities
    public static Svd svd(Tensor a) {
        return svd(a, true);
    }

    /// Returns the singular value decomposition.
    ///
    /// @param fullMatrices whether U and V are square, else of min(m, n) columns
    /// @throws dev.obor.error.LinalgException if a matrix holds NaN or infinities
    public static Svd svd(Tensor a, boolean fullMatrices) {
        Tensor[] found = SingularValues.of("svd", a, fullMatrices, true);
        return new Svd(found[0], found[1], found[2]);
    }

    /// Returns the singular values, descending.
    ///
    /// @throws dev.obor.error.LinalgException if a matrix holds NaN or infinities
    public static Tensor svdvals(Tensor a) {
        return SingularValues.values("svdvals", a);
    }

    /// Eigenvalues and eigenvectors.
    ///
    /// @param eigenvalues the values, ascending
    /// @param eigenvectors the vectors, columns
    public record Eigh(Tensor eigenvalues, Tensor eigenvectors) {}

    /// Returns the eigenvalues and eigenvectors of symmetric matrices, of which the lower triangle is read.
    ///
    /// @throws dev.obor.error.LinalgException if a matrix holds NaN or infinities
    public static Eigh eigh(Tensor a) {
        return eigh(a, "L");
    }

    /// Returns the eigenvalues and eigenvectors of symmetric matrices.
    ///
    /// @param uplo which triangle is read: `L` or `U`
    /// @throws dev.obor.error.LinalgException if a matrix holds NaN or infinities
    /// @throws OborException for another letter
    public static Eigh eigh(Tensor a, String uplo) {
        Tensor[] found = SymmetricEigen.of("eigh", a, isUpper("eigh", uplo), true);
        return new Eigh(found[0], found[1]);
    }

    /// Returns the eigenvalues of symmetric matrices, ascending, of which the lower triangle is read.
    ///
    /// @throws dev.obor.error.LinalgException if a matrix holds NaN or infinities
    public static Tensor eigvalsh(Tensor a) {
        return eigvalsh(a, "L");
    }

    /// Returns the eigenvalues of symmetric matrices, ascending.
    ///
    /// @param uplo which triangle is read: `L` or `U`
    /// @throws dev.obor.error.LinalgException if a matrix holds NaN or infinities
    /// @throws OborException for another letter
    public static Tensor eigvalsh(Tensor a, String uplo) {
        return SymmetricEigen.of("eigvalsh", a, isUpper("eigvalsh", uplo), false)[0];
    }

    private static boolean isUpper(String op, String uplo) {
        return switch (uplo) {
            case "U", "u" -> true;
            case "L", "l" -> false;
            default ->
                throw new OborException(
                        op + ": there is no triangle '" + uplo + "': use L for the lower one or U for the upper");
        };
    }

    /// Complex eigenvalues as real and imaginary parts [..., n].
    public record Eigvals(Tensor real, Tensor imag) {}

    /// Complex eigenvalues and eigenvectors as real and imaginary parts.
    ///
    /// @param real the real parts of the values [..., n], in the order in which the iteration finds them
    /// @param imag the imaginary parts of the values
    /// @param vectorsReal the real parts of the vectors, columns of length 1 [..., n, n]
    /// @param vectorsImag the imaginary parts of the vectors
    public record Eig(Tensor real, Tensor imag, Tensor vectorsReal, Tensor vectorsImag) {}

    /// Returns the eigenvalues and eigenvectors of square matrices.
    ///
    /// PyTorch returns complex tensors; Obor has no complex dtype, so the parts are tensors of their own.
    /// They have gradients.
    ///
    /// @throws dev.obor.error.LinalgException if a matrix holds NaN or infinities
    public static Eig eig(Tensor a) {
        Tensor[] found = GeneralEigen.of("eig", a, true);
        return new Eig(found[0], found[1], found[2], found[3]);
    }

    /// Returns the eigenvalues of square matrices as real and imaginary parts.
    ///
    /// @throws dev.obor.error.LinalgException if a matrix holds NaN or infinities
    public static Eigvals eigvals(Tensor a) {
        Tensor[] found = GeneralEigen.of("eigvals", a, false);
        return new Eigvals(found[0], found[1]);
    }

    /// Returns the determinants of square matrices.
    public static Tensor det(Tensor a) {
        return a.det();
    }

    /// The sign and the logarithm of the size of a determinant.
    ///
    /// @param sign −1, 0 or 1
    /// @param logabsdet log |det|
    public record Slogdet(Tensor sign, Tensor logabsdet) {}

    /// Returns the signs of the determinants of square matrices and the logarithms of their sizes.
    public static Slogdet slogdet(Tensor a) {
        var found = a.slogdet();
        return new Slogdet(found.sign(), found.logabsdet());
    }

    /// Returns the exponentials of square matrices, Σ Aᵏ / k!.
    public static Tensor matrixExp(Tensor a) {
        return a.matrixExp();
    }

    /// Returns powers of square matrices; for a negative exponent those of the inverses.
    ///
    /// @throws dev.obor.error.LinalgException for a negative exponent if a matrix is singular
    public static Tensor matrixPower(Tensor a, int n) {
        return a.matrixPower(n);
    }

    /// Returns the product of matrices [..., m, k] and [..., k, n], as of [Tensor#matmul(Tensor)].
    public static Tensor matmul(Tensor input, Tensor other) {
        return input.matmul(other);
    }

    /// Returns the product of two or more matrices, in the order that takes the fewest multiplications. The
    /// first may be a row of one dim and the last a column of one dim.
    ///
    /// @throws dev.obor.error.ShapeException if there are fewer than two tensors, or they do not fit
    public static Tensor multiDot(List<Tensor> tensors) {
        return ChainProduct.of("multiDot", tensors);
    }

    /// Returns the product of matrices in the order that takes the fewest multiplications; see
    /// [#multiDot(List)].
    ///
    /// @throws ShapeException if the shapes do not fit, or there are fewer than two tensors
    public static Tensor multiDot(Tensor... tensors) {
        return multiDot(List.of(tensors));
    }

    /// Returns the sums of products along the last dim; the other dims broadcast.
    public static Tensor vecdot(Tensor x, Tensor y) {
        return vecdot(x, y, -1);
    }

    /// Returns the sums of products along a dim; the other dims broadcast.
    ///
    /// @throws dev.obor.error.DTypeException if the dtypes differ
    public static Tensor vecdot(Tensor x, Tensor y, int dim) {
        return FactorCalls.vecdot("vecdot", x, y, dim);
    }

    /// Returns the cross products of vectors along the last dim, which has size 3; the other dims broadcast.
    ///
    /// @throws dev.obor.error.ShapeException if the dim has another size, or the ranks differ
    public static Tensor cross(Tensor input, Tensor other) {
        return input.cross(other, -1);
    }

    /// Returns the cross products of vectors along a dim, which has size 3; the other dims broadcast.
    ///
    /// @throws dev.obor.error.ShapeException if the dim has another size, or the ranks differ
    public static Tensor cross(Tensor input, Tensor other, int dim) {
        return input.cross(other, dim);
    }

    /// Returns the diagonals of the matrices in the last two dims: a view.
    public static Tensor diagonal(Tensor a) {
        return diagonal(a, 0, -2, -1);
    }

    /// Returns a view of a diagonal of matrices: 0 for the main one, larger ones lie above it.
    ///
    /// @throws ShapeException for fewer than two dims
    public static Tensor diagonal(Tensor a, int offset) {
        return diagonal(a, offset, -2, -1);
    }

    /// Returns the diagonals of the matrices in two dims: a view, whose last dim is theirs.
    ///
    /// @param offset which diagonal: 0 is the main one, larger ones lie above it
    public static Tensor diagonal(Tensor a, int offset, int dim1, int dim2) {
        return a.diagonal(offset, dim1, dim2);
    }

    /// Returns Vandermonde matrices, [..., n, n]: of each of n numbers x its powers 1, x, x² ….
    public static Tensor vander(Tensor x) {
        return TensorEquations.vander(x);
    }

    /// Returns Vandermonde matrices, `[..., m, n]`: of each of m numbers x its first n powers 1, x, x² ….
    ///
    /// @throws OborException unless n is 2 or more
    public static Tensor vander(Tensor x, int n) {
        return TensorEquations.vander(x, n);
    }
}
