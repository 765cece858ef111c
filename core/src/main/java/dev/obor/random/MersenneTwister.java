package dev.obor.random;

/// The 32-bit Mersenne Twister, MT19937 (Matsumoto and Nishimura, ACM TOMACS 8(1), 1998), seeded as PyTorch
/// seeds it: with the 2002 initializer applied to the lower 32 bits of the seed.
final class MersenneTwister implements BitSource {
    /// The number of words in the state.
    static final int SIZE = 624;

    private long seed;
    private int[] state = new int[SIZE];
    // The next state is written beside the last one, for vector code's sake.
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
            RandomKernels.current().temper(state, next, words, done, count);
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
        RandomKernels.current().twist(state, spare);
        int[] old = state;
        state = spare;
        spare = old;
        next = 0;
        untouched = false;
    }

    /// Makes a word of the state a random one.
    static int temper(int word) {
        int y = word;
        y ^= y >>> 11;
        y ^= (y << 7) & 0x9D2C5680;
        y ^= (y << 15) & 0xEFC60000;
        return y ^ (y >>> 18);
    }
}
