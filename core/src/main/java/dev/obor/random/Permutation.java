package dev.obor.random;

/// Shuffles by Fisher and Yates (Knuth, TAOCP 2, 3.4.2) as PyTorch does: with 32 bits a place up to a length
/// from which on these choose too unevenly, then with 64 bits and from the inside out.
final class Permutation {
    /// The shortest length that is shuffled from the inside out.
    static final int LARGE = (int) ((1L << 32) / 20);

    private static final int STRETCH = 1024;

    private Permutation() {}

    /// Writes the numbers from 0 to length - 1 in random order.
    static void fill(BitSource source, long[] out, int offset, int length) {
        if (length < LARGE) {
            forwards(source, out, offset, length);
        } else {
            insideOut(source, out, offset, length);
        }
    }

    private static void forwards(BitSource source, long[] out, int offset, int length) {
        for (int i = 0; i < length; i++) {
            out[offset + i] = i;
        }
        int[] words = new int[Math.min(length, STRETCH)];
        for (int done = 0; done < length - 1; done += STRETCH) {
            int count = Math.min(length - 1 - done, STRETCH);
            source.fill(words, count);
            for (int i = 0; i < count; i++) {
                int here = offset + done + i;
                int there = here + Integer.remainderUnsigned(words[i], length - done - i);
                long swapped = out[here];
                out[here] = out[there];
                out[there] = swapped;
            }
        }
    }

    /// The variant for large lengths; for tests of any length.
    static void insideOut(BitSource source, long[] out, int offset, int length) {
        for (int i = 0; i < length; i++) {
            int there = offset + (int) Long.remainderUnsigned(source.nextLong(), i + 1L);
            out[offset + i] = i;
            out[offset + i] = out[there];
            out[there] = i;
        }
    }
}
