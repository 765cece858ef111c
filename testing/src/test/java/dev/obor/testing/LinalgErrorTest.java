package dev.obor.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.Linalg;
import dev.obor.Obor;
import dev.obor.RankOptions;
import dev.obor.dtype.DType;
import dev.obor.error.AutogradException;
import dev.obor.error.DTypeException;
import dev.obor.error.IndexException;
import dev.obor.error.LinalgException;
import dev.obor.error.OborException;
import dev.obor.error.ShapeException;
import dev.obor.tensor.LeastSquares;
import dev.obor.tensor.QrFactor;
import dev.obor.tensor.Tensor;
import java.util.List;
import java.util.OptionalDouble;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/// What linear algebra says of bad input.
class LinalgErrorTest {
    private static final Tensor A = matrix(3, 3);

    private static Tensor matrix(int... sizes) {
        return Obor.ones(sizes).to(DType.FLOAT64);
    }

    /// A batch of identities of which the one at [1, 0] is zero.
    private static Tensor oneSingular() {
        Tensor eye = Obor.eye(3, DType.FLOAT64);
        Tensor zero = eye.mul(0);
        return Obor.stack(List.of(Obor.stack(List.of(eye, eye)), Obor.stack(List.of(zero, eye))));
    }

    private static void refused(Class<? extends OborException> type, String message, ThrowingCallable call) {
        assertThatThrownBy(call).isExactlyInstanceOf(type).hasMessage(message);
    }

    @Test
    void theSingularMatrixOfABatchIsNamed() {
        Tensor a = oneSingular();
        String why =
                "is singular (U[1, 1] of its LU factors, counted from 1, is zero): add a small diagonal, or use lstsq"
                        + " or pinv";
        refused(LinalgException.class, "inv: the matrix at [1, 0] of the batch " + why, () -> Linalg.inv(a));
        refused(
                LinalgException.class,
                "solve: the matrix at [1, 0] of the batch " + why,
                () -> Linalg.solve(a, matrix(3, 1)));
        refused(LinalgException.class, "luFactor: the matrix at [1, 0] of the batch " + why, () -> Linalg.luFactor(a));
        refused(
                LinalgException.class,
                "matrixPower: the matrix at [1, 0] of the batch " + why,
                () -> Linalg.matrixPower(a, -1));
        refused(
                LinalgException.class,
                "inverse: the matrix " + why,
                () -> a.get("1, 0").inverse());
        refused(LinalgException.class, "invEx: the matrix at [1, 0] of the batch " + why, () -> Linalg.invEx(a, true));
        assertThat(Linalg.invEx(a).info().toLongArray()).containsExactly(0, 0, 1, 0);
        assertThat(Linalg.solveEx(a, a).info().toLongArray()).containsExactly(0, 0, 1, 0);
    }

    @Test
    void whatIsNotPositiveDefiniteIsNamed() {
        Tensor a = oneSingular();
        refused(
                LinalgException.class,
                "cholesky: the matrix at [1, 0] of the batch is not positive definite (its leading minor of order 1 is"
                        + " not): make it so, as with a.matmul(a.mT()) plus a small diagonal, or use lu or eigh",
                () -> Linalg.cholesky(a));
        assertThat(Linalg.choleskyEx(a).info().toLongArray()).containsExactly(0, 0, 1, 0);
        refused(
                LinalgException.class,
                "choleskyInverse: the matrix at [1, 0] of the batch has a zero on its diagonal and no inverse: pass what"
                        + " cholesky returned",
                a::choleskyInverse);
        refused(
                LinalgException.class,
                "ldlFactor: the matrix at [1, 0] of the batch is singular (D[1, 1] of its LDL factors, counted from 1, is"
                        + " zero): add a small diagonal, or use lstsq or pinv",
                () -> Linalg.ldlFactor(a));
    }

    @Test
    void nanIsRefusedWhereAnIterationWouldNotEnd() {
        Tensor a = Obor.stack(List.of(A, A.div(0)));
        String why = ": the matrix at [1] of the batch holds NaN or an infinity: look for where it comes from, as with"
                + " isfinite()";
        refused(LinalgException.class, "svd" + why, () -> Linalg.svd(a));
        refused(LinalgException.class, "eigh" + why, () -> Linalg.eigh(a));
        refused(LinalgException.class, "eig" + why, () -> Linalg.eig(a));
    }

