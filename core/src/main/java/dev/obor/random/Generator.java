package dev.obor.random;

import dev.obor.dtype.DType;
import dev.obor.error.OborException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/// A source of random numbers, with the numbers of PyTorch's CPU generator: the same seed and the same calls
/// give the same values and leave the same state. See the package's essay for how far the equality goes.
///
/// The fills write `length` elements of an array from `offset` on and take them to be one contiguous tensor.
/// Every method is atomic, so threads may share a generator; which of them gets which numbers is then chance,
/// so give each its own ([#split(int)]) where results must repeat. A call with bad arguments throws before it
/// draws.
public final class Generator {
    /// The seed of a generator that was given none, as in PyTorch.
    public static final long DEFAULT_SEED = 67280421310721L;

    private static final int FLOAT_MASK = (1 << 24) - 1;
    private static final long DOUBLE_MASK = (1L << 53) - 1;
    private static final long SEED_MASK = DOUBLE_MASK;

    private static final Generator STANDARD = new Generator();
    private static final ScopedValue<Generator> CHOSEN = ScopedValue.newInstance();

    // Arrays are made when first needed: many generators draw a few numbers only.
    private int[] words = {};
    private BitSource source;
    private OptionalDouble secondNormal = OptionalDouble.empty();
    private BoxMuller boxMuller;

    /// Makes a Mersenne Twister with the default seed.
    public Generator() {
        this(new MersenneTwister(DEFAULT_SEED));
    }

    private Generator(BitSource source) {
        this.source = source;
    }

    /// Returns the generator that is used where none is given: one for the whole process, but within [#using].
    public static Generator standard() {
        return CHOSEN.isBound() ? CHOSEN.get() : STANDARD;
    }

    /// Runs a body for which `generator` is the [#standard()] one, on the current thread: for modules, whose
    /// layers draw their weights and drop elements without being told from where.
    ///
    /// ```java
    /// Linear layer = Generator.using(Generator.philox(1), () -> new Linear(784, 10));
    /// ```
    public static <T> T using(Generator generator, Supplier<T> body) {
        return ScopedValue.where(CHOSEN, generator).call(body::get);
    }

    /// Returns a Mersenne Twister, which gives PyTorch's numbers, with this seed.
    public static Generator mersenneTwister(long seed) {
        return new Generator(new MersenneTwister(seed));
    }

    /// Returns a Philox generator with this seed: not PyTorch's numbers, but streams that [#split(int)] and
    /// that [#ahead(long)] enters anywhere at once.
    public static Generator philox(long seed) {
        return new Generator(new Philox(seed, 0, 0));
    }

    /// Starts the stream of `seed` anew and returns this generator. Of a Mersenne Twister's seed only the
    /// lower 32 bits count, but [#initialSeed()] gives all of it back; a negative seed is its value modulo
    /// 2⁶⁴.
    public synchronized Generator manualSeed(long seed) {
        source.seed(seed);
        secondNormal = OptionalDouble.empty();
        return this;
    }

    /// Seeds this generator from the system's entropy with 53 bits and returns the seed.
    public synchronized long seed() {
        long seed = new SecureRandom().nextLong() & SEED_MASK;
        manualSeed(seed);
        return seed;
    }

    /// Returns the seed of the stream, to be read without sign as PyTorch prints it.
    public synchronized long initialSeed() {
        return source.seed();
    }

    /// Returns the state as bytes of the caller's own: those of PyTorch's `get_rng_state` for a Mersenne
    /// Twister (5056 bytes), 48 bytes for Philox. A generator set to it gives the numbers that this one would
    /// have given next.
    public synchronized byte[] state() {
        return StateBytes.encode(source, secondNormal);
    }

    /// Continues where the generator stood whose [#state()] was `bytes`; a state of PyTorch's CPU generator
    /// will do.
    ///
    /// @throws dev.obor.error.FormatException if the bytes are no state of this kind of generator
    public synchronized void setState(byte[] bytes) {
        StateBytes.Decoded decoded = StateBytes.decode(bytes, source);
        source = decoded.source();
        secondNormal = decoded.secondNormal();
    }

