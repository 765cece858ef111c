package dev.obor.tensor;

import dev.obor.dtype.DType;
import dev.obor.layout.Shape;
import java.util.List;
import java.util.Optional;

/// Factors, inverses and determinants of matrices, for each matrix of a batch: the dims before the last two.
///
/// Matrices are float32 or float64; all is computed in float64 and rounded once. Gradients are tensor
/// formulas, which can be differentiated again. `dev.obor.Linalg` has these and more under the names of
/// `torch.linalg`.
public sealed interface Decompositions extends Applicable permits Tensor {
    /// Returns L of symmetric positive definite matrices A = L·Lᵀ, of which the lower triangles are read.
    ///
    /// @throws dev.obor.error.LinalgException if a matrix is not positive definite
    default Tensor cholesky() {
        return cholesky(false);
    }

    /// Returns the Cholesky factor of symmetric positive definite matrices.
    ///
    /// @param upper whether U of A = Uᵀ·U is wanted, from the upper triangles, else L of A = L·Lᵀ
    /// @throws dev.obor.error.LinalgException if a matrix is not positive definite
    default Tensor cholesky(boolean upper) {
        return CholeskyFactor.of("cholesky", self(), upper);
    }

    /// Returns the inverses of L·Lᵀ, this being the lower factors.
    ///
    /// @throws dev.obor.error.LinalgException if a factor is singular
    default Tensor choleskyInverse() {
        return choleskyInverse(false);
    }

    /// Returns the inverses of L·Lᵀ, or, if `upper`, of Uᵀ·U, this being the factors.
    ///
    /// @throws dev.obor.error.LinalgException if a factor is singular
    default Tensor choleskyInverse(boolean upper) {
        return FactorCalls.choleskyInverse(self(), upper);
    }

    /// Returns the solutions X of L·Lᵀ·X = B, this being B, a matrix or a batch of them.
    ///
    /// @param factor L; its batch broadcasts
    default Tensor choleskySolve(Tensor factor) {
        return choleskySolve(factor, false);
    }

    /// Returns the solutions X of L·Lᵀ·X = B, or, if `upper`, of Uᵀ·U·X = B, this being B.
    ///
    /// @param factor L or U; its batch broadcasts
    default Tensor choleskySolve(Tensor factor, boolean upper) {
        return CholeskySolve.of("choleskySolve", self(), factor, upper);
    }

    /// Returns the inverses of square matrices.
    ///
    /// @throws dev.obor.error.LinalgException if a matrix is singular
    default Tensor inverse() {
        return LinearSolve.inverse("inverse", self(), true)[0];
    }

    /// Returns the determinants of square matrices.
    default Tensor det() {
        return Determinant.of("det", self());
    }

    /// Returns the logarithms of the determinants of square matrices: NaN where negative, −∞ where zero.
    default Tensor logdet() {
        Tensor[] found = Determinant.logarithm("logdet", self());
        Tensor nan = Tensor.full(Shape.SCALAR, Double.NaN, found[1].dtype());
        return Tensor.where(found[0].eq(-1), nan, found[1]);
    }

    /// A determinant as its sign and the logarithm of its absolute value, which does not overflow.
    ///
    /// @param sign 1, −1, or 0 for a singular matrix
    /// @param logabsdet the logarithm, −∞ for a singular matrix
    record SignLog(Tensor sign, Tensor logabsdet) {}

    /// Returns the signs and the logarithms of the absolute values of the determinants of square matrices.
    default SignLog slogdet() {
        Tensor[] found = Determinant.logarithm("slogdet", self());
        return new SignLog(found[0], found[1]);
    }

    /// A solution, and the matrix it was found with.
    record TriangularSolution(Tensor solution, Tensor clonedCoefficient) {}

    /// Returns the solution X of A·X = B with upper triangular A, this being B.
    default TriangularSolution triangularSolve(Tensor a) {
        return triangularSolve(a, true, false, false);
    }

