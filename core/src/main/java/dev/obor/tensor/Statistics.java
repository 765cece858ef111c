package dev.obor.tensor;

import dev.obor.dtype.DType;
import dev.obor.error.OborException;
import dev.obor.error.ShapeException;
import java.util.List;
import java.util.Optional;

/// Extremes with their places, sums in another dtype or without NaN, norms and distances, histograms,
/// covariance.
public sealed interface Statistics extends Applicable permits Tensor {
    /// Returns the largest element; of equal ones each gets an equal share of the gradient.
    default Tensor max() {
        return self().amax();
    }

    /// Returns the smallest element; of equal ones each gets an equal share of the gradient.
    default Tensor min() {
        return self().amin();
    }

    /// Returns the elementwise larger, as [Bounds#maximum(Tensor)].
    default Tensor max(Tensor other) {
        return self().maximum(other);
    }

    /// Returns the elementwise smaller, as [Bounds#minimum(Tensor)].
    default Tensor min(Tensor other) {
        return self().minimum(other);
    }

    /// Returns the largest elements along a dim and their places, the first of equals, which gets the
    /// gradient.
    default ValuesIndices max(int dim) {
        return max(dim, false);
    }

    /// Returns the largest elements along a dim, which stays with size 1 if `keepDim`, and their places.
    default ValuesIndices max(int dim, boolean keepDim) {
        return Counting.extreme(self(), true, dim, keepDim);
    }

    /// Returns the smallest elements along a dim and their places, the first of equals, which gets the
    /// gradient.
    default ValuesIndices min(int dim) {
        return min(dim, false);
    }

    /// Returns the smallest elements along a dim, which stays with size 1 if `keepDim`, and their places.
    default ValuesIndices min(int dim, boolean keepDim) {
        return Counting.extreme(self(), false, dim, keepDim);
    }

    /// The smallest and the largest elements.
    ///
    /// @param min the smallest
    /// @param max the largest
    record MinMax(Tensor min, Tensor max) {}

    /// Returns the smallest and the largest element.
    default MinMax aminmax() {
        return new MinMax(self().amin(), self().amax());
    }

    /// Returns the smallest and the largest elements along a dim.
    default MinMax aminmax(int dim) {
        return aminmax(dim, false);
    }

    /// Returns the smallest and the largest elements along a dim, which stays with size 1 if `keepDim`.
    default MinMax aminmax(int dim, boolean keepDim) {
        Reduce.dims("aminmax", self().dim(), dim);
        MinMax found = new MinMax(self().amin(dim, keepDim), self().amax(dim, keepDim));
        // PyTorch keeps a dim that a single number does not have.
        return self().dim() == 0 && keepDim
                ? new MinMax(found.min().reshape(1), found.max().reshape(1))
                : found;
    }

    /// Returns the sum of all elements, computed in a dtype.
    default Tensor sum(DType dtype) {
        return self().to(dtype).sum().to(dtype);
    }

    /// Returns the sums along dims, computed in a dtype.
    default Tensor sum(int[] dims, boolean keepDim, DType dtype) {
        return self().to(dtype).sum(dims, keepDim).to(dtype);
    }

    /// Returns the sums along a dim, which stays with size 1 if `keepDim`, computed in a dtype.
    default Tensor sum(int dim, boolean keepDim, DType dtype) {
        return sum(new int[] {dim}, keepDim, dtype);
    }

    /// Returns the mean of all elements, computed in a dtype.
    default Tensor mean(DType dtype) {
        return self().to(dtype).mean();
    }

    /// Returns the means along dims, computed in a dtype.
    default Tensor mean(int[] dims, boolean keepDim, DType dtype) {
        return self().to(dtype).mean(dims, keepDim);
    }

    /// Returns the means along a dim, which stays with size 1 if `keepDim`, computed in a dtype.
    default Tensor mean(int dim, boolean keepDim, DType dtype) {
        return mean(new int[] {dim}, keepDim, dtype);
    }

    /// Returns the product of all elements, computed in a dtype.
    default Tensor prod(DType dtype) {
        return self().to(dtype).prod().to(dtype);
    }

    /// Returns the products along a dim, computed in a dtype.
    default Tensor prod(int dim, boolean keepDim, DType dtype) {
        return self().to(dtype).prod(new int[] {dim}, keepDim).to(dtype);
    }

    /// Returns the products along a dim, which stays with size 1 if `keepDim`.
    default Tensor prod(int dim, boolean keepDim) {
        return self().prod(new int[] {dim}, keepDim);
    }

    /// Returns the sum of all elements but NaN.
    default Tensor nansum() {
        return nansum(new int[0], false);
    }

    /// Returns the sums of all elements but NaN along dims.
    default Tensor nansum(int[] dims, boolean keepDim) {
        Reduce.dims("nansum", self().dim(), dims);
        return Counting.withoutNaN(self()).sum(dims, keepDim);
    }

