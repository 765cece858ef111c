package dev.obor.tensor;

import dev.obor.error.DTypeException;

/// How far the elements are spread around their mean: variances and standard deviations.
///
/// With one dim and one truth value PyTorch means `unbiased`, where all other reductions mean `keepDim`. That
/// call is not offered: name both, as in `std(1, true, true)`.
public sealed interface Dispersion extends Applicable permits Tensor {
    /// Returns the variances along dims, with n − 1 in the denominator.
    default Tensor var(int... dims) {
        return var(dims, 1, false);
    }

    /// Returns the variances along dims, which stay with size 1 if `keepDim`.
    ///
    /// @param correction what is subtracted from the count in the denominator: 1 for an unbiased estimate, 0
    ///     for the mean square; NaN or infinite where nothing is left
    /// @throws DTypeException unless the dtype is floating-point
    default Tensor var(int[] dims, int correction, boolean keepDim) {
        return variance("var", correction, keepDim, dims);
    }

    private Tensor variance(String op, int correction, boolean keepDim, int... dims) {
        if (!self().dtype().isFloating()) {
            throw new DTypeException(op + ": the tensor is " + self().dtype()
                    + ", and means are floating-point: convert it with to(FLOAT32)");
        }
        long count = Reduce.count(op, self(), dims);
        Reduce squares = new Reduce(Reducer.SUM_SQUARED_DIFFERENCES, Reduce.dims(op, self().dim(), dims), keepDim);
        return apply(squares, self().mean(dims, true)).div(Math.max(0, count - correction));
    }

    /// Returns the variance of all elements with n − 1 in the denominator, or n if not `unbiased`.
    default Tensor var(boolean unbiased) {
        return self().var(new int[0], unbiased ? 1 : 0, false);
    }

    /// Returns the variances along dims with n − 1 in the denominator, or n if not `unbiased`.
    default Tensor var(int[] dims, boolean unbiased, boolean keepDim) {
        return self().var(dims, unbiased ? 1 : 0, keepDim);
    }

    /// Returns the variances along a dim, which stays with size 1 if `keepDim`, with n − 1 in the
    /// denominator, or n if not `unbiased`.
    ///
    /// @throws DTypeException unless the dtype is floating-point
    default Tensor var(int dim, boolean unbiased, boolean keepDim) {
        return var(dim, unbiased ? 1 : 0, keepDim);
    }

    /// Returns the variances along a dim, which stays with size 1 if `keepDim`.
    ///
    /// @param correction as in [#var(int\[\], int, boolean)]
    /// @throws DTypeException unless the dtype is floating-point
    default Tensor var(int dim, int correction, boolean keepDim) {
        return var(new int[] {dim}, correction, keepDim);
    }

    /// Returns the standard deviations along dims, with n − 1 in the denominator.
    default Tensor std(int... dims) {
        return std(dims, 1, false);
    }

    /// Returns the standard deviations along dims, which stay with size 1 if `keepDim`; the gradient at 0 is
    /// 0.
    ///
    /// @param correction as in [#var(int[], int, boolean)]
    /// @throws DTypeException unless the dtype is floating-point
    default Tensor std(int[] dims, int correction, boolean keepDim) {
        return variance("std", correction, keepDim, dims).apply(Ops.NORM_ROOT);
    }

    /// Returns the standard deviation of all elements with n − 1 in the denominator, or n if not `unbiased`.
    default Tensor std(boolean unbiased) {
        return self().std(new int[0], unbiased ? 1 : 0, false);
    }

    /// Returns the standard deviations along dims with n − 1 in the denominator, or n if not `unbiased`.
    default Tensor std(int[] dims, boolean unbiased, boolean keepDim) {
        return self().std(dims, unbiased ? 1 : 0, keepDim);
    }

    /// Returns the standard deviations along a dim, which stays with size 1 if `keepDim`, with n − 1 in the
    /// denominator, or n if not `unbiased`.
    ///
    /// @throws DTypeException unless the dtype is floating-point
    default Tensor std(int dim, boolean unbiased, boolean keepDim) {
        return std(dim, unbiased ? 1 : 0, keepDim);
    }

