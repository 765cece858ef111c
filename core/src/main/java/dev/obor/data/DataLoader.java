package dev.obor.data;

import dev.obor.Obor;
import dev.obor.dtype.DType;
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
import java.util.function.IntFunction;

/// The batches of a dataset. A shuffled loader has another order in each pass, PyTorch's for the same seed.
///
/// ```java
/// DataLoader<List<Tensor>> loader = DataLoader.of(train).batchSize(64).shuffle(true).workers(2);
/// for (List<Tensor> batch : loader) { … batch.get(0) … batch.get(1) … }
/// ```
///
/// With workers, examples are read on other threads while the batch before is used. The batches, their order
/// and the random numbers of each example are the same whatever the number of workers. An exception in a
/// worker reaches the loop with the example's number.
///
/// @param <B> a batch
public final class DataLoader<B> implements Iterable<B> {
    /// How batches are made, whatever the type of an example.
    private record Source<B>(int examples, BatchReader<B> reader) {}

    /// Makes a batch of examples.
    private interface BatchReader<B> {
        /// @param seed that of the pass
        /// @param start how many examples of the pass came before
        B read(int[] indices, long seed, int start);
    }

    /// What a loader was told.
    private record Plan(int batchSize, boolean dropLast, int workers, int prefetch, Optional<Generator> generator) {}

    private final Source<B> source;
    private final Function<Optional<Generator>, Sampler> sampler;
    private final Plan plan;

    private DataLoader(Source<B> source, Function<Optional<Generator>, Sampler> sampler, Plan plan) {
        this.source = source;
        this.sampler = sampler;
        this.plan = plan;
    }

    private static final Plan DEFAULT = new Plan(1, false, 0, 2, Optional.empty());

    /// Makes a loader of batches of tensors, each the examples' tensors stacked along a new first dim.
    public static DataLoader<List<Tensor>> of(Dataset<List<Tensor>> dataset) {
        if (dataset instanceof TensorDataset tensors) {
            BatchReader<List<Tensor>> whole = (indices, _, _) -> tensors.get(numbers(indices));
            return new DataLoader<>(
                    new Source<>(dataset.size(), whole), _ -> new SequentialSampler(dataset.size()), DEFAULT);
        }
        return of(dataset, DataLoader::stacked);
    }

    /// Makes a loader of batches that a function makes of lists of examples.
    ///
    /// @param collate from examples to a batch; called from several threads if there are workers
    public static <T, B> DataLoader<B> of(Dataset<T> dataset, Function<List<T>, B> collate) {
        BatchReader<B> reader = (indices, seed, start) -> {
            List<T> examples = new ArrayList<>(indices.length);
            for (int i = 0; i < indices.length; i++) {
                examples.add(example(dataset, indices[i], seed, start + i));
            }
            return collate.apply(examples);
        };
        return new DataLoader<>(
                new Source<>(dataset.size(), reader), _ -> new SequentialSampler(dataset.size()), DEFAULT);
    }

