package dev.obor;

import dev.obor.tensor.FactorCalls;
import dev.obor.tensor.LeastSquares;
import dev.obor.tensor.LinearSolve;
import dev.obor.tensor.Tensor;
import dev.obor.tensor.TriangularSolve;
import java.util.OptionalDouble;

/// The equations of [Linalg]: solutions, inverses, and what tells how well there are any.
///
/// In all methods info is int32: 0 for a matrix that has an inverse, else the number (from 1) of the first
/// zero on U's diagonal in A = P·L·U.
public abstract sealed class LinalgEquations extends LinalgNorms permits Linalg {
    LinalgEquations() {}

    /// Returns the inverses of square matrices.
    ///
    /// @throws dev.obor.error.LinalgException if a matrix is singular
    public static Tensor inv(Tensor a) {
        return LinearSolve.inverse("inv", a, true)[0];
    }

    /// An inverse, which means nothing where info is not 0, and info.
    public record InvEx(Tensor inverse, Tensor info) {}

    /// Returns inverses and info.
    public static InvEx invEx(Tensor a) {
        return invEx(a, false);
    }

    /// Returns inverses and info.
    ///
    /// @throws dev.obor.error.LinalgException if a matrix is singular, and `checkErrors`
    public static InvEx invEx(Tensor a, boolean checkErrors) {
        Tensor[] found = LinearSolve.inverse("invEx", a, checkErrors);
        return new InvEx(found[0], found[1]);
    }

    /// Returns the X of A·X = B for square A. The batches broadcast; B is a batch of vectors if it has one
    /// dim, or A's shape without the last dim.
    ///
    /// @throws dev.obor.error.LinalgException if a matrix is singular
    public static Tensor solve(Tensor a, Tensor b) {
        return solve(a, b, true);
    }

    /// Returns the X of A·X = B, or, unless `left`, of X·A = B.
    ///
    /// @throws dev.obor.error.LinalgException if a matrix is singular
    public static Tensor solve(Tensor a, Tensor b, boolean left) {
        return LinearSolve.of("solve", a, b, left, true)[0];
    }

    /// A solution, which means nothing where info is not 0, and info.
    public record SolveEx(Tensor result, Tensor info) {}

    /// Returns the X of A·X = B, and info.
    public static SolveEx solveEx(Tensor a, Tensor b) {
        return solveEx(a, b, true, false);
    }

    /// Returns the X of A·X = B, or, unless `left`, of X·A = B, and info.
    ///
    /// @throws dev.obor.error.LinalgException if a matrix is singular, and `checkErrors`
    public static SolveEx solveEx(Tensor a, Tensor b, boolean left, boolean checkErrors) {
        Tensor[] found = LinearSolve.of("solveEx", a, b, left, checkErrors);
        return new SolveEx(found[0], found[1]);
    }

    /// Returns the X of A·X = B for a triangular A. The batches broadcast.
    ///
    /// @param upper whether the upper triangle is read, else the lower
    public static Tensor solveTriangular(Tensor a, Tensor b, boolean upper) {
        return solveTriangular(a, b, upper, true, false);
    }

    /// Returns the X of A·X = B for a triangular A, or, unless `left`, of X·A = B. A zero on the diagonal
    /// gives infinities and NaN.
    ///
    /// @param upper whether the upper triangle is read, else the lower
    /// @param unitriangular whether the diagonal is taken to be 1
    public static Tensor solveTriangular(Tensor a, Tensor b, boolean upper, boolean left, boolean unitriangular) {
        return TriangularSolve.of("solveTriangular", a, b, upper, left, unitriangular);
    }

    /// Returns the X of A·X = B.
    ///
    /// @param lu A's factors as of [Linalg#luFactor(Tensor)]; their batch broadcasts with B's
    /// @param pivots as of [Linalg#luFactor(Tensor)]
    public static Tensor luSolve(Tensor lu, Tensor pivots, Tensor b) {
        return luSolve(lu, pivots, b, true, false);
    }

    /// Returns the X of A·X = B, or, unless `left`, of X·A = B.
    ///
    /// @param lu A's factors as of [Linalg#luFactor(Tensor)]; their batch broadcasts with B's
    /// @param pivots as of [Linalg#luFactor(Tensor)]
    /// @param adjoint whether Aᵀ stands in A's place
    public static Tensor luSolve(Tensor lu, Tensor pivots, Tensor b, boolean left, boolean adjoint) {
        return FactorCalls.luSolve("luSolve", lu, pivots, b, left, adjoint);
    }

    /// Returns the X of A·X = B for symmetric A. A gradient reaches B only.
    ///
    /// @param ld A's factors as of [Linalg#ldlFactor(Tensor)]; their batch broadcasts with B's
    /// @param pivots as of [Linalg#ldlFactor(Tensor)]
    public static Tensor ldlSolve(Tensor ld, Tensor pivots, Tensor b) {
        return FactorCalls.ldlSolve("ldlSolve", ld, pivots, b);
    }

