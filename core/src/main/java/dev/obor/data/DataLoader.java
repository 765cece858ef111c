package dev.obor.data;

import dev.obor.Obor;
import dev.obor.error.OborException;
import dev.obor.random.Generator;
import dev.obor.tensor.Tensor;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/// The batches of a dataset; each pass over a shuffled loader has another order. The last batch may be smaller.
public final class DataLoader implements Iterable<List<Tensor>> {
    private final TensorDataset dataset;
    private final int batchSize;
    private final boolean shuffle;
    private final Generator generator;

    /// Makes a loader that draws from the process's generator.
    public DataLoader(TensorDataset dataset, int batchSize, boolean shuffle) {
        this(dataset, batchSize, shuffle, Generator.standard());
    }

    /// Makes a loader.
    ///
    /// @throws OborException if the batch size is not positive
    public DataLoader(TensorDataset dataset, int batchSize, boolean shuffle, Generator generator) {
        if (batchSize < 1) {
            throw new OborException("DataLoader: the batch size is " + batchSize + " and must be 1 or more");
        }
        this.dataset = dataset;
        this.batchSize = batchSize;
        this.shuffle = shuffle;
        this.generator = generator;
    }

    /// Returns the number of batches.
    public int size() {
        return Math.ceilDiv(dataset.size(), batchSize);
    }

    @Override
    public Iterator<List<Tensor>> iterator() {
        Tensor order = shuffle ? Obor.randperm(dataset.size(), generator) : Obor.arange(dataset.size());
        return new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < dataset.size();
            }

            @Override
            public List<Tensor> next() {
                if (!hasNext()) {
                    throw new NoSuchElementException("DataLoader: the pass is over: ask for a new iterator");
                }
                int length = Math.min(batchSize, dataset.size() - next);
                Tensor indices = order.narrow(0, next, length);
                next += length;
                return dataset.get(indices);
            }
        };
    }
}
