package dev.obor;

import dev.obor.dtype.DType;
import dev.obor.error.DTypeException;
import dev.obor.error.OborException;
import dev.obor.layout.Broadcast;
import dev.obor.layout.Shape;
import dev.obor.random.Generator;
import dev.obor.tensor.SampledTensors;
import dev.obor.tensor.Tensor;

/// The part of [Obor] that makes tensors of random numbers, PyTorch's for the same seed. Without a generator
/// the process's is used, [Obor#manualSeed(long)]'s.
public abstract sealed class Randomness extends Joining permits Obor {
    Randomness() {}

    /// Returns uniform numbers of [0, 1), of the default dtype.
    public static Tensor rand(int... sizes) {
        return zeros(sizes).uniform_();
    }

    /// Returns uniform numbers of [0, 1), of the default dtype.
    public static Tensor rand(Generator generator, int... sizes) {
        return zeros(sizes).uniform_(0, 1, generator);
    }

    /// Returns uniform numbers of [0, 1), of a floating-point dtype.
    ///
    /// @throws DTypeException for another
    public static Tensor rand(DType dtype, int... sizes) {
        return rand(Generator.standard(), dtype, sizes);
    }

    /// Returns random numbers of the default dtype, as [#rand(int...)]: `rand(x.shape())`.
    public static Tensor rand(Shape shape) {
        return rand(shape.toArray());
    }

    /// Returns uniform numbers of [0, 1), of a floating-point dtype.
    ///
    /// @throws DTypeException for another
    public static Tensor rand(Generator generator, DType dtype, int... sizes) {
        return zeros(dtype, sizes).uniform_(0, 1, generator);
    }

    /// Returns uniform numbers of [0, 1) of the shape and dtype of a tensor.
    ///
    /// @throws DTypeException unless the dtype is floating-point
    public static Tensor randLike(Tensor tensor) {
        return zerosLike(tensor.detach()).uniform_();
    }

    /// Returns random numbers of another tensor's shape, as [#rand(int...)].
    public static Tensor randLike(Tensor tensor, DType dtype) {
        return rand(dtype, tensor.shape().toArray());
    }

    /// As [#randLike(Tensor)], from a generator.
    public static Tensor randLike(Tensor tensor, Generator generator) {
        return Generator.using(generator, () -> randLike(tensor));
    }

    /// Returns normal numbers of mean 0 and standard deviation 1, of the default dtype.
    public static Tensor randn(int... sizes) {
        return zeros(sizes).normal_();
    }

    /// Returns normal numbers of mean 0 and standard deviation 1, of the default dtype.
    public static Tensor randn(Generator generator, int... sizes) {
        return zeros(sizes).normal_(0, 1, generator);
    }

    /// Returns normal numbers of mean 0 and standard deviation 1, of a floating-point dtype.
    ///
    /// @throws DTypeException for another
    public static Tensor randn(DType dtype, int... sizes) {
        return randn(Generator.standard(), dtype, sizes);
    }

    /// Returns random numbers of the default dtype, as [#randn(int...)]: `randn(x.shape())`.
    public static Tensor randn(Shape shape) {
        return randn(shape.toArray());
    }

    /// Returns normal numbers of mean 0 and standard deviation 1, of a floating-point dtype.
    ///
    /// @throws DTypeException for another
    public static Tensor randn(Generator generator, DType dtype, int... sizes) {
        return zeros(dtype, sizes).normal_(0, 1, generator);
    }

    /// Returns normal numbers of mean 0 and standard deviation 1 of the shape and dtype of a tensor.
    ///
    /// @throws DTypeException unless the dtype is floating-point
    public static Tensor randnLike(Tensor tensor) {
        return zerosLike(tensor.detach()).normal_();
    }

    /// Returns random numbers of another tensor's shape, as [#randn(int...)].
    public static Tensor randnLike(Tensor tensor, DType dtype) {
        return randn(dtype, tensor.shape().toArray());
    }

    /// As [#randnLike(Tensor)], from a generator.
    public static Tensor randnLike(Tensor tensor, Generator generator) {
        return Generator.using(generator, () -> randnLike(tensor));
    }

    /// Returns int64 numbers from `low` up to, not including, `high`, all equally likely.
    ///
    /// @throws OborException if low is not less than high
    public static Tensor randint(long low, long high, int... size) {
        return randint(Generator.standard(), low, high, DType.INT64, size);
    }

    /// Returns random whole numbers from 0 to `high − 1`, int64: `randint(10, new int[] {2, 3})`.
    ///
    /// @throws OborException if `high` is less than 1
    public static Tensor randint(long high, int[] size) {
        return randint(0, high, size);
    }

