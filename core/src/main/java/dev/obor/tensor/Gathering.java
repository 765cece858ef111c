package dev.obor.tensor;

import dev.obor.dtype.DType;
import dev.obor.dtype.Promotion;
import dev.obor.error.ShapeException;
import dev.obor.layout.Broadcast;
import dev.obor.layout.Shape;
import dev.obor.tensor.ScatterReduce.Kind;
import dev.obor.tensor.Selection.Combine;
import java.util.ArrayList;
import java.util.List;

/// Elements and slices gathered from, and scattered to, places that other tensors name: integer tensors,
/// int64 or int32, by index, bool tensors by where they hold.
///
/// A method with `_` at its end edits this tensor and returns it; the others return a copy. Of several values
/// for one place the last stays, and sums are added up in the index's order, whatever the number of threads.
/// An index out of range is an [dev.obor.error.IndexException] and leaves a tensor that is edited as it was.
public sealed interface Gathering extends Applicable permits Tensor {
    /// Returns the elements at the places that an index names along a dim: for dim 1,
    /// `out[i][j] = this[i][index[i][j]]`. The result has the index's shape, which may be smaller than this
    /// tensor's in the other dims.
    ///
    /// @throws dev.obor.error.IndexException if an index is out of range
    default Tensor gather(int dim, Tensor index) {
        return Addressing.of("gather", self()).gather(dim, index);
    }

    /// Returns the elements at the places that indices name along a dim, as [#gather(int, Tensor)], the other
    /// dims broadcast: what `argmax` and `argsort` find is taken with it.
    ///
    /// @throws ShapeException if the ranks differ
    default Tensor takeAlongDim(Tensor indices, int dim) {
        Tensor x = self();
        int d = x.wrap("takeAlongDim", dim);
        if (x.dim() != indices.dim()) {
            throw new ShapeException("takeAlongDim: the tensor has shape " + x.shape() + " and the indices "
                    + indices.shape() + ": their ranks must be equal");
        }
        if (x.dim() == 0) {
            return x.gather(d, indices);
        }
        Shape shape = Broadcast.of(
                "takeAlongDim", x.shape().with(d, 1), indices.shape().with(d, 1));
        return x.expand(shape.with(d, x.size(d))).gather(d, indices.expand(shape.with(d, indices.size(d))));
    }

    /// Returns the elements at the places that indices name among all elements in row-major order, in one
    /// dim.
    default Tensor takeAlongDim(Tensor indices) {
        return self().reshape(-1).gather(0, indices.reshape(-1));
    }

    /// Returns a copy with elements of a source at the places that an index names along a dim: for dim 1,
    /// `out[i][index[i][j]] = source[i][j]`.
    ///
    /// @param source of this dtype, no smaller than the index
    default Tensor scatter(int dim, Tensor index, Tensor source) {
        return Addressing.of("scatter", self()).scatter(dim, index, source, Combine.REPLACE);
    }

    /// Returns a copy with a number at the places that an index names along a dim.
    default Tensor scatter(int dim, Tensor index, Number value) {
        return Addressing.of("scatter", self()).scatter(dim, index, value, Combine.REPLACE);
    }

    /// Returns a copy with elements of a source added to, or multiplied into, the places that an index names.
    ///
    /// @param reduce `add` or `multiply`
    default Tensor scatter(int dim, Tensor index, Tensor source, String reduce) {
        return Addressing.of("scatter", self()).scatter(dim, index, source, reduce);
    }

    /// Returns a copy with a number added to, or multiplied into, the places that an index names along a dim.
    ///
    /// @param reduce `add` or `multiply`
    default Tensor scatter(int dim, Tensor index, Number value, String reduce) {
        return Addressing.of("scatter", self()).scatter(dim, index, value, Addressing.combine("scatter", reduce));
    }

    /// Writes elements of a source to the places that an index names along a dim.
    default Tensor scatter_(int dim, Tensor index, Tensor source) {
        return Addressing.into("scatter", self()).scatter(dim, index, source, Combine.REPLACE);
    }

    /// Writes a number to the places that an index names along a dim.
    default Tensor scatter_(int dim, Tensor index, Number value) {
        return Addressing.into("scatter", self()).scatter(dim, index, value, Combine.REPLACE);
    }

