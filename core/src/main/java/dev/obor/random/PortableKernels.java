package dev.obor.random;

import java.util.function.IntConsumer;

/// The loops of [RandomKernels] without vectors or threads: what the others are compared with, and what runs
/// until they are ready.
public final class PortableKernels implements RandomKernels {
    private static final int MIDDLE = 397;
    private static final int UPPER_BIT = 0x80000000;
    private static final int LOWER_BITS = 0x7FFFFFFF;
    private static final int MATRIX = 0x9908B0DF;
    private static final int FLOAT_MASK = (1 << 24) - 1;
    private static final long LOW_53_BITS = (1L << 53) - 1;
    /// Up to here a search costs more than to compare with every threshold.
    private static final int FEW = 16;

    /// Makes the kernels.
    public PortableKernels() {}

    @Override
    public void twist(int[] old, int[] fresh) {
        int size = MersenneTwister.SIZE;
        for (int j = 0; j < size - MIDDLE; j++) {
            fresh[j] = old[j + MIDDLE] ^ mix(old[j], old[j + 1]);
        }
        for (int j = size - MIDDLE; j < size - 1; j++) {
            fresh[j] = fresh[j + MIDDLE - size] ^ mix(old[j], old[j + 1]);
        }
        fresh[size - 1] = fresh[MIDDLE - 1] ^ mix(old[size - 1], fresh[0]);
    }

    private static int mix(int upper, int lower) {
        return (((upper & UPPER_BIT) | (lower & LOWER_BITS)) >>> 1) ^ (-(lower & 1) & MATRIX);
    }

    @Override
    public void temper(int[] state, int from, int[] words, int to, int count) {
        for (int i = 0; i < count; i++) {
            words[to + i] = MersenneTwister.temper(state[from + i]);
        }
    }

    @Override
    public void philox(long key, long stream, long number, int[] words, int to, int blocks) {
        for (int b = 0; b < blocks; b++) {
            Philox.block(key, stream, number + b, words, to + 4 * b);
        }
    }

    @Override
    public void uniform(int[] words, float[] out, int at, int count, float width, float from) {
        for (int i = 0; i < count; i++) {
            out[at + i] = Math.fma((words[i] & FLOAT_MASK) * 0x1p-24f, width, from);
        }
    }

    @Override
    public void normal(int[] words, float[] out, int at, int count, float mean, float std) {
        FloatNormals.fill(words, out, at, count, mean, std);
    }

    @Override
    public void categories(int[] words, long[] thresholds, long[] out, int at, int count) {
        for (int i = 0; i < count; i++) {
            long number = ((long) words[2 * i] << 32 | (words[2 * i + 1] & 0xFFFFFFFFL)) & LOW_53_BITS;
            out[at + i] = thresholds.length <= FEW ? counted(thresholds, number) : found(thresholds, number);
        }
    }

    private static int counted(long[] thresholds, long number) {
        int below = 0;
        for (long threshold : thresholds) {
            below += threshold < number ? 1 : 0;
        }
        return below;
    }

    private static int found(long[] thresholds, long number) {
        int left = 0;
        int right = thresholds.length;
        while (left < right) {
            int middle = (left + right) >>> 1;
            if (thresholds[middle] < number) {
                left = middle + 1;
            } else {
                right = middle;
            }
        }
        return left;
    }

    @Override
    public void share(int tasks, IntConsumer body) {
        for (int task = 0; task < tasks; task++) {
            body.accept(task);
        }
    }
}
