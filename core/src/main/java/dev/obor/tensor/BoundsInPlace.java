package dev.obor.tensor;

import dev.obor.dtype.DType;
import dev.obor.dtype.Promotion;
import java.util.OptionalDouble;

/// The functions of [Bounds] in place: each writes into this tensor's storage, is seen by all its views, and
/// returns this tensor.
public sealed interface BoundsInPlace extends Applicable permits Tensor {
    /// Clamps the elements to the range from `min` to `max`, as [Bounds#clamp(Number, Number)] does.
    default Tensor clamp_(Number min, Number max) {
        if (self().dtype().isFloating()) {
            return applyInPlace(Ops.CLAMP.with(min.doubleValue(), max.doubleValue()));
        }
        Tensor low = Operands.bound("clamp_", self(), min, true);
        return applyInPlace(Ops.CLAMP_BETWEEN, low, Operands.bound("clamp_", self(), max, false));
    }

    /// Clamps the elements to ranges.
    default Tensor clamp_(Tensor min, Tensor max) {
        return applyInPlace(Ops.CLAMP_BETWEEN, min, max);
    }

    /// Replaces smaller elements by a bound.
    default Tensor clamp_(Number min) {
        return clampMin_(min);
    }

    /// Replaces smaller elements by a bound.
    default Tensor clamp_(Tensor min) {
        return clampMin_(min);
    }

    /// Replaces smaller elements by a bound.
    default Tensor clampMin_(Tensor min) {
        return applyInPlace(Ops.CLAMP_MIN, min);
    }

    /// Replaces smaller elements by a bound.
    default Tensor clampMin_(Number min) {
        return clampMin_(Operands.bound("clampMin_", self(), min, true));
    }

    /// Replaces larger elements by a bound.
    default Tensor clampMax_(Tensor max) {
        return applyInPlace(Ops.CLAMP_MAX, max);
    }

    /// Replaces larger elements by a bound.
    default Tensor clampMax_(Number max) {
        return clampMax_(Operands.bound("clampMax_", self(), max, false));
    }

    /// Replaces NaN by 0 and infinities by the dtype's largest and smallest numbers.
    default Tensor nanToNum_() {
        return nanToNum_(OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty());
    }

    /// Replaces NaN by a number, and infinities by the dtype's largest and smallest.
    default Tensor nanToNum_(double nan) {
        return nanToNum_(OptionalDouble.of(nan), OptionalDouble.empty(), OptionalDouble.empty());
    }

    /// Replaces NaN and infinities by other numbers.
    default Tensor nanToNum_(double nan, double posinf, double neginf) {
        return nanToNum_(OptionalDouble.of(nan), OptionalDouble.of(posinf), OptionalDouble.of(neginf));
    }

    /// Replaces NaN and infinities by other numbers: where empty, 0 and the dtype's largest and smallest
    /// numbers.
    default Tensor nanToNum_(OptionalDouble nan, OptionalDouble posinf, OptionalDouble neginf) {
        return self().dtype().isFloating()
                ? applyInPlace(Operands.nanToNum(self().dtype(), nan, posinf, neginf))
                : self();
    }

    /// Replaces the elements by −1, 0 or 1.
    default Tensor sign_() {
        return applyInPlace(Ops.SIGN);
    }

    /// Replaces the elements by −1, 0 or 1.
    default Tensor sgn_() {
        return sign_();
    }

    /// Gives the elements the signs of others.
    default Tensor copysign_(Tensor other) {
        return applyInPlace(Ops.COPYSIGN, other);
    }

    /// Gives the elements the sign of a number.
    default Tensor copysign_(Number other) {
        return copysign_(Tensor.number(other));
    }

    /// Moves the elements to the next number in the direction of others.
    default Tensor nextafter_(Tensor other) {
        DType promoted = Promotion.promote(self().dtype(), other.dtype());
        return applyInPlace(Operands.nextafter(promoted), other);
    }

    /// Replaces the elements by 0 below 0, 1 above 0, and `values` at 0.
    ///
    /// @throws dev.obor.error.DTypeException if the dtypes differ
    default Tensor heaviside_(Tensor values) {
        return applyInPlace(Ops.HEAVISIDE, Operands.sameType("heaviside_", self(), values));
    }

    /// Rounds the elements down.
    default Tensor floor_() {
        return applyInPlace(Ops.FLOOR);
    }

    /// Rounds the elements up.
    default Tensor ceil_() {
        return applyInPlace(Ops.CEIL);
    }

    /// Rounds the elements towards 0.
    default Tensor trunc_() {
        return applyInPlace(Ops.TRUNC);
    }

    /// Rounds the elements to the nearest whole numbers, ties to even.
    default Tensor round_() {
        return applyInPlace(Ops.ROUND);
    }

    /// Rounds the elements to a number of decimal places, as [Bounds#round(int)] does.
    default Tensor round_(int decimals) {
        return applyInPlace(Operands.round(decimals));
    }

    /// Replaces the elements by x − trunc(x).
    default Tensor frac_() {
        return applyInPlace(Ops.FRAC);
    }
}
