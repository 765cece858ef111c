package dev.obor.tensor;

import dev.obor.error.OborException;
import dev.obor.error.ShapeException;
import dev.obor.random.Draw;
import dev.obor.random.Generator;

/// Random numbers written over a tensor's elements: for the same seed PyTorch's. Each method has a form for
/// the process's generator and one that takes a generator. Their errors: an OborException for parameters out
/// of range, a [DTypeException] for a dtype without such numbers, and those of every edit in place.
public sealed interface RandomInPlace extends Applicable permits Tensor {
    /// Replaces the elements by uniform numbers of [0, 1).
    default Tensor uniform_() {
        return uniform_(0, 1);
    }

    /// Fills with 0 and 1, each with probability ½.
    default Tensor bernoulli_() {
        return bernoulli_(0.5);
    }

    /// Replaces the elements by uniform numbers from `from` up to, not including, `to`.
    default Tensor uniform_(double from, double to) {
        return uniform_(from, to, Generator.standard());
    }

    /// Replaces the elements by uniform numbers from `from` up to, not including, `to`.
    ///
    /// @throws OborException if from is more than to, or a bound is no number of the dtype
    default Tensor uniform_(double from, double to, Generator generator) {
        return applyInPlace(new RandomFill("uniform", RandomNumbers.uniform(generator, from, to)));
    }

    /// Replaces the elements by normal numbers of mean 0 and standard deviation 1.
    default Tensor normal_() {
        return normal_(0, 1);
    }

    /// Replaces the elements by normal numbers.
    default Tensor normal_(double mean, double std) {
        return normal_(mean, std, Generator.standard());
    }

    /// Replaces the elements by normal numbers.
    ///
    /// @throws OborException if the standard deviation is negative
    default Tensor normal_(double mean, double std, Generator generator) {
        return applyInPlace(new RandomFill("normal", RandomNumbers.normal(generator, mean, std)));
    }

    /// Replaces the elements by 1 with probability p, else 0.
    default Tensor bernoulli_(double p) {
        return bernoulli_(p, Generator.standard());
    }

    /// Replaces the elements by 1 with probability p, else 0.
    ///
    /// @throws OborException if p is not from 0 to 1
    default Tensor bernoulli_(double p, Generator generator) {
        return applyInPlace(new RandomFill("bernoulli", RandomNumbers.draws(generator, Draw.bernoulli(p))));
    }

    /// Replaces each element by 1 with its probability, else 0.
    default Tensor bernoulli_(Tensor p) {
        return bernoulli_(p, Generator.standard());
    }

    /// Replaces each element by 1 with its probability, else 0.
    ///
    /// @param p floating-point, of a shape that broadcasts to this one
    /// @throws OborException if an element of p is not from 0 to 1
    default Tensor bernoulli_(Tensor p, Generator generator) {
        return self().copy_(SampledTensors.bernoulli(p.expand(self().shape()), generator));
    }

    /// Replaces the elements by exponential numbers of rate 1.
    default Tensor exponential_() {
        return exponential_(1);
    }

    /// Replaces the elements by exponential numbers of a rate, the inverse of the mean.
    default Tensor exponential_(double lambd) {
        return exponential_(lambd, Generator.standard());
    }

    /// Replaces the elements by exponential numbers of a rate, the inverse of the mean.
    ///
    /// @throws OborException if the rate is negative
    default Tensor exponential_(double lambd, Generator generator) {
        return applyInPlace(new RandomFill(
                "exponential", RandomNumbers.floatingDraws("exponential_", generator, Draw.exponential(lambd))));
    }

    /// Replaces the elements by the numbers of trials up to the first success of probability p.
    default Tensor geometric_(double p) {
        return geometric_(p, Generator.standard());
    }

    /// Replaces the elements by the numbers of trials up to the first success of probability p.
    ///
    /// @throws OborException if p is not between 0 and 1
    default Tensor geometric_(double p, Generator generator) {
        return applyInPlace(new RandomFill("geometric", RandomNumbers.draws(generator, Draw.geometric(p))));
    }