    private static <T> T example(Dataset<T> dataset, int index, long seed, int place) {
        try {
            // A stream of its own for each place of the pass, whoever reads it.
            return dataset.get(index, Generator.philox(seed ^ 0x9E3779B97F4A7C15L * (place + 1L)));
        } catch (RuntimeException e) {
            throw new DataException("DataLoader: example " + index + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static Tensor numbers(int[] indices) {
        return Tensor.of(Arrays.stream(indices).asLongStream().toArray());
    }

    private static List<Tensor> stacked(List<List<Tensor>> examples) {
        List<Tensor> batch = new ArrayList<>();
        for (int i = 0; i < examples.getFirst().size(); i++) {
            int entry = i;
            batch.add(Obor.stack(
                    examples.stream().map(example -> example.get(entry)).toList(), 0));
        }
        return batch;
    }

    /// Returns this loader with batches of another size; 1 at first.
    ///
    /// @throws OborException if it is not positive
    public DataLoader<B> batchSize(int size) {
        if (size < 1) {
            throw new OborException("DataLoader: the batch size is " + size + " and must be 1 or more");
        }
        return with(new Plan(size, plan.dropLast, plan.workers, plan.prefetch, plan.generator));
    }

    /// Returns this loader with the order drawn anew for each pass, or that of the dataset.
    public DataLoader<B> shuffle(boolean shuffle) {
        int n = source.examples;
        Function<Optional<Generator>, Sampler> order = shuffle && n > 0
                ? generator -> new RandomSampler(n, false, n, generator)
                : _ -> new SequentialSampler(n);
        return new DataLoader<>(source, order, plan);
    }

    /// Returns this loader with the order of a sampler.
    public DataLoader<B> sampler(Sampler order) {
        return new DataLoader<>(source, _ -> order, plan);
    }

    /// Returns this loader with a last, smaller batch left out or not.
    public DataLoader<B> dropLast(boolean drop) {
        return with(new Plan(plan.batchSize, drop, plan.workers, plan.prefetch, plan.generator));
    }

    /// Returns this loader with examples read by other threads; 0 for the caller's.
    ///
    /// @throws OborException if the number is negative
    public DataLoader<B> workers(int count) {
        if (count < 0) {
            throw new OborException("DataLoader: " + count + " workers cannot read: pass 0 or more");
        }
        return with(new Plan(plan.batchSize, plan.dropLast, count, plan.prefetch, plan.generator));
    }

    /// Returns this loader with another number of batches that each worker reads ahead; 2 at first.
    ///
    /// @throws OborException if the number is not positive
    public DataLoader<B> prefetch(int batches) {
        if (batches < 1) {
            throw new OborException("DataLoader: " + batches + " batches read ahead: pass 1 or more");
        }
        return with(new Plan(plan.batchSize, plan.dropLast, plan.workers, batches, plan.generator));
    }

    /// Returns this loader drawing from a generator instead of the process's.
    public DataLoader<B> generator(Generator generator) {
        return with(new Plan(plan.batchSize, plan.dropLast, plan.workers, plan.prefetch, Optional.of(generator)));
    }

    private DataLoader<B> with(Plan other) {
        return new DataLoader<>(source, sampler, other);
    }

    /// Returns the number of batches.
    public int size() {
        return batches().size();
    }

    private BatchSampler batches() {
        return new BatchSampler(sampler.apply(plan.generator), plan.batchSize, plan.dropLast);
    }

    /// Draws a seed as PyTorch's loaders do: a whole number of 63 bits.
    static long seed(Generator generator) {
        long[] seed = new long[1];
        generator.integers(seed, 0, 1, DType.INT64);
        return seed[0];
    }

    /// Returns the generator that the loader draws from, if it was given one of its own.
    public Optional<Generator> generator() {
        return plan.generator;
    }

    @Override
    public Iterator<B> iterator() {
        return iterator(0);
    }

    /// Starts a pass that leaves out its first batches without reading them, as a training does that goes on
    /// in the middle of a pass. All draws are those of a whole pass.
    ///
    /// @throws OborException if the number is negative or larger than [#size()]
    public Iterator<B> iterator(int skippedBatches) {
        // PyTorch's loader draws a seed for its workers before the order is drawn, whether there are workers or not.
        long seed = seed(plan.generator.orElseGet(Generator::standard));
        BatchSampler batches = batches();
        if (skippedBatches < 0 || skippedBatches > batches.size()) {
            throw new OborException("DataLoader: " + skippedBatches + " batches to leave out of " + batches.size()
                    + ": pass 0 to " + batches.size());
        }
        Iterator<int[]> order = batches.iterator();
        int skipped = 0;
        for (int i = 0; i < skippedBatches; i++) {
            skipped += order.next().length;
        }
        Prefetch.Reader<B> reader = (indices, start) -> source.reader.read(indices, seed, start);
        if (plan.workers > 0) {
            return new Prefetch<>(order, reader, skipped, plan.workers, plan.prefetch);
        }
        int first = skipped;
        return new Iterator<>() {
            private int start = first;

            @Override
            public boolean hasNext() {
                return order.hasNext();
            }

            @Override
            public B next() {
                int[] indices = order.next();
                B batch = reader.read(indices, start);
                start += indices.length;
                return batch;
            }
        };
    }

    /// Makes a loader of a stream's examples, a batch at a time; a last, smaller batch is kept.
    ///
    /// @throws OborException if the batch size is not positive
    public static <T, B> Iterable<B> of(IterableDataset<T> dataset, int batchSize, Function<List<T>, B> collate) {
        if (batchSize < 1) {
            throw new OborException("DataLoader: the batch size is " + batchSize + " and must be 1 or more");
        }
        return () -> {
            Iterator<T> examples = dataset.iterator();
            IntFunction<List<T>> take = count -> {
                List<T> taken = new ArrayList<>();
                while (taken.size() < count && examples.hasNext()) {
                    taken.add(examples.next());
                }
                return taken;
            };
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return examples.hasNext();
                }

                @Override
                public B next() {
                    return collate.apply(take.apply(batchSize));
                }
            };
        };
    }
}
