package dev.obor.data;

import dev.obor.error.OborException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.PrimitiveIterator;

/// The numbers of a pass's examples, a batch at a time.
public final class BatchSampler implements Iterable<int[]> {
    private final Sampler sampler;
    private final int batchSize;
    private final boolean dropLast;

    /// Makes batches of a sampler's examples.
    ///
    /// @param dropLast whether a last, smaller batch is left out
    /// @throws OborException if the batch size is not positive
    public BatchSampler(Sampler sampler, int batchSize, boolean dropLast) {
        if (batchSize < 1) {
            throw new OborException("BatchSampler: the batch size is " + batchSize + " and must be 1 or more");
        }
        this.sampler = sampler;
        this.batchSize = batchSize;
        this.dropLast = dropLast;
    }

    /// Returns the number of batches.
    public int size() {
        return dropLast ? sampler.size() / batchSize : Math.ceilDiv(sampler.size(), batchSize);
    }

    @Override
    public Iterator<int[]> iterator() {
        PrimitiveIterator.OfInt examples = sampler.iterator();
        int batches = size();
        return new Iterator<>() {
            private int made;

            @Override
            public boolean hasNext() {
                return made < batches;
            }

            @Override
            public int[] next() {
                if (!hasNext()) {
                    throw new NoSuchElementException("BatchSampler: the pass is over: ask for a new iterator");
                }
                made++;
                int[] batch = new int[batchSize];
                int length = 0;
                while (length < batchSize && examples.hasNext()) {
                    batch[length++] = examples.nextInt();
                }
                return Arrays.copyOf(batch, length);
            }
        };
    }
}
