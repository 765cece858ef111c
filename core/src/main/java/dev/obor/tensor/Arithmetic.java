package dev.obor.tensor;

import dev.obor.dtype.DType;
import dev.obor.error.DTypeException;
import dev.obor.error.OborException;

/// Sums, products, quotients and their kin. Operands broadcast and are promoted as in PyTorch; a Java number
/// takes part with the lowest rank ([dev.obor.dtype.Promotion]).
public sealed interface Arithmetic extends Applicable permits Tensor {
    /// Returns this + other.
    default Tensor add(Tensor other) {
        return apply(Ops.ADD, other);
    }

    /// Returns this + other.
    default Tensor add(Number other) {
        return add(Tensor.number(other));
    }

    /// Returns this + alpha · other.
    ///
    /// @throws DTypeException if alpha is a fraction and both tensors are of integers
    default Tensor add(Tensor other, Number alpha) {
        return apply(Ops.ADD_SCALED, other, Operands.alpha("add", self(), other, alpha));
    }

    /// Returns this + alpha · other.
    ///
    /// @throws DTypeException if alpha is a fraction and the others are integers
    default Tensor add(Number other, Number alpha) {
        return add(Tensor.number(other), alpha);
    }

    /// Returns this − other.
    ///
    /// @throws DTypeException if either is bool, as PyTorch has it
    default Tensor sub(Tensor other) {
        return apply(Ops.SUB, other);
    }

    /// Returns this − other.
    ///
    /// @throws DTypeException for bool
    default Tensor sub(Number other) {
        return sub(Tensor.number(other));
    }

    /// Returns this − alpha · other.
    ///
    /// @throws DTypeException if either is bool, or alpha is a fraction and both are of integers
    default Tensor sub(Tensor other, Number alpha) {
        return apply(Ops.SUB_SCALED, other, Operands.alpha("sub", self(), other, alpha));
    }

    /// Returns this − alpha · other.
    ///
    /// @throws DTypeException for bool, or if alpha is a fraction and the others are integers
    default Tensor sub(Number other, Number alpha) {
        return sub(Tensor.number(other), alpha);
    }

    /// Returns other − this.
    ///
    /// @throws DTypeException if either is bool
    default Tensor rsub(Tensor other) {
        return other.sub(self());
    }

    /// Returns other − alpha · this.
    ///
    /// @throws DTypeException if either is bool, or alpha is a fraction and both are of integers
    default Tensor rsub(Tensor other, Number alpha) {
        return other.sub(self(), alpha);
    }

    /// Returns other − this.
    ///
    /// @throws DTypeException for bool
    default Tensor rsub(Number other) {
        return Tensor.number(other).sub(self());
    }

    /// Returns other − alpha · this.
    ///
    /// @throws DTypeException for bool, or if alpha is a fraction and the others are integers
    default Tensor rsub(Number other, Number alpha) {
        return Tensor.number(other).sub(self(), alpha);
    }

    /// Returns this · other.
    default Tensor mul(Tensor other) {
        return apply(Ops.MUL, other);
    }

    /// Returns this · other.
    default Tensor mul(Number other) {
        return mul(Tensor.number(other));
    }

    /// Returns this / other; float32 where both are integers.
    default Tensor div(Tensor other) {
        return apply(Ops.DIV, other);
    }

    /// Returns this / other; float32 where both are integers.
    default Tensor div(Number other) {
        return div(Tensor.number(other));
    }

    /// Returns this / other rounded to whole numbers, in the promoted dtype; the gradient is 0.
    ///
    /// @throws OborException for integers divided by 0
    default Tensor div(Tensor other, Rounding roundingMode) {
        Operands.checkDivisor("div", self(), other);
        return apply(Operands.rounded(roundingMode, self(), other), other);
    }

    /// Returns this / other rounded to whole numbers.
    ///
    /// @throws OborException for integers divided by 0
    default Tensor div(Number other, Rounding roundingMode) {
        return div(Operands.divisor("div", self(), other), roundingMode);
    }

    /// Returns other / this.
    default Tensor rdiv(Number other) {
        return Tensor.number(other).div(self());
    }

    /// Returns other / this rounded to whole numbers.
    ///
    /// @throws OborException for integers divided by 0
    default Tensor rdiv(Number other, Rounding roundingMode) {
        return Tensor.number(other).div(self(), roundingMode);
    }

    /// Returns ⌊this / other⌋ in the promoted dtype; the gradient is 0.
    ///
    /// @throws OborException for integers divided by 0
    default Tensor floorDivide(Tensor other) {
        Operands.checkDivisor("floorDivide", self(), other);
        return apply(Ops.FLOOR_DIVIDE, other);
    }

    /// Returns ⌊this / other⌋.
    ///
    /// @throws OborException for integers divided by 0
    default Tensor floorDivide(Number other) {
        return floorDivide(Operands.divisor("floorDivide", self(), other));
    }

    /// Returns ⌊other / this⌋.
    ///
    /// @throws OborException for integers divided by 0
    default Tensor rfloorDivide(Number other) {
        return Tensor.number(other).floorDivide(self());
    }

