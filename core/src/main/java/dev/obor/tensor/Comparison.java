package dev.obor.tensor;

import dev.obor.dtype.DType;
import dev.obor.error.OborException;

/// Comparisons and logic; the results are bool. Both sides are compared in the promoted dtype, but a whole
/// number that an integer dtype does not hold is compared by its value.
public sealed interface Comparison extends Applicable permits Tensor {
    /// Returns where this = other.
    default Tensor eq(Tensor other) {
        return apply(Ops.EQ, other);
    }

    /// Returns where this = other.
    default Tensor eq(Number other) {
        return Operands.comparable(self(), other).eq(Tensor.number(other));
    }

    /// Returns where this ≠ other.
    default Tensor ne(Tensor other) {
        return apply(Ops.NE, other);
    }

    /// Returns where this ≠ other.
    default Tensor ne(Number other) {
        return Operands.comparable(self(), other).ne(Tensor.number(other));
    }

    /// Returns where this < other.
    default Tensor lt(Tensor other) {
        return apply(Ops.LT, other);
    }

    /// Returns where this < other.
    default Tensor lt(Number other) {
        return Operands.comparable(self(), other).lt(Tensor.number(other));
    }

    /// Returns where this ≤ other.
    default Tensor le(Tensor other) {
        return apply(Ops.LE, other);
    }

    /// Returns where this ≤ other.
    default Tensor le(Number other) {
        return Operands.comparable(self(), other).le(Tensor.number(other));
    }

    /// Returns where this > other.
    default Tensor gt(Tensor other) {
        return apply(Ops.GT, other);
    }

    /// Returns where this > other.
    default Tensor gt(Number other) {
        return Operands.comparable(self(), other).gt(Tensor.number(other));
    }

    /// Returns where this ≥ other.
    default Tensor ge(Tensor other) {
        return apply(Ops.GE, other);
    }

    /// Returns where this ≥ other.
    default Tensor ge(Number other) {
        return Operands.comparable(self(), other).ge(Tensor.number(other));
    }

    /// Returns where both differ from 0.
    default Tensor logicalAnd(Tensor other) {
        return apply(Ops.LOGICAL_AND, other);
    }

    /// Returns where either differs from 0.
    default Tensor logicalOr(Tensor other) {
        return apply(Ops.LOGICAL_OR, other);
    }

    /// Returns where one of both differs from 0.
    default Tensor logicalXor(Tensor other) {
        return apply(Ops.LOGICAL_XOR, other);
    }

    /// Returns where this is infinite.
    default Tensor isinf() {
        return self().dtype().isFloating() ? apply(Ops.ISINF) : never();
    }

    /// Returns where this is infinity.
    default Tensor isposinf() {
        return self().dtype().isFloating() ? apply(Ops.ISPOSINF) : never();
    }

    /// Returns where this is −infinity.
    default Tensor isneginf() {
        return self().dtype().isFloating() ? apply(Ops.ISNEGINF) : never();
    }

    /// Returns where this has no imaginary part: everywhere, as numbers are real here.
    default Tensor isreal() {
        return Tensor.full(self().shape(), 1, DType.BOOL);
    }

    /// Returns where the sign is negative, also that of −0.
    default Tensor signbit() {
        return self().dtype() == DType.BOOL ? never() : self().dtype().isFloating() ? apply(Ops.SIGNBIT) : lt(0);
    }

    private Tensor never() {
        return Tensor.full(self().shape(), 0, DType.BOOL);
    }

    /// Returns where |this − other| ≤ 1e-8 + 1e-5 · |other|.
    ///
    /// @throws dev.obor.error.DTypeException if the dtypes differ
    default Tensor isclose(Tensor other) {
        return isclose(other, 1e-5, 1e-8, false);
    }

    /// Returns where |this − other| ≤ atol + rtol · |other|; equal infinities are close, NaN to nothing.
    ///
    /// @throws OborException if the dtypes differ, or a tolerance is negative
    default Tensor isclose(Tensor other, double rtol, double atol) {
        return isclose(other, rtol, atol, false);
    }

