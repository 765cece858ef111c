package dev.obor.tensor;

import dev.obor.error.OborException;
import java.util.Optional;
import java.util.OptionalInt;

/// Elements in order, and what is found by order. NaN counts as the largest; equal elements keep their order.
/// Gradients flow to the elements that are returned.
public sealed interface Sorting extends Applicable permits Tensor {
    /// Returns the elements along the last dim in ascending order, and their places.
    default ValuesIndices sort() {
        return sort(-1, false);
    }

    /// Returns the elements along a dim in ascending order, and their places.
    default ValuesIndices sort(int dim) {
        return sort(dim, false);
    }

    /// Returns the elements along a dim in ascending or descending order, and their places.
    default ValuesIndices sort(int dim, boolean descending) {
        return Orders.sort(self(), dim, descending);
    }

    /// Returns the elements along a dim in order, and their places; always stable, so `stable` changes
    /// nothing.
    default ValuesIndices sort(int dim, boolean descending, boolean stable) {
        return sort(dim, descending);
    }

    /// Returns the places of the elements along the last dim in ascending order.
    default Tensor argsort() {
        return argsort(-1, false);
    }

    /// Returns the places of the elements along a dim in ascending order.
    default Tensor argsort(int dim) {
        return argsort(dim, false);
    }

    /// Returns the places of the elements along a dim in order.
    default Tensor argsort(int dim, boolean descending) {
        return Orders.argsort(self(), "argsort", dim, descending);
    }

    /// Returns the places of the elements along a dim in order; always stable.
    default Tensor argsort(int dim, boolean descending, boolean stable) {
        return argsort(dim, descending);
    }

    /// Returns the elements along the first dim in ascending order.
    default Tensor msort() {
        return self().dim() == 0 ? self().clone() : sort(0, false).values();
    }

    /// Returns the k largest elements along the last dim, the largest first, and their places.
    ///
    /// @throws OborException if there are fewer
    default ValuesIndices topk(int k) {
        return topk(k, -1, true, true);
    }

    /// Returns the k largest elements along a dim, the largest first, and their places.
    ///
    /// @throws OborException if there are fewer
    default ValuesIndices topk(int k, int dim) {
        return topk(k, dim, true, true);
    }

    /// Returns the k largest or smallest elements along a dim, the first of all first, and their places.
    ///
    /// @param sorted changes nothing: they are always in order
    /// @throws OborException if there are fewer
    default ValuesIndices topk(int k, int dim, boolean largest, boolean sorted) {
        return Orders.topk(self(), k, dim, largest);
    }

    /// Returns the k-th smallest element along the last dim, counted from 1, and its place.
    ///
    /// @throws OborException if there are fewer
    default ValuesIndices kthvalue(int k) {
        return kthvalue(k, -1, false);
    }

    /// Returns the k-th smallest element along a dim, counted from 1, and its place.
    ///
    /// @throws OborException if there are fewer
    default ValuesIndices kthvalue(int k, int dim) {
        return kthvalue(k, dim, false);
    }

    /// Returns the k-th smallest element along a dim, counted from 1, and its place.
    ///
    /// @throws OborException if there are fewer
    default ValuesIndices kthvalue(int k, int dim, boolean keepDim) {
        return Orders.kthvalue(self(), k, dim, keepDim);
    }

    /// Returns the element in the middle of all in order, the lower of two; NaN if there is one.
    default Tensor median() {
        return Orders.median(self(), false);
    }

    /// Returns the element in the middle along a dim, the lower of two, and its place; NaN if there is one.
    default ValuesIndices median(int dim, boolean keepDim) {
        return Orders.median(self(), dim, keepDim, false);
    }

    /// Returns the element in the middle along a dim, the lower of two, and its place; NaN if there is one.
    default ValuesIndices median(int dim) {
        return median(dim, false);
    }

    /// Returns the element in the middle of all but NaN, the lower of two.
    default Tensor nanmedian() {
        return Orders.median(self(), true);
    }

