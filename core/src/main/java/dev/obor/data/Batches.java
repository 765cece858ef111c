package dev.obor.data;

import dev.obor.dtype.DType;
import dev.obor.random.Generator;
import java.util.Iterator;
import java.util.Optional;

/// Where a loader's batches come from: examples by number, or a stream.
sealed interface Batches<B> permits NumberedBatches, StreamBatches {
    /// What a loader was told.
    ///
    /// @param order that of a sampler, if one was given
    /// @param prefetch how many batches each worker reads ahead
    record Plan(
            int batchSize,
            boolean dropLast,
            int workers,
            int prefetch,
            boolean shuffle,
            Optional<Sampler> order,
            Optional<Generator> generator) {}

    /// Returns the number of batches of a pass.
    int size(Plan plan);

    /// Starts a pass.
    ///
    /// @param skipped how many batches are left out
    Iterator<B> pass(Plan plan, int skipped);

    /// Draws a seed as PyTorch's loaders do: a whole number of 63 bits.
    static long seed(Generator generator) {
        long[] seed = new long[1];
        generator.integers(seed, 0, 1, DType.INT64);
        return seed[0];
    }

    /// Draws the seed of a pass, as PyTorch's loaders do before the order is drawn, whether there are workers
    /// or not.
    static long seed(Plan plan) {
        return seed(plan.generator().orElseGet(Generator::standard));
    }
}