    /// Returns where |this − other| ≤ atol + rtol · |other|; equal infinities are close, and NaN to NaN if
    /// `equalNan`.
    ///
    /// @throws OborException if the dtypes differ, or a tolerance is negative
    default Tensor isclose(Tensor other, double rtol, double atol, boolean equalNan) {
        Operands.sameType("isclose", self(), other);
        if (!(rtol >= 0) || !(atol >= 0)) {
            throw new OborException("isclose: the tolerances are rtol " + rtol + " and atol " + atol
                    + " and must be 0 or more: pass others");
        }
        Pointwise close = Ops.ISCLOSE.with(rtol, atol, equalNan ? 1 : 0);
        if (self().dtype().isFloating()) {
            return apply(close, other);
        }
        Tensor near = self().to(DType.FLOAT64).apply(close, other.to(DType.FLOAT64));
        // Different integers may be one float64.
        return rtol == 0 && atol == 0 ? eq(other) : near;
    }

    /// Tells whether all elements are close, as [#isclose(Tensor)] says.
    default boolean allclose(Tensor other) {
        return isclose(other).all().itemBoolean();
    }

    /// Tells whether everywhere |this − other| ≤ atol + rtol · |other|; equal infinities are close, NaN to
    /// nothing.
    ///
    /// @throws OborException if the dtypes differ, or a tolerance is negative
    default boolean allclose(Tensor other, double rtol, double atol) {
        return allclose(other, rtol, atol, false);
    }

    /// Tells whether all elements are close, as [#isclose(Tensor, double, double, boolean)] says.
    default boolean allclose(Tensor other, double rtol, double atol, boolean equalNan) {
        return isclose(other, rtol, atol, equalNan).all().itemBoolean();
    }

    /// Returns where this is 0; for bool, where it does not hold.
    default Tensor logicalNot() {
        return apply(Ops.LOGICAL_NOT);
    }

    /// Returns where this is NaN.
    default Tensor isnan() {
        return apply(Ops.ISNAN);
    }

    /// Returns where this is neither infinite nor NaN.
    default Tensor isfinite() {
        return apply(Ops.ISFINITE);
    }

    /// Returns whether all elements differ from 0, of no dims; bool, but uint8 for uint8, as PyTorch's.
    default Tensor all() {
        return all(new int[0], false);
    }

    /// Returns whether all elements along dims differ from 0.
    default Tensor all(int... dims) {
        return all(dims, false);
    }

    /// Returns whether all elements along a dim differ from 0; the dim stays with size 1 if `keepDim`.
    default Tensor all(int dim, boolean keepDim) {
        return all(new int[] {dim}, keepDim);
    }

    /// Returns whether all elements along dims differ from 0; the dims stay with size 1 if `keepDim`. True of
    /// none.
    default Tensor all(int[] dims, boolean keepDim) {
        Reduce.dims("all", self().dim(), dims);
        Tensor zeros = self().dtype() == DType.BOOL ? self().logicalNot() : self().eq(0);
        return truth(zeros.sum(dims, keepDim).eq(0));
    }

    /// Returns whether any element differs from 0, of no dims; bool, but uint8 for uint8, as PyTorch's.
    default Tensor any() {
        return any(new int[0], false);
    }

    /// Returns whether any elements along dims differ from 0.
    default Tensor any(int... dims) {
        return any(dims, false);
    }

    /// Returns whether any element along a dim differs from 0; the dim stays with size 1 if `keepDim`.
    default Tensor any(int dim, boolean keepDim) {
        return any(new int[] {dim}, keepDim);
    }

    /// Returns whether any elements along dims differ from 0; the dims stay with size 1 if `keepDim`. False
    /// of none.
    default Tensor any(int[] dims, boolean keepDim) {
        Reduce.dims("any", self().dim(), dims);
        Tensor others = self().dtype() == DType.BOOL ? self() : self().ne(0);
        return truth(others.sum(dims, keepDim).ne(0));
    }

    private Tensor truth(Tensor mask) {
        return self().dtype() == DType.UINT8 ? mask.to(DType.UINT8) : mask;
    }

    /// Tells whether another tensor has the same shape and the same values; NaN equals nothing.
    default boolean equal(Tensor other) {
        if (!self().shape().equals(other.shape()) || self().numel() == 0) {
            return self().shape().equals(other.shape());
        }
        Reduce different = new Reduce(Reducer.DIFFERENT, Reduce.dims("equal", self().dim()), false);
        return self().detach().apply(different, other.detach()).item() == 0;
    }
}
