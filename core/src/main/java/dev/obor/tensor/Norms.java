package dev.obor.tensor;

import dev.obor.dtype.DType;
import dev.obor.error.OborException;
import dev.obor.error.ShapeException;

/// Norms, and distances as norms of differences.
public sealed interface Norms extends Applicable permits Tensor {
    /// Returns the Euclidean norm of all elements; its gradient at 0 is 0.
    default Tensor norm() {
        return apply(new Reduce(Reducer.SUM_SQUARES, Reduce.dims("norm", self().dim()), false))
                .apply(Ops.NORM_ROOT);
    }

    /// Returns the p-norm of all elements, (Σ |x|ᵖ)^(1/p); infinities give the largest or smallest |x|.
    default Tensor norm(double p) {
        return norm(p, new int[0], false);
    }

    /// Returns the p-norms along a dim.
    default Tensor norm(double p, int dim) {
        return norm(p, dim, false);
    }

    /// Returns the p-norms along a dim, which stays with size 1 if `keepDim`.
    default Tensor norm(double p, int dim, boolean keepDim) {
        return norm(p, new int[] {dim}, keepDim);
    }

    /// Returns the p-norms along dims.
    default Tensor norm(double p, int[] dims, boolean keepDim) {
        return VectorNorm.of(self(), p, keepDim, dims);
    }

    /// Returns the p-norms along dims, computed in a dtype.
    default Tensor norm(double p, int[] dims, boolean keepDim, DType dtype) {
        return VectorNorm.of(self().to(dtype), p, keepDim, dims);
    }

    /// Returns the Frobenius norm of all elements for `fro`, the nuclear norm of a matrix for `nuc`.
    ///
    /// @throws ShapeException if `nuc` is asked of a tensor that is no matrix
    default Tensor norm(String p) {
        return norm(p, new int[0], false);
    }

    /// Returns norms along dims, which stay with size 1 if `keepDim`: the Frobenius norm for `fro`, the
    /// nuclear norm of matrices, the sum of their singular values, for `nuc`.
    ///
    /// @param dims for `fro` at most two, for `nuc` two, those of the matrices; none for all
    default Tensor norm(String p, int[] dims, boolean keepDim) {
        return FactorCalls.norm(self(), p, dims, keepDim);
    }

    /// Returns the Frobenius norms along a dim for `fro`, which stays with size 1 if `keepDim`.
    ///
    /// @throws ShapeException if `nuc` is asked of one dim
    default Tensor norm(String p, int dim, boolean keepDim) {
        return norm(p, new int[] {dim}, keepDim);
    }

    /// Returns the Euclidean norm of the difference.
    default Tensor dist(Tensor other) {
        return dist(other, 2);
    }

    /// Returns the p-norm of the difference, which is broadcast.
    default Tensor dist(Tensor other, double p) {
        return self().sub(other).norm(p);
    }

    /// Returns the Euclidean distances between the rows of this, [..., m, k], and of other, [..., n, k]:
    /// [..., m, n].
    default Tensor cdist(Tensor other) {
        return cdist(other, 2, "use_mm_for_euclid_dist_if_necessary");
    }

    /// Returns the p-norms of the differences between rows.
    default Tensor cdist(Tensor other, double p) {
        return cdist(other, p, "use_mm_for_euclid_dist_if_necessary");
    }

    /// Returns the p-norms of the differences between the rows of this, [..., m, k], and of other, [..., n,
    /// k].
    ///
    /// @param computeMode whether Euclidean distances come from a matrix product, which is faster and less
    ///     exact where rows are close: `use_mm_for_euclid_dist`, `donot_use_mm_for_euclid_dist`, or, for more
    ///     than 25 rows, `use_mm_for_euclid_dist_if_necessary`
    /// @throws ShapeException if the rows' lengths differ
    /// @throws OborException if p is negative, or the mode another
    default Tensor cdist(Tensor other, double p, String computeMode) {
        return Distances.between(self(), other, p, computeMode);
    }

    /// Returns the Euclidean distances between all pairs of rows of a matrix, those of the first row first.
    default Tensor pdist() {
        return pdist(2);
    }

    /// Returns the p-norms of the differences of all pairs of rows of a matrix, those of the first row first.
    ///
    /// @throws ShapeException unless there are two dims
    /// @throws OborException if p is negative
    default Tensor pdist(double p) {
        return Distances.pairs(self(), p);
    }

    /// Returns the slices along a dim, those with a larger p-norm scaled to `maxnorm`.
    ///
    /// @throws OborException if p is not positive, or maxnorm negative
    default Tensor renorm(double p, int dim, double maxnorm) {
        return Distances.renorm(self(), p, dim, maxnorm);
    }

    /// Scales the slices along a dim that have a larger p-norm to `maxnorm`.
    ///
    /// @throws OborException if p is not positive, or maxnorm negative
    default Tensor renorm_(double p, int dim, double maxnorm) {
        return self().copy_(renorm(p, dim, maxnorm));
    }
}