    /// Returns the solution X of A·X = B, or, if `transpose`, of Aᵀ·X = B, with triangular A, this being B.
    ///
    /// @param a its batch broadcasts
    /// @param upper whether A is upper triangular
    /// @param unitriangular whether A's diagonal is taken to be ones
    default TriangularSolution triangularSolve(Tensor a, boolean upper, boolean transpose, boolean unitriangular) {
        Tensor left = transpose ? a.transpose(-2, -1) : a;
        Tensor x = TriangularSolve.of("triangularSolve", left, self(), upper != transpose, true, unitriangular);
        Shape batch = Matrices.commonBatch("triangularSolve", a, self());
        return new TriangularSolution(x, Matrices.expandBatch(a, batch).clone());
    }

    /// LU factors in one matrix, and pivots.
    ///
    /// @param lu L below the diagonal, U on and above it
    /// @param pivots int32, the rows (counted from 1) with which the first, second … row was swapped
    record LuFactors(Tensor lu, Tensor pivots) {}

    /// Returns the factors of A = P·L·U of matrices of any shape, in one matrix.
    default LuFactors lu() {
        Tensor[] found = FactorCalls.lu("lu", self(), true);
        return new LuFactors(found[0], found[1]);
    }

    /// Returns the factors of A = P·L·U in one matrix, pivots and, if `getInfos`, info.
    ///
    /// @param pivot whether rows are swapped
    /// @param getInfos whether info is returned, int32: 0, or the number of the first zero on U's diagonal
    default List<Tensor> lu(boolean pivot, boolean getInfos) {
        Tensor[] found = FactorCalls.lu("lu", self(), pivot);
        return getInfos ? List.of(found) : List.of(found[0], found[1]);
    }

    /// The factors of A = P·L·U.
    ///
    /// @param p the permutation, as a matrix
    /// @param l unit lower triangular, or trapezoidal
    /// @param u upper triangular, or trapezoidal
    record Plu(Tensor p, Tensor l, Tensor u) {}

    /// Returns P, L and U, this being the factors in one matrix.
    ///
    /// @param pivots as of [#lu()]
    default Plu luUnpack(Tensor pivots) {
        return luUnpack(pivots, true, true);
    }

    /// Returns P, L and U, this being the factors in one matrix.
    ///
    /// @param pivots as of [#lu()]
    /// @param unpackData whether L and U are wanted; if not they are empty
    /// @param unpackPivots whether P is wanted; if not it is empty
    default Plu luUnpack(Tensor pivots, boolean unpackData, boolean unpackPivots) {
        return FactorCalls.unpack("luUnpack", self(), pivots, unpackData, unpackPivots);
    }

    /// Returns the solutions X of A·X = B, this being B, a matrix or a batch of them.
    ///
    /// @param lu A's factors in one matrix, as of [#lu()]; their batch broadcasts
    /// @param pivots as of [#lu()]
    default Tensor luSolve(Tensor lu, Tensor pivots) {
        return FactorCalls.luSolve("luSolve", lu, pivots, self(), true, false);
    }

    /// The factors of A = Q·R.
    ///
    /// @param q with orthonormal columns
    /// @param r upper triangular, or trapezoidal
    record QR(Tensor q, Tensor r) {}

    /// Returns Q of min(m, n) columns and R of matrices [..., m, n].
    default QR qr() {
        return qr(true);
    }

    /// Returns Q and R of matrices [..., m, n].
    ///
    /// @param some whether Q has min(m, n) columns, else m
    default QR qr(boolean some) {
        Tensor[] found = QrFactor.of("qr", self(), some ? QrFactor.Mode.REDUCED : QrFactor.Mode.COMPLETE);
        return new QR(found[0], found[1]);
    }

    /// A QR factorization as reflectors I − τ·v·vᵀ.
    ///
    /// @param a R on and above the diagonal, the rest of the vectors v below it
    /// @param tau the factors τ
    record Reflectors(Tensor a, Tensor tau) {}

    /// Returns the QR factorization as reflectors, without a gradient.
    default Reflectors geqrf() {
        Matrices.checkMatrix("geqrf", new Spec(self().shape(), self().dtype()));
        Tensor[] found = Interpreter.current().apply(HouseholderFactor.INSTANCE, self());
        return new Reflectors(found[0], found[1]);
    }

