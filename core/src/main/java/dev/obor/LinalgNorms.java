package dev.obor;

import dev.obor.dtype.DType;
import dev.obor.dtype.Promotion;
import dev.obor.error.DTypeException;
import dev.obor.error.OborException;
import dev.obor.error.ShapeException;
import dev.obor.tensor.FactorCalls;
import dev.obor.tensor.SingularValues;
import dev.obor.tensor.Tensor;
import java.util.Arrays;

/// The norms and condition numbers of [Linalg].
///
/// | order | of a vector | of a matrix |
/// |---|---|---|
/// | 2 | (Σ \|x\|²)^½ | the largest singular value |
/// | −2 | (Σ \|x\|⁻²)^−½ | the smallest singular value |
/// | 1, −1 | Σ \|x\|, (Σ \|x\|⁻¹)⁻¹ | the largest or smallest sum of a column's absolute values |
/// | ∞, −∞ | the largest or smallest \|x\| | the same of a row's |
/// | 0 | how many x are not 0 | |
/// | any p | (Σ \|x\|ᵖ)^(1/p) | |
/// | `fro` | | (Σ \|x\|²)^½ |
/// | `nuc` | | the sum of the singular values |
///
/// In all methods no dims mean all dims, and with `keepDim` those that are reduced stay with size 1. A dtype
/// is that in which all is computed.
public abstract sealed class LinalgNorms permits LinalgEquations {
    private static final int[] LAST = {-2, -1};

    LinalgNorms() {}

    /// Returns the Euclidean norm of all elements.
    ///
    /// @throws DTypeException unless the dtype is floating-point
    public static Tensor norm(Tensor input) {
        return vectorNorm(input);
    }

    /// Returns the norm of order `ord` of a vector or a matrix.
    ///
    /// @throws ShapeException unless there are one or two dims
    public static Tensor norm(Tensor input, double ord) {
        return norm(input, ord, new int[0], false);
    }

    /// Returns the Frobenius or nuclear norm of a matrix.
    ///
    /// @param ord `fro` or `nuc`
    /// @throws ShapeException unless there are two dims
    public static Tensor norm(Tensor input, String ord) {
        return norm(input, ord, new int[0], false);
    }

    /// Returns Euclidean norms along dims.
    public static Tensor norm(Tensor input, int[] dim, boolean keepDim) {
        return vectorNorm(input, 2, dim, keepDim);
    }

    /// Returns Euclidean norms along dims, as in `norm(x, new int[] {1})`.
    public static Tensor norm(Tensor input, int[] dim) {
        return norm(input, dim, false);
    }

    /// Returns norms of order `ord`: of vectors along one dim, of matrices along two.
    ///
    /// @throws ShapeException for more than two dims
    public static Tensor norm(Tensor input, double ord, int... dim) {
        return norm(input, ord, dim, false);
    }

    /// Returns norms of order `ord` of the vectors along a dim, which stays with size 1 if `keepDim`.
    public static Tensor norm(Tensor input, double ord, int dim, boolean keepDim) {
        return norm(input, ord, new int[] {dim}, keepDim);
    }

    /// Returns Frobenius or nuclear norms of the matrices in two dims.
    ///
    /// @param ord `fro` or `nuc`
    /// @throws ShapeException for another number of dims
    public static Tensor norm(Tensor input, String ord, int... dim) {
        return norm(input, ord, dim, false);
    }

    /// Returns Euclidean norms along dims, computed in a dtype.
    public static Tensor norm(Tensor input, int[] dim, boolean keepDim, DType dtype) {
        return vectorNorm(input, 2, dim, keepDim, dtype);
    }

    /// Returns norms of order `ord`: of vectors along one dim, of matrices along two. No dims mean those of a
    /// vector or a matrix.
    ///
    /// @throws ShapeException if there are more than two dims
    public static Tensor norm(Tensor input, double ord, int[] dim, boolean keepDim) {
        int count = dim.length > 0 ? dim.length : input.dim();
        if (count < 1 || count > 2) {
            throw new ShapeException("norm: a tensor of shape " + input.shape() + " with the dims "
                    + Arrays.toString(dim) + " is neither a vector nor a matrix: give one or two dims");
        }
        if (count == 1) {
            return vectorNorm(input, ord, dim, keepDim);
        }
        return matrixNorm(input, ord, dim.length > 0 ? dim : new int[] {0, 1}, keepDim);
    }

