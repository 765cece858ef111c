package dev.obor.random;

/// The 32-bit Mersenne Twister, MT19937 (Matsumoto and Nishimura, ACM TOMACS 8(1), 1998), seeded as PyTorch
/// seeds it: with the 2002 initializer applied to the lower 32 bits of the seed.
final class MersenneTwister implements BitSource {
    /// The number of words in the state.
    static final int SIZE = 624;

    private static final int MIDDLE = 397;
    private static final int UPPER_BIT = 0x80000000;
    private static final int LOWER_BITS = 0x7FFFFFFF;
    private static final int MATRIX = 0x9908B0DF;

    private long seed;
    private int[] state = new int[SIZE];
    // The next state is written beside the last one: without a write into the array that is read, both loops of
    // twist() become vector code.
    private int[] spare = new int[SIZE];
    private int next;
    private boolean untouched;

    MersenneTwister(long seed) {
        seed(seed);
    }

    /// Returns a twister that stands where `state`, `next` and `untouched` say; see the accessors.
    static MersenneTwister at(long seed, int[] state, int next, boolean untouched) {
        MersenneTwister result = new MersenneTwister(seed);
        System.arraycopy(state, 0, result.state, 0, SIZE);
        result.next = next;
        result.untouched = untouched;
        return result;
    }

    @Override
    public void seed(long newSeed) {
        seed = newSeed;
        state[0] = (int) newSeed;
        for (int j = 1; j < SIZE; j++) {
            state[j] = 1812433253 * (state[j - 1] ^ (state[j - 1] >>> 30)) + j;
        }
        next = SIZE;
        untouched = true;
    }

    @Override
    public long seed() {
        return seed;
    }

    /// Returns the words of the state as they are, before tempering; not a copy.
    int[] state() {
        return state;
    }

    /// Returns the index of the next word to be taken from the state; [#SIZE] when all are spent.
    int position() {
        return next;
    }

    /// Tells whether nothing was drawn since the seeding; PyTorch's state bytes tell this from a spent state.
    boolean untouched() {
        return untouched;
    }

    @Override
    public int next() {
        if (next == SIZE) {
            twist();
        }
        return temper(state[next++]);
    }

    @Override
    public void fill(int[] words, int length) {
        int done = 0;
        while (done < length) {
            if (next == SIZE) {
                twist();
            }
            int count = Math.min(length - done, SIZE - next);
            temper(state, next, words, done, count);
            next += count;
            done += count;
        }
    }

    @Override
    public void skip(long words) {
        long left = words;
        while (left != 0) {
            if (next == SIZE) {
                twist();
            }
            int count = Long.compareUnsigned(left, SIZE - next) < 0 ? (int) left : SIZE - next;
            next += count;
            left -= count;
        }
    }

    @Override
    public MersenneTwister copy() {
        return at(seed, state, next, untouched);
    }

    private void twist() {
        int[] old = state;
        int[] fresh = spare;
        for (int j = 0; j < SIZE - MIDDLE; j++) {
            fresh[j] = old[j + MIDDLE] ^ mix(old[j], old[j + 1]);
        }
        for (int j = SIZE - MIDDLE; j < SIZE - 1; j++) {
            fresh[j] = fresh[j + MIDDLE - SIZE] ^ mix(old[j], old[j + 1]);
        }
        fresh[SIZE - 1] = fresh[MIDDLE - 1] ^ mix(old[SIZE - 1], fresh[0]);
        state = fresh;
        spare = old;
        next = 0;
        untouched = false;
    }

    private static int mix(int upper, int lower) {
        return (((upper & UPPER_BIT) | (lower & LOWER_BITS)) >>> 1) ^ (-(lower & 1) & MATRIX);
    }

    private static void temper(int[] state, int from, int[] words, int to, int count) {
        for (int i = 0; i < count; i++) {
            words[to + i] = temper(state[from + i]);
        }
    }

    private static int temper(int word) {
        int y = word;
        y ^= y >>> 11;
        y ^= (y << 7) & 0x9D2C5680;
        y ^= (y << 15) & 0xEFC60000;
        return y ^ (y >>> 18);
    }
}
