package dev.obor.cpu;

import dev.obor.random.FloatNormals;
import dev.obor.random.RandomKernels;
import java.util.function.IntConsumer;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.Vector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// The kernels of random numbers by vectors. Not to be loaded without the Vector API.
///
/// Where a length is no multiple of the vector's, the last vector overlaps the one before it and writes the
/// same values again; what is shorter than one vector is left to the portable loops.
final class VectorRandom implements RandomKernels {
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Long> LONGS = LongVector.SPECIES_PREFERRED;
    private static final int LANES = INTS.length();
    private static final int WIDE_LANES = LONGS.length();

    /// Half a block of normal numbers at most, so that radii and angles lie in vectors of their own.
    private static final VectorSpecies<Integer> HALF_INTS = LANES < 8 ? INTS : IntVector.SPECIES_256;
    private static final VectorSpecies<Float> HALF_FLOATS = LANES < 8 ? FLOATS : FloatVector.SPECIES_256;
    private static final int HALF_LANES = HALF_INTS.length();

    private static final int SIZE = 624;
    private static final int MIDDLE = 397;
    private static final int FLOAT_MASK = FloatNormals.ONE - 1;
    private static final long LOW_53_BITS = (1L << 53) - 1;
    private static final int FEW = 16;

    private static final int ROUNDS = 10;

    // What is loaded or converted is told its class: see [VectorClasses].
    private static final Class<? extends IntVector> INT = VectorClasses.INT;
    private static final Class<? extends FloatVector> FLOAT = VectorClasses.FLOAT;
    private static final Class<? extends LongVector> LONG = VectorClasses.LONG;
    private static final Class<? extends IntVector> HALF_INT =
            IntVector.zero(HALF_INTS).getClass();
    private static final Class<? extends FloatVector> HALF_FLOAT =
            FloatVector.zero(HALF_FLOATS).getClass();

    private static final long WORD = 0xFFFFFFFFL;
    private static final long FACTOR_0 = 0xD2511F53L;
    private static final long FACTOR_1 = 0xCD9E8D57L;
    private static final long WEYL_0 = 0x9E3779B9L;
    private static final long WEYL_1 = 0xBB67AE85L;

    // Constants are vectors ready made, which cost the compiler less than numbers to spread out.
    private static final float[] LOG = FloatNormals.logCoefficients();
    private static final FloatVector LOG_0 = number(LOG[0]);
    private static final FloatVector LOG_1 = number(LOG[1]);
    private static final FloatVector LOG_2 = number(LOG[2]);
    private static final FloatVector LOG_3 = number(LOG[3]);
    private static final FloatVector LOG_4 = number(LOG[4]);
    private static final FloatVector LOG_5 = number(LOG[5]);
    private static final FloatVector LOG_6 = number(LOG[6]);
    private static final FloatVector LOG_7 = number(LOG[7]);
    private static final FloatVector LOG_8 = number(LOG[8]);
    private static final FloatVector LOG_OF_2 = number(FloatNormals.LOG_2);
    private static final FloatVector LOG_2_REST = number(FloatNormals.LOG_2_REST);
    private static final float[] SINE = FloatNormals.sineCoefficients();
    private static final FloatVector SINE_0 = number(SINE[0]);
    private static final FloatVector SINE_1 = number(SINE[1]);
    private static final FloatVector SINE_2 = number(SINE[2]);
    private static final FloatVector SINE_3 = number(SINE[3]);
    private static final FloatVector SINE_REST = number(SINE[4]);
    private static final float[] COSINE = FloatNormals.cosineCoefficients();
    private static final FloatVector COSINE_0 = number(COSINE[0]);
    private static final FloatVector COSINE_1 = number(COSINE[1]);
    private static final FloatVector COSINE_2 = number(COSINE[2]);
    private static final FloatVector COSINE_3 = number(COSINE[3]);
    private static final FloatVector UNIT = number(1f);
    private static final FloatVector MINUS_HALF = number(-0.5f);
    private static final FloatVector MINUS_TWO = number(-2f);
    private static final FloatVector QUARTER_UNIT = number(0x1p-22f);
    private static final IntVector MASK = number(FLOAT_MASK);
    private static final IntVector ONE = number(FloatNormals.ONE);
    private static final IntVector EIGHTH = number(FloatNormals.EIGHTH);
    private static final IntVector SQRT_HALF = number(FloatNormals.SQRT_HALF);
    private static final IntVector TURN = number(1);
    private static final IntVector SIGN = number(Integer.MIN_VALUE);
    /// A small integer added to the bits of 1.5 · 2²³ gives those of their sum, so that conversion costs two
    /// additions.
    private static final float WHOLE_NUMBER = 0x1.8p23f;
    private static final IntVector WHOLE_BITS = number(Float.floatToRawIntBits(WHOLE_NUMBER));
    private static final FloatVector WHOLE = number(WHOLE_NUMBER);
    private static final FloatVector WHOLE_AND_24 = number(WHOLE_NUMBER + 24);

