package dev.obor.tensor;

import dev.obor.dtype.Promotion;
import dev.obor.error.DTypeException;

/// Sums, means and extremes. Without dims, all dims are reduced; negative dims count from the end.
///
/// A sum runs over a fixed number of logical lanes, combined in a fixed order, so its bits depend on the
/// shape alone.
public sealed interface Reduction extends Applicable permits Tensor {
    /// Returns the sum of all elements; int64 for integers and bool.
    default Tensor sum() {
        return reduce(Reducer.SUM, new int[0], false);
    }

    /// Returns the sums along dims.
    default Tensor sum(int... dims) {
        return sum(dims, false);
    }

    /// Returns the sums along a dim, which stays with size 1 if `keepDim`.
    default Tensor sum(int dim, boolean keepDim) {
        return sum(new int[] {dim}, keepDim);
    }

    /// Returns the sums along dims, which stay with size 1 if `keepDim`.
    default Tensor sum(int[] dims, boolean keepDim) {
        return reduce(Reducer.SUM, dims, keepDim);
    }

    /// Returns the mean of all elements.
    default Tensor mean() {
        return mean(new int[0], false);
    }

    /// Returns the means along dims.
    default Tensor mean(int... dims) {
        return mean(dims, false);
    }

    /// Returns the means along a dim, which stays with size 1 if `keepDim`.
    default Tensor mean(int dim, boolean keepDim) {
        return mean(new int[] {dim}, keepDim);
    }

    /// Returns the means along dims, which stay with size 1 if `keepDim`; NaN where there are no elements.
    ///
    /// @throws DTypeException unless the dtype is floating-point
    default Tensor mean(int[] dims, boolean keepDim) {
        if (!self().dtype().isFloating()) {
            throw new DTypeException("mean: the tensor is " + self().dtype()
                    + ", and means are floating-point: convert it with to(FLOAT32)");
        }
        long count = Reduce.count("mean", self(), dims);
        // The sum of 16-bit numbers may pass their range where the mean does not.
        return self().to(self().dtype().compute()).sum(dims, keepDim).div(count).to(self().dtype());
    }

    /// Returns the product of all elements; int64 for integers and bool, 1 where there are no elements.
    default Tensor prod() {
        return reduce(Reducer.PROD, new int[0], false);
    }

    /// Returns the products along dims.
    default Tensor prod(int... dims) {
        return prod(dims, false);
    }

    /// Returns the products along dims, which stay with size 1 if `keepDim`. The gradient is right with zeros
    /// too.
    default Tensor prod(int[] dims, boolean keepDim) {
        return reduce(Reducer.PROD, dims, keepDim);
    }

    /// Returns the largest element.
    default Tensor amax() {
        return reduce(Reducer.AMAX, new int[0], false);
    }

    /// Returns the largest elements along dims; equal ones share the gradient evenly.
    default Tensor amax(int... dims) {
        return amax(dims, false);
    }

    /// Returns the largest elements along a dim, which stays with size 1 if `keepDim`.
    default Tensor amax(int dim, boolean keepDim) {
        return amax(new int[] {dim}, keepDim);
    }

    /// Returns the largest elements along dims; equal ones share the gradient evenly.
    default Tensor amax(int[] dims, boolean keepDim) {
        return reduce(Reducer.AMAX, dims, keepDim);
    }

    /// Returns the smallest element.
    default Tensor amin() {
        return reduce(Reducer.AMIN, new int[0], false);
    }

    /// Returns the smallest elements along dims; equal ones share the gradient evenly.
    default Tensor amin(int... dims) {
        return amin(dims, false);
    }

    /// Returns the smallest elements along a dim, which stays with size 1 if `keepDim`.
    default Tensor amin(int dim, boolean keepDim) {
        return amin(new int[] {dim}, keepDim);
    }

    /// Returns the smallest elements along dims; equal ones share the gradient evenly.
    default Tensor amin(int[] dims, boolean keepDim) {
        return reduce(Reducer.AMIN, dims, keepDim);
    }

    /// Returns the index of the largest element in the flattened tensor, int64; a NaN counts as largest.
    default Tensor argmax() {
        return self().reshape(-1).argmax(0);
    }

    /// Returns the indices of the largest elements along a dim, int64; the first of equals, a NaN counts as
    /// largest.
    default Tensor argmax(int dim) {
        return argmax(dim, false);
    }

    /// Returns the indices of the largest elements along a dim, which stays with size 1 if `keepDim`.
    default Tensor argmax(int dim, boolean keepDim) {
        return apply(new ArgReduce(true, self().wrap("argmax", dim), keepDim));
    }

    /// Returns the index of the smallest element in the flattened tensor, int64; a NaN counts as smallest.
    default Tensor argmin() {
        return self().reshape(-1).argmin(0);
    }

    /// Returns the indices of the smallest elements along a dim, int64; the first of equals, a NaN counts as
    /// smallest.
    default Tensor argmin(int dim) {
        return argmin(dim, false);
    }

    /// Returns the indices of the smallest elements along a dim, which stays with size 1 if `keepDim`.
    default Tensor argmin(int dim, boolean keepDim) {
        return apply(new ArgReduce(false, self().wrap("argmin", dim), keepDim));
    }

    /// Returns log(Σ exp(x)) along a dim, computed so that it does not overflow.
    default Tensor logsumexp(int dim) {
        return logsumexp(new int[] {dim}, false);
    }

    /// Returns log(Σ exp(x)) along a dim, which stays with size 1 if `keepDim`.
    default Tensor logsumexp(int dim, boolean keepDim) {
        return logsumexp(new int[] {dim}, keepDim);
    }

    /// Returns log(Σ exp(x)) along dims, computed so that it does not overflow.
    default Tensor logsumexp(int... dims) {
        return logsumexp(dims, false);
    }

    /// Returns log(Σ exp(x)) along dims, computed so that it does not overflow.
    default Tensor logsumexp(int[] dims, boolean keepDim) {
        Tensor x = self().dtype().isFloating() ? self() : self().to(Promotion.defaultDtype());
        if (Reduce.count("logsumexp", self(), dims) == 0) {
            return x.sum(dims, keepDim).sub(Double.POSITIVE_INFINITY);
        }
        Tensor top = x.detach().amax(dims, true);
        // Infinite extremes would give inf − inf; with 0 in their place the sum itself is infinite or 0.
        Tensor shift = Tensor.where(top.isfinite(), top, Tensor.full(top.shape(), 0, top.dtype()));
        Tensor sum =
                x.apply(new Reduce(Reducer.SUM_EXP_DIFFERENCES, Reduce.dims("logsumexp", x.dim(), dims), true), shift);
        Tensor result = sum.log().add(shift);
        return keepDim ? result : result.squeeze(dims);
    }

    private Tensor reduce(Reducer reducer, int[] dims, boolean keepDim) {
        return apply(new Reduce(reducer, Reduce.dims(reducer.name(), self().dim(), dims), keepDim));
    }
}
