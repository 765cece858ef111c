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