    private static final VectorShuffle<Long> LOWER = zip(0);
    private static final VectorShuffle<Long> UPPER = zip(WIDE_LANES / 2);

    private static final LongVector COUNT = LongVector.zero(LONGS).addIndex(1);

    private final RandomKernels portable;

    /// Makes the kernels from those that do what is shorter than a vector.
    VectorRandom(RandomKernels portable) {
        this.portable = portable;
    }

    private static FloatVector number(float value) {
        return FloatVector.broadcast(HALF_FLOATS, value);
    }

    private static IntVector number(int value) {
        return IntVector.broadcast(HALF_INTS, value);
    }

    /// Takes lanes in turn from two vectors, from a lane of each on.
    private static VectorShuffle<Long> zip(int first) {
        return VectorShuffle.fromOp(LONGS, i -> first + i / 2 + (i & 1) * WIDE_LANES);
    }

    @Override
    public void twist(int[] old, int[] fresh) {
        int middle = SIZE - MIDDLE;
        for (int j = 0; j < middle - LANES; j += LANES) {
            twist(old, old, j + MIDDLE, fresh, j);
        }
        twist(old, old, SIZE - LANES, fresh, middle - LANES);
        for (int j = middle; j < SIZE - 1 - LANES; j += LANES) {
            twist(old, fresh, j - middle, fresh, j);
        }
        twist(old, fresh, MIDDLE - 1 - LANES, fresh, SIZE - 1 - LANES);
        int last = (old[SIZE - 1] & 0x80000000) | (fresh[0] & 0x7FFFFFFF);
        fresh[SIZE - 1] = fresh[MIDDLE - 1] ^ (last >>> 1) ^ (-(last & 1) & 0x9908B0DF);
    }

    private static void twist(int[] old, int[] other, int there, int[] fresh, int j) {
        IntVector upper = INT.cast(IntVector.fromArray(INTS, old, j));
        IntVector lower = INT.cast(IntVector.fromArray(INTS, old, j + 1));
        IntVector joined = upper.and(0x80000000).or(lower.and(0x7FFFFFFF)).lanewise(VectorOperators.LSHR, 1);
        IntVector odd = lower.and(1).neg().and(0x9908B0DF);
        INT.cast(IntVector.fromArray(INTS, other, there))
                .lanewise(VectorOperators.XOR, joined)
                .lanewise(VectorOperators.XOR, odd)
                .intoArray(fresh, j);
    }

    @Override
    public void temper(int[] state, int from, int[] words, int to, int count) {
        if (count < LANES) {
            portable.temper(state, from, words, to, count);
            return;
        }
        int last = count - LANES;
        for (int i = 0; i < last; i += LANES) {
            temper(state, from + i, words, to + i);
        }
        temper(state, from + last, words, to + last);
    }

    private static void temper(int[] state, int from, int[] words, int to) {
        IntVector y = INT.cast(IntVector.fromArray(INTS, state, from));
        y = y.lanewise(VectorOperators.XOR, y.lanewise(VectorOperators.LSHR, 11));
        y = y.lanewise(VectorOperators.XOR, y.lanewise(VectorOperators.LSHL, 7).and(0x9D2C5680));
        y = y.lanewise(VectorOperators.XOR, y.lanewise(VectorOperators.LSHL, 15).and(0xEFC60000));
        y.lanewise(VectorOperators.XOR, y.lanewise(VectorOperators.LSHR, 18)).intoArray(words, to);
    }

