package dev.obor.cpu;

import dev.obor.random.PortableKernels;
import dev.obor.random.RandomKernels;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/// The kernels of random numbers: the portable loops first, vectors when these are compiled, and long fills
/// shared among threads.
public final class CpuRandom implements RandomKernels {
    private static final int WORDS = 624;

    /// A program's set-up draws its parameters once, which takes a few milliseconds in scalar code; a warm-up
    /// would keep the compiler from the kernels of its loop for longer than that.
    private static final long THRESHOLD = 1 << 20;

    // A kernel of its own for each use, so that nobody waits for the warm-up of what he does not call.
    private final Exercise exercise = new Exercise();
    private final Tier<RandomKernels> twister = tier(exercise::twister);
    private final Tier<RandomKernels> normals = tier(exercise::normals);
    private final Tier<RandomKernels> philox = tier(exercise::philox);
    private final Tier<RandomKernels> categories = tier(exercise::categories);

    /// Makes the kernels; the service loader does.
    public CpuRandom() {}

    private static Tier<RandomKernels> tier(Consumer<RandomKernels> exercise) {
        return new Tier<>(new PortableKernels(), () -> new VectorRandom(new PortableKernels()), exercise, THRESHOLD);
    }

    @Override
    public void twist(int[] old, int[] fresh) {
        twister.used(WORDS);
        twister.current().twist(old, fresh);
    }

    @Override
    public void temper(int[] state, int from, int[] words, int to, int count) {
        twister.current().temper(state, from, words, to, count);
    }

    @Override
    public void philox(long key, long stream, long number, int[] words, int to, int blocks) {
        philox.used(4L * blocks);
        philox.current().philox(key, stream, number, words, to, blocks);
    }

    @Override
    public void uniform(int[] words, float[] out, int at, int count, float width, float from) {
        twister.used(count);
        twister.current().uniform(words, out, at, count, width, from);
    }

    @Override
    public void normal(int[] words, float[] out, int at, int count, float mean, float std) {
        normals.used(count);
        normals.current().normal(words, out, at, count, mean, std);
    }

    @Override
    public void categories(int[] words, long[] thresholds, long[] out, int at, int count) {
        categories.used(count);
        categories.current().categories(words, thresholds, out, at, count);
    }

    @Override
    public void share(int tasks, IntConsumer body) {
        Workers.parallelFor(tasks, body);
    }

    /// Runs kernels on scratch data, with and without a rest beyond whole vectors. The one background thread
    /// does.
    private static final class Exercise {
        /// Enough rounds of each loop for HotSpot's counters, in whole vectors of any width. More only takes time from
        /// the program: until it is compiled a vector costs a microsecond or more.
        private static final int NUMBERS = 160;

        private final int[] old = new int[WORDS];
        private final int[] fresh = new int[WORDS];
        private final int[] words = new int[2 * NUMBERS];
        private final float[] numbers = new float[NUMBERS];
        private final long[] places = new long[NUMBERS];
        private final long[] thresholds = {1L << 50, 1L << 51, 1L << 52};

        void twister(RandomKernels kernels) {
            old[0]++;
            kernels.twist(old, fresh);
            kernels.temper(fresh, 0, words, 0, NUMBERS);
            kernels.temper(fresh, 1, words, 3, NUMBERS / 2 - 1);
            kernels.uniform(words, numbers, 0, NUMBERS, 1, 0);
            kernels.uniform(words, numbers, 1, NUMBERS / 2 - 1, 1, 0);
        }

        void normals(RandomKernels kernels) {
            kernels.normal(words, numbers, 0, NUMBERS, 0, 1);
        }

        void philox(RandomKernels kernels) {
            kernels.philox(1, 2, 3, words, 0, NUMBERS / 4);
            kernels.philox(1, 2, 3, words, 1, 37);
        }

        void categories(RandomKernels kernels) {
            kernels.categories(words, thresholds, places, 0, NUMBERS);
            kernels.categories(words, thresholds, places, 1, 37);
        }
    }
}