    /// Adds elements of a source to, or multiplies them into, the places that an index names along a dim.
    ///
    /// @param reduce `add` or `multiply`
    default Tensor scatter_(int dim, Tensor index, Tensor source, String reduce) {
        return Addressing.into("scatter", self()).scatter(dim, index, source, reduce);
    }

    /// Adds a number to, or multiplies it into, the places that an index names along a dim.
    ///
    /// @param reduce `add` or `multiply`
    default Tensor scatter_(int dim, Tensor index, Number value, String reduce) {
        return Addressing.into("scatter", self()).scatter(dim, index, value, Addressing.combine("scatter", reduce));
    }

    /// Returns a copy with elements of a source added at the places that an index names along a dim.
    default Tensor scatterAdd(int dim, Tensor index, Tensor source) {
        return Addressing.of("scatterAdd", self()).scatter(dim, index, source, Combine.ADD);
    }

    /// Adds elements of a source at the places that an index names along a dim.
    default Tensor scatterAdd_(int dim, Tensor index, Tensor source) {
        return Addressing.into("scatterAdd", self()).scatter(dim, index, source, Combine.ADD);
    }

    /// Returns a copy in which the elements of a source are reduced into the places that an index names along
    /// a dim.
    ///
    /// @param reduce `sum`, `prod`, `mean` (rounded down for integers), `amax` or `amin`
    /// @param includeSelf whether what stands at a place takes part
    default Tensor scatterReduce(int dim, Tensor index, Tensor source, String reduce, boolean includeSelf) {
        return Addressing.of("scatterReduce", self())
                .scatterReduce(dim, index, source, Kind.of("scatterReduce", reduce, Kind.values()), includeSelf);
    }

    /// Returns a copy in which the elements of a source are reduced into the places that an index names along
    /// a dim, together with what stands there.
    ///
    /// @param reduce `sum`, `prod`, `mean` (rounded down for integers), `amax` or `amin`
    default Tensor scatterReduce(int dim, Tensor index, Tensor source, String reduce) {
        return scatterReduce(dim, index, source, reduce, true);
    }

    /// Reduces the elements of a source into the places that an index names along a dim; see
    /// [#scatterReduce(int, Tensor, Tensor, String, boolean)].
    default Tensor scatterReduce_(int dim, Tensor index, Tensor source, String reduce, boolean includeSelf) {
        return Addressing.into("scatterReduce", self())
                .scatterReduce(dim, index, source, Kind.of("scatterReduce", reduce, Kind.values()), includeSelf);
    }

    /// Reduces the elements of a source and those already there into the places that an index names along a
    /// dim; see [#scatterReduce(int, Tensor, Tensor, String, boolean)].
    default Tensor scatterReduce_(int dim, Tensor index, Tensor source, String reduce) {
        return scatterReduce_(dim, index, source, reduce, true);
    }

    /// Returns the slices at the places that an index of one dim names along a dim, copied.
    default Tensor indexSelect(int dim, Tensor index) {
        return Addressing.of("indexSelect", self()).indexSelect(dim, index);
    }

    /// Returns a copy in which slices of a source are added at the places that an index of one dim names.
    default Tensor indexAdd(int dim, Tensor index, Tensor source) {
        return indexAdd(dim, index, source, 1);
    }

    /// Returns a copy in which slices of alpha · source are added at the places that an index of one dim
    /// names.
    default Tensor indexAdd(int dim, Tensor index, Tensor source, Number alpha) {
        return Addressing.of("indexAdd", self()).indexAdd(dim, index, source, alpha);
    }

    /// Adds slices of a source at the places that an index of one dim names.
    default Tensor indexAdd_(int dim, Tensor index, Tensor source) {
        return indexAdd_(dim, index, source, 1);
    }

    /// Adds slices of alpha · source at the places that an index of one dim names.
    default Tensor indexAdd_(int dim, Tensor index, Tensor source, Number alpha) {
        return Addressing.into("indexAdd", self()).indexAdd(dim, index, source, alpha);
    }

    /// Returns a copy with slices of a source at the places that an index of one dim names.
    default Tensor indexCopy(int dim, Tensor index, Tensor source) {
        return Addressing.of("indexCopy", self()).indexWrite(dim, index, source, Combine.REPLACE);
    }