    @Override
    public void uniform(int[] words, float[] out, int at, int count, float width, float from) {
        if (count < LANES) {
            portable.uniform(words, out, at, count, width, from);
            return;
        }
        FloatVector start = FloatVector.broadcast(FLOATS, from);
        FloatVector times = FloatVector.broadcast(FLOATS, width);
        int last = count - LANES;
        for (int i = 0; i < last; i += LANES) {
            uniform(words, i, times, start, out, at + i);
        }
        uniform(words, last, times, start, out, at + last);
    }

    private static void uniform(int[] words, int i, FloatVector width, FloatVector from, float[] out, int at) {
        Vector<Float> fraction =
                INT.cast(IntVector.fromArray(INTS, words, i)).and(FLOAT_MASK).convert(VectorOperators.I2F, 0);
        FLOAT.cast(fraction).mul(0x1p-24f).fma(width, from).intoArray(out, at);
    }

    /// In two passes, because one method with all of this outgrows what the compiler inlines: the radii
    /// first, which lie where the first numbers will.
    @Override
    public void normal(int[] words, float[] out, int at, int count, float mean, float std) {
        radii(words, out, at, count);
        points(words, out, at, count, mean, std);
    }

    private static void radii(int[] words, float[] out, int at, int count) {
        for (int block = 0; block < count; block += 2 * FloatNormals.HALF) {
            for (int j = block; j < block + FloatNormals.HALF; j += HALF_LANES) {
                radius(words, j, out, at + j);
            }
        }
    }

    private static void radius(int[] words, int j, float[] out, int at) {
        IntVector chance =
                ONE.sub(HALF_INT.cast(IntVector.fromArray(HALF_INTS, words, j)).and(MASK));
        IntVector bits = HALF_INT.cast(
                HALF_FLOAT.cast(chance.convert(VectorOperators.I2F, 0)).reinterpretAsInts());
        IntVector power = bits.sub(SQRT_HALF).lanewise(VectorOperators.ASHR, FloatNormals.FRACTION_BITS);
        FloatVector t = HALF_FLOAT
                .cast(bits.sub(power.lanewise(VectorOperators.LSHL, FloatNormals.FRACTION_BITS))
                        .reinterpretAsFloats())
                .sub(UNIT);
        FloatVector exponent =
                HALF_FLOAT.cast(power.add(WHOLE_BITS).reinterpretAsFloats()).sub(WHOLE_AND_24);
        FloatVector p = LOG_8.fma(t, LOG_7).fma(t, LOG_6).fma(t, LOG_5).fma(t, LOG_4);
        p = p.fma(t, LOG_3).fma(t, LOG_2).fma(t, LOG_1).fma(t, LOG_0);
        FloatVector z = t.mul(t);
        FloatVector rest = exponent.fma(LOG_2_REST, t.mul(z).mul(p));
        FloatVector log = exponent.fma(LOG_OF_2, t.add(z.fma(MINUS_HALF, rest)));
        log.mul(MINUS_TWO).lanewise(VectorOperators.SQRT).intoArray(out, at);
    }

