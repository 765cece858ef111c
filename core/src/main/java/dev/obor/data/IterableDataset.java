package dev.obor.data;

import java.util.Iterator;
import java.util.NoSuchElementException;

/// Examples in an order of their own, as from a stream; a loader makes batches of them and cannot shuffle.
///
/// @param <T> an example
@FunctionalInterface
public interface IterableDataset<T> extends Iterable<T> {
    /// Returns an iterator over a pass.
    @Override
    Iterator<T> iterator();

    /// Returns an iterator over those examples of a pass that one of a loader's workers reads, each on its own
    /// thread. Batch k of a loader is that of the worker whose turn it is, as long as it has examples.
    ///
    /// This goes through the whole stream and hands out every so many-th batch, so that the batches and
    /// their order do not depend on the number of workers. A dataset that can do better (read other files in
    /// each worker) overrides it; the examples' order is then PyTorch's for the same shares.
    default Iterator<T> iterator(WorkerInfo worker) {
        Iterator<T> all = iterator();
        if (worker.workers() == 1) {
            return all;
        }
        return new Iterator<>() {
            private long place;

            @Override
            public boolean hasNext() {
                while (place / worker.batchSize() % worker.workers() != worker.id() && all.hasNext()) {
                    all.next();
                    place++;
                }
                return all.hasNext();
            }

            @Override
            public T next() {
                if (!hasNext()) {
                    throw new NoSuchElementException("IterableDataset: the pass is over: ask for a new iterator");
                }
                place++;
                return all.next();
            }
        };
    }
}