    /// Returns the remainder of the sign of other: this − other · ⌊this / other⌋, as Python's `%`.
    ///
    /// @throws OborException for integers divided by 0
    default Tensor remainder(Tensor other) {
        Operands.checkDivisor("remainder", self(), other);
        return apply(Ops.REMAINDER, other);
    }

    /// Returns the remainder of the sign of other.
    ///
    /// @throws OborException for integers divided by 0
    default Tensor remainder(Number other) {
        return remainder(Operands.divisor("remainder", self(), other));
    }

    /// Returns the remainder of other by this, of this's sign.
    ///
    /// @throws OborException for integers divided by 0
    default Tensor rremainder(Number other) {
        return Tensor.number(other).remainder(self());
    }

    /// Returns the remainder of the sign of this: this − other · trunc(this / other), as C's `fmod`.
    ///
    /// @throws OborException for integers divided by 0
    default Tensor fmod(Tensor other) {
        Operands.checkDivisor("fmod", self(), other);
        return apply(Ops.FMOD, other);
    }

    /// Returns the remainder of the sign of this.
    ///
    /// @throws OborException for integers divided by 0
    default Tensor fmod(Number other) {
        return fmod(Operands.divisor("fmod", self(), other));
    }

    /// Returns this + a · b.
    ///
    /// @throws DTypeException for bool
    default Tensor addcmul(Tensor a, Tensor b) {
        return addcmul(a, b, 1);
    }

    /// Returns this + value · a · b. Where all tensors are of integers, the fraction of the value is cut off,
    /// as PyTorch does.
    ///
    /// @throws DTypeException for bool, or integers with a value beyond 2⁵³
    default Tensor addcmul(Tensor a, Tensor b, Number value) {
        return apply(Ops.ADDCMUL.with(Operands.factor("addcmul", value, self(), a, b)), a, b);
    }

    /// Returns this + a / b.
    ///
    /// @throws DTypeException if all are integers
    default Tensor addcdiv(Tensor a, Tensor b) {
        return addcdiv(a, b, 1);
    }

    /// Returns this + value · a / b.
    ///
    /// @throws DTypeException if all tensors are of integers
    default Tensor addcdiv(Tensor a, Tensor b, Number value) {
        return apply(Ops.ADDCDIV.with(value.doubleValue()), a, b);
    }

    /// Returns this + weight · (end − this).
    ///
    /// @throws DTypeException for integers
    default Tensor lerp(Tensor end, Tensor weight) {
        return apply(Ops.LERP, end, weight);
    }

    /// Returns this + weight · (end − this).
    ///
    /// @throws DTypeException for integers
    default Tensor lerp(Tensor end, Number weight) {
        return lerp(end, Tensor.number(weight.doubleValue()));
    }

    /// Returns −this.
    ///
    /// @throws DTypeException for bool
    default Tensor neg() {
        return apply(Ops.NEG);
    }

    /// Returns |this|; the gradient at 0 is 0. The smallest integer of a signed dtype stays negative.
    ///
    /// @throws DTypeException for bool
    default Tensor abs() {
        return apply(Ops.ABS);
    }

    /// Returns this · this; int64 for bool.
    default Tensor square() {
        return self().dtype() == DType.BOOL ? self().to(DType.INT64) : apply(Ops.SQUARE);
    }

    /// Returns 1 / this; float32 for integers.
    default Tensor reciprocal() {
        return apply(Ops.RECIPROCAL);
    }

    /// Returns √(this² + other²), which does not overflow on the way.
    ///
    /// @throws DTypeException for integers
    default Tensor hypot(Tensor other) {
        return apply(Ops.HYPOT, other);
    }

    /// Returns this · 2ᵒᵗʰᵉʳ; float32 for integers.
    default Tensor ldexp(Tensor other) {
        // Beside float64, a power in float32 would overflow early.
        return mul((self().dtype() == DType.FLOAT64 ? other.to(DType.FLOAT64) : other).rpow(2.0));
    }

    /// Returns m and e of x = m · 2ᵉ with ½ ≤ |m| < 1: m in this dtype, e int32.
    ///
    /// @throws DTypeException for integers
    default Frexp frexp() {
        return new Frexp(apply(Ops.MANTISSA), apply(Ops.EXPONENT).detach().to(DType.INT32));
    }

    /// Mantissas and exponents.
    ///
    /// @param mantissa m of x = m · 2ᵉ
    /// @param exponent e, int32
    record Frexp(Tensor mantissa, Tensor exponent) {}

    /// Returns the elements to a power, computed in float64.
    default Tensor floatPower(Tensor exponent) {
        return self().to(DType.FLOAT64).pow(exponent.isNumber() ? exponent : exponent.to(DType.FLOAT64));
    }

    /// Returns the elements to a power, computed in float64.
    default Tensor floatPower(Number exponent) {
        return self().to(DType.FLOAT64).pow(exponent.doubleValue());
    }

    /// Returns a number to the power of the elements, computed in float64.
    default Tensor rfloatPower(Number base) {
        return self().to(DType.FLOAT64).rpow(base.doubleValue());
    }
}