    /// Returns the element in the middle of all but NaN along a dim, the lower of two, and its place.
    default ValuesIndices nanmedian(int dim, boolean keepDim) {
        return Orders.median(self(), dim, keepDim, true);
    }

    /// Returns the element in the middle of all but NaN along a dim, the lower of two, and its place.
    default ValuesIndices nanmedian(int dim) {
        return nanmedian(dim, false);
    }

    /// Returns the most frequent element along the last dim, the smallest of several, and its last place.
    default ValuesIndices mode() {
        return mode(-1, false);
    }

    /// Returns the most frequent element along a dim, the smallest of several, and its last place.
    default ValuesIndices mode(int dim) {
        return mode(dim, false);
    }

    /// Returns the most frequent element along a dim, the smallest of several, and its last place.
    default ValuesIndices mode(int dim, boolean keepDim) {
        return Orders.mode(self(), dim, keepDim);
    }

    /// How a quantile between two elements is found.
    enum Interpolation {
        /// On the line between both.
        LINEAR,
        /// The lower.
        LOWER,
        /// The higher.
        HIGHER,
        /// The middle of both.
        MIDPOINT,
        /// The nearer, of two as near that with an even place.
        NEAREST
    }

    /// Returns the q-quantile of all elements: what a share q of them does not exceed; NaN if there is one.
    ///
    /// @throws OborException if q is not from 0 to 1, or the dtype neither float32 nor float64
    default Tensor quantile(double q) {
        return quantile(q, OptionalInt.empty(), false, Interpolation.LINEAR);
    }

    /// Returns the q-quantiles along a dim, or of all elements.
    ///
    /// @throws OborException if q is not from 0 to 1, or the dtype neither float32 nor float64
    default Tensor quantile(double q, OptionalInt dim, boolean keepDim, Interpolation interpolation) {
        return Orders.quantile(self(), q, dim, keepDim, interpolation, false);
    }

    /// Returns the quantiles along a dim, or of all elements, for each element of q, which become the first
    /// dim.
    ///
    /// @throws OborException if q is not from 0 to 1, or the dtypes differ or are neither float32 nor float64
    default Tensor quantile(Tensor q, OptionalInt dim, boolean keepDim, Interpolation interpolation) {
        return Orders.quantile(self(), q, dim, keepDim, interpolation, false);
    }

    /// Returns the q-quantiles along a dim.
    ///
    /// @throws OborException if q is not from 0 to 1, or the dtype neither float32 nor float64
    default Tensor quantile(double q, int dim) {
        return quantile(q, dim, false);
    }

    /// Returns the q-quantiles along a dim; the dim stays with size 1 if `keepDim`.
    ///
    /// @throws OborException if q is not from 0 to 1, or the dtype neither float32 nor float64
    default Tensor quantile(double q, int dim, boolean keepDim) {
        return quantile(q, OptionalInt.of(dim), keepDim, Interpolation.LINEAR);
    }

    /// Returns the quantiles of all elements, for each element of q.
    ///
    /// @throws OborException if q is not from 0 to 1, or the dtypes differ or are neither float32 nor float64
    default Tensor quantile(Tensor q) {
        return quantile(q, OptionalInt.empty(), false, Interpolation.LINEAR);
    }

    /// Returns the quantiles along a dim, for each element of q, which become the first dim.
    ///
    /// @throws OborException if q is not from 0 to 1, or the dtypes differ or are neither float32 nor float64
    default Tensor quantile(Tensor q, int dim) {
        return quantile(q, dim, false);
    }

    /// Returns the quantiles along a dim, for each element of q, which become the first dim; the dim stays
    /// with size 1 if `keepDim`.
    ///
    /// @throws OborException if q is not from 0 to 1, or the dtypes differ or are neither float32 nor float64
    default Tensor quantile(Tensor q, int dim, boolean keepDim) {
        return quantile(q, OptionalInt.of(dim), keepDim, Interpolation.LINEAR);
    }

