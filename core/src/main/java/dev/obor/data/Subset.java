package dev.obor.data;

import dev.obor.error.IndexException;
import dev.obor.random.Generator;

/// Some examples of a dataset, in an order of their own.
///
/// @param <T> an example
public final class Subset<T> implements Dataset<T> {
    private final Dataset<T> dataset;
    private final int[] indices;

    /// Makes a subset.
    ///
    /// @param indices the examples' numbers in the dataset
    /// @throws IndexException if there is no such example
    public Subset(Dataset<T> dataset, int... indices) {
        for (int index : indices) {
            if (index < 0 || index >= dataset.size()) {
                throw new IndexException("Subset: there is no example " + index + " among " + dataset.size());
            }
        }
        this.dataset = dataset;
        this.indices = indices.clone();
    }

    @Override
    public int size() {
        return indices.length;
    }

    @Override
    public T get(int index) {
        return dataset.get(indices[index]);
    }

    @Override
    public T get(int index, Generator generator) {
        return dataset.get(indices[index], generator);
    }

    /// Returns the examples' numbers in the dataset.
    public int[] indices() {
        return indices.clone();
    }
}
