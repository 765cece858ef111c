package dev.obor.tensor;

import dev.obor.dtype.DType;
import dev.obor.error.DTypeException;
import dev.obor.error.OborException;

/// Edits in place: each writes into this tensor's storage, is seen by all its views, and returns this tensor.
/// The result must have this tensor's shape, and its dtype must not be of a higher category.
public sealed interface InPlace extends Applicable permits Tensor {
    /// Adds.
    default Tensor add_(Tensor other) {
        return applyInPlace(Ops.ADD, other);
    }

    /// Adds.
    default Tensor add_(Number other) {
        return add_(Tensor.number(other));
    }

    /// Adds alpha · other.
    default Tensor add_(Tensor other, Number alpha) {
        return applyInPlace(Ops.ADD_SCALED, other, Operands.alpha("add_", self(), other, alpha));
    }

    /// Adds alpha · other.
    default Tensor add_(Number other, Number alpha) {
        return add_(Tensor.number(other), alpha);
    }

    /// Subtracts.
    default Tensor sub_(Tensor other) {
        return applyInPlace(Ops.SUB, other);
    }

    /// Subtracts.
    default Tensor sub_(Number other) {
        return sub_(Tensor.number(other));
    }

    /// Subtracts alpha · other.
    default Tensor sub_(Tensor other, Number alpha) {
        return applyInPlace(Ops.SUB_SCALED, other, Operands.alpha("sub_", self(), other, alpha));
    }

    /// Subtracts alpha · other.
    default Tensor sub_(Number other, Number alpha) {
        return sub_(Tensor.number(other), alpha);
    }

    /// Multiplies.
    default Tensor mul_(Tensor other) {
        return applyInPlace(Ops.MUL, other);
    }

    /// Multiplies.
    default Tensor mul_(Number other) {
        return mul_(Tensor.number(other));
    }

    /// Divides.
    default Tensor div_(Tensor other) {
        return applyInPlace(Ops.DIV, other);
    }

    /// Divides.
    default Tensor div_(Number other) {
        return div_(Tensor.number(other));
    }

    /// Divides and rounds to whole numbers.
    ///
    /// @throws OborException for integers divided by 0
    default Tensor div_(Tensor other, Rounding roundingMode) {
        Operands.checkDivisor("div_", self(), other);
        return applyInPlace(Operands.rounded(roundingMode, self(), other), other);
    }

    /// Divides and rounds to whole numbers.
    ///
    /// @throws OborException for integers divided by 0
    default Tensor div_(Number other, Rounding roundingMode) {
        return div_(Operands.divisor("div_", self(), other), roundingMode);
    }

    /// Divides and rounds down.
    ///
    /// @throws OborException for integers divided by 0
    default Tensor floorDivide_(Tensor other) {
        Operands.checkDivisor("floorDivide_", self(), other);
        return applyInPlace(Ops.FLOOR_DIVIDE, other);
    }

    /// Divides and rounds down.
    ///
    /// @throws OborException for integers divided by 0
    default Tensor floorDivide_(Number other) {
        return floorDivide_(Operands.divisor("floorDivide_", self(), other));
    }

    /// Takes the remainder of the sign of other.
    ///
    /// @throws OborException for integers divided by 0
    default Tensor remainder_(Tensor other) {
        Operands.checkDivisor("remainder_", self(), other);
        return applyInPlace(Ops.REMAINDER, other);
    }

    /// Takes the remainder of the sign of other.
    ///
    /// @throws OborException for integers divided by 0
    default Tensor remainder_(Number other) {
        return remainder_(Operands.divisor("remainder_", self(), other));
    }

    /// Takes the remainder of this sign.
    ///
    /// @throws OborException for integers divided by 0
    default Tensor fmod_(Tensor other) {
        Operands.checkDivisor("fmod_", self(), other);
        return applyInPlace(Ops.FMOD, other);
    }

    /// Takes the remainder of this sign.
    ///
    /// @throws OborException for integers divided by 0
    default Tensor fmod_(Number other) {
        return fmod_(Operands.divisor("fmod_", self(), other));
    }

