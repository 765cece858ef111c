package dev.obor.data;

import dev.obor.random.Generator;

/// Examples by number.
///
/// @param <T> an example; most often a list of tensors, such as an image and its class
public interface Dataset<T> {
    /// Returns the number of examples.
    int size();

    /// Returns an example. Workers of a loader call it from several threads at once.
    ///
    /// @param index 0 up to, not including, [#size()]
    T get(int index);

    /// Returns an example that is changed at random, as by flips and crops. A loader hands over a generator
    /// that depends on its own seed and on the example's place in the pass alone, so the numbers are the same
    /// whatever the workers.
    default T get(int index, Generator generator) {
        return get(index);
    }
}