    /// Returns a generator at the same place of the same stream: both give the same numbers from here on.
    public synchronized Generator copy() {
        return ahead(0);
    }

    /// Returns a copy that stands `count` words of 32 bits further on, `count` read without sign, while this
    /// generator stays.
    ///
    /// So a large fill is made in pieces, on any number of threads, with the numbers of one call: the piece
    /// that starts at element i is filled by `ahead(i)` where an element takes a word (float32 uniform
    /// numbers, normal ones in whole blocks) or by `ahead(2 * i)` where it takes two (float64 numbers and
    /// those of Bernoulli, exponential, geometric and Cauchy draws); last, [#skip(long)] moves this generator
    /// on. With Philox that costs nothing; a Mersenne Twister works through the words.
    public synchronized Generator ahead(long count) {
        Generator result = new Generator(source.copy());
        result.secondNormal = secondNormal;
        result.source.skip(count);
        return result;
    }

    /// Leaves out `count` words of 32 bits, `count` read without sign.
    public synchronized void skip(long count) {
        source.skip(count);
    }

    /// Returns `n` generators with streams that are independent of each other and of this one, which moves on
    /// by four words each: a second call gives other streams, the same call after the same seed the same
    /// ones.
    ///
    /// @throws OborException if `n` is negative or this is a Mersenne Twister, which has one stream only
    public synchronized List<Generator> split(int n) {
        if (n < 0) {
            throw new OborException("split: cannot make " + n + " generators: pass a number that is not negative");
        }
        if (!(source instanceof Philox philox)) {
            throw new OborException("split: a Mersenne Twister has one stream only: make the generator with"
                    + " Generator.philox(seed)");
        }
        List<Generator> result = new ArrayList<>(n);
        for (int i = 0; i < n; i++) {
            result.add(new Generator(philox.child()));
        }
        return List.copyOf(result);
    }

    /// Returns the next 32 bits.
    public synchronized int random() {
        return source.next();
    }

    /// Returns the next 64 bits, made of two words of 32, the first above the second.
    public synchronized long random64() {
        return source.nextLong();
    }

    /// Returns a uniform number of [0, 1) with 53 bits.
    public synchronized double uniform() {
        return nextUniform();
    }

    /// Returns one normal number, made in float64, as PyTorch makes the elements of a tensor that has fewer
    /// than 16 or is not contiguous (round it for float32). Numbers come in pairs; the second waits for the
    /// next call, whatever else is drawn between.
    ///
    /// @throws OborException if `std` is negative or NaN
    public synchronized double normal(double mean, double std) {
        Check.normal(std);
        return nextNormal(mean, std);
    }

    /// Fills with uniform numbers of [from, to), made of 24 bits each.
    ///
    /// As in PyTorch the upper bound itself can occur, by rounding, where |from| is large against to - from.
    ///
    /// @throws OborException if `from > to` or a bound or their distance is no finite float32
    public synchronized void uniform(float[] out, int offset, int length, double from, double to) {
        Check.range("uniform_", out.length, offset, length);
        Check.bounds(from, to, Float.MAX_VALUE, DType.FLOAT32);
        fillUniform(out, offset, length, (float) from, (float) to);
    }

    /// Fills with uniform numbers of [from, to), made of 53 bits each.
    ///
    /// @throws OborException if `from > to` or a bound or their distance is not finite
    public synchronized void uniform(double[] out, int offset, int length, double from, double to) {
        Check.range("uniform_", out.length, offset, length);
        Check.bounds(from, to, Double.MAX_VALUE, DType.FLOAT64);
        fillUniform(out, offset, length, from, to);
    }