    /// Returns norms of order `ord` along dims, computed in a dtype.
    public static Tensor norm(Tensor input, double ord, int[] dim, boolean keepDim, DType dtype) {
        return norm(converted("norm", input, dtype), ord, dim, keepDim);
    }

    /// Returns Frobenius or nuclear norms of matrices.
    ///
    /// @param ord `fro` or `nuc`
    /// @param dim the two dims of the matrices; none for those of a matrix
    public static Tensor norm(Tensor input, String ord, int[] dim, boolean keepDim) {
        return matrixNorm(input, ord, dim.length > 0 || input.dim() != 2 ? dim : new int[] {0, 1}, keepDim);
    }

    /// Returns Frobenius or nuclear norms of matrices, computed in a dtype.
    ///
    /// @param ord `fro` or `nuc`
    public static Tensor norm(Tensor input, String ord, int[] dim, boolean keepDim, DType dtype) {
        return norm(converted("norm", input, dtype), ord, dim, keepDim);
    }

    /// Returns the Euclidean norm of all elements.
    ///
    /// @throws DTypeException unless the dtype is floating-point
    public static Tensor vectorNorm(Tensor x) {
        return vectorNorm(x, 2);
    }

    /// Returns the norm of order `ord` of all elements.
    ///
    /// @throws DTypeException unless the dtype is floating-point
    public static Tensor vectorNorm(Tensor x, double ord) {
        return vectorNorm(x, ord, new int[0], false);
    }

    /// Returns norms of order `ord` along dims.
    ///
    /// @throws DTypeException unless the dtype is floating-point
    public static Tensor vectorNorm(Tensor x, double ord, int... dim) {
        return vectorNorm(x, ord, dim, false);
    }

    /// Returns norms of order `ord` along a dim, which stays with size 1 if `keepDim`.
    ///
    /// @throws DTypeException unless the dtype is floating-point
    public static Tensor vectorNorm(Tensor x, double ord, int dim, boolean keepDim) {
        return vectorNorm(x, ord, new int[] {dim}, keepDim);
    }

    /// Returns norms of order `ord` along dims.
    ///
    /// @throws DTypeException unless the dtype is floating-point
    /// @throws ShapeException if there are no elements and the order is negative or infinite
    public static Tensor vectorNorm(Tensor x, double ord, int[] dim, boolean keepDim) {
        checkFloating("vectorNorm", x.dtype());
        // Sums of 16-bit numbers would be rounded on the way.
        return x.to(x.dtype().compute()).norm(ord, dim, keepDim).to(x.dtype());
    }

    /// Returns norms of order `ord` along dims, computed in a dtype.
    ///
    /// @throws DTypeException unless the dtypes are floating-point and the second holds the first
    public static Tensor vectorNorm(Tensor x, double ord, int[] dim, boolean keepDim, DType dtype) {
        return vectorNorm(converted("vectorNorm", x, dtype), ord, dim, keepDim);
    }

    /// Returns the Frobenius norms of the matrices in the last two dims.
    public static Tensor matrixNorm(Tensor input) {
        return matrixNorm(input, "fro", LAST, false);
    }

    /// Returns the norms of order 1, −1, 2, −2, ∞ or −∞ of the matrices in the last two dims.
    public static Tensor matrixNorm(Tensor input, double ord) {
        return matrixNorm(input, ord, LAST, false);
    }

    /// Returns norms of order `ord` of the matrices in two dims.
    ///
    /// @throws ShapeException unless two dims are named
    public static Tensor matrixNorm(Tensor input, double ord, int... dim) {
        return matrixNorm(input, ord, dim, false);
    }

    /// Returns the Frobenius or nuclear norms of the matrices in the last two dims.
    ///
    /// @param ord `fro` or `nuc`
    public static Tensor matrixNorm(Tensor input, String ord) {
        return matrixNorm(input, ord, LAST, false);
    }

