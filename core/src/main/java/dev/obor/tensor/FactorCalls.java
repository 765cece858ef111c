package dev.obor.tensor;

import dev.obor.dtype.DType;
import dev.obor.error.DTypeException;
import dev.obor.error.LinalgException;
import dev.obor.error.OborException;
import dev.obor.error.ShapeException;
import dev.obor.layout.Shape;
import java.util.Arrays;
import java.util.Optional;

/// What `dev.obor.Linalg` and [Decompositions] compose of factorizations. Each method's first argument is the
/// name that stands in messages.
public final class FactorCalls {
    private FactorCalls() {}

    static Tensor choleskyInverse(Tensor factor, boolean upper) {
        String op = "choleskyInverse";
        Matrices.checkSquare(op, new Spec(factor.shape(), factor.dtype()));
        boolean[] singular =
                factor.diagonal(0, -2, -1).eq(0).any(new int[] {-1}, false).toBooleanArray();
        for (int item = 0; item < singular.length; item++) {
            if (singular[item]) {
                int[] batch = Matrices.batch(factor.shape()).toArray();
                throw LinalgException.of(
                        op, item, batch, "has a zero on its diagonal and no inverse: pass what cholesky returned");
            }
        }
        Tensor identity = Triangles.identity(factor.size(-1), factor.dtype()).expand(factor.shape());
        return CholeskySolve.of(op, identity, factor, upper);
    }

    /// Returns LU factors in one matrix, pivots and info.
    public static Tensor[] lu(String op, Tensor a, boolean pivot) {
        Matrices.checkMatrix(op, new Spec(a.shape(), a.dtype()));
        return Interpreter.current().apply(new LuFactor(pivot), a);
    }

    /// Returns the factors P, L and U of A = P·L·U; an empty P unless rows are swapped.
    public static Tensor[] plu(String op, Tensor a, boolean pivot) {
        Tensor[] found = lu(op, a, pivot);
        Decompositions.Plu parts = unpack(op, found[0], found[1], true, pivot);
        return new Tensor[] {parts.p(), parts.l(), parts.u()};
    }

    /// Returns the sums of products along a dim.
    public static Tensor vecdot(String op, Tensor x, Tensor y, int dim) {
        return Products.vecdot(op, x, y, dim);
    }

    /// Checks the info of LU factors.
    ///
    /// @throws LinalgException if it is not 0
    public static void checkRegular(String op, Tensor info) {
        Matrices.checkInfo(op, info, Determinant.SINGULAR);
    }

    static Decompositions.Plu unpack(String op, Tensor lu, Tensor pivots, boolean unpackData, boolean unpackPivots) {
        Matrices.checkMatrix(op, new Spec(lu.shape(), lu.dtype()));
        Permutation.check(op, pivots, lu.shape());
        Tensor none = Tensor.full(Shape.of(0), 0, lu.dtype());
        int k = Math.min(lu.size(-2), lu.size(-1));
        return new Decompositions.Plu(
                unpackPivots ? Permutation.matrix(pivots, lu.size(-2), lu.dtype()) : none,
                unpackData ? Triangles.withDiagonal(Triangles.lower(lu.narrow(-1, 0, k), -1), 1) : none,
                unpackData ? Triangles.upper(lu.narrow(-2, 0, k), 0) : none);
    }

    /// Returns the solution X of A·X = B, or of X·A = B, from A's LU factors.
    ///
    /// @param left whether A stands on the left
    /// @param transposed whether Aᵀ stands in A's place
    public static Tensor luSolve(String op, Tensor lu, Tensor pivots, Tensor b, boolean left, boolean transposed) {
        TriangularSolve.check(op, new Spec(lu.shape(), lu.dtype()), new Spec(b.shape(), b.dtype()), left);
        Permutation.check(op, pivots, lu.shape());
        DType wide = DType.FLOAT64;
        return LinearSolve.withFactors(op, lu.to(wide), pivots, b.to(wide), left, transposed)
                .to(b.dtype());
    }