    /// Returns the standard deviations along a dim, which stays with size 1 if `keepDim`.
    ///
    /// @param correction as in [#var(int\[\], int, boolean)]
    /// @throws DTypeException unless the dtype is floating-point
    default Tensor std(int dim, int correction, boolean keepDim) {
        return std(new int[] {dim}, correction, keepDim);
    }

    /// A spread and the mean around which it was taken.
    ///
    /// @param spread the variance or the standard deviation
    /// @param mean the mean
    record SpreadMean(Tensor spread, Tensor mean) {}

    /// Returns the variance and the mean of all elements.
    default SpreadMean varMean(boolean unbiased) {
        return varMean(new int[0], unbiased ? 1 : 0, false);
    }

    /// Returns the variances and the means along dims.
    default SpreadMean varMean(int[] dims, int correction, boolean keepDim) {
        return new SpreadMean(variance("varMean", correction, keepDim, dims), self().mean(dims, keepDim));
    }

    /// Returns the variances and the means along dims.
    default SpreadMean varMean(int[] dims, boolean unbiased, boolean keepDim) {
        return varMean(dims, unbiased ? 1 : 0, keepDim);
    }

    /// Returns the variance and the mean of all elements, with n − 1 in the denominator.
    ///
    /// @throws DTypeException unless the dtype is floating-point
    default SpreadMean varMean() {
        return varMean(true);
    }

    /// Returns the variances and the means along dims, with n − 1 in the denominator.
    ///
    /// @throws DTypeException unless the dtype is floating-point
    default SpreadMean varMean(int... dims) {
        return varMean(dims, 1, false);
    }

    /// Returns the variances and the means along a dim, which stays with size 1 if `keepDim`, with n − 1 in
    /// the denominator, or n if not `unbiased`.
    ///
    /// @throws DTypeException unless the dtype is floating-point
    default SpreadMean varMean(int dim, boolean unbiased, boolean keepDim) {
        return varMean(new int[] {dim}, unbiased ? 1 : 0, keepDim);
    }

    /// Returns the variances and the means along a dim, which stays with size 1 if `keepDim`.
    ///
    /// @param correction as in [#var(int\[\], int, boolean)]
    /// @throws DTypeException unless the dtype is floating-point
    default SpreadMean varMean(int dim, int correction, boolean keepDim) {
        return varMean(new int[] {dim}, correction, keepDim);
    }

    /// Returns the standard deviation and the mean of all elements.
    default SpreadMean stdMean(boolean unbiased) {
        return stdMean(new int[0], unbiased ? 1 : 0, false);
    }

    /// Returns the standard deviations and the means along dims.
    default SpreadMean stdMean(int[] dims, int correction, boolean keepDim) {
        Tensor spread = variance("stdMean", correction, keepDim, dims).apply(Ops.NORM_ROOT);
        return new SpreadMean(spread, self().mean(dims, keepDim));
    }

    /// Returns the standard deviations and the means along dims.
    default SpreadMean stdMean(int[] dims, boolean unbiased, boolean keepDim) {
        return stdMean(dims, unbiased ? 1 : 0, keepDim);
    }

    /// Returns the standard deviation and the mean of all elements, with n − 1 in the denominator.
    ///
    /// @throws DTypeException unless the dtype is floating-point
    default SpreadMean stdMean() {
        return stdMean(true);
    }

    /// Returns the standard deviations and the means along dims, with n − 1 in the denominator.
    ///
    /// @throws DTypeException unless the dtype is floating-point
    default SpreadMean stdMean(int... dims) {
        return stdMean(dims, 1, false);
    }

    /// Returns the standard deviations and the means along a dim, which stays with size 1 if `keepDim`, with
    /// n − 1 in the denominator, or n if not `unbiased`.
    ///
    /// @throws DTypeException unless the dtype is floating-point
    default SpreadMean stdMean(int dim, boolean unbiased, boolean keepDim) {
        return stdMean(new int[] {dim}, unbiased ? 1 : 0, keepDim);
    }

    /// Returns the standard deviations and the means along a dim, which stays with size 1 if `keepDim`.
    ///
    /// @param correction as in [#var(int\[\], int, boolean)]
    /// @throws DTypeException unless the dtype is floating-point
    default SpreadMean stdMean(int dim, int correction, boolean keepDim) {
        return stdMean(new int[] {dim}, correction, keepDim);
    }
}
