package dev.obor.tensor;

import dev.obor.dtype.DType;

/// Comparisons and logic; the results are bool.
public sealed interface Comparison extends Applicable permits Tensor {
    /// Returns where this = other.
    default Tensor eq(Tensor other) {
        return apply(Ops.EQ, other);
    }

    /// Returns where this = other.
    default Tensor eq(Number other) {
        return eq(Tensor.number(other));
    }

    /// Returns where this ≠ other.
    default Tensor ne(Tensor other) {
        return apply(Ops.NE, other);
    }

    /// Returns where this ≠ other.
    default Tensor ne(Number other) {
        return ne(Tensor.number(other));
    }

    /// Returns where this < other.
    default Tensor lt(Tensor other) {
        return apply(Ops.LT, other);
    }

    /// Returns where this < other.
    default Tensor lt(Number other) {
        return lt(Tensor.number(other));
    }

    /// Returns where this ≤ other.
    default Tensor le(Tensor other) {
        return apply(Ops.LE, other);
    }

    /// Returns where this ≤ other.
    default Tensor le(Number other) {
        return le(Tensor.number(other));
    }

    /// Returns where this > other.
    default Tensor gt(Tensor other) {
        return apply(Ops.GT, other);
    }

    /// Returns where this > other.
    default Tensor gt(Number other) {
        return gt(Tensor.number(other));
    }

    /// Returns where this ≥ other.
    default Tensor ge(Tensor other) {
        return apply(Ops.GE, other);
    }

    /// Returns where this ≥ other.
    default Tensor ge(Number other) {
        return ge(Tensor.number(other));
    }

    /// Returns where both differ from 0.
    default Tensor logicalAnd(Tensor other) {
        return apply(Ops.LOGICAL_AND, other);
    }

    /// Returns where either differs from 0.
    default Tensor logicalOr(Tensor other) {
        return apply(Ops.LOGICAL_OR, other);
    }

    /// Returns where this is 0.
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

    /// Returns whether all elements along dims differ from 0; the dims stay with size 1 if `keepDim`. True of
    /// none.
    default Tensor all(int[] dims, boolean keepDim) {
        return truth(self().eq(0).sum(dims, keepDim).eq(0));
    }

    /// Returns whether any element differs from 0, of no dims; bool, but uint8 for uint8, as PyTorch's.
    default Tensor any() {
        return any(new int[0], false);
    }

    /// Returns whether any elements along dims differ from 0.
    default Tensor any(int... dims) {
        return any(dims, false);
    }

    /// Returns whether any elements along dims differ from 0; the dims stay with size 1 if `keepDim`. False
    /// of none.
    default Tensor any(int[] dims, boolean keepDim) {
        return truth(self().ne(0).sum(dims, keepDim).ne(0));
    }

    private Tensor truth(Tensor mask) {
        return self().dtype() == DType.UINT8 ? mask.to(DType.UINT8) : mask;
    }

    /// Tells whether another tensor has the same shape and the same values; NaN equals nothing.
    default boolean equal(Tensor other) {
        return self().shape().equals(other.shape())
                && (self().numel() == 0 || self().eq(other).all().itemBoolean());
    }
}