    /// Adds a · b.
    default Tensor addcmul_(Tensor a, Tensor b) {
        return addcmul_(a, b, 1);
    }

    /// Adds value · a · b.
    default Tensor addcmul_(Tensor a, Tensor b, Number value) {
        return applyInPlace(Ops.ADDCMUL.with(Operands.factor("addcmul_", value, self(), a, b)), a, b);
    }

    /// Adds a / b.
    default Tensor addcdiv_(Tensor a, Tensor b) {
        return addcdiv_(a, b, 1);
    }

    /// Adds value · a / b.
    default Tensor addcdiv_(Tensor a, Tensor b, Number value) {
        return applyInPlace(Ops.ADDCDIV.with(value.doubleValue()), a, b);
    }

    /// Goes towards `end` by a share.
    default Tensor lerp_(Tensor end, Tensor weight) {
        return applyInPlace(Ops.LERP, end, weight);
    }

    /// Goes towards `end` by a share.
    default Tensor lerp_(Tensor end, Number weight) {
        return lerp_(end, Tensor.number(weight.doubleValue()));
    }

    /// Exchanges the signs.
    default Tensor neg_() {
        return applyInPlace(Ops.NEG);
    }

    /// Replaces the elements by their absolute values.
    default Tensor abs_() {
        return applyInPlace(Ops.ABS);
    }

    /// Squares the elements.
    default Tensor square_() {
        return applyInPlace(Ops.SQUARE);
    }

    /// Replaces the elements by 1 / x.
    default Tensor reciprocal_() {
        return applyInPlace(Ops.RECIPROCAL);
    }

    /// Replaces the elements by √(this² + other²).
    default Tensor hypot_(Tensor other) {
        return applyInPlace(Ops.HYPOT, other);
    }

    /// Multiplies by 2ᵒᵗʰᵉʳ.
    default Tensor ldexp_(Tensor other) {
        return mul_((self().dtype() == DType.FLOAT64 ? other.to(DType.FLOAT64) : other).rpow(2.0));
    }

    /// Raises the elements to a power.
    ///
    /// @throws DTypeException for dtypes other than float64, in which the power is computed
    default Tensor floatPower_(Tensor exponent) {
        Operands.checkDouble("floatPower_", self());
        return self().pow_(exponent.to(DType.FLOAT64));
    }

    /// Raises the elements to a power.
    ///
    /// @throws DTypeException for dtypes other than float64, in which the power is computed
    default Tensor floatPower_(Number exponent) {
        Operands.checkDouble("floatPower_", self());
        return self().pow_(exponent);
    }

    /// Replaces the elements by those of a tensor that broadcasts to this shape, converted to this dtype.
    default Tensor copy_(Tensor source) {
        return applyInPlace(Ops.COPY, source.to(self().dtype()));
    }

    /// Replaces every element by a number.
    ///
    /// @throws DTypeException if the dtype does not hold the number
    default Tensor fill_(Number value) {
        return applyInPlace(Ops.COPY, Fill.of("fill_", value, self().dtype()));
    }

    /// Replaces every element by that of a tensor without dims.
    ///
    /// @throws dev.obor.error.ShapeException if the value has dims
    default Tensor fill_(Tensor value) {
        return applyInPlace(Ops.COPY, Fill.of("fill_", value, self().dtype()));
    }

    /// Replaces every element by 0.
    default Tensor zero_() {
        return fill_(0);
    }

    /// Replaces negative elements by 0.
    default Tensor relu_() {
        return applyInPlace(Activations.RELU);
    }

    /// Converts radians to degrees.
    default Tensor rad2deg_() {
        return applyInPlace(Ops.RAD2DEG);
    }

    /// Converts degrees to radians.
    default Tensor deg2rad_() {
        return applyInPlace(Ops.DEG2RAD);
    }

    /// Leaves the elements as they are: numbers are real here.
    default Tensor conjPhysical_() {
        return self();
    }
}