    /// Replaces the elements by Cauchy numbers of median 0 and scale 1.
    default Tensor cauchy_() {
        return cauchy_(0, 1);
    }

    /// Replaces the elements by Cauchy numbers.
    default Tensor cauchy_(double median, double sigma) {
        return cauchy_(median, sigma, Generator.standard());
    }

    /// Replaces the elements by Cauchy numbers.
    ///
    /// @param sigma half the width at half the maximum
    default Tensor cauchy_(double median, double sigma, Generator generator) {
        return applyInPlace(new RandomFill(
                "cauchy", RandomNumbers.floatingDraws("cauchy_", generator, Draw.cauchy(median, sigma))));
    }

    /// Replaces the elements by numbers whose logarithms are normal of mean 1 and standard deviation 2.
    default Tensor logNormal_() {
        return logNormal_(1, 2);
    }

    /// Replaces the elements by numbers whose logarithms are normal.
    default Tensor logNormal_(double mean, double std) {
        return logNormal_(mean, std, Generator.standard());
    }

    /// Replaces the elements by numbers whose logarithms are normal.
    ///
    /// @throws OborException if the standard deviation is not positive
    default Tensor logNormal_(double mean, double std, Generator generator) {
        return applyInPlace(new RandomFill(
                "logNormal", RandomNumbers.floatingDraws("logNormal_", generator, Draw.logNormal(mean, std))));
    }

    /// Replaces the elements by integers from 0 to the largest of the dtype; of a floating-point dtype, to
    /// the power of two up to which it holds all integers.
    default Tensor random_() {
        return random_(Generator.standard());
    }

    /// Replaces the elements by integers from 0 to the largest of the dtype, drawn from a generator.
    default Tensor random_(Generator generator) {
        return applyInPlace(new RandomFill(
                "random", RandomNumbers.integers((into, dtype) -> generator.integers(into, 0, into.length, dtype))));
    }

    /// Replaces the elements by integers from 0 up to, not including, `to`.
    default Tensor random_(long to) {
        return random_(0, to);
    }

    /// Replaces the elements by integers from `from` up to, not including, `to`.
    default Tensor random_(long from, long to) {
        return random_(from, to, Generator.standard());
    }

    /// Replaces the elements by integers from `from` up to, not including, `to`.
    ///
    /// @throws OborException if from is not less than to, or the dtype does not hold them
    default Tensor random_(long from, long to, Generator generator) {
        return applyInPlace(new RandomFill(
                "random",
                RandomNumbers.integers((into, dtype) -> generator.integers(into, 0, into.length, from, to, dtype))));
    }

    /// Returns 1 with the probability that each element is, else 0, in this dtype.
    default Tensor bernoulli() {
        return bernoulli(Generator.standard());
    }

    /// Returns 1 with the probability that each element is, else 0, in this dtype.
    ///
    /// @throws OborException if an element is not from 0 to 1
    default Tensor bernoulli(Generator generator) {
        return SampledTensors.bernoulli(self(), generator);
    }

    /// Returns a tensor of this shape and dtype with 1 with probability p, else 0.
    ///
    /// @throws OborException if p is not from 0 to 1
    default Tensor bernoulli(double p) {
        return Tensor.full(self().shape(), 0, self().dtype()).bernoulli_(p);
    }

    /// Returns places drawn in proportion to weights, without drawing one twice.
    default Tensor multinomial(int numSamples) {
        return multinomial(numSamples, false);
    }

    /// Returns places drawn in proportion to weights.
    default Tensor multinomial(int numSamples, boolean replacement) {
        return multinomial(numSamples, replacement, Generator.standard());
    }

    /// Returns places drawn in proportion to weights, the elements of each row: int64, `[numSamples]` for one
    /// row, `[rows, numSamples]` for several.
    ///
    /// @param replacement whether a place may be drawn several times
    /// @throws ShapeException unless the weights have one or two dims
    /// @throws OborException if a weight is negative or not finite, all of a row are 0, or there are not as
    ///     many places as wanted without replacement
    default Tensor multinomial(int numSamples, boolean replacement, Generator generator) {
        return SampledTensors.multinomial(self(), numSamples, replacement, generator);
    }
}