    /// What [#lstsq(Tensor, Tensor)] finds; empty tensors stand for what the driver does not return.
    ///
    /// @param solution X
    /// @param residuals the sums of squares of the columns of A·X − B; empty unless there are more rows than
    ///     columns and all ranks are full
    /// @param rank int64, the rank of A
    /// @param singularValues those of A, descending
    public record Lstsq(Tensor solution, Tensor residuals, Tensor rank, Tensor singularValues) {}

    /// Returns the X of least norm among those that make ‖A·X − B‖ least, with the driver gelsy.
    public static Lstsq lstsq(Tensor a, Tensor b) {
        return lstsq(a, b, OptionalDouble.empty(), LeastSquares.Driver.GELSY);
    }

    /// Returns the X of least norm among those that make ‖A·X − B‖ least.
    ///
    /// @throws dev.obor.error.LinalgException if the driver gels meets a matrix without full rank
    public static Lstsq lstsq(Tensor a, Tensor b, LeastSquares.Driver driver) {
        return lstsq(a, b, OptionalDouble.empty(), driver);
    }

    /// Returns the X of least norm among those that make ‖A·X − B‖ least. The batches broadcast; B is a batch
    /// of vectors if it has one dim less than A.
    ///
    /// @param rcond singular values up to rcond times the largest count as zero; empty for the dtype's
    ///     rounding unit times the larger of rows and columns. The driver gels does not use it
    /// @throws dev.obor.error.LinalgException if the driver gels meets a matrix without full rank, or a
    ///     matrix holds NaN or infinities
    public static Lstsq lstsq(Tensor a, Tensor b, OptionalDouble rcond, LeastSquares.Driver driver) {
        Tensor[] found = LeastSquares.of("lstsq", a, b, rcond, driver);
        return new Lstsq(found[0], found[1], found[2], found[3]);
    }

    /// Returns the pseudo-inverses (Moore–Penrose) of matrices.
    ///
    /// @throws dev.obor.error.LinalgException if a matrix holds NaN or infinities
    public static Tensor pinv(Tensor a) {
        return pinv(a, RankOptions.DEFAULT);
    }

    /// Returns the pseudo-inverses (Moore–Penrose) of matrices.
    ///
    /// @param rcond singular values up to rcond times the largest count as zero
    public static Tensor pinv(Tensor a, double rcond) {
        return pinv(a, RankOptions.DEFAULT.withRtol(rcond));
    }

    /// Returns the pseudo-inverses (Moore–Penrose) of matrices.
    ///
    /// The gradient holds where a small change of the matrix does not change its rank.
    ///
    /// @throws dev.obor.error.LinalgException if a matrix holds NaN or infinities
    public static Tensor pinv(Tensor a, RankOptions options) {
        return FactorCalls.pseudoInverse("pinv", a, options.atol(), options.rtol(), options.hermitian());
    }

    /// Returns the ranks of matrices, int64.
    ///
    /// @throws dev.obor.error.LinalgException if a matrix holds NaN or infinities
    public static Tensor matrixRank(Tensor a) {
        return matrixRank(a, RankOptions.DEFAULT);
    }

    /// Returns how many singular values of matrices are above `tol`, int64.
    public static Tensor matrixRank(Tensor a, double tol) {
        return matrixRank(a, RankOptions.DEFAULT.withAtol(tol).withRtol(0));
    }

    /// Returns how many singular values of matrices are above the tolerances, int64.
    ///
    /// @throws dev.obor.error.LinalgException if a matrix holds NaN or infinities
    public static Tensor matrixRank(Tensor a, RankOptions options) {
        return FactorCalls.rank("matrixRank", a, options.atol(), options.rtol(), options.hermitian());
    }

    /// Returns the inverse of A as a map between tensors: the X with tensordot(X, A, ind) the identity.
    ///
    /// @param ind how many of A's first dims are one side; their sizes multiply to the same as the others'
    /// @throws dev.obor.error.LinalgException if A is singular
    public static Tensor tensorinv(Tensor a, int ind) {
        return TensorEquations.inverse(a, ind);
    }

    /// Returns the inverse of A as a map between tensors, its first two dims being one side.
    ///
    /// @throws dev.obor.error.LinalgException if A is singular
    public static Tensor tensorinv(Tensor a) {
        return tensorinv(a, 2);
    }

    /// Returns the X with tensordot(A, X, X.dim()) = B.
    ///
    /// @throws dev.obor.error.LinalgException if A is singular
    public static Tensor tensorsolve(Tensor a, Tensor b) {
        return TensorEquations.solve(a, b);
    }

    /// Returns the X with tensordot(A, X, X.dim()) = B.
    ///
    /// @param dims A's dims that are first moved to its end
    /// @throws dev.obor.error.LinalgException if A is singular
    public static Tensor tensorsolve(Tensor a, Tensor b, int[] dims) {
        return TensorEquations.solve(a, b, dims);
    }
}
