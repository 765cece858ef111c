package dev.obor.data;

import dev.obor.error.IndexException;
import dev.obor.error.OborException;
import dev.obor.random.Generator;
import java.util.List;

/// Several datasets, one after another.
///
/// @param <T> an example
public final class ConcatDataset<T> implements Dataset<T> {
    private final List<Dataset<T>> datasets;

    /// Makes a dataset of others.
    ///
    /// @throws OborException if there are none
    public ConcatDataset(List<? extends Dataset<T>> datasets) {
        if (datasets.isEmpty()) {
            throw new OborException("ConcatDataset: there are no datasets: pass at least one");
        }
        this.datasets = List.copyOf(datasets);
    }

    @Override
    public int size() {
        return datasets.stream().mapToInt(Dataset::size).reduce(0, Math::addExact);
    }

    private interface Read<T> {
        T from(Dataset<T> dataset, int index);
    }

    private T find(int index, Read<T> read) {
        int left = index;
        for (Dataset<T> dataset : datasets) {
            if (left >= 0 && left < dataset.size()) {
                return read.from(dataset, left);
            }
            left -= dataset.size();
        }
        throw new IndexException("ConcatDataset: there is no example " + index + " among " + size());
    }

    @Override
    public T get(int index) {
        return find(index, Dataset::get);
    }

    @Override
    public T get(int index, Generator generator) {
        return find(index, (dataset, i) -> dataset.get(i, generator));
    }
}