    /// Fills with the bits of uniform numbers of [from, to) of float16, made of 11 bits each, or bfloat16,
    /// made of 8.
    ///
    /// @throws OborException if `from > to`, `dtype` cannot hold a bound or their distance, or `dtype` is
    ///     another
    public synchronized void uniform(short[] out, int offset, int length, double from, double to, DType dtype) {
        HalfFills.uniform(source, out, offset, length, from, to, dtype);
    }

    /// Fills with normal numbers. Fewer than 16 are drawn one by one, as by [#normal(double, double)];
    /// otherwise blocks of 16 are made of float32 uniform numbers, and where the length is no multiple of 16
    /// the last 16 are made anew from further draws.
    ///
    /// @throws OborException if `std` is negative or NaN
    public synchronized void normal(float[] out, int offset, int length, double mean, double std) {
        Check.range("normal_", out.length, offset, length);
        Check.normal(std);
        int end = offset + length;
        if (length < BoxMuller.BLOCK) {
            for (int i = offset; i < end; i++) {
                out[i] = (float) nextNormal(mean, std);
            }
            return;
        }
        int odd = length % BoxMuller.BLOCK;
        fillNormal(out, offset, length - odd, (float) mean, (float) std);
        if (odd != 0) {
            source.skip(odd);
            fillNormal(out, end - BoxMuller.BLOCK, BoxMuller.BLOCK, (float) mean, (float) std);
        }
    }

    /// Fills with normal numbers, as [#normal(float[], int, int, double, double)] does, in float64 throughout.
    ///
    /// @throws OborException if `std` is negative or NaN
    public synchronized void normal(double[] out, int offset, int length, double mean, double std) {
        Check.range("normal_", out.length, offset, length);
        Check.normal(std);
        int end = offset + length;
        if (length < BoxMuller.BLOCK) {
            for (int i = offset; i < end; i++) {
                out[i] = nextNormal(mean, std);
            }
            return;
        }
        int odd = length % BoxMuller.BLOCK;
        fillNormal(out, offset, length - odd, mean, std);
        if (odd != 0) {
            source.skip(2L * odd);
            fillNormal(out, end - BoxMuller.BLOCK, BoxMuller.BLOCK, mean, std);
        }
    }

    /// Fills with the bits of normal numbers of float16 or bfloat16, as [#normal(float[], int, int, double,
    /// double)] does, with PyTorch's roundings to the dtype on the way.
    ///
    /// @throws OborException if `std` is negative or NaN or `dtype` is another
    public synchronized void normal(short[] out, int offset, int length, double mean, double std, DType dtype) {
        HalfFills.normal(this, source, out, offset, length, mean, std, dtype);
    }

    /// Fills with integers of [low, high), as `randint` and `random_` give them to a tensor of `dtype`;
    /// convert them to it. The dtype decides how many bits a draw takes; a floating-point dtype moves the
    /// bounds inwards to integers that it holds.
    ///
    /// @throws OborException if `low >= high` or `dtype` cannot hold a bound
    public synchronized void integers(long[] out, int offset, int length, long low, long high, DType dtype) {
        fillIntegers(out, offset, length, IntegerRange.between(low, high, dtype));
    }

    /// Fills with integers of [low, high) for an int64 tensor.
    ///
    /// @throws OborException if `low >= high`
    public void integers(long[] out, int offset, int length, long low, long high) {
        integers(out, offset, length, low, high, DType.INT64);
    }

    /// Fills with integers of [low, high) for an int32 tensor.
    ///
    /// @throws OborException if `low >= high` or a bound is no int32
    public synchronized void integers(int[] out, int offset, int length, long low, long high) {
        IntegerRange range = IntegerRange.between(low, high, DType.INT32);
        Check.range("random_", out.length, offset, length);
        stretches(length, 1, (drawn, first, count) -> {
            for (int i = 0; i < count; i++) {
                out[offset + first + i] = (int) range.narrow(drawn[i]);
            }
        });
    }