    /// Writes slices of a source to the places that an index of one dim names.
    default Tensor indexCopy_(int dim, Tensor index, Tensor source) {
        return Addressing.into("indexCopy", self()).indexWrite(dim, index, source, Combine.REPLACE);
    }

    /// Returns a copy with a number in the slices at the places that an index of one dim names; negative
    /// indices count from the end.
    default Tensor indexFill(int dim, Tensor index, Number value) {
        return indexFill(dim, index, Fill.of("indexFill", value, self().dtype()));
    }

    /// Returns a copy with a tensor of no dims in the slices at the places that an index of one dim names.
    default Tensor indexFill(int dim, Tensor index, Tensor value) {
        return Addressing.of("indexFill", self()).indexFill(dim, index, value);
    }

    /// Writes a number to the slices at the places that an index of one dim names; negative indices count
    /// from the end.
    default Tensor indexFill_(int dim, Tensor index, Number value) {
        return indexFill_(dim, index, Fill.of("indexFill", value, self().dtype()));
    }

    /// Writes a tensor of no dims to the slices at the places that an index of one dim names.
    default Tensor indexFill_(int dim, Tensor index, Tensor value) {
        return Addressing.into("indexFill", self()).indexFill(dim, index, value);
    }

    /// Returns a copy in which slices of a source are reduced into the places that an index of one dim names.
    ///
    /// @param reduce `prod`, `mean` (rounded down for integers), `amax` or `amin`
    /// @param includeSelf whether what stands at a place takes part
    default Tensor indexReduce(int dim, Tensor index, Tensor source, String reduce, boolean includeSelf) {
        return Addressing.of("indexReduce", self()).indexReduce(dim, index, source, reduce, includeSelf);
    }

    /// Returns a copy in which slices of a source are reduced into the places that an index of one dim names,
    /// together with what stands there.
    ///
    /// @param reduce `prod`, `mean` (rounded down for integers), `amax` or `amin`
    default Tensor indexReduce(int dim, Tensor index, Tensor source, String reduce) {
        return indexReduce(dim, index, source, reduce, true);
    }

    /// Reduces slices of a source into the places that an index of one dim names; see
    /// [#indexReduce(int, Tensor, Tensor, String, boolean)].
    default Tensor indexReduce_(int dim, Tensor index, Tensor source, String reduce, boolean includeSelf) {
        return Addressing.into("indexReduce", self()).indexReduce(dim, index, source, reduce, includeSelf);
    }

    /// Reduces slices of a source and those already there into the places that an index of one dim names; see
    /// [#indexReduce(int, Tensor, Tensor, String, boolean)].
    default Tensor indexReduce_(int dim, Tensor index, Tensor source, String reduce) {
        return indexReduce_(dim, index, source, reduce, true);
    }

    /// Returns the elements at the places that an index names among all elements in row-major order; negative
    /// ones count from the end. The result has the index's shape.
    default Tensor take(Tensor index) {
        return Addressing.of("take", self()).take(index);
    }

    /// Returns a copy with the elements of a source at the places that an index names among all elements in
    /// row-major order.
    ///
    /// @param accumulate adds instead of replacing
    default Tensor put(Tensor index, Tensor source, boolean accumulate) {
        return Addressing.of("put", self()).put(index, source, accumulate);
    }

    /// Returns a copy with the elements of a source at the places that an index names among all elements in
    /// row-major order.
    default Tensor put(Tensor index, Tensor source) {
        return put(index, source, false);
    }

    /// Writes the elements of a source to the places that an index names among all elements in row-major
    /// order.
    ///
    /// @param accumulate adds instead of replacing
    default Tensor put_(Tensor index, Tensor source, boolean accumulate) {
        return Addressing.into("put", self()).put(index, source, accumulate);
    }

    /// Replaces the elements at the places that an index names among all elements in row-major order.
    default Tensor put_(Tensor index, Tensor source) {
        return put_(index, source, false);
    }

    /// Returns a copy with a number where a mask holds; tensor and mask broadcast.
    ///
    /// @throws dev.obor.error.DTypeException if the number does not fit into this dtype
    default Tensor maskedFill(Tensor mask, Number value) {
        return maskedFill(mask, Fill.of("maskedFill", value, self().dtype()));
    }