    /// Returns the first columns of the product of reflectors, as many as this has, this being their vectors.
    ///
    /// @param tau their factors, at most as many as columns
    default Tensor orgqr(Tensor tau) {
        return HouseholderProduct.of("orgqr", self(), tau);
    }

    /// Returns Q·other for the product Q of reflectors, this being their vectors.
    default Tensor ormqr(Tensor tau, Tensor other) {
        return ormqr(tau, other, true, false);
    }

    /// Returns Q·other or Qᵀ·other, or other·Q or other·Qᵀ, for the product Q of reflectors, this being their
    /// vectors.
    ///
    /// @param tau the reflectors' factors
    /// @param left whether Q stands on the left
    /// @param transpose whether Q is transposed
    default Tensor ormqr(Tensor tau, Tensor other, boolean left, boolean transpose) {
        return FactorCalls.ormqr(self(), tau, other, left, transpose);
    }

    /// The factors of A = U·diag(S)·Vᵀ.
    ///
    /// @param u left singular vectors as columns
    /// @param s singular values, descending
    /// @param v right singular vectors as columns
    record Svd(Tensor u, Tensor s, Tensor v) {}

    /// Returns the singular value decomposition A = U·diag(S)·Vᵀ, U and V of min(m, n) columns.
    ///
    /// @throws dev.obor.error.LinalgException if a matrix holds NaN or infinities
    default Svd svd() {
        return svd(true, true);
    }

    /// Returns the singular value decomposition A = U·diag(S)·Vᵀ.
    ///
    /// @param some whether U and V have min(m, n) columns, else they are square
    /// @throws dev.obor.error.LinalgException if a matrix holds NaN or infinities
    default Svd svd(boolean some) {
        return svd(some, true);
    }

    /// Returns the singular value decomposition A = U·diag(S)·Vᵀ.
    ///
    /// @param some whether U and V have min(m, n) columns, else they are square
    /// @param computeUv whether U and V are wanted; if not they are zeros
    /// @throws dev.obor.error.LinalgException if a matrix holds NaN or infinities
    default Svd svd(boolean some, boolean computeUv) {
        Tensor[] found = SingularValues.of("svd", self(), !some, computeUv);
        if (computeUv) {
            return new Svd(found[0], found[1], found[2].transpose(-2, -1));
        }
        Shape batch = Matrices.batch(self().shape());
        int m = self().size(-2);
        int n = self().size(-1);
        DType dtype = self().dtype();
        Tensor u = Tensor.full(Matrices.with(batch, m, m), 0, dtype);
        return new Svd(u, found[1], Tensor.full(Matrices.with(batch, n, n), 0, dtype));
    }

    /// Eigenvalues and eigenvectors of symmetric matrices.
    ///
    /// @param eigenvalues ascending
    /// @param eigenvectors as columns; empty if not asked for
    record Eigen(Tensor eigenvalues, Tensor eigenvectors) {}

    /// Returns eigenvalues, and if asked eigenvectors, of symmetric matrices.
    ///
    /// @param eigenvectors whether vectors are wanted
    /// @param upper whether the upper triangle is read, else the lower one
    /// @throws dev.obor.error.LinalgException if a matrix holds NaN or infinities
    default Eigen symeig(boolean eigenvectors, boolean upper) {
        Tensor[] found = SymmetricEigen.of("symeig", self(), upper, eigenvectors);
        return new Eigen(found[0], found[1]);
    }

    /// Returns the pseudo-inverses (Moore–Penrose) of matrices; singular values up to 10⁻¹⁵ of the largest
    /// count as zero.
    ///
    /// @throws dev.obor.error.LinalgException if a matrix holds NaN or infinities
    default Tensor pinverse() {
        return pinverse(1e-15);
    }

    /// Returns the pseudo-inverses (Moore–Penrose) of matrices.
    ///
    /// @param rcond singular values up to rcond times the largest count as zero
    /// @throws dev.obor.error.LinalgException if a matrix holds NaN or infinities
    default Tensor pinverse(double rcond) {
        return FactorCalls.pseudoInverse(
                "pinverse", self(), Optional.empty(), Optional.of(Tensor.number(rcond)), false);
    }
}
