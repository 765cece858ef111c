package dev.obor.tensor;

import dev.obor.dtype.DType;
import dev.obor.dtype.Promotion;

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

    /// Returns other − this.
    default Tensor rsub(Number other) {
        return Tensor.number(other).sub(self());
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
        return apply(Ops.SQUARE);
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

    /// Returns the elements clamped to the range from `min` to `max`; the gradient at the bounds is 1.
    /// Integers stay integers if both bounds are whole numbers, else they become float32.
    default Tensor clamp(Number min, Number max) {
        DType bounds = Promotion.promote(Promotion.ofNumber(min), Promotion.ofNumber(max));
        Tensor x = bounds.isFloating() && !self().dtype().isFloating() ? to(bounds) : self();
        return x.apply(Ops.CLAMP.with(min.doubleValue(), max.doubleValue()));
    }

    /// Returns the elements converted to another dtype, this tensor itself if it has that dtype.
    default Tensor to(DType dtype) {
        return self().dtype() == dtype ? self() : apply(new Cast(dtype));
    }
}