    /// Returns the factors of symmetric matrices A = L·D·Lᵀ in one matrix, pivots and info.
    ///
    /// @param checked whether a singular matrix is an error
    /// @throws LinalgException if a matrix is singular, and that is checked
    public static Tensor[] ldl(String op, Tensor a, boolean checked) {
        return LdlFactor.of(op, a, checked);
    }

    /// Returns the solution X of A·X = B from A's LDL factors.
    public static Tensor ldlSolve(String op, Tensor factors, Tensor pivots, Tensor b) {
        return LdlSolve.of(op, factors, pivots, b);
    }

    static Tensor ormqr(Tensor a, Tensor tau, Tensor other, boolean left, boolean transpose) {
        String op = "ormqr";
        Matrices.checkMatrix(op, new Spec(a.shape(), a.dtype()));
        Matrices.checkMatrix(op, new Spec(other.shape(), other.dtype()));
        Matrices.checkSameType(op, new Spec(a.shape(), a.dtype()), new Spec(tau.shape(), tau.dtype()));
        Matrices.checkSameType(op, new Spec(a.shape(), a.dtype()), new Spec(other.shape(), other.dtype()));
        Shape batch = Matrices.batch(a.shape());
        int rows = a.size(-2);
        if (tau.dim() != batch.rank() + 1
                || !Matrices.without(tau.shape(), 1).equals(batch)
                || !Matrices.batch(other.shape()).equals(batch)
                || tau.size(-1) > Math.min(rows, a.size(-1))
                || other.size(left ? -2 : -1) != rows) {
            throw new ShapeException(op + ": the vectors have shape " + a.shape() + ", tau " + tau.shape()
                    + " and the other matrix " + other.shape() + ": all need one batch, tau at most min(m, n) elements"
                    + " for vectors [m, n], and the matrix " + rows + (left ? " rows" : " columns"));
        }
        Tensor q = QrFactor.product(a.narrow(-1, 0, tau.size(-1)), tau, rows);
        Tensor factor = transpose ? q.transpose(-2, -1) : q;
        return left ? factor.matmul(other) : other.matmul(factor);
    }

    /// Checks that a tensor can be factorized and its matrices are square.
    ///
    /// @throws ShapeException for fewer than two dims, or if the last two differ
    /// @throws dev.obor.error.DTypeException unless float32 or float64
    public static void checkSquare(String op, Tensor a) {
        Matrices.checkSquare(op, new Spec(a.shape(), a.dtype()));
    }

    /// Returns the relative tolerances that go with what is given of tolerances: if there is none, and no
    /// absolute one above 0, the dtype's rounding unit times the larger of m and n.
    private static Tensor relative(String op, Tensor a, Optional<Tensor> atol, Optional<Tensor> rtol) {
        Matrices.checkMatrix(op, new Spec(a.shape(), a.dtype()));
        if (rtol.isPresent()) {
            return tolerance(op, rtol.get());
        }
        double usual = Matrices.unit(a.dtype()) * Math.max(a.size(-1), a.size(-2));
        Tensor unit = Tensor.full(Shape.SCALAR, usual, DType.FLOAT64);
        return atol.map(given -> Tensor.where(given.gt(0), Tensor.full(Shape.SCALAR, 0, DType.FLOAT64), unit))
                .orElse(unit);
    }

    private static Tensor tolerance(String op, Tensor given) {
        if (!given.dtype().isFloating() && !given.isNumber()) {
            throw new DTypeException(op + ": a tolerance is " + given.dtype()
                    + " and must be floating-point: convert it with to(FLOAT64)");
        }
        return given.detach().to(DType.FLOAT64);
    }

    private static Tensor absolute(String op, Optional<Tensor> atol) {
        return atol.map(given -> tolerance(op, given)).orElse(Tensor.full(Shape.SCALAR, 0, DType.FLOAT64));
    }

    private static void checkShape(String op, Tensor a, boolean hermitian) {
        if (hermitian) {
            checkSquare(op, a);
        } else {
            Matrices.checkMatrix(op, new Spec(a.shape(), a.dtype()));
        }
    }

