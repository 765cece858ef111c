package dev.obor.data;

import java.util.Iterator;

/// Examples in an order of their own, as from a stream; a loader makes batches of them and cannot shuffle.
///
/// @param <T> an example
@FunctionalInterface
public interface IterableDataset<T> extends Iterable<T> {
    /// Returns an iterator over a pass.
    @Override
    Iterator<T> iterator();
}