    /// One method with its loop: too long to be inlined, so that the caller stays small.
    private static void points(int[] words, float[] out, int offset, int count, float mean, float std) {
        FloatVector start = number(mean);
        FloatVector times = number(std);
        for (int i = 0; i < count / 2; i += HALF_LANES) {
            int j = i + (i & -FloatNormals.HALF);
            int at = offset + j;
            IntVector turn = HALF_INT.cast(IntVector.fromArray(HALF_INTS, words, j + FloatNormals.HALF))
                    .and(MASK);
            IntVector quarter = turn.add(EIGHTH).lanewise(VectorOperators.ASHR, FloatNormals.QUARTER_BITS);
            IntVector rest = turn.sub(quarter.lanewise(VectorOperators.LSHL, FloatNormals.QUARTER_BITS));
            FloatVector v = HALF_FLOAT
                    .cast(rest.add(WHOLE_BITS).reinterpretAsFloats())
                    .sub(WHOLE)
                    .mul(QUARTER_UNIT);
            FloatVector z = v.mul(v);
            FloatVector p = SINE_3.fma(z, SINE_2).fma(z, SINE_1);
            IntVector sine =
                    HALF_INT.cast(v.fma(SINE_0, v.mul(p.fma(z, SINE_REST))).reinterpretAsInts());
            FloatVector q = COSINE_3.fma(z, COSINE_2).fma(z, COSINE_1).fma(z, COSINE_0);
            IntVector cosine = HALF_INT.cast(q.fma(z, UNIT).reinterpretAsInts());
            IntVector odd = quarter.lanewise(VectorOperators.LSHL, 31).lanewise(VectorOperators.ASHR, 31);
            IntVector swap = xor(sine, cosine).lanewise(VectorOperators.AND, odd);
            IntVector sign = quarter.lanewise(VectorOperators.LSHL, 30).lanewise(VectorOperators.AND, SIGN);
            IntVector other =
                    quarter.add(TURN).lanewise(VectorOperators.LSHL, 30).lanewise(VectorOperators.AND, SIGN);
            FloatVector radius = HALF_FLOAT.cast(FloatVector.fromArray(HALF_FLOATS, out, at));
            radius.mul(HALF_FLOAT.cast(xor(xor(cosine, swap), other).reinterpretAsFloats()))
                    .fma(times, start)
                    .intoArray(out, at);
            radius.mul(HALF_FLOAT.cast(xor(xor(sine, swap), sign).reinterpretAsFloats()))
                    .fma(times, start)
                    .intoArray(out, at + FloatNormals.HALF);
        }
    }

    private static IntVector xor(IntVector a, IntVector b) {
        return a.lanewise(VectorOperators.XOR, b);
    }

    /// Two rounds at a time over all blocks, so that the blocks, which do not need each other's results, fill the
    /// time in which one would wait for its own. A block lies in one lane of two vectors, its words in pairs,
    /// until the last pass brings them together. The compiler takes each pass whole, but no method more than
    /// this much: so the first and the last are written out, and the last one's stores are no calls.
    @Override
    public void philox(long key, long stream, long number, int[] words, int to, int blocks) {
        int whole = blocks - blocks % WIDE_LANES;
        firstRounds(key, stream, number, words, to, whole);
        long key0 = key + 2 * WEYL_0;
        long key1 = (key >>> 32) + 2 * WEYL_1;
        for (int round = 2; round < ROUNDS - 2; round += 2) {
            rounds(key0, key1, words, to, whole);
            key0 += 2 * WEYL_0;
            key1 += 2 * WEYL_1;
        }
        lastRounds(key0, key1, words, to, whole);
        portable.philox(key, stream, number + whole, words, to + 4 * whole, blocks - whole);
    }

    private static void firstRounds(long key, long stream, long number, int[] words, int to, int blocks) {
        LongVector right = spread(stream);
        LongVector factor0 = factor(FACTOR_0);
        LongVector factor1 = factor(FACTOR_1);
        LongVector key0 = spread(key);
        LongVector key1 = spread(key >>> 32);
        LongVector next0 = spread(key + WEYL_0);
        LongVector next1 = spread((key >>> 32) + WEYL_1);
        for (int b = 0; b < blocks; b += WIDE_LANES) {
            LongVector left = COUNT.add(number + b);
            LongVector c = left.and(WORD).mul(LONG.cast(factor0));
            LongVector d = LONG.cast(right).and(WORD).mul(LONG.cast(factor1));
            LongVector e = xor(upper(d), upper(left), LONG.cast(key0)).and(WORD).mul(LONG.cast(factor0));
            LongVector f = xor(upper(c), upper(LONG.cast(right)), LONG.cast(key1))
                    .and(WORD)
                    .mul(LONG.cast(factor1));
            write(pack(xor(upper(f), d, LONG.cast(next0)), f), words, to + 4 * b);
            write(pack(xor(upper(e), c, LONG.cast(next1)), e), words, to + 4 * b + LANES);
        }
    }

