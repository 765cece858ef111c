package dev.obor.cpu;

import dev.obor.random.PortableKernels;
import dev.obor.random.RandomKernels;
import java.util.function.IntConsumer;

/// The kernels of random numbers: the portable loops first, vectors when these are compiled, and long fills shared among
/// threads.
public final class CpuRandom implements RandomKernels {
    private static final int WORDS = 624;

    private final Tier<RandomKernels> tier =
            new Tier<>(new PortableKernels(), () -> new VectorRandom(new PortableKernels()), new Exercise()::run);

    /// Makes the kernels; the service loader does.
    public CpuRandom() {}

    @Override
    public void twist(int[] old, int[] fresh) {
        tier.used(WORDS);
        tier.current().twist(old, fresh);
    }

    @Override
    public void temper(int[] state, int from, int[] words, int to, int count) {
        tier.current().temper(state, from, words, to, count);
    }

    @Override
    public void philox(long key, long stream, long number, int[] words, int to, int blocks) {
        tier.used(blocks);
        tier.current().philox(key, stream, number, words, to, blocks);
    }

    @Override
    public void uniform(int[] words, float[] out, int at, int count, float width, float from) {
        tier.current().uniform(words, out, at, count, width, from);
    }

    @Override
    public void normal(int[] words, float[] out, int at, int count, float mean, float std) {
        tier.current().normal(words, out, at, count, mean, std);
    }

    @Override
    public void categories(int[] words, long[] thresholds, long[] out, int at, int count) {
        tier.current().categories(words, thresholds, out, at, count);
    }

    @Override
    public void share(int tasks, IntConsumer body) {
        Workers.parallelFor(tasks, body);
    }

    /// Runs every kernel on scratch data, with and without a rest beyond whole vectors.
    private static final class Exercise {
        private final int[] old = new int[WORDS];
        private final int[] fresh = new int[WORDS];
        private final int[] words = new int[WORDS];
        private final float[] numbers = new float[WORDS];
        private final long[] places = new long[WORDS / 2];
        private final long[] thresholds = {1L << 50, 1L << 51, 1L << 52};

        void run(RandomKernels kernels) {
            old[0]++;
            kernels.twist(old, fresh);
            kernels.temper(fresh, 0, words, 0, WORDS);
            kernels.temper(fresh, 1, words, 3, WORDS / 2 - 1);
            kernels.uniform(words, numbers, 0, WORDS, 1, 0);
            kernels.uniform(words, numbers, 1, WORDS / 2 - 1, 1, 0);
            kernels.normal(words, numbers, 0, WORDS, 0, 1);
            kernels.philox(1, 2, 3, words, 0, WORDS / 4);
            kernels.philox(1, 2, 3, words, 1, 37);
            kernels.categories(words, thresholds, places, 0, WORDS / 2);
            kernels.categories(words, thresholds, places, 1, 37);
        }
    }
}
