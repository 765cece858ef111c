package dev.obor.data;

import dev.obor.random.Generator;

/// Which of a loader's workers reads a stream. Without workers the caller's thread is the only one.
///
/// @param id 0 up to, not including, the number of workers
/// @param workers how many there are, 1 or more
/// @param batchSize how many examples the loader puts into a batch
/// @param seed one of its own for each worker of each pass
public record WorkerInfo(int id, int workers, int batchSize, long seed) {
    /// Returns a generator whose numbers no other worker has.
    public Generator generator() {
        return Generator.philox(seed);
    }
}