    /// Returns the q-quantiles along a dim, or of all elements, NaN left out.
    ///
    /// @throws OborException if q is not from 0 to 1, or the dtype neither float32 nor float64
    default Tensor nanquantile(double q, OptionalInt dim, boolean keepDim, Interpolation interpolation) {
        return Orders.quantile(self(), q, dim, keepDim, interpolation, true);
    }

    /// Returns the quantiles along a dim, or of all elements, NaN left out, for each element of q.
    ///
    /// @throws OborException if q is not from 0 to 1, or the dtypes differ or are neither float32 nor float64
    default Tensor nanquantile(Tensor q, OptionalInt dim, boolean keepDim, Interpolation interpolation) {
        return Orders.quantile(self(), q, dim, keepDim, interpolation, true);
    }

    /// Returns the q-quantile of all elements, NaN left out.
    ///
    /// @throws OborException if q is not from 0 to 1, or the dtype neither float32 nor float64
    default Tensor nanquantile(double q) {
        return nanquantile(q, OptionalInt.empty(), false, Interpolation.LINEAR);
    }

    /// Returns the q-quantiles along a dim, NaN left out.
    ///
    /// @throws OborException if q is not from 0 to 1, or the dtype neither float32 nor float64
    default Tensor nanquantile(double q, int dim) {
        return nanquantile(q, dim, false);
    }

    /// Returns the q-quantiles along a dim, NaN left out; the dim stays with size 1 if `keepDim`.
    ///
    /// @throws OborException if q is not from 0 to 1, or the dtype neither float32 nor float64
    default Tensor nanquantile(double q, int dim, boolean keepDim) {
        return nanquantile(q, OptionalInt.of(dim), keepDim, Interpolation.LINEAR);
    }

    /// Returns the quantiles of all elements, NaN left out, for each element of q.
    ///
    /// @throws OborException if q is not from 0 to 1, or the dtypes differ or are neither float32 nor float64
    default Tensor nanquantile(Tensor q) {
        return nanquantile(q, OptionalInt.empty(), false, Interpolation.LINEAR);
    }

    /// Returns the quantiles along a dim, NaN left out, for each element of q, which become the first dim.
    ///
    /// @throws OborException if q is not from 0 to 1, or the dtypes differ or are neither float32 nor float64
    default Tensor nanquantile(Tensor q, int dim) {
        return nanquantile(q, dim, false);
    }

    /// Returns the quantiles along a dim, NaN left out, for each element of q, which become the first dim;
    /// the dim stays with size 1 if `keepDim`.
    ///
    /// @throws OborException if q is not from 0 to 1, or the dtypes differ or are neither float32 nor float64
    default Tensor nanquantile(Tensor q, int dim, boolean keepDim) {
        return nanquantile(q, OptionalInt.of(dim), keepDim, Interpolation.LINEAR);
    }

    /// The different elements of a tensor.
    ///
    /// @param output the elements, or slices
    /// @param inverse where each element of the input is found among them, int64; empty if not asked for
    /// @param counts how often each occurs, int64; empty if not asked for
    record Unique(Tensor output, Optional<Tensor> inverse, Optional<Tensor> counts) {}

    /// Returns the different elements in ascending order.
    default Tensor unique() {
        return unique(true, false, false, OptionalInt.empty()).output();
    }

    /// Returns the different slices along a dim, in ascending order.
    default Tensor unique(int dim) {
        return unique(true, false, false, OptionalInt.of(dim)).output();
    }

    /// Returns the different elements in ascending order, and where each element is found among them if asked
    /// for.
    ///
    /// @param sorted changes nothing: they are always in order
    default Unique unique(boolean sorted, boolean returnInverse) {
        return unique(sorted, returnInverse, false, OptionalInt.empty());
    }

    /// Returns the different elements in ascending order, where each element is found among them, and how
    /// often each occurs, if asked for.
    ///
    /// @param sorted changes nothing: they are always in order
    default Unique unique(boolean sorted, boolean returnInverse, boolean returnCounts) {
        return unique(sorted, returnInverse, returnCounts, OptionalInt.empty());
    }

