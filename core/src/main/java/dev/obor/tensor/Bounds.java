package dev.obor.tensor;

import dev.obor.dtype.Promotion;
import dev.obor.error.DTypeException;
import java.util.OptionalDouble;

/// The larger and the smaller of two, clamping, signs, steps, and rounding to whole numbers.
public sealed interface Bounds extends Applicable permits Tensor {
    /// Returns the elementwise larger; NaN where either is NaN.
    default Tensor maximum(Tensor other) {
        return apply(Ops.MAXIMUM, other);
    }

    /// Returns the elementwise smaller; NaN where either is NaN.
    default Tensor minimum(Tensor other) {
        return apply(Ops.MINIMUM, other);
    }

    /// Returns the elementwise larger; the other where one is NaN.
    default Tensor fmax(Tensor other) {
        return apply(Ops.FMAX, other);
    }

    /// Returns the elementwise smaller; the other where one is NaN.
    default Tensor fmin(Tensor other) {
        return apply(Ops.FMIN, other);
    }

    /// Returns the elements clamped to the range from `min` to `max`, `max` if `min` is larger; the gradient
    /// at the bounds is 1. Integers stay integers if both bounds are whole numbers, else they become float32.
    ///
    /// @throws DTypeException if no number of an integer dtype lies within the bounds
    default Tensor clamp(Number min, Number max) {
        if (self().dtype().isFloating()) {
            return apply(Ops.CLAMP.with(min.doubleValue(), max.doubleValue()));
        }
        Tensor low = Operands.bound("clamp", self(), min, true);
        return apply(Ops.CLAMP_BETWEEN, low, Operands.bound("clamp", self(), max, false));
    }

    /// Returns the elements clamped to ranges, in the promoted dtype: `max` where `min` is larger. At a bound
    /// the gradient is this tensor's.
    ///
    /// @throws DTypeException for bool
    default Tensor clamp(Tensor min, Tensor max) {
        return apply(Ops.CLAMP_BETWEEN, min, max);
    }

    /// Returns the elements that are smaller replaced by `min`: as in PyTorch a single bound is the lower
    /// one.
    ///
    /// @throws DTypeException if no number of an integer dtype is that large
    default Tensor clamp(Number min) {
        return clampMin(min);
    }

    /// Returns the elements that are smaller replaced by those of `min`: as in PyTorch a single bound is the
    /// lower one.
    default Tensor clamp(Tensor min) {
        return clampMin(min);
    }

    /// Returns the elements that are smaller replaced by `min`; the gradient at the bound is 1.
    ///
    /// @throws DTypeException if no number of an integer dtype is that large
    default Tensor clampMin(Number min) {
        return clampMin(Operands.bound("clampMin", self(), min, true));
    }

    /// Returns the elements that are smaller replaced by those of `min`; at the bound the gradient is this
    /// tensor's.
    default Tensor clampMin(Tensor min) {
        return apply(Ops.CLAMP_MIN, min);
    }

    /// Returns the elements that are larger replaced by `max`; the gradient at the bound is 1.
    ///
    /// @throws DTypeException if no number of an integer dtype is that small
    default Tensor clampMax(Number max) {
        return clampMax(Operands.bound("clampMax", self(), max, false));
    }

    /// Returns the elements that are larger replaced by those of `max`; at the bound the gradient is this
    /// tensor's.
    default Tensor clampMax(Tensor max) {
        return apply(Ops.CLAMP_MAX, max);
    }

    /// Returns the elements with 0 for NaN and the dtype's largest and smallest numbers for infinities.
    default Tensor nanToNum() {
        return nanToNum(OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty());
    }

    /// Returns the elements with another number for NaN, and the dtype's largest and smallest for infinities.
    default Tensor nanToNum(double nan) {
        return nanToNum(OptionalDouble.of(nan), OptionalDouble.empty(), OptionalDouble.empty());
    }

    /// Returns the elements with other numbers for NaN and infinities. Integers have none.
    default Tensor nanToNum(double nan, double posinf, double neginf) {
        return nanToNum(OptionalDouble.of(nan), OptionalDouble.of(posinf), OptionalDouble.of(neginf));
    }

    /// Returns the elements with other numbers for NaN and infinities: where empty, 0 and the dtype's largest
    /// and smallest numbers. Integers have none.
    default Tensor nanToNum(OptionalDouble nan, OptionalDouble posinf, OptionalDouble neginf) {
        return self().dtype().isFloating()
                ? apply(Operands.nanToNum(self().dtype(), nan, posinf, neginf))
                : self().clone();
    }

    /// Returns −1, 0 or 1 for each element; 0 for NaN.
    default Tensor sign() {
        return apply(Ops.SIGN);
    }

    /// Returns −1, 0 or 1, as [#sign()] does: numbers are real here.
    default Tensor sgn() {
        return sign();
    }

    /// Returns |this| with the sign of other, that of −0 too; the gradient at 0 is 0. float32 where both are
    /// integers.
    default Tensor copysign(Tensor other) {
        return apply(Ops.COPYSIGN, other);
    }

    /// Returns |this| with the sign of other.
    default Tensor copysign(Number other) {
        return copysign(Tensor.number(other));
    }

    /// Returns the next number of the promoted dtype in the direction of other.
    ///
    /// @throws DTypeException for integers
    default Tensor nextafter(Tensor other) {
        return apply(Operands.nextafter(Promotion.promote(self().dtype(), other.dtype())), other);
    }

    /// Returns 0 below 0, 1 above 0, and `values` at 0.
    ///
    /// @throws DTypeException if the dtypes differ
    default Tensor heaviside(Tensor values) {
        return apply(Ops.HEAVISIDE, Operands.sameType("heaviside", self(), values));
    }

    /// Returns the elements rounded down.
    ///
    /// @throws DTypeException for bool
    default Tensor floor() {
        return apply(Ops.FLOOR);
    }

    /// Returns the elements rounded up.
    ///
    /// @throws DTypeException for bool
    default Tensor ceil() {
        return apply(Ops.CEIL);
    }

    /// Returns the elements rounded towards 0.
    ///
    /// @throws DTypeException for bool
    default Tensor trunc() {
        return apply(Ops.TRUNC);
    }

    /// Returns the elements rounded to the nearest whole number, ties to even.
    ///
    /// @throws DTypeException for bool
    default Tensor round() {
        return apply(Ops.ROUND);
    }

    /// Returns the elements rounded to a number of decimal places, ties to even; a negative number rounds to
    /// tens, hundreds …. The gradient is 0.
    ///
    /// @throws DTypeException for integers
    default Tensor round(int decimals) {
        return apply(Operands.round(decimals));
    }

    /// Returns x − trunc(x).
    ///
    /// @throws DTypeException for integers
    default Tensor frac() {
        return apply(Ops.FRAC);
    }
}