    /// Returns random whole numbers from 0 to `high − 1`, int64, of a shape.
    ///
    /// @throws OborException if `high` is less than 1
    public static Tensor randint(long high, Shape size) {
        return randint(0, high, size.toArray());
    }

    /// Returns random whole numbers from `low` to `high − 1`, int64, of a shape.
    ///
    /// @throws OborException if `high` is not more than `low`
    public static Tensor randint(long low, long high, Shape size) {
        return randint(low, high, size.toArray());
    }

    /// Returns numbers from `low` up to, not including, `high`, all equally likely.
    ///
    /// @throws OborException if low is not less than high, or the dtype does not hold them
    public static Tensor randint(long low, long high, DType dtype, int... size) {
        return randint(Generator.standard(), low, high, dtype, size);
    }

    /// Returns int64 numbers from `low` up to, not including, `high`, all equally likely.
    ///
    /// @throws OborException if low is not less than high
    public static Tensor randint(Generator generator, long low, long high, int... size) {
        return randint(generator, low, high, DType.INT64, size);
    }

    /// Returns numbers from `low` up to, not including, `high`, all equally likely.
    ///
    /// @throws OborException if low is not less than high, or the dtype does not hold them
    public static Tensor randint(Generator generator, long low, long high, DType dtype, int... size) {
        return zeros(dtype, size).random_(low, high, generator);
    }

    /// Returns numbers from `low` up to, not including, `high` of the shape and dtype of a tensor.
    ///
    /// @throws OborException if low is not less than high, or the dtype does not hold them
    public static Tensor randintLike(Tensor tensor, long low, long high) {
        return zerosLike(tensor.detach()).random_(low, high);
    }

    /// Returns random whole numbers from 0 to `high − 1` of another tensor's shape and dtype.
    ///
    /// @throws OborException if `high` is less than 1
    public static Tensor randintLike(Tensor tensor, long high) {
        return randintLike(tensor, 0, high);
    }

    /// As [#randintLike(Tensor, long, long)], from a generator.
    public static Tensor randintLike(Tensor tensor, long low, long high, Generator generator) {
        return Generator.using(generator, () -> randintLike(tensor, low, high));
    }

    /// Returns the numbers 0 to n − 1 in random order, int64.
    ///
    /// @throws OborException if n is negative
    public static Tensor randperm(int n) {
        return randperm(n, Generator.standard());
    }

    /// Returns the numbers 0 to n − 1 in random order, int64.
    ///
    /// @throws OborException if n is negative
    public static Tensor randperm(int n, Generator generator) {
        return Tensor.of(generator.permutation(n));
    }

    /// Returns normal numbers with a mean and a standard deviation for each element.
    ///
    /// @throws OborException if a standard deviation is negative
    public static Tensor normal(Tensor mean, Tensor std) {
        return normal(mean, std, Generator.standard());
    }

    /// Returns normal numbers with a mean and a standard deviation for each element, of the broadcast shape.
    ///
    /// @throws OborException if a standard deviation is negative
    public static Tensor normal(Tensor mean, Tensor std, Generator generator) {
        if (std.numel() > 0 && !std.ge(0).all().itemBoolean()) {
            throw new OborException("normal: a standard deviation is negative or NaN: pass numbers of 0 or more");
        }
        Shape shape = Broadcast.of("normal", mean.shape(), std.shape());
        return Tensor.full(shape, 0, mean.dtype())
                .normal_(0, 1, generator)
                .mul(std.detach())
                .add(mean.detach());
    }

    /// Returns normal numbers of one standard deviation with a mean for each element.
    ///
    /// @throws OborException if the standard deviation is negative
    public static Tensor normal(Tensor mean, double std) {
        return Tensor.full(mean.shape(), 0, mean.dtype()).normal_(0, std).add(mean.detach());
    }

    /// As [#normal(Tensor, double)], from a generator.
    public static Tensor normal(Tensor mean, double std, Generator generator) {
        return Generator.using(generator, () -> normal(mean, std));
    }

    /// Returns normal numbers of one mean with a standard deviation for each element.
    ///
    /// @throws OborException if a standard deviation is negative
    public static Tensor normal(double mean, Tensor std) {
        return normal(Tensor.full(std.shape(), mean, std.dtype()), std);
    }

    /// As [#normal(double, Tensor)], from a generator.
    public static Tensor normal(double mean, Tensor std, Generator generator) {
        return Generator.using(generator, () -> normal(mean, std));
    }

    /// Returns normal numbers of one mean and standard deviation, of the default dtype.
    ///
    /// @throws OborException if the standard deviation is negative
    public static Tensor normal(double mean, double std, int... size) {
        return zeros(size).normal_(mean, std);
    }