    /// Returns the sums of all elements but NaN along dims.
    default Tensor nansum(int... dims) {
        return nansum(dims, false);
    }

    /// Returns the sums of all elements but NaN along a dim, which stays with size 1 if `keepDim`.
    default Tensor nansum(int dim, boolean keepDim) {
        return nansum(new int[] {dim}, keepDim);
    }

    /// Returns the sums of all elements but NaN along dims, computed in a dtype.
    default Tensor nansum(int[] dims, boolean keepDim, DType dtype) {
        return self().to(dtype).nansum(dims, keepDim).to(dtype);
    }

    /// Returns the mean of all elements but NaN.
    default Tensor nanmean() {
        return nanmean(new int[0], false);
    }

    /// Returns the means of all elements but NaN along dims.
    ///
    /// @throws dev.obor.error.DTypeException unless the dtype is floating-point
    default Tensor nanmean(int[] dims, boolean keepDim) {
        Tensor x = LogSoftmax.checked("nanmean", self());
        Reduce.dims("nanmean", x.dim(), dims);
        Tensor count = x.isnan().logicalNot().sum(dims, keepDim);
        return x.nansum(dims, keepDim).div(count.to(x.dtype()));
    }

    /// Returns the means of all elements but NaN along dims.
    ///
    /// @throws dev.obor.error.DTypeException unless the dtype is floating-point
    default Tensor nanmean(int... dims) {
        return nanmean(dims, false);
    }

    /// Returns the means of all elements but NaN along a dim, which stays with size 1 if `keepDim`.
    ///
    /// @throws dev.obor.error.DTypeException unless the dtype is floating-point
    default Tensor nanmean(int dim, boolean keepDim) {
        return nanmean(new int[] {dim}, keepDim);
    }

    /// Returns the means of all elements but NaN along dims, computed in a dtype.
    default Tensor nanmean(int[] dims, boolean keepDim, DType dtype) {
        return self().to(dtype).nanmean(dims, keepDim);
    }

    /// Returns how many elements differ from 0, along dims or of all, int64.
    default Tensor countNonzero(int... dims) {
        Reduce.dims("countNonzero", self().dim(), dims);
        return self().ne(0).sum(dims, false);
    }

    /// Returns the sum of the elements on the main diagonal of a matrix.
    ///
    /// @throws ShapeException unless there are two dims
    default Tensor trace() {
        if (self().dim() != 2) {
            throw new ShapeException("trace: the tensor has shape " + self().shape() + " and must be a matrix");
        }
        return self().diagonal().sum();
    }

    /// Returns how often each number from 0 on occurs among integers of one dim.
    default Tensor bincount() {
        return bincount(Optional.empty(), 0);
    }

    /// Returns how often each number from 0 on occurs among integers of one dim.
    ///
    /// @param minlength the least length of the result
    /// @throws OborException if there is a negative number
    default Tensor bincount(int minlength) {
        return bincount(Optional.empty(), minlength);
    }

    /// Returns for each number from 0 on the sum of the weights where it occurs among integers of one dim.
    ///
    /// @param minlength the least length of the result
    /// @throws OborException if there is a negative number, or the weights have another shape
    default Tensor bincount(Tensor weights, int minlength) {
        return bincount(Optional.of(weights), minlength);
    }

    /// Returns how often each number from 0 on occurs among integers of one dim, or the sums of their weights.
    ///
    /// @param minlength the least length of the result
    /// @throws OborException if there is a negative number, or a shape does not fit
    default Tensor bincount(Optional<Tensor> weights, int minlength) {
        return Histograms.bincount(self(), weights, minlength);
    }

    /// Returns how many elements fall into each of `bins` equal parts of the range from `min` to `max`; if
    /// these are equal, of the range of the elements. What lies outside is not counted.
    ///
    /// @throws OborException if there is no bin, or a bound is not finite
    default Tensor histc(int bins, double min, double max) {
        return Histograms.histc(self(), bins, min, max);
    }

    /// Returns how many elements fall into each of `bins` equal parts of their range.
    ///
    /// @throws OborException if there is no bin, or an element is not finite
    default Tensor histc(int bins) {
        return histc(bins, 0, 0);
    }

    /// Returns how many elements fall into each of 100 equal parts of their range.
    ///
    /// @throws OborException if an element is not finite
    default Tensor histc() {
        return histc(100);
    }

    /// A histogram.
    ///
    /// @param hist the counts, sums of weights, or densities
    /// @param binEdges the edges between bins, one more than bins
    record Histogram(Tensor hist, Tensor binEdges) {}

    /// Returns a histogram of `bins` equal parts of the elements' range.
    default Histogram histogram(int bins) {
        return histogram(bins, new double[0], Optional.empty(), false);
    }

    /// Returns a histogram of `bins` equal parts of a range.
    ///
    /// @param range the lowest and the highest edge; none for the elements' range
    /// @throws OborException if there is no bin, or the range is not ascending
    default Histogram histogram(int bins, double... range) {
        return histogram(bins, range, Optional.empty(), false);
    }