    /// Returns a copy with a tensor of no dims, converted to this dtype, where a mask holds; tensor and mask
    /// broadcast.
    default Tensor maskedFill(Tensor mask, Tensor value) {
        return Addressing.of("maskedFill", self()).maskedFill(mask, value);
    }

    /// Writes a number where a mask holds, which broadcasts to this shape.
    default Tensor maskedFill_(Tensor mask, Number value) {
        return maskedFill_(mask, Fill.of("maskedFill", value, self().dtype()));
    }

    /// Writes a tensor of no dims, converted to this dtype, where a mask holds, which broadcasts to this
    /// shape.
    default Tensor maskedFill_(Tensor mask, Tensor value) {
        return Addressing.into("maskedFill", self()).maskedFill(mask, value);
    }

    /// Returns the elements where a mask holds, in row-major order and one dim; tensor and mask broadcast.
    default Tensor maskedSelect(Tensor mask) {
        return Addressing.of("maskedSelect", self()).maskedSelect(mask);
    }

    /// Returns a copy with the first elements of a source where a mask holds, both in row-major order; tensor
    /// and mask broadcast.
    ///
    /// @throws ShapeException if the mask holds at more places than the source has elements
    default Tensor maskedScatter(Tensor mask, Tensor source) {
        return Addressing.of("maskedScatter", self()).maskedScatter(mask, source);
    }

    /// Writes the first elements of a source where a mask holds, both in row-major order; the mask broadcasts
    /// to this shape.
    default Tensor maskedScatter_(Tensor mask, Tensor source) {
        return Addressing.into("maskedScatter", self()).maskedScatter(mask, source);
    }

    /// Returns the indices of the elements that differ from 0, in row-major order: int64 of shape
    /// `[how many, dims]`.
    default Tensor nonzero() {
        return Addressing.nonzero(self()).t();
    }

    /// Returns the indices of the elements that differ from 0: for each dim a tensor of one dim, so that
    /// together they are an index. A single number counts as one of one dim.
    default List<Tensor> nonzeroTuple() {
        Tensor rows = Addressing.nonzero(self().dim() == 0 ? self().unsqueeze(0) : self());
        List<Tensor> indices = new ArrayList<>();
        for (int d = 0; d < rows.size(0); d++) {
            indices.add(rows.select(0, d));
        }
        return indices;
    }

    /// Returns the indices of the elements that differ from 0, as [#nonzero()].
    default Tensor argwhere() {
        return nonzero();
    }

    /// Returns the segments of the first dim, reduced each.
    ///
    /// @param reduce `sum`, `prod`, `mean`, `max` or `min`; the mean of none is NaN
    /// @param lengths of the segments, which together are the dim's size
    default Tensor segmentReduce(String reduce, Tensor lengths) {
        return segmentReduce(reduce, SegmentOptions.DEFAULT.lengths(lengths));
    }

    /// Returns the segments of a dim, reduced each; the result has as many places along the dim as there are
    /// segments.
    ///
    /// @param reduce `sum`, `prod`, `mean`, `max` or `min`; the mean of none is NaN
    default Tensor segmentReduce(String reduce, SegmentOptions options) {
        return Segments.reduce(self(), reduce, options);
    }

    /// Returns these elements where a condition holds, else those of another tensor; all broadcast.
    default Tensor where(Tensor condition, Tensor other) {
        return Tensor.where(condition, self(), other);
    }

    /// Returns these elements where a condition holds, else a number, which takes part with the lowest rank.
    ///
    /// @throws dev.obor.error.DTypeException if the number does not fit
    default Tensor where(Tensor condition, Number other) {
        DType dtype = Promotion.withWeaker(self().dtype(), Promotion.ofNumber(other));
        return Tensor.where(condition, self(), Fill.of("where", other, dtype));
    }

    /// Returns a number, which takes part with the lowest rank, where a mask holds, else `no`.
    ///
    /// @throws dev.obor.error.DTypeException if the number does not fit
    static Tensor where(Tensor mask, Number yes, Tensor no) {
        DType dtype = Promotion.withWeaker(no.dtype(), Promotion.ofNumber(yes));
        return Tensor.where(mask, Fill.of("where", yes, dtype), no);
    }
}
