package dev.obor.random;

/// Runs a fill stretch by stretch: the words of a stretch lie in the nearest cache together with the numbers
/// that are made of them. Long fills of Philox are shared among threads, each of which enters the stream at
/// its piece; so the numbers are those of one thread.
final class Stretches {
    /// The words of a stretch: four states of the Mersenne Twister, in whole blocks of Philox, normal numbers
    /// and vectors.
    static final int WORDS = 4 * MersenneTwister.SIZE;

    /// The stretches of a piece, and the words from which on threads share a fill: some 20 µs of work.
    private static final int PIECE = 16;

    private static final int SHARED = PIECE * WORDS;

    /// Makes elements of a fill of the words of a stretch.
    @FunctionalInterface
    interface Recipe {
        /// Makes `count` elements.
        ///
        /// @param words those of the first element first
        /// @param first the number of the first element
        void make(int[] words, int first, int count);
    }

    private Stretches() {}

    /// Draws the words of `length` elements, `wordsEach` for each, and has elements made of them.
    ///
    /// @param words room for [#WORDS]
    static void fill(BitSource source, int[] words, int length, int wordsEach, Recipe recipe) {
        if (source instanceof Philox philox && length >= SHARED / wordsEach) {
            int piece = PIECE * WORDS / wordsEach;
            RandomKernels.current().share(Math.ceilDiv(length, piece), task -> {
                Philox there = philox.copy();
                there.skip((long) task * piece * wordsEach);
                int count = Math.min(piece, length - task * piece);
                inTurn(there, new int[WORDS], task * piece, count, wordsEach, recipe);
            });
            philox.skip((long) length * wordsEach);
        } else {
            inTurn(source, words, 0, length, wordsEach, recipe);
        }
    }

    private static void inTurn(BitSource source, int[] words, int start, int length, int wordsEach, Recipe recipe) {
        int most = WORDS / wordsEach;
        for (int done = 0; done < length; done += most) {
            int count = Math.min(length - done, most);
            source.fill(words, count * wordsEach);
            recipe.make(words, start + done, count);
        }
    }

    /// Returns a pair of words as one, the first above the second.
    static long pair(int[] words, int index) {
        return (long) words[2 * index] << 32 | (words[2 * index + 1] & 0xFFFFFFFFL);
    }
}
