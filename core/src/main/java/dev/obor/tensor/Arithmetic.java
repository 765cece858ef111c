package dev.obor.tensor;

import dev.obor.dtype.DType;
import dev.obor.dtype.Promotion;
import dev.obor.error.DTypeException;
import dev.obor.error.OborException;
import java.util.OptionalDouble;

/// Sums, products and their kin. Operands broadcast and are promoted as in PyTorch; a Java number takes part
/// with the lowest rank ([dev.obor.dtype.Promotion]).
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
    default Tensor add(Tensor other, Number alpha) {
        return add(other.mul(alpha));
    }

    /// Returns this − other.
    default Tensor sub(Tensor other) {
        return apply(Ops.SUB, other);
    }

    /// Returns this − other.
    default Tensor sub(Number other) {
        return sub(Tensor.number(other));
    }

    /// Returns this − alpha · other.
    default Tensor sub(Tensor other, Number alpha) {
        return sub(other.mul(alpha));
    }

    /// Returns this − alpha · other.
    default Tensor sub(Number other, Number alpha) {
        return sub(Tensor.number(other).mul(alpha));
    }

    /// Returns this + alpha · other.
    default Tensor add(Number other, Number alpha) {
        return add(Tensor.number(other).mul(alpha));
    }

    /// Returns other − this.
    default Tensor rsub(Tensor other) {
        return other.sub(self());
    }

    /// Returns other − alpha · this.
    default Tensor rsub(Tensor other, Number alpha) {
        return other.sub(self().mul(alpha));
    }

    /// Returns other − this.
    default Tensor rsub(Number other) {
        return Tensor.number(other).sub(self());
    }

    /// Returns other − alpha · this.
    default Tensor rsub(Number other, Number alpha) {
        return Tensor.number(other).sub(self().mul(alpha));
    }

    /// Returns other / this.
    default Tensor rdiv(Number other) {
        return Tensor.number(other).div(self());
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

    /// Returns the elementwise larger; NaN where either is NaN.
    default Tensor maximum(Tensor other) {
        return apply(Ops.MAXIMUM, other);
    }

    /// Returns the elementwise smaller; NaN where either is NaN.
    default Tensor minimum(Tensor other) {
        return apply(Ops.MINIMUM, other);
    }

    /// Returns this + value · a · b.
    default Tensor addcmul(Tensor a, Tensor b, double value) {
        return apply(Ops.ADDCMUL.with(value), a, b);
    }

    /// Returns this + value · a / b.
    default Tensor addcdiv(Tensor a, Tensor b, double value) {
        return apply(Ops.ADDCDIV.with(value), a, b);
    }

    /// Returns this + weight · (end − this).
    default Tensor lerp(Tensor end, Tensor weight) {
        return apply(Ops.LERP, end, weight);
    }

    /// Returns this + weight · (end − this).
    default Tensor lerp(Tensor end, Number weight) {
        return lerp(end, Tensor.number(weight));
    }

    /// Returns −this.
    default Tensor neg() {
        return apply(Ops.NEG);
    }

    /// Returns |this|; the gradient at 0 is 0.
    default Tensor abs() {
        return apply(Ops.ABS);
    }

    /// Returns this · this.
    default Tensor square() {
        return self().dtype() == DType.BOOL ? to(DType.INT64) : apply(Ops.SQUARE);
    }

    /// Returns 1 / this.
    default Tensor reciprocal() {
        return apply(Ops.RECIPROCAL);
    }

    /// Returns −1, 0 or 1 for each element.
    default Tensor sign() {
        return apply(Ops.SIGN);
    }

    /// Returns the elements rounded down.
    default Tensor floor() {
        return apply(Ops.FLOOR);
    }

    /// Returns the elements rounded up.
    default Tensor ceil() {
        return apply(Ops.CEIL);
    }

    /// Returns the elements rounded to the nearest whole number, ties to even.
    default Tensor round() {
        return apply(Ops.ROUND);
    }

    /// Returns the elements rounded towards 0.
    default Tensor trunc() {
        return apply(Ops.TRUNC);
    }

    /// Returns this / other rounded to whole numbers, in the promoted dtype; the gradient is 0.
    ///
    /// @throws OborException for integers divided by 0
    default Tensor div(Tensor other, Rounding roundingMode) {
        Operands.checkDivisor("div", self(), other);
        return apply(roundingMode == Rounding.FLOOR ? Ops.FLOOR_DIVIDE : Ops.TRUNC_DIVIDE, other);
    }

    /// Returns this / other rounded to whole numbers.
    ///
    /// @throws OborException for integers divided by 0
    default Tensor div(Number other, Rounding roundingMode) {
        return div(Tensor.number(other), roundingMode);
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
        return floorDivide(Tensor.number(other));
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
        return remainder(Tensor.number(other));
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
        return fmod(Tensor.number(other));
    }

    /// Returns the elements rounded to a number of decimal places, ties to even; a negative number rounds to tens,
    /// hundreds …. The gradient is 0.
    ///
    /// @throws OborException for integers
    default Tensor round(int decimals) {
        if (decimals == 0) {
            return round();
        }
        double ten = StrictMath.pow(10, Math.abs((double) decimals));
        return apply((decimals > 0 ? Ops.ROUND_FRACTION : Ops.ROUND_MULTIPLE).with(ten));
    }

    /// Returns x − trunc(x).
    ///
    /// @throws OborException for integers
    default Tensor frac() {
        return apply(Ops.FRAC);
    }

    /// Returns √(this² + other²), which does not overflow on the way.
    ///
    /// @throws OborException for integers
    default Tensor hypot(Tensor other) {
        return apply(Ops.HYPOT, other);
    }

    /// Returns |this| with the sign of other, that of −0 too; the gradient at 0 is 0.
    default Tensor copysign(Tensor other) {
        return apply(Ops.COPYSIGN, other);
    }

    /// Returns |this| with the sign of other.
    default Tensor copysign(Number other) {
        return copysign(Tensor.number(other));
    }

    /// Returns the next number in the direction of other, for float32 and float64.
    ///
    /// @throws OborException for other dtypes
    default Tensor nextafter(Tensor other) {
        DType dtype = Promotion.promote(self().dtype(), other.dtype());
        Operands.checkFullPrecision("nextafter", dtype);
        return apply(dtype == DType.FLOAT32 ? Ops.NEXTAFTER_SINGLE : Ops.NEXTAFTER, other);
    }

    /// Returns 0 below 0, 1 above 0, and `values` at 0.
    ///
    /// @throws OborException if the dtypes differ
    default Tensor heaviside(Tensor values) {
        return apply(Ops.HEAVISIDE, Operands.sameType("heaviside", self(), values));
    }

    /// Returns the elementwise larger; the other where one is NaN.
    default Tensor fmax(Tensor other) {
        return apply(Ops.FMAX, other);
    }

    /// Returns the elementwise smaller; the other where one is NaN.
    default Tensor fmin(Tensor other) {
        return apply(Ops.FMIN, other);
    }

    /// Returns this · 2ᵒᵗʰᵉʳ.
    default Tensor ldexp(Tensor other) {
        return mul(other.rpow(2.0));
    }

    /// Returns m and e of x = m · 2ᵉ with ½ ≤ |m| < 1: m in this dtype, e int32.
    ///
    /// @throws OborException for integers
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
        return to(DType.FLOAT64).pow(exponent.isNumber() ? exponent : exponent.to(DType.FLOAT64));
    }

    /// Returns the elements to a power, computed in float64.
    default Tensor floatPower(Number exponent) {
        return to(DType.FLOAT64).pow(exponent.doubleValue());
    }

    /// Returns the elements clamped to the range from `min` to `max`; the gradient at the bounds is 1.
    /// Integers stay integers if both bounds are whole numbers, else they become float32.
    default Tensor clamp(Number min, Number max) {
        DType bounds = Promotion.promote(Promotion.ofNumber(min), Promotion.ofNumber(max));
        Tensor x = bounds.isFloating() && !self().dtype().isFloating() ? to(bounds) : self();
        return x.apply(Ops.CLAMP.with(min.doubleValue(), max.doubleValue()));
    }

    /// Returns the elements clamped to ranges, in the promoted dtype: `max` where `min` is larger. At a bound the
    /// gradient is this tensor's.
    default Tensor clamp(Tensor min, Tensor max) {
        return apply(Ops.CLAMP_BETWEEN, min, max);
    }

    /// Returns the elements that are smaller replaced by `min`; the gradient at the bound is 1.
    default Tensor clampMin(Number min) {
        return clampMin(Tensor.number(min));
    }

    /// Returns the elements that are smaller replaced by those of `min`; at the bound the gradient is this tensor's.
    default Tensor clampMin(Tensor min) {
        return apply(Ops.CLAMP_MIN, min);
    }

    /// Returns the elements that are larger replaced by `max`; the gradient at the bound is 1.
    default Tensor clampMax(Number max) {
        return clampMax(Tensor.number(max));
    }

    /// Returns the elements that are larger replaced by those of `max`; at the bound the gradient is this tensor's.
    default Tensor clampMax(Tensor max) {
        return apply(Ops.CLAMP_MAX, max);
    }

    /// Returns the elements with 0 for NaN and the dtype's largest and smallest numbers for infinities.
    default Tensor nanToNum() {
        return nanToNum(OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty());
    }

    /// Returns the elements with other numbers for NaN and infinities: where empty, 0 and the dtype's largest and
    /// smallest numbers. Integers have none.
    default Tensor nanToNum(OptionalDouble nan, OptionalDouble posinf, OptionalDouble neginf) {
        if (!self().dtype().isFloating()) {
            return self().clone();
        }
        double largest = Operands.largest(self().dtype());
        return apply(Ops.NAN_TO_NUM.with(nan.orElse(0), posinf.orElse(largest), neginf.orElse(-largest)));
    }

    /// Returns this tensor itself, as the sign + does.
    ///
    /// @throws OborException for bool
    default Tensor positive() {
        if (self().dtype() == DType.BOOL) {
            throw new DTypeException("positive: it takes numbers, not bool: convert with to(INT64)");
        }
        return self();
    }

    /// Returns −1, 0 or 1, as [#sign()] does: numbers are real here.
    default Tensor sgn() {
        return sign();
    }

    /// Returns this tensor itself: numbers are real here.
    default Tensor conj() {
        return self();
    }

    /// Returns a copy: numbers are real here.
    default Tensor conjPhysical() {
        return self().clone();
    }

    /// Returns this tensor itself: numbers are real here.
    default Tensor real() {
        return self();
    }

    /// Returns 0 where the elements are not negative, else π.
    default Tensor angle() {
        return apply(Ops.ANGLE);
    }

    /// Returns degrees from radians.
    default Tensor rad2deg() {
        return apply(Ops.RAD2DEG);
    }

    /// Returns radians from degrees.
    default Tensor deg2rad() {
        return apply(Ops.DEG2RAD);
    }

    /// Returns the elements converted to another dtype, this tensor itself if it has that dtype.
    default Tensor to(DType dtype) {
        return self().dtype() == dtype ? self() : apply(new Cast(dtype));
    }
}
