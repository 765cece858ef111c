package dev.obor.data;

import dev.obor.data.Batches.Plan;
import dev.obor.error.OborException;
import dev.obor.random.Generator;
import dev.obor.tensor.Tensor;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The batches of a dataset. A shuffled loader has another order in each pass, PyTorch's for the same seed.
///
/// ```java
/// DataLoader<List<Tensor>> loader = DataLoader.of(train).batchSize(64).shuffle(true).workers(2);
/// for (List<Tensor> batch : loader) { … batch.get(0) … batch.get(1) … }
/// ```
///
/// With workers, examples are read on other threads while the batch before is used. The batches, their order
/// and the random numbers of each example (also those that it draws from the process's generator, which is
/// another one while it is read) are the same whatever the number of workers. An exception in a worker reaches
/// the loop with the example's number.
///
/// @param <B> a batch
public final class DataLoader<B> implements Iterable<B> {
    private static final Plan DEFAULT = new Plan(1, false, 0, 2, false, Optional.empty(), Optional.empty());

    private final Batches<B> batches;
    private final Plan plan;

    private DataLoader(Batches<B> batches, Plan plan) {
        this.batches = batches;
        this.plan = plan;
    }

    /// Makes a loader of batches that look like examples: a tensor in an example becomes the examples' tensors
    /// stacked along a new first dim. Examples are tensors, or lists, maps and records of tensors; for others
    /// say how a batch is made, as with [Collate].
    @SuppressWarnings("unchecked") // an example of a TensorDataset is a list of tensors, and so is a batch
    public static <T> DataLoader<T> of(Dataset<T> dataset) {
        Optional<Function<Tensor, T>> whole = dataset instanceof TensorDataset tensors
                ? Optional.of(indices -> (T) tensors.get(indices))
                : Optional.empty();
        return new DataLoader<>(new NumberedBatches<>(dataset, Collate::same, whole), DEFAULT);
    }

    /// Makes a loader of batches that a function makes of lists of examples.
    ///
    /// @param collate from examples to a batch; called from several threads if there are workers
    public static <T, B> DataLoader<B> of(Dataset<T> dataset, Function<List<T>, B> collate) {
        return new DataLoader<>(new NumberedBatches<>(dataset, collate, Optional.empty()), DEFAULT);
    }

    /// Makes a loader of a stream's batches, which look like examples; see [#of(Dataset)].
    public static <T> DataLoader<T> of(IterableDataset<T> dataset) {
        return of(dataset, Collate::same);
    }

    /// Makes a loader of batches that a function makes of lists of a stream's examples. It has no
    /// [#size()], and neither [#shuffle(boolean)] nor [#sampler(Sampler)].
    ///
    /// @param collate from examples to a batch; called from several threads if there are workers
    public static <T, B> DataLoader<B> of(IterableDataset<T> dataset, Function<List<T>, B> collate) {
        return new DataLoader<>(new StreamBatches<>(dataset, collate), DEFAULT);
    }

    /// Returns this loader with batches of another size; 1 at first.
    ///
    /// @throws OborException if it is not positive
    public DataLoader<B> batchSize(int size) {
        if (size < 1) {
            throw new OborException("DataLoader: the batch size is " + size + " and must be 1 or more");
        }
        return with(new Plan(
                size,
                plan.dropLast(),
                plan.workers(),
                plan.prefetch(),
                plan.shuffle(),
                plan.order(),
                plan.generator()));
    }

    /// Returns this loader with the order drawn anew for each pass, or that of the dataset.
    public DataLoader<B> shuffle(boolean shuffle) {
        return with(new Plan(
                plan.batchSize(),
                plan.dropLast(),
                plan.workers(),
                plan.prefetch(),
                shuffle,
                Optional.empty(),
                plan.generator()));
    }

    /// Returns this loader with the order of a sampler.
    public DataLoader<B> sampler(Sampler order) {
        return with(new Plan(
                plan.batchSize(),
                plan.dropLast(),
                plan.workers(),
                plan.prefetch(),
                false,
                Optional.of(order),
                plan.generator()));
    }

    /// Returns this loader with a last, smaller batch left out or not.
    public DataLoader<B> dropLast(boolean drop) {
        return with(new Plan(
                plan.batchSize(),
                drop,
                plan.workers(),
                plan.prefetch(),
                plan.shuffle(),
                plan.order(),
                plan.generator()));
    }

    /// Returns this loader with examples read by other threads; 0 for the caller's.
    ///
    /// @throws OborException if the number is negative
    public DataLoader<B> workers(int count) {
        if (count < 0) {
            throw new OborException("DataLoader: " + count + " workers cannot read: pass 0 or more");
        }
        return with(new Plan(
                plan.batchSize(),
                plan.dropLast(),
                count,
                plan.prefetch(),
                plan.shuffle(),
                plan.order(),
                plan.generator()));
    }

    /// Returns this loader with another number of batches that each worker reads ahead; 2 at first.
    ///
    /// @throws OborException if the number is not positive
    public DataLoader<B> prefetch(int batches) {
        if (batches < 1) {
            throw new OborException("DataLoader: " + batches + " batches read ahead: pass 1 or more");
        }
        return with(new Plan(
                plan.batchSize(),
                plan.dropLast(),
                plan.workers(),
                batches,
                plan.shuffle(),
                plan.order(),
                plan.generator()));
    }

    /// Returns this loader drawing from a generator instead of the process's.
    public DataLoader<B> generator(Generator generator) {
        return with(new Plan(
                plan.batchSize(),
                plan.dropLast(),
                plan.workers(),
                plan.prefetch(),
                plan.shuffle(),
                plan.order(),
                Optional.of(generator)));
    }

    private DataLoader<B> with(Plan other) {
        return new DataLoader<>(batches, other);
    }

    /// Returns the number of batches.
    ///
    /// @throws OborException for a stream, which nobody has counted
    public int size() {
        return batches.size(plan);
    }

    /// Returns the generator that the loader draws from, if it was given one of its own.
    public Optional<Generator> generator() {
        return plan.generator();
    }

    @Override
    public Iterator<B> iterator() {
        return iterator(0);
    }

    /// Starts a pass that leaves out its first batches (without reading them, unless they are a stream's), as a
    /// training does that goes on in the middle of a pass. All draws are those of a whole pass.
    ///
    /// @throws OborException if the number is negative or larger than [#size()], or the order of a stream is
    ///     to be changed
    public Iterator<B> iterator(int skippedBatches) {
        return batches.pass(plan, skippedBatches);
    }
}
