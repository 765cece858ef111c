package dev.obor.tensor;

import dev.obor.dtype.DType;

/// The functions of [Bitwise] and [Comparison] in place: each writes into this tensor's storage, is seen by
/// all its views, and returns this tensor. Truth values are written as 1 and 0 of this tensor's dtype; no
/// gradient passes them.
public sealed interface LogicInPlace extends Applicable permits Tensor {
    /// Keeps the bits set in both.
    default Tensor bitwiseAnd_(Tensor other) {
        return applyInPlace(Ops.BITWISE_AND, other);
    }

    /// Keeps the bits set in both.
    default Tensor bitwiseAnd_(Number other) {
        return bitwiseAnd_(Tensor.number(other));
    }

    /// Sets the bits set in either.
    default Tensor bitwiseOr_(Tensor other) {
        return applyInPlace(Ops.BITWISE_OR, other);
    }

    /// Sets the bits set in either.
    default Tensor bitwiseOr_(Number other) {
        return bitwiseOr_(Tensor.number(other));
    }

    /// Sets the bits set in one of both.
    default Tensor bitwiseXor_(Tensor other) {
        return applyInPlace(Ops.BITWISE_XOR, other);
    }

    /// Sets the bits set in one of both.
    default Tensor bitwiseXor_(Number other) {
        return bitwiseXor_(Tensor.number(other));
    }

    /// Multiplies by 2ᵒᵗʰᵉʳ, wrapping.
    default Tensor bitwiseLeftShift_(Tensor other) {
        return applyInPlace(Ops.BITWISE_LEFT_SHIFT, other);
    }

    /// Multiplies by 2ᵒᵗʰᵉʳ, wrapping.
    default Tensor bitwiseLeftShift_(Number other) {
        return bitwiseLeftShift_(Tensor.number(other));
    }

    /// Divides by 2ᵒᵗʰᵉʳ, rounding down.
    default Tensor bitwiseRightShift_(Tensor other) {
        return applyInPlace(Ops.BITWISE_RIGHT_SHIFT, other);
    }

    /// Divides by 2ᵒᵗʰᵉʳ, rounding down.
    default Tensor bitwiseRightShift_(Number other) {
        return bitwiseRightShift_(Tensor.number(other));
    }

    /// Exchanges all bits; for bool, true and false.
    default Tensor bitwiseNot_() {
        return self().dtype() == DType.BOOL ? logicalNot_() : applyInPlace(Ops.BITWISE_NOT);
    }

    /// Replaces the elements by the greatest common divisors.
    default Tensor gcd_(Tensor other) {
        return applyInPlace(Ops.GCD, other);
    }

    /// Replaces the elements by the least common multiples.
    default Tensor lcm_(Tensor other) {
        return applyInPlace(Ops.LCM, other);
    }

    /// Writes where both differ from 0.
    default Tensor logicalAnd_(Tensor other) {
        return self().copy_(self().logicalAnd(other));
    }

    /// Writes where either differs from 0.
    default Tensor logicalOr_(Tensor other) {
        return self().copy_(self().logicalOr(other));
    }

    /// Writes where one of both differs from 0.
    default Tensor logicalXor_(Tensor other) {
        return self().copy_(self().logicalXor(other));
    }

    /// Writes where this is 0.
    default Tensor logicalNot_() {
        return self().copy_(self().logicalNot());
    }

    /// Writes where this = other.
    default Tensor eq_(Tensor other) {
        return self().copy_(self().eq(other));
    }

    /// Writes where this = other.
    default Tensor eq_(Number other) {
        return self().copy_(self().eq(other));
    }

    /// Writes where this ≠ other.
    default Tensor ne_(Tensor other) {
        return self().copy_(self().ne(other));
    }

    /// Writes where this ≠ other.
    default Tensor ne_(Number other) {
        return self().copy_(self().ne(other));
    }

    /// Writes where this < other.
    default Tensor lt_(Tensor other) {
        return self().copy_(self().lt(other));
    }

    /// Writes where this < other.
    default Tensor lt_(Number other) {
        return self().copy_(self().lt(other));
    }

    /// Writes where this ≤ other.
    default Tensor le_(Tensor other) {
        return self().copy_(self().le(other));
    }

    /// Writes where this ≤ other.
    default Tensor le_(Number other) {
        return self().copy_(self().le(other));
    }

    /// Writes where this > other.
    default Tensor gt_(Tensor other) {
        return self().copy_(self().gt(other));
    }

    /// Writes where this > other.
    default Tensor gt_(Number other) {
        return self().copy_(self().gt(other));
    }

    /// Writes where this ≥ other.
    default Tensor ge_(Tensor other) {
        return self().copy_(self().ge(other));
    }

    /// Writes where this ≥ other.
    default Tensor ge_(Number other) {
        return self().copy_(self().ge(other));
    }
}