    /// Returns the different slices along a dim in ascending order, where each slice is found among them, and
    /// how often each occurs, if asked for.
    ///
    /// @param sorted changes nothing: they are always in order
    default Unique unique(boolean sorted, boolean returnInverse, boolean returnCounts, int dim) {
        return unique(sorted, returnInverse, returnCounts, OptionalInt.of(dim));
    }

    /// Returns the different elements, or along a dim the different slices, in ascending order.
    ///
    /// @param sorted changes nothing: they are always in order
    default Unique unique(boolean sorted, boolean returnInverse, boolean returnCounts, OptionalInt dim) {
        return Uniques.of(self(), false, returnInverse, returnCounts, dim);
    }

    /// Returns the elements of which each differs from the one before.
    default Tensor uniqueConsecutive() {
        return uniqueConsecutive(false, false, OptionalInt.empty()).output();
    }

    /// Returns the slices along a dim of which each differs from the one before.
    default Tensor uniqueConsecutive(int dim) {
        return uniqueConsecutive(false, false, OptionalInt.of(dim)).output();
    }

    /// Returns the elements of which each differs from the one before, where each element is found among
    /// them, and how often each occurs in a row, if asked for.
    default Unique uniqueConsecutive(boolean returnInverse, boolean returnCounts) {
        return uniqueConsecutive(returnInverse, returnCounts, OptionalInt.empty());
    }

    /// Returns the elements, or along a dim the slices, of which each differs from the one before.
    default Unique uniqueConsecutive(boolean returnInverse, boolean returnCounts, OptionalInt dim) {
        return Uniques.of(self(), true, returnInverse, returnCounts, dim);
    }

    /// Returns where values would be put into this ascending sequence: the first place whose element is not
    /// smaller. The last dim is the sequence, the others are those of the values, or there are none.
    ///
    /// @throws OborException if the shapes do not fit
    default Tensor searchsorted(Tensor values) {
        return searchsorted(values, false);
    }

    /// Returns where values would be put into this ascending sequence: the first place whose element is not
    /// smaller, or, if `right`, larger. The last dim is the sequence, the others are those of the values, or
    /// there are none.
    ///
    /// @throws OborException if the shapes do not fit
    default Tensor searchsorted(Tensor values, boolean right) {
        return Searching.sorted(self(), values, false, right, Optional.empty(), Optional.empty());
    }

    /// Returns where values would be put into this sequence.
    ///
    /// @param outInt32 whether places are int32 instead of int64
    /// @param right whether equal elements stay before
    /// @param side `left` or `right`, in the place of `right`
    /// @param sorter the places of the sequence's elements in ascending order
    /// @throws OborException if the shapes do not fit, or side and right contradict each other
    default Tensor searchsorted(
            Tensor values, boolean outInt32, boolean right, Optional<String> side, Optional<Tensor> sorter) {
        return Searching.sorted(self(), values, outInt32, right, side, sorter);
    }

    /// Returns into which bucket between ascending boundaries each element falls: the number of boundaries
    /// that are smaller.
    ///
    /// @throws OborException unless the boundaries have one dim
    default Tensor bucketize(Tensor boundaries) {
        return bucketize(boundaries, false, false);
    }

    /// Returns into which bucket between ascending boundaries each element falls: the number of boundaries
    /// that are smaller, or, if `right`, not larger.
    ///
    /// @throws OborException unless the boundaries have one dim
    default Tensor bucketize(Tensor boundaries, boolean outInt32, boolean right) {
        return Searching.bucketize(self(), boundaries, outInt32, right);
    }

    /// Returns where the elements occur among others.
    default Tensor isin(Tensor testElements) {
        return isin(testElements, false, false);
    }

    /// Returns where the elements occur among others, or, if `invert`, do not.
    ///
    /// @param assumeUnique changes nothing
    default Tensor isin(Tensor testElements, boolean assumeUnique, boolean invert) {
        return Searching.isin(self(), testElements, invert);
    }
}
