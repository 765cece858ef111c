package dev.obor.tensor;

import dev.obor.random.Generator;
import java.util.Arrays;

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
        return add_(other.mul(alpha));
    }

    /// Subtracts.
    default Tensor sub_(Tensor other) {
        return applyInPlace(Ops.SUB, other);
    }

    /// Subtracts.
    default Tensor sub_(Number other) {
        return sub_(Tensor.number(other));
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

    /// Replaces the elements by those of a tensor that broadcasts to this shape, converted to this dtype.
    default Tensor copy_(Tensor source) {
        return applyInPlace(Ops.COPY, source.to(self().dtype()));
    }

    /// Replaces every element by a number.
    default Tensor fill_(Number value) {
        return copy_(Tensor.number(value));
    }

    /// Replaces every element by 0.
    default Tensor zero_() {
        return fill_(0);
    }

    /// Exchanges the signs.
    default Tensor neg_() {
        return applyInPlace(Ops.NEG);
    }

    /// Replaces the elements by their absolute values.
    default Tensor abs_() {
        return applyInPlace(Ops.ABS);
    }

    /// Replaces the elements by 1 / x.
    default Tensor reciprocal_() {
        return applyInPlace(Ops.RECIPROCAL);
    }

    /// Squares the elements.
    default Tensor square_() {
        return applyInPlace(Ops.SQUARE);
    }

    /// Rounds the elements down.
    default Tensor floor_() {
        return applyInPlace(Ops.FLOOR);
    }

    /// Rounds the elements up.
    default Tensor ceil_() {
        return applyInPlace(Ops.CEIL);
    }

    /// Rounds the elements to the nearest whole numbers, ties to even.
    default Tensor round_() {
        return applyInPlace(Ops.ROUND);
    }

    /// Rounds the elements towards 0.
    default Tensor trunc_() {
        return applyInPlace(Ops.TRUNC);
    }

    /// Replaces the elements by −1, 0 or 1.
    default Tensor sign_() {
        return applyInPlace(Ops.SIGN);
    }

    /// Divides and rounds down.
    ///
    /// @throws dev.obor.error.OborException for integers divided by 0
    default Tensor floorDivide_(Tensor other) {
        Operands.checkDivisor("floorDivide_", self(), other);
        return applyInPlace(Ops.FLOOR_DIVIDE, other);
    }

    /// Divides and rounds down.
    default Tensor floorDivide_(Number other) {
        return floorDivide_(Tensor.number(other));
    }

    /// Takes the remainder of the sign of other.
    ///
    /// @throws dev.obor.error.OborException for integers divided by 0
    default Tensor remainder_(Tensor other) {
        Operands.checkDivisor("remainder_", self(), other);
        return applyInPlace(Ops.REMAINDER, other);
    }

    /// Takes the remainder of the sign of other.
    default Tensor remainder_(Number other) {
        return remainder_(Tensor.number(other));
    }

    /// Takes the remainder of this sign.
    ///
    /// @throws dev.obor.error.OborException for integers divided by 0
    default Tensor fmod_(Tensor other) {
        Operands.checkDivisor("fmod_", self(), other);
        return applyInPlace(Ops.FMOD, other);
    }

    /// Takes the remainder of this sign.
    default Tensor fmod_(Number other) {
        return fmod_(Tensor.number(other));
    }

    /// Keeps the bits set in both.
    default Tensor bitwiseAnd_(Tensor other) {
        return applyInPlace(Ops.BITWISE_AND, other);
    }

    /// Sets the bits set in either.
    default Tensor bitwiseOr_(Tensor other) {
        return applyInPlace(Ops.BITWISE_OR, other);
    }

    /// Sets the bits set in one of both.
    default Tensor bitwiseXor_(Tensor other) {
        return applyInPlace(Ops.BITWISE_XOR, other);
    }

    /// Replaces smaller elements by a bound.
    default Tensor clampMin_(Tensor other) {
        return applyInPlace(Ops.CLAMP_MIN, other);
    }

    /// Replaces smaller elements by a bound.
    default Tensor clampMin_(Number other) {
        return clampMin_(Tensor.number(other));
    }

    /// Replaces larger elements by a bound.
    default Tensor clampMax_(Tensor other) {
        return applyInPlace(Ops.CLAMP_MAX, other);
    }

    /// Replaces larger elements by a bound.
    default Tensor clampMax_(Number other) {
        return clampMax_(Tensor.number(other));
    }

    /// Subtracts alpha · other.
    default Tensor sub_(Tensor other, Number alpha) {
        return sub_(other.mul(alpha));
    }

    /// Adds value · a · b.
    default Tensor addcmul_(Tensor a, Tensor b, double value) {
        return applyInPlace(Ops.ADDCMUL.with(value), a, b);
    }

    /// Adds value · a / b.
    default Tensor addcdiv_(Tensor a, Tensor b, double value) {
        return applyInPlace(Ops.ADDCDIV.with(value), a, b);
    }

    /// Goes towards `end` by a share.
    default Tensor lerp_(Tensor end, Tensor weight) {
        return applyInPlace(Ops.LERP, end, weight);
    }

    /// Goes towards `end` by a share.
    default Tensor lerp_(Tensor end, Number weight) {
        return lerp_(end, Tensor.number(weight));
    }

    /// Replaces negative elements by 0.
    default Tensor relu_() {
        return applyInPlace(Activations.RELU);
    }

    /// Clamps the elements to the range from `min` to `max`.
    default Tensor clamp_(double min, double max) {
        return applyInPlace(Ops.CLAMP.with(min, max));
    }

    /// Replaces the elements by uniform numbers from `from` up to, not including, `to`, PyTorch's for the
    /// same seed.
    default Tensor uniform_(double from, double to, Generator generator) {
        return Sampling.fill(
                "uniform_",
                self(),
                (array, length) -> generator.uniform(array, 0, length, from, to),
                (array, length) -> generator.uniform(array, 0, length, from, to));
    }

    /// Replaces the elements by uniform numbers from the process's generator.
    default Tensor uniform_(double from, double to) {
        return uniform_(from, to, Generator.standard());
    }

    /// Replaces the elements by normal numbers, PyTorch's for the same seed.
    default Tensor normal_(double mean, double std, Generator generator) {
        // PyTorch draws for a strided tensor one by one, which gives other numbers than its dense fill.
        boolean dense = self().isContiguous();
        return Sampling.fill(
                "normal_",
                self(),
                (array, length) -> {
                    if (dense) {
                        generator.normal(array, 0, length, mean, std);
                    } else {
                        for (int i = 0; i < length; i++) {
                            array[i] = (float) generator.normal(mean, std);
                        }
                    }
                },
                (array, length) -> {
                    if (dense) {
                        generator.normal(array, 0, length, mean, std);
                    } else {
                        Arrays.setAll(array, _ -> generator.normal(mean, std));
                    }
                });
    }

    /// Replaces the elements by normal numbers from the process's generator.
    default Tensor normal_(double mean, double std) {
        return normal_(mean, std, Generator.standard());
    }
}