    /// Returns the norms of order 1, −1, 2, −2, ∞ or −∞ of matrices.
    ///
    /// @param dim the two dims of the matrices
    /// @throws OborException if the order is another
    public static Tensor matrixNorm(Tensor input, double ord, int[] dim, boolean keepDim) {
        checkFloating("matrixNorm", input.dtype());
        Tensor matrices = FactorCalls.last(input, "matrixNorm", dim);
        double size = Math.abs(ord);
        Tensor candidates;
        if (size == 2) {
            candidates = SingularValues.values("matrixNorm", matrices);
        } else if (size == 1 || size == Double.POSITIVE_INFINITY) {
            candidates = matrices.abs().sum(size == 1 ? -2 : -1);
        } else {
            throw new OborException("matrixNorm: the order " + ord
                    + " is none: use 1, -1, 2, -2, an infinity, fro or nuc, or vectorNorm for others");
        }
        Tensor result = ord > 0 ? candidates.amax(-1, false) : candidates.amin(-1, false);
        return keepDim ? FactorCalls.kept(result, input, "matrixNorm", dim) : result;
    }

    /// Returns the norms of order 1, −1, 2, −2, ∞ or −∞ of matrices, computed in a dtype.
    public static Tensor matrixNorm(Tensor input, double ord, int[] dim, boolean keepDim, DType dtype) {
        return matrixNorm(converted("matrixNorm", input, dtype), ord, dim, keepDim);
    }

    /// Returns the Frobenius or nuclear norms of matrices.
    ///
    /// @param ord `fro` or `nuc`
    /// @param dim the two dims of the matrices
    /// @throws OborException if the order is another
    public static Tensor matrixNorm(Tensor input, String ord, int[] dim, boolean keepDim) {
        checkFloating("matrixNorm", input.dtype());
        FactorCalls.last(input, "matrixNorm", dim);
        return switch (ord) {
            case "fro" -> vectorNorm(input, 2, dim, keepDim);
            case "nuc" -> FactorCalls.nuclear("matrixNorm", input, dim, keepDim);
            default ->
                throw new OborException("matrixNorm: the order '" + ord + "' is none: use fro, nuc, or a number");
        };
    }

    /// Returns the Frobenius or nuclear norms of matrices, computed in a dtype.
    ///
    /// @param ord `fro` or `nuc`
    public static Tensor matrixNorm(Tensor input, String ord, int[] dim, boolean keepDim, DType dtype) {
        return matrixNorm(converted("matrixNorm", input, dtype), ord, dim, keepDim);
    }

    /// Returns the condition numbers ‖A‖·‖A⁻¹‖ of matrices for the norm of order 2: the largest singular
    /// value over the smallest. They are infinite for singular matrices.
    public static Tensor cond(Tensor input) {
        return cond(input, 2);
    }

    /// Returns the condition numbers ‖A‖·‖A⁻¹‖ of matrices, which must be square unless the order is 2 or −2.
    ///
    /// @param p the order of the norm: 1, −1, 2, −2, ∞ or −∞
    /// @throws OborException if the order is another
    public static Tensor cond(Tensor input, double p) {
        return Conditions.of(input, p);
    }

    /// Returns the condition numbers ‖A‖·‖A⁻¹‖ of square matrices.
    ///
    /// @param p the order of the norm: `fro` or `nuc`
    /// @throws OborException if the order is another
    public static Tensor cond(Tensor input, String p) {
        return Conditions.of(input, p);
    }

    private static void checkFloating(String op, DType dtype) {
        if (!dtype.isFloating()) {
            throw new DTypeException(
                    op + ": the tensor is " + dtype + ", and norms are floating-point: convert it with to(FLOAT32)");
        }
    }

    private static Tensor converted(String op, Tensor x, DType dtype) {
        checkFloating(op, x.dtype());
        if (!dtype.isFloating() || Promotion.promote(x.dtype(), dtype) != dtype) {
            throw new DTypeException(op + ": the tensor is " + x.dtype() + ", which " + dtype
                    + " does not hold: pass a wider floating-point dtype");
        }
        return x.to(dtype);
    }
}
