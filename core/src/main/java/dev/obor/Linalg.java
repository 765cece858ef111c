package dev.obor;

import dev.obor.tensor.CholeskyFactor;
import dev.obor.tensor.Determinant;
import dev.obor.tensor.LinearSolve;
import dev.obor.tensor.MatrixExponential;
import dev.obor.tensor.QrFactor;
import dev.obor.tensor.SingularValues;
import dev.obor.tensor.SymmetricEigen;
import dev.obor.tensor.Tensor;
import dev.obor.tensor.TriangularSolve;

/// Linear algebra, in the role of `torch.linalg`: each function works on the matrices in the last two dims, computes in
/// float64 and rounds the result to the tensor's dtype. What depends on an inverse is refused where there is none.
public final class Linalg {
    private Linalg() {}

    /// Returns the lower triangular L with A = L · Lᵀ, of a symmetric positive definite A.
    ///
    /// @throws dev.obor.error.LinalgException if a matrix is not positive definite
    public static Tensor cholesky(Tensor a) {
        return cholesky(a, false);
    }

    /// Returns the lower triangular L with A = L · Lᵀ, or, if `upper`, Lᵀ.
    ///
    /// @throws dev.obor.error.LinalgException if a matrix is not positive definite
    public static Tensor cholesky(Tensor a, boolean upper) {
        return CholeskyFactor.of("cholesky", a, upper);
    }

    /// Returns the inverse.
    ///
    /// @throws dev.obor.error.LinalgException if a matrix is singular
    public static Tensor inv(Tensor a) {
        return LinearSolve.inverse("inv", a, true)[0];
    }

    /// Returns the determinant.
    public static Tensor det(Tensor a) {
        return Determinant.of("det", a);
    }

    /// The sign and the logarithm of the size of a determinant.
    ///
    /// @param sign −1, 0 or 1
    /// @param logabsdet log |det|
    public record Slogdet(Tensor sign, Tensor logabsdet) {}

    /// Returns the sign of the determinant and the logarithm of its size.
    public static Slogdet slogdet(Tensor a) {
        Tensor[] found = Determinant.logarithm("slogdet", a);
        return new Slogdet(found[0], found[1]);
    }

    /// Returns the X of A · X = B; B is a batch of vectors if it has A's shape without the last dim.
    ///
    /// @throws dev.obor.error.LinalgException if a matrix is singular
    public static Tensor solve(Tensor a, Tensor b) {
        return solve(a, b, true);
    }

    /// Returns the X of A · X = B, or, unless `left`, of X · A = B.
    ///
    /// @throws dev.obor.error.LinalgException if a matrix is singular
    public static Tensor solve(Tensor a, Tensor b, boolean left) {
        return LinearSolve.of("solve", a, b, left, true)[0];
    }

    /// Returns the X of A · X = B for a triangular A, or, unless `left`, of X · A = B.
    ///
    /// @param upper whether the upper triangle is read, else the lower
    /// @param unitriangular whether the diagonal is taken to be 1
    public static Tensor solveTriangular(Tensor a, Tensor b, boolean upper, boolean left, boolean unitriangular) {
        return TriangularSolve.of("solveTriangular", a, b, upper, left, unitriangular);
    }

    /// An orthogonal and an upper triangular factor.
    ///
    /// @param q the orthogonal one; empty if it was not asked for
    /// @param r the triangular one
    public record Qr(Tensor q, Tensor r) {}

    /// Returns the factors of A = Q · R, Q of min(m, n) columns.
    public static Qr qr(Tensor a) {
        return qr(a, QrFactor.Mode.REDUCED);
    }

    /// Returns the factors of A = Q · R.
    public static Qr qr(Tensor a, QrFactor.Mode mode) {
        Tensor[] found = QrFactor.of("qr", a, mode);
        return new Qr(found[0], found[1]);
    }

    /// The singular value decomposition A = U · diag(S) · Vᵀ.
    ///
    /// @param u the left vectors, columns
    /// @param s the values, descending
    /// @param vh the right vectors, rows
    public record Svd(Tensor u, Tensor s, Tensor vh) {}

    /// Returns the singular value decomposition.
    ///
    /// @param fullMatrices whether U and V are square
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
        Tensor[] found = SymmetricEigen.of("eigh", a, false, true);
        return new Eigh(found[0], found[1]);
    }

    /// Returns the eigenvalues of symmetric matrices, ascending, of which the lower triangle is read.
    ///
    /// @throws dev.obor.error.LinalgException if a matrix holds NaN or infinities
    public static Tensor eigvalsh(Tensor a) {
        return SymmetricEigen.of("eigvalsh", a, false, false)[0];
    }

    /// Returns the matrix exponential.
    public static Tensor matrixExp(Tensor a) {
        return a.apply(MatrixExponential.INSTANCE);
    }
}
