package dev.obor.tensor;

import dev.obor.dtype.DType;

/// Whole numbers as bits, and their divisors. Floating-point operands are refused.
public sealed interface Bitwise extends Applicable permits Tensor {
    /// Returns the bits set in both; for bool, where both hold.
    default Tensor bitwiseAnd(Tensor other) {
        return apply(Ops.BITWISE_AND, other);
    }

    /// Returns the bits set in both.
    default Tensor bitwiseAnd(Number other) {
        return bitwiseAnd(Tensor.number(other));
    }

    /// Returns the bits set in either; for bool, where either holds.
    default Tensor bitwiseOr(Tensor other) {
        return apply(Ops.BITWISE_OR, other);
    }

    /// Returns the bits set in either.
    default Tensor bitwiseOr(Number other) {
        return bitwiseOr(Tensor.number(other));
    }

    /// Returns the bits set in one of both; for bool, where one of both holds.
    default Tensor bitwiseXor(Tensor other) {
        return apply(Ops.BITWISE_XOR, other);
    }

    /// Returns the bits set in one of both.
    default Tensor bitwiseXor(Number other) {
        return bitwiseXor(Tensor.number(other));
    }

    /// Returns all bits exchanged, −1 − x; for bool, where this does not hold.
    default Tensor bitwiseNot() {
        return self().dtype() == DType.BOOL ? self().logicalNot() : apply(Ops.BITWISE_NOT);
    }

    /// Returns this · 2ᵒᵗʰᵉʳ, wrapping; 0 for a shift that is negative or as wide as the dtype.
    default Tensor bitwiseLeftShift(Tensor other) {
        return apply(Ops.BITWISE_LEFT_SHIFT, other);
    }

    /// Returns this · 2ᵒᵗʰᵉʳ, wrapping.
    default Tensor bitwiseLeftShift(Number other) {
        return bitwiseLeftShift(Tensor.number(other));
    }

    /// Returns ⌊this / 2ᵒᵗʰᵉʳ⌋; only the sign is left of a shift that is negative or as wide as the dtype.
    default Tensor bitwiseRightShift(Tensor other) {
        return apply(Ops.BITWISE_RIGHT_SHIFT, other);
    }

    /// Returns ⌊this / 2ᵒᵗʰᵉʳ⌋.
    default Tensor bitwiseRightShift(Number other) {
        return bitwiseRightShift(Tensor.number(other));
    }

    /// Returns the greatest common divisor, 0 of two zeros.
    default Tensor gcd(Tensor other) {
        return apply(Ops.GCD, other);
    }

    /// Returns the least common multiple, 0 if either is 0.
    default Tensor lcm(Tensor other) {
        return apply(Ops.LCM, other);
    }
}