    /// As [#normal(double, double, int...)], from a generator.
    public static Tensor normal(Generator generator, double mean, double std, int... size) {
        return Generator.using(generator, () -> normal(mean, std, size));
    }

    /// Returns 1 with the probability that each element is, else 0, in its dtype.
    ///
    /// @throws OborException if an element is not from 0 to 1
    public static Tensor bernoulli(Tensor p) {
        return p.detach().bernoulli();
    }

    /// As [#bernoulli(Tensor)], from a generator.
    public static Tensor bernoulli(Tensor p, Generator generator) {
        return Generator.using(generator, () -> bernoulli(p));
    }

    /// Returns places drawn in proportion to the elements of each row; see [Tensor#multinomial(int,
    /// boolean)].
    public static Tensor multinomial(Tensor weights, int numSamples, boolean replacement) {
        return weights.detach().multinomial(numSamples, replacement);
    }

    /// Returns the numbers of rows drawn without replacement; see [#multinomial(Tensor, int, boolean)].
    ///
    /// @throws OborException if the weights do not allow it
    public static Tensor multinomial(Tensor weights, int numSamples) {
        return multinomial(weights, numSamples, false);
    }

    /// As [#multinomial(Tensor, int, boolean)], from a generator.
    public static Tensor multinomial(Tensor weights, int numSamples, boolean replacement, Generator generator) {
        return Generator.using(generator, () -> multinomial(weights, numSamples, replacement));
    }

    /// Returns Poisson numbers of the rates that the elements are, in their dtype.
    ///
    /// @throws OborException if a rate is negative or not finite
    public static Tensor poisson(Tensor rate) {
        return poisson(rate, Generator.standard());
    }

    /// Returns Poisson numbers of the rates that the elements are, in their dtype.
    ///
    /// @throws OborException if a rate is negative or not finite
    public static Tensor poisson(Tensor rate, Generator generator) {
        return SampledTensors.poisson(rate.detach(), generator);
    }

    /// Returns numbers of successes in trials, in the dtype of the counts.
    ///
    /// @throws OborException if a count is negative or a probability not from 0 to 1
    public static Tensor binomial(Tensor count, Tensor prob) {
        return binomial(count, prob, Generator.standard());
    }

    /// Returns numbers of successes in trials, in the dtype of the counts.
    ///
    /// @throws OborException if a count is negative or a probability not from 0 to 1
    public static Tensor binomial(Tensor count, Tensor prob, Generator generator) {
        return SampledTensors.binomial(count.detach(), prob.detach(), generator);
    }

    /// Returns gamma numbers of scale 1 and the shapes that the elements are, in their dtype.
    ///
    /// @throws OborException if a shape is negative or not finite
    public static Tensor standardGamma(Tensor concentration) {
        return SampledTensors.standardGamma(concentration.detach(), Generator.standard());
    }

    /// As [#standardGamma(Tensor)], from a generator.
    public static Tensor standardGamma(Tensor concentration, Generator generator) {
        return Generator.using(generator, () -> standardGamma(concentration));
    }

    /// Returns points of the simplex of the last dim from the Dirichlet distribution, in the concentration's
    /// dtype.
    ///
    /// @throws OborException if a concentration is negative or not finite
    public static Tensor sampleDirichlet(Tensor concentration) {
        return SampledTensors.dirichlet(concentration.detach(), Generator.standard());
    }

    /// As [#sampleDirichlet(Tensor)], from a generator.
    public static Tensor sampleDirichlet(Tensor concentration, Generator generator) {
        return Generator.using(generator, () -> sampleDirichlet(concentration));
    }

    /// Returns the seed that the process's generator was given.
    public static long initialSeed() {
        return Generator.standard().initialSeed();
    }

    /// Seeds the process's generator from the system's entropy and returns the seed.
    public static long seed() {
        return Generator.standard().seed();
    }

    /// Returns the state of the process's generator, uint8, as PyTorch's `get_rng_state`.
    public static Tensor getRngState() {
        return fromBytes(Generator.standard().state());
    }

    /// Lets the process's generator go on from a state that [#getRngState()] gave, or PyTorch.
    ///
    /// @throws dev.obor.error.FormatException if it is no state of this kind of generator
    /// @throws DTypeException unless it is uint8
    public static void setRngState(Tensor state) {
        if (state.dtype() != DType.UINT8) {
            throw new DTypeException(
                    "setRngState: the state is " + state.dtype() + " and must be uint8: pass what getRngState gave");
        }
        long[] values = state.reshape(-1).toLongArray();
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) values[i];
        }
        Generator.standard().setState(bytes);
    }
}