    /// Returns pseudo-inverses.
    ///
    /// @param atol absolute tolerances, of a shape that broadcasts with the batch; 0 if there are none
    /// @param rtol relative tolerances, of a shape that broadcasts with the batch; if there are none and no
    ///     absolute one above 0, the dtype's rounding unit times the larger of m and n
    /// @param hermitian whether the matrices are symmetric
    public static Tensor pseudoInverse(
            String op, Tensor a, Optional<Tensor> atol, Optional<Tensor> rtol, boolean hermitian) {
        checkShape(op, a, hermitian);
        return a.apply(new PseudoInverse(hermitian), absolute(op, atol), relative(op, a, atol, rtol));
    }

    /// Returns how many singular values of matrices are above both tolerances, which are as of
    /// [#pseudoInverse(String, Tensor, Optional, Optional, boolean)].
    ///
    /// @param hermitian whether the matrices are symmetric
    public static Tensor rank(String op, Tensor a, Optional<Tensor> atol, Optional<Tensor> rtol, boolean hermitian) {
        checkShape(op, a, hermitian);
        Tensor wide = a.detach().to(DType.FLOAT64);
        Tensor values =
                hermitian ? SymmetricEigen.of(op, wide, false, false)[0].abs() : SingularValues.values(op, wide);
        Tensor absolute = absolute(op, atol);
        Tensor relative = relative(op, a, atol, rtol);
        if (values.size(-1) == 0) {
            return values.gt(0).sum(-1);
        }
        return values.gt(PseudoInverse.cut(values, absolute, relative)).sum(-1);
    }

    static Tensor norm(Tensor x, String p, int[] dims, boolean keepDim) {
        return switch (p) {
            case "fro" -> {
                if (dims.length > 2) {
                    throw new ShapeException("norm: the dims " + Arrays.toString(dims)
                            + " are more than the two of a matrix: use the order 2");
                }
                yield x.norm(2, dims, keepDim);
            }
            case "nuc" -> {
                int[] both = dims.length == 0 && x.dim() == 2 ? new int[] {0, 1} : dims;
                if (both.length != 2) {
                    throw new ShapeException("norm: the nuclear norm of a tensor of shape " + x.shape() + " and dims "
                            + Arrays.toString(dims) + " needs the two dims of a matrix");
                }
                yield nuclear("norm", x, both, keepDim);
            }
            default -> throw new OborException("norm: the order '" + p + "' is none: use fro, nuc or a number");
        };
    }

    /// Returns the sums of the singular values of matrices.
    ///
    /// @param dims the two dims of the matrices
    public static Tensor nuclear(String op, Tensor x, int[] dims, boolean keepDim) {
        Tensor sum = SingularValues.values(op, last(x, op, dims)).sum(-1);
        return keepDim ? kept(sum, x, op, dims) : sum;
    }

    /// Returns a view with two dims as the last ones.
    public static Tensor last(Tensor x, String op, int... dims) {
        int[] pair = pair(x, op, dims);
        int[] order = new int[x.dim()];
        int at = 0;
        for (int d = 0; d < order.length; d++) {
            if (d != pair[0] && d != pair[1]) {
                order[at++] = d;
            }
        }
        order[at] = pair[0];
        order[at + 1] = pair[1];
        return x.permute(order);
    }

    /// Returns a result without two dims of x with these dims again, of size 1.
    public static Tensor kept(Tensor result, Tensor x, String op, int... dims) {
        int[] pair = pair(x, op, dims);
        return result.unsqueeze(Math.min(pair[0], pair[1])).unsqueeze(Math.max(pair[0], pair[1]));
    }

    private static int[] pair(Tensor x, String op, int... dims) {
        if (dims.length != 2) {
            throw new ShapeException(op + ": the dims " + Arrays.toString(dims) + " must be two, those of matrices");
        }
        int first = Shape.existingDim(op, dims[0], x.dim());
        int second = Shape.existingDim(op, dims[1], x.dim());
        if (first == second) {
            throw new ShapeException(op + ": the dims " + Arrays.toString(dims) + " of " + x.shape()
                    + " are the same: matrices have two different ones");
        }
        return new int[] {first, second};
    }
}