    /// The upper halves of what is not packed hold rubbish, which the multiplication leaves out.
    private static void rounds(long low, long high, int[] words, int to, int blocks) {
        LongVector factor0 = factor(FACTOR_0);
        LongVector factor1 = factor(FACTOR_1);
        LongVector key0 = spread(low);
        LongVector key1 = spread(high);
        LongVector next0 = spread(low + WEYL_0);
        LongVector next1 = spread(high + WEYL_1);
        for (int at = to; at < to + 4 * blocks; at += 2 * LANES) {
            LongVector left = read(words, at);
            LongVector right = read(words, at + LANES);
            LongVector c = left.and(WORD).mul(LONG.cast(factor0));
            LongVector d = right.and(WORD).mul(LONG.cast(factor1));
            LongVector e = xor(upper(d), upper(left), LONG.cast(key0)).and(WORD).mul(LONG.cast(factor0));
            LongVector f =
                    xor(upper(c), upper(right), LONG.cast(key1)).and(WORD).mul(LONG.cast(factor1));
            write(pack(xor(upper(f), d, LONG.cast(next0)), f), words, at);
            write(pack(xor(upper(e), c, LONG.cast(next1)), e), words, at + LANES);
        }
    }

    private static void lastRounds(long low, long high, int[] words, int to, int blocks) {
        LongVector factor0 = factor(FACTOR_0);
        LongVector factor1 = factor(FACTOR_1);
        LongVector key0 = spread(low);
        LongVector key1 = spread(high);
        LongVector next0 = spread(low + WEYL_0);
        LongVector next1 = spread(high + WEYL_1);
        for (int at = to; at < to + 4 * blocks; at += 2 * LANES) {
            LongVector left = read(words, at);
            LongVector right = read(words, at + LANES);
            LongVector c = left.and(WORD).mul(LONG.cast(factor0));
            LongVector d = right.and(WORD).mul(LONG.cast(factor1));
            LongVector e = xor(upper(d), upper(left), LONG.cast(key0)).and(WORD).mul(LONG.cast(factor0));
            LongVector f =
                    xor(upper(c), upper(right), LONG.cast(key1)).and(WORD).mul(LONG.cast(factor1));
            LongVector first = pack(xor(upper(f), d, LONG.cast(next0)), f);
            LongVector last = pack(xor(upper(e), c, LONG.cast(next1)), e);
            INT.cast(first.rearrange(LOWER, last).reinterpretAsInts()).intoArray(words, at);
            INT.cast(first.rearrange(UPPER, last).reinterpretAsInts()).intoArray(words, at + LANES);
        }
    }

    private static LongVector spread(long value) {
        return LONG.cast(LongVector.broadcast(LONGS, value));
    }

    /// Masked for the compiler, which then sees that 32 bits of a factor are all there is.
    private static LongVector factor(long value) {
        return spread(value).and(WORD);
    }

    private static LongVector upper(LongVector words) {
        return words.lanewise(VectorOperators.LSHR, 32);
    }

    private static LongVector pack(LongVector low, LongVector high) {
        return low.and(WORD).or(high.lanewise(VectorOperators.LSHL, 32));
    }

    private static LongVector xor(LongVector a, LongVector b, LongVector c) {
        return a.lanewise(VectorOperators.XOR, b).lanewise(VectorOperators.XOR, c);
    }

    private static LongVector read(int[] words, int at) {
        return LONG.cast(INT.cast(IntVector.fromArray(INTS, words, at)).reinterpretAsLongs());
    }

    private static void write(LongVector pairs, int[] words, int at) {
        INT.cast(pairs.reinterpretAsInts()).intoArray(words, at);
    }

    @Override
    public void categories(int[] words, long[] thresholds, long[] out, int at, int count) {
        if (count < WIDE_LANES || thresholds.length > FEW) {
            portable.categories(words, thresholds, out, at, count);
            return;
        }
        int last = count - WIDE_LANES;
        for (int i = 0; i < last; i += WIDE_LANES) {
            categories(words, i, thresholds, out, at + i);
        }
        categories(words, last, thresholds, out, at + last);
    }

    private static void categories(int[] words, int i, long[] thresholds, long[] out, int at) {
        LongVector number = LONG.cast(
                        INT.cast(IntVector.fromArray(INTS, words, 2 * i)).reinterpretAsLongs())
                .lanewise(VectorOperators.ROL, 32)
                .and(LOW_53_BITS);
        LongVector below = LongVector.zero(LONGS);
        for (long threshold : thresholds) {
            below = below.add(1, number.compare(VectorOperators.GT, threshold));
        }
        below.intoArray(out, at);
    }

    @Override
    public void share(int tasks, IntConsumer body) {
        Workers.parallelFor(tasks, body);
    }
}