    /// Returns a histogram with given edges, ascending.
    ///
    /// @throws OborException if they are not ascending
    default Histogram histogram(Tensor bins) {
        return histogram(bins, Optional.empty(), false);
    }

    /// Returns a histogram of equal bins.
    ///
    /// @param range the lowest and the highest edge; empty for the elements' range
    /// @param weight what each element counts, of this tensor's shape
    /// @param density whether counts are divided by their sum and the bins' widths
    /// @throws OborException if there is no bin, or the range is not ascending
    default Histogram histogram(int bins, double[] range, Optional<Tensor> weight, boolean density) {
        return Histograms.of(self(), bins, range, weight, density);
    }

    /// Returns a histogram with given edges, ascending.
    default Histogram histogram(Tensor bins, Optional<Tensor> weight, boolean density) {
        return Histograms.of(self(), bins, weight, density);
    }

    /// A histogram over several dims.
    ///
    /// @param hist the counts, sums of weights, or densities, one dim for each coordinate
    /// @param binEdges the edges between bins of each coordinate
    record HistogramDd(Tensor hist, List<Tensor> binEdges) {}

    /// Returns a histogram of points, whose coordinates are the last dim, with equal bins.
    ///
    /// @param bins how many bins each coordinate has
    /// @param range the lowest and the highest edge of each coordinate in turn; empty for the points' range
    default HistogramDd histogramdd(int[] bins, double[] range, Optional<Tensor> weight, boolean density) {
        return Histograms.ofPoints(self(), bins, range, weight, density);
    }

    /// Returns a histogram of points, whose coordinates are the last dim, with equal bins in the points'
    /// range.
    ///
    /// @param bins how many bins each coordinate has
    default HistogramDd histogramdd(int... bins) {
        return histogramdd(bins, new double[0], Optional.empty(), false);
    }

    /// Returns a histogram of points, whose coordinates are the last dim, with given edges, ascending.
    default HistogramDd histogramdd(List<Tensor> bins, Optional<Tensor> weight, boolean density) {
        return Histograms.ofPoints(self(), bins, weight, density);
    }

    /// Returns the covariances of variables, the rows of a matrix, from observations, its columns.
    default Tensor cov() {
        return cov(1, Optional.empty(), Optional.empty());
    }

    /// Returns the covariances of variables, the rows of a matrix, from observations, its columns.
    ///
    /// @param correction what is subtracted from the number of observations in the denominator
    /// @throws OborException for more than two dims
    default Tensor cov(int correction) {
        return cov(correction, Optional.empty(), Optional.empty());
    }

    /// Returns the covariances of variables, the rows of a matrix, from observations, its columns.
    ///
    /// @param correction what is subtracted from the number of observations in the denominator
    /// @param fweights how often each observation was made, integers
    /// @param aweights how much each observation counts
    /// @throws OborException if shapes or dtypes do not fit, or a weight is negative
    default Tensor cov(int correction, Optional<Tensor> fweights, Optional<Tensor> aweights) {
        return Distances.covariance(self(), correction, fweights, aweights);
    }

    /// Returns the correlations of variables, the rows of a matrix, from observations, its columns.
    default Tensor corrcoef() {
        return Distances.correlation(self());
    }

    /// Returns the derivatives along dims, or all, from differences of neighbours one apart.
    default List<Tensor> gradient(int[] dim, int edgeOrder) {
        return gradient(new double[] {1}, dim, edgeOrder);
    }

    /// Returns the derivatives along all dims from differences of neighbours one apart.
    ///
    /// @throws OborException if a dim has fewer than two elements
    default List<Tensor> gradient() {
        return gradient(1);
    }

    /// Returns the derivatives along dims from differences of neighbours.
    ///
    /// @param spacing how far neighbours are apart, in all dims
    /// @param dim the dims; none for all
    /// @throws OborException if a dim has fewer than two elements
    default List<Tensor> gradient(double spacing, int... dim) {
        return gradient(new double[] {spacing}, dim, 1);
    }

    /// Returns the derivatives along dims from differences of neighbours.
    ///
    /// @param spacing how far neighbours are apart: one number for all dims, or one for each
    /// @param dim the dims; none for all
    /// @param edgeOrder 1 or 2: with how many neighbours the differences at the ends are taken
    /// @throws OborException if numbers do not fit, or a dim is shorter than edgeOrder + 1
    default List<Tensor> gradient(double[] spacing, int[] dim, int edgeOrder) {
        return Differences.gradient(self(), spacing, dim, edgeOrder);
    }

    /// Returns the derivatives along dims from differences of neighbours at given places.
    ///
    /// @param spacing the places along each dim
    default List<Tensor> gradient(List<Tensor> spacing, int[] dim, int edgeOrder) {
        return Differences.gradient(self(), spacing, dim, edgeOrder);
    }
}
