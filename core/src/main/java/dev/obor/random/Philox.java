package dev.obor.random;

/// Philox 4x32-10 (Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC 2011): word i of a stream
/// is a keyed function of i, so that any place of the stream is reached at once.
///
/// The key is the seed. Of the 128 bits of the counter the lower half counts blocks of four words and the
/// upper half names the stream, as in cuRAND. A stream has 2⁶⁴ words.
final class Philox implements BitSource {
    private static final long MULTIPLIER_0 = 0xD2511F53L;
    private static final long MULTIPLIER_1 = 0xCD9E8D57L;
    private static final int WEYL_0 = 0x9E3779B9;
    private static final int WEYL_1 = 0xBB67AE85;
    private static final int ROUNDS = 10;
    private static final long WORD = 0xFFFFFFFFL;

    private long key;
    private long stream;
    private long position;
    private final int[] block = new int[4];

    Philox(long key, long stream, long position) {
        this.key = key;
        this.stream = stream;
        moveTo(position);
    }

    @Override
    public void seed(long seed) {
        key = seed;
        stream = 0;
        moveTo(0);
    }

    @Override
    public long seed() {
        return key;
    }

    /// Returns the number of the stream.
    long stream() {
        return stream;
    }

    /// Returns how many words were taken, a count without sign.
    long position() {
        return position;
    }

    @Override
    public int next() {
        int lane = (int) position & 3;
        if (lane == 0) {
            block(key, stream, position >>> 2, block, 0);
        }
        position++;
        return block[lane];
    }

    @Override
    public void fill(int[] words, int length) {
        int i = 0;
        while (i < length && (position & 3) != 0) {
            words[i++] = next();
        }
        int blocks = (length - i) / 4;
        RandomKernels.current().philox(key, stream, position >>> 2, words, i, blocks);
        position += 4L * blocks;
        i += 4 * blocks;
        while (i < length) {
            words[i++] = next();
        }
    }

    @Override
    public void skip(long words) {
        moveTo(position + words);
    }

    @Override
    public Philox copy() {
        return new Philox(key, stream, position);
    }

    /// Returns the stream whose key and number are the next four words, which are never handed out otherwise.
    Philox child() {
        long childKey = nextLong();
        return new Philox(childKey, nextLong(), 0);
    }

    private void moveTo(long newPosition) {
        position = newPosition;
        if ((newPosition & 3) != 0) {
            block(key, stream, newPosition >>> 2, block, 0);
        }
    }

    /// Writes the four words of one block to `out` from `at` on.
    static void block(long key, long stream, long number, int[] out, int at) {
        int c0 = (int) number;
        int c1 = (int) (number >>> 32);
        int c2 = (int) stream;
        int c3 = (int) (stream >>> 32);
        int k0 = (int) key;
        int k1 = (int) (key >>> 32);
        for (int round = 0; round < ROUNDS; round++) {
            long product0 = MULTIPLIER_0 * (c0 & WORD);
            long product1 = MULTIPLIER_1 * (c2 & WORD);
            c0 = (int) (product1 >>> 32) ^ c1 ^ k0;
            c1 = (int) product1;
            c2 = (int) (product0 >>> 32) ^ c3 ^ k1;
            c3 = (int) product0;
            k0 += WEYL_0;
            k1 += WEYL_1;
        }
        out[at] = c0;
        out[at + 1] = c1;
        out[at + 2] = c2;
        out[at + 3] = c3;
    }
}