    @Test
    void matricesMustBeSquareAndFloating() {
        refused(
                ShapeException.class,
                "det: the matrices are 2 by 3, shape [4, 2, 3], and must be square",
                () -> Linalg.det(matrix(4, 2, 3)));
        refused(
                ShapeException.class,
                "cholesky: the tensor has shape [3] and must be a matrix or a batch of them: two dims at least",
                () -> Linalg.cholesky(matrix(3)));
        refused(
                DTypeException.class,
                "inv: the matrix is int64 and must be float32 or float64: convert it with to(FLOAT32)",
                () -> Linalg.inv(A.to(DType.INT64)));
        refused(
                DTypeException.class,
                "solve: dtypes float64 and float32 differ: convert one, as in b.to(a.dtype())",
                () -> Linalg.solve(A, A.to(DType.FLOAT32)));
        refused(
                ShapeException.class,
                "pinv: the matrices are 2 by 3, shape [2, 3], and must be square",
                () -> Linalg.pinv(matrix(2, 3), RankOptions.DEFAULT.withHermitian(true)));
    }

    @Test
    void rightSidesMustFit() {
        refused(
                ShapeException.class,
                "solve: shapes [3, 3] and [2, 1] do not fit A·X = B: B needs as many rows as A",
                () -> Linalg.solve(A, matrix(2, 1)));
        refused(
                ShapeException.class,
                "solve: B has shape [3] and X·A = B needs matrices: use unsqueeze(-2)",
                () -> Linalg.solve(A, matrix(3), false));
        refused(
                ShapeException.class,
                "lstsq: shapes [4, 3] and [3, 2] do not fit: B needs as many rows as A, and A's dims or one less",
                () -> Linalg.lstsq(matrix(4, 3), matrix(3, 2)));
        refused(
                LinalgException.class,
                "lstsq: the matrix does not have full rank, which the driver gels needs: use gelsy, gelsd or gelss",
                () -> Linalg.lstsq(matrix(4, 3), matrix(4, 2), OptionalDouble.empty(), LeastSquares.Driver.GELS));
        refused(
                OborException.class,
                "lstsq: the driver 'x' is none: use gels, gelsy, gelsd or gelss",
                () -> LeastSquares.Driver.named("x"));
    }

    @Test
    void pivotsMustBeWhatAFactorizationReturned() {
        Tensor b = matrix(3, 1);
        Tensor pivots = Tensor.of(1, 2, 4).to(DType.INT32);
        refused(
                IndexException.class,
                "pivots: 4 is no row of 3, which are counted from 1: pass what luFactor returned",
                () -> Linalg.luSolve(A, pivots, b));
        refused(
                DTypeException.class,
                "luSolve: the pivots are int64 and must be int32: pass what luFactor returned, or convert with to(INT32)",
                () -> Linalg.luSolve(A, pivots.to(DType.INT64), b));
        refused(
                ShapeException.class,
                "luUnpack: the pivots have shape [3] and factors of shape [2, 3] have pivots of shape [2]: pass what"
                        + " luFactor returned",
                () -> matrix(2, 3).luUnpack(pivots));
        refused(
                OborException.class,
                "ldlSolve: 4 is no pivot of row 3 of 3: pass what ldlFactor returned",
                () -> Linalg.ldlSolve(A, pivots, b));
        refused(
                OborException.class,
                "ldlSolve: -1 is no pivot of row 3 of 3: pass what ldlFactor returned",
                () -> Linalg.ldlSolve(A, Tensor.of(-1, -1, -1).to(DType.INT32), b));
        Tensor tracked = A.detach().requiresGrad(true);
        refused(
                AutogradException.class,
                "ldlSolve: the factors have no gradient: detach them, or use solve(a, b)",
                () -> Linalg.ldlSolve(tracked, Tensor.of(1, 2, 3).to(DType.INT32), b)
                        .sum()
                        .backward());
    }

    @Test
    void theCompleteQOfATallMatrixHasNoGradient() {
        Tensor a = matrix(3, 2).requiresGrad(true);
        refused(
                AutogradException.class,
                "qr: the complete Q of a matrix with more rows than columns, shape [3, 2], has no gradient, because its"
                        + " last columns are arbitrary: use the mode REDUCED",
                () -> Linalg.qr(a, QrFactor.Mode.COMPLETE).q().sum().backward());
    }

