package dev.obor.data;

import dev.obor.error.DataException;
import dev.obor.error.OborException;
import dev.obor.random.Generator;
import dev.obor.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// The batches of a [Dataset].
final class NumberedBatches<T, B> implements Batches<B> {
    private static final long STEP = 0x9E3779B97F4A7C15L;

    private final Dataset<T> dataset;
    private final Function<List<T>, B> collate;
    private final Optional<Function<Tensor, B>> whole;

    /// @param whole makes a batch by the examples' numbers at once, where that is possible
    NumberedBatches(Dataset<T> dataset, Function<List<T>, B> collate, Optional<Function<Tensor, B>> whole) {
        this.dataset = dataset;
        this.collate = collate;
        this.whole = whole;
    }

    private BatchSampler sampler(Plan plan) {
        int n = dataset.size();
        Sampler order = plan.order()
                .orElseGet(() -> plan.shuffle() && n > 0
                        ? new RandomSampler(n, false, n, plan.generator())
                        : new SequentialSampler(n));
        return new BatchSampler(order, plan.batchSize(), plan.dropLast());
    }

    @Override
    public int size(Plan plan) {
        return sampler(plan).size();
    }

    @Override
    public Iterator<B> pass(Plan plan, int skipped) {
        long seed = Batches.seed(plan);
        BatchSampler batches = sampler(plan);
        if (skipped < 0 || skipped > batches.size()) {
            throw new OborException("DataLoader: " + skipped + " batches to leave out of " + batches.size()
                    + ": pass 0 to " + batches.size());
        }
        Iterator<int[]> order = batches.iterator();
        int start = 0;
        for (int i = 0; i < skipped; i++) {
            start += order.next().length;
        }
        Iterator<Supplier<B>> tasks = new Tasks(order, seed, start);
        if (plan.workers() > 0) {
            return new Prefetch<>(tasks, plan.workers(), plan.prefetch());
        }
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return tasks.hasNext();
            }

            @Override
            public B next() {
                return tasks.next().get();
            }
        };
    }

    /// What is to be read for each batch, by whichever thread.
    private final class Tasks implements Iterator<Supplier<B>> {
        private final Iterator<int[]> order;
        private final long seed;
        private int start;

        Tasks(Iterator<int[]> order, long seed, int start) {
            this.order = order;
            this.seed = seed;
            this.start = start;
        }

        @Override
        public boolean hasNext() {
            return order.hasNext();
        }

        @Override
        public Supplier<B> next() {
            int[] indices = order.next();
            int first = start;
            start += indices.length;
            return () -> read(indices, seed, first);
        }
    }

    private B read(int[] indices, long seed, int start) {
        if (whole.isPresent()) {
            return whole.get()
                    .apply(Tensor.of(Arrays.stream(indices).asLongStream().toArray()));
        }
        List<T> examples = new ArrayList<>(indices.length);
        for (int i = 0; i < indices.length; i++) {
            examples.add(example(indices[i], seed, start + i));
        }
        try {
            return collate.apply(examples);
        } catch (RuntimeException e) {
            throw new DataException(
                    "DataLoader: no batch can be made of the examples " + Arrays.toString(indices) + ": "
                            + e.getMessage(),
                    e);
        }
    }

    private T example(int index, long seed, int place) {
        // A stream of its own for each place of the pass, whoever reads it.
        Generator generator = Generator.philox(seed ^ STEP * (place + 1L));
        try {
            return Generator.using(generator, () -> dataset.get(index, generator));
        } catch (RuntimeException e) {
            throw new DataException("DataLoader: example " + index + " cannot be read: " + e.getMessage(), e);
        }
    }
}