    /// Fills with integers from `low` up to what `dtype` can hold, as `random_(low, null)` does: the largest
    /// number of an integer dtype, the power of two up to which a floating-point dtype holds all integers.
    /// `Long.MIN_VALUE` stands for all 64-bit numbers.
    ///
    /// @throws OborException if `dtype` cannot hold `low`
    public synchronized void integersFrom(long[] out, int offset, int length, long low, DType dtype) {
        fillIntegers(out, offset, length, IntegerRange.from(low, dtype));
    }

    /// Fills with integers from 0 up to what `dtype` can hold, as `random_()` does; see [#integersFrom].
    public synchronized void integers(long[] out, int offset, int length, DType dtype) {
        fillIntegers(out, offset, length, IntegerRange.all(dtype));
    }

    /// Returns the numbers from 0 to n - 1 in random order, as `randperm` gives them.
    ///
    /// @throws OborException if `n` is negative
    public long[] permutation(int n) {
        if (n < 0) {
            throw new OborException("randperm: n=" + n + " is negative: pass the number of elements");
        }
        long[] out = new long[n];
        permutation(out, 0, n);
        return out;
    }

    /// Fills with the numbers from 0 to length - 1 in random order, as `randperm(length)` gives them.
    public synchronized void permutation(long[] out, int offset, int length) {
        Check.range("randperm", out.length, offset, length);
        Permutation.fill(source, out, offset, length);
    }

    /// Returns one number of a distribution.
    public synchronized double draw(Draw distribution) {
        return distribution.sample(this);
    }

    /// Fills with numbers of a distribution, rounded to float32.
    public synchronized void fill(float[] out, int offset, int length, Draw distribution) {
        Check.range("fill", out.length, offset, length);
        draws(length, distribution, (i, number) -> out[offset + i] = (float) number);
    }

    /// Fills with numbers of a distribution.
    public synchronized void fill(double[] out, int offset, int length, Draw distribution) {
        Check.range("fill", out.length, offset, length);
        draws(length, distribution, (i, number) -> out[offset + i] = number);
    }

    /// Fills with numbers of a distribution, truncated to integers; those out of range become the nearest
    /// integer.
    public synchronized void fill(long[] out, int offset, int length, Draw distribution) {
        Check.range("fill", out.length, offset, length);
        draws(length, distribution, (i, number) -> out[offset + i] = (long) number);
    }

    /// Fills with the truth of numbers of a distribution: false for 0, else true.
    public synchronized void fill(boolean[] out, int offset, int length, Draw distribution) {
        Check.range("fill", out.length, offset, length);
        draws(length, distribution, (i, number) -> out[offset + i] = number != 0);
    }

    /// Replaces each probability by a truth value, 1 with that probability and else 0, comparing it with a
    /// uniform number of 24 bits.
    ///
    /// @throws OborException if an element lies outside [0, 1]
    public synchronized void bernoulli(float[] probabilities, int offset, int length) {
        Check.range("bernoulli_", probabilities.length, offset, length);
        for (int i = offset; i < offset + length; i++) {
            Check.probability("bernoulli_", probabilities[i]);
        }
        stretches(length, 1, (drawn, first, count) -> {
            for (int i = 0; i < count; i++) {
                int at = offset + first + i;
                probabilities[at] = (drawn[i] & FLOAT_MASK) * 0x1p-24f < probabilities[at] ? 1 : 0;
            }
        });
    }

    /// Replaces each probability by a truth value, 1 with that probability and else 0, comparing it with a
    /// uniform number of 53 bits.
    ///
    /// @throws OborException if an element lies outside [0, 1]
    public synchronized void bernoulli(double[] probabilities, int offset, int length) {
        Check.range("bernoulli_", probabilities.length, offset, length);
        for (int i = offset; i < offset + length; i++) {
            Check.probability("bernoulli_", probabilities[i]);
        }
        stretches(length, 2, (drawn, first, count) -> {
            for (int i = 0; i < count; i++) {
                int at = offset + first + i;
                probabilities[at] = uniform(drawn, i) < probabilities[at] ? 1 : 0;
            }
        });
    }

