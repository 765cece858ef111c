package dev.obor.random;

/// An endless stream of 32-bit words: what an algorithm is, stripped of everything that is done with its bits.
///
/// The words are the same whether they are taken one by one, in bulk, or partly skipped.
sealed interface BitSource permits MersenneTwister, Philox {
    /// Starts the stream that belongs to `seed`.
    void seed(long seed);

    /// Returns the seed of the stream.
    long seed();

    /// Returns the next word.
    int next();

    /// Writes the next `length` words to `words` from its start.
    void fill(int[] words, int length);

    /// Leaves out the next `words` words, a count without sign.
    void skip(long words);

    /// Returns a source that stands at the same place and moves on by itself.
    BitSource copy();

    /// Returns the next two words as one, the first above the second, as PyTorch joins them.
    default long nextLong() {
        long high = next();
        return high << 32 | (next() & 0xFFFFFFFFL);
    }
}