    @Test
    void ordersOfNormsMustExist() {
        refused(
                OborException.class,
                "matrixNorm: the order 3.0 is none: use 1, -1, 2, -2, an infinity, fro or nuc, or vectorNorm for others",
                () -> Linalg.matrixNorm(A, 3));
        refused(
                OborException.class,
                "matrixNorm: the order 'x' is none: use fro, nuc, or a number",
                () -> Linalg.matrixNorm(A, "x"));
        refused(OborException.class, "norm: the order 'x' is none: use fro, nuc or a number", () -> A.norm("x"));
        refused(
                ShapeException.class,
                "norm: a tensor of shape [2, 3, 3] with the dims [] is neither a vector nor a matrix: give one or two dims",
                () -> Linalg.norm(matrix(2, 3, 3), 1));
        refused(
                ShapeException.class,
                "matrixNorm: the dims [1, -1] of [3, 3] are the same: matrices have two different ones",
                () -> Linalg.matrixNorm(A, 1, new int[] {1, -1}, false));
        refused(
                DTypeException.class,
                "vectorNorm: the tensor is int64, and norms are floating-point: convert it with to(FLOAT32)",
                () -> Linalg.vectorNorm(A.to(DType.INT64)));
        refused(
                DTypeException.class,
                "vectorNorm: the tensor is float64, which float32 does not hold: pass a wider floating-point dtype",
                () -> Linalg.vectorNorm(A, 2, new int[0], false, DType.FLOAT32));
        refused(
                OborException.class,
                "eigh: there is no triangle 'x': use L for the lower one or U for the upper",
                () -> Linalg.eigh(A, "x"));
    }

    @Test
    void productsMustFit() {
        refused(
                ShapeException.class,
                "mm: shapes [3, 3] and [3]: the first needs 2 dims and the second 2 dims: use matmul for others",
                () -> A.mm(matrix(3)));
        refused(
                ShapeException.class,
                "bmm: shapes [2, 3, 3] and [4, 3, 3]: the batches are of 2 and 4 matrices, and must be equal: use matmul to"
                        + " broadcast",
                () -> matrix(2, 3, 3).bmm(matrix(4, 3, 3)));
        refused(
                ShapeException.class,
                "dot: shapes [3] and [2]: both need one dim of the same size",
                () -> matrix(3).dot(matrix(2)));
        refused(
                ShapeException.class,
                "addmm: the tensor has shape [2, 3, 3] and does not broadcast to that of the product, [3, 3]",
                () -> matrix(2, 3, 3).addmm(A, A));
        refused(
                ShapeException.class,
                "inner: shapes [3, 3] and [2]: the last dims, 3 and 2, must be equal",
                () -> A.inner(matrix(2)));
        refused(
                ShapeException.class,
                "tensordot: dims 0 of [3, 3] and 1 of [3, 2] have sizes 3 and 2: they must be equal, or one of them 1",
                () -> A.tensordot(matrix(3, 2), new int[][] {{0}, {1}}));
        refused(
                ShapeException.class,
                "cross: shapes [2] and [2] have no dim of size 3 in common: vectors of three elements have cross products",
                () -> matrix(2).cross(matrix(2)));
        refused(
                ShapeException.class,
                "multiDot: tensors 0 and 1, 3 by 3 and 2 by 3, do not fit: the columns of one must be as many as"
                        + " the rows of the next",
                () -> Linalg.multiDot(List.of(A, matrix(2, 3))));
        refused(
                DTypeException.class,
                "vecdot: the tensors are int64 and must be floating-point: convert them, or use mul and sum for integers",
                () -> Linalg.vecdot(A.to(DType.INT64), A.to(DType.INT64)));
        refused(
                DTypeException.class,
                "addr: the tensors are int64, and beta 0.5 and alpha 1 must then be integers: convert the tensors with"
                        + " to(FLOAT32)",
                () -> Tensor.of(1L).addr(Tensor.of(1L), Tensor.of(2L), 0.5, 1));
        refused(
                ShapeException.class,
                "addmm_: the result is float64[3, 3] and this tensor float64[3]: they must be equal: use the method without _",
                () -> matrix(3).addmm_(A, A, 1, 1));
    }

    @Test
    void tensorsMustBeMapsBetweenTensors() {
        refused(
                ShapeException.class,
                "tensorinv: the first 1 dims of shape [2, 3] multiply to 2 and the others to 3: they must be equal",
                () -> Linalg.tensorinv(matrix(2, 3), 1));
        refused(OborException.class, "tensorinv: ind is 0 and must be 1 or more", () -> Linalg.tensorinv(A, 0));
        refused(
                ShapeException.class,
                "tensorsolve: dim -1 is given twice in [1, -1]",
                () -> Linalg.tensorsolve(A, matrix(3), new int[] {1, -1}));
        refused(
                OborException.class,
                "vander: 1 powers make no matrix: ask for 2 or more",
                () -> Linalg.vander(matrix(3), 1));
    }
}