    /// Returns a uniform number of [0, 1) with 53 bits; for callers that hold the lock.
    double nextUniform() {
        return (source.nextLong() & DOUBLE_MASK) * 0x1p-53;
    }

    /// Returns one normal number; for callers that hold the lock.
    double nextNormal(double mean, double std) {
        double standard;
        if (secondNormal.isPresent()) {
            standard = secondNormal.getAsDouble();
            secondNormal = OptionalDouble.empty();
        } else {
            double angle = BoxMuller.angle(nextUniform());
            double radius = BoxMuller.radius(nextUniform());
            secondNormal = OptionalDouble.of(radius * Elementary.sine(angle));
            standard = radius * Elementary.cosine(angle);
        }
        return Math.fma(standard, std, mean);
    }

    /// Fills with the categories of numbers of 53 bits; for callers that hold the lock.
    void categories(long[] thresholds, long[] out, int offset, int length) {
        stretches(
                length,
                2,
                (drawn, first, count) ->
                        RandomKernels.current().categories(drawn, thresholds, out, offset + first, count));
    }

    private void fillUniform(float[] out, int offset, int length, float from, float to) {
        float width = to - from;
        stretches(
                length,
                1,
                (drawn, first, count) ->
                        RandomKernels.current().uniform(drawn, out, offset + first, count, width, from));
    }

    private void fillUniform(double[] out, int offset, int length, double from, double to) {
        double width = to - from;
        stretches(length, 2, (drawn, first, count) -> {
            int start = offset + first;
            for (int i = 0; i < count; i++) {
                out[start + i] = Math.fma(uniform(drawn, i), width, from);
            }
        });
    }

    private void fillNormal(float[] out, int offset, int length, float mean, float std) {
        stretches(
                length,
                1,
                (drawn, first, count) -> RandomKernels.current().normal(drawn, out, offset + first, count, mean, std));
    }

    private void fillNormal(double[] out, int offset, int length, double mean, double std) {
        if (boxMuller == null) {
            boxMuller = new BoxMuller();
        }
        for (int done = 0; done < length; done += BoxMuller.MOST) {
            int count = Math.min(length - done, BoxMuller.MOST);
            fillUniform(out, offset + done, count, 0, 1);
            boxMuller.transform(out, offset + done, count, mean, std);
        }
    }

    private void fillIntegers(long[] out, int offset, int length, IntegerRange range) {
        Check.range("random_", out.length, offset, length);
        stretches(length, range.wide() ? 2 : 1, (drawn, first, count) -> {
            int start = offset + first;
            for (int i = 0; i < count; i++) {
                out[start + i] = range.wide() ? range.wide(Stretches.pair(drawn, i)) : range.narrow(drawn[i]);
            }
        });
    }

    /// Takes the numbers of a distribution one by one.
    @FunctionalInterface
    private interface Taker {
        void take(int index, double number);
    }

    private void draws(int length, Draw distribution, Taker taker) {
        if (distribution instanceof FromUniform made) {
            stretches(length, 2, (drawn, first, count) -> {
                for (int i = 0; i < count; i++) {
                    taker.take(first + i, made.of(uniform(drawn, i)));
                }
            });
        } else {
            for (int i = 0; i < length; i++) {
                taker.take(i, distribution.sample(this));
            }
        }
    }

    private void stretches(int length, int wordsEach, Stretches.Recipe recipe) {
        int room = (int) Math.min((long) length * wordsEach, Stretches.WORDS);
        if (words.length < room) {
            words = new int[room < 256 ? 256 : Stretches.WORDS];
        }
        Stretches.fill(source, words, length, wordsEach, recipe);
    }

    private static double uniform(int[] words, int index) {
        return (Stretches.pair(words, index) & DOUBLE_MASK) * 0x1p-53;
    }
}
