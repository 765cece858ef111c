package dev.obor.data;

import dev.obor.error.OborException;
import dev.obor.random.Generator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/// Datasets made from others.
public final class Datasets {
    private Datasets() {}

    /// Splits a dataset at random into parts of given sizes, by the process's generator; the parts are
    /// PyTorch's for the same seed.
    ///
    /// @throws OborException if the sizes do not add up
    public static <T> List<Subset<T>> randomSplit(Dataset<T> dataset, int... lengths) {
        return randomSplit(dataset, Generator.standard(), lengths);
    }

    /// Splits a dataset at random into parts of given sizes.
    ///
    /// @throws OborException if the sizes do not add up
    public static <T> List<Subset<T>> randomSplit(Dataset<T> dataset, Generator generator, int... lengths) {
        long total = Arrays.stream(lengths).asLongStream().sum();
        boolean negative = Arrays.stream(lengths).anyMatch(length -> length < 0);
        if (total != dataset.size() || negative) {
            throw new OborException("randomSplit: the parts' sizes " + Arrays.toString(lengths) + " add up to " + total
                    + " and the dataset has " + dataset.size() + " examples: they must be equal, and none negative");
        }
        long[] order = generator.permutation(dataset.size());
        List<Subset<T>> parts = new ArrayList<>();
        int start = 0;
        for (int length : lengths) {
            int[] indices = new int[length];
            for (int i = 0; i < length; i++) {
                indices[i] = (int) order[start + i];
            }
            parts.add(new Subset<>(dataset, indices));
            start += length;
        }
        return parts;
    }

    /// Splits a dataset at random into parts of given shares: each has the share rounded down, and what is
    /// left goes to the parts in turn, one each.
    ///
    /// @throws OborException if a share is not from 0 to 1, or they do not add up to 1
    public static <T> List<Subset<T>> randomSplit(Dataset<T> dataset, Generator generator, double... shares) {
        double total = Arrays.stream(shares).sum();
        if (Math.abs(total - 1) > 1e-9 || Arrays.stream(shares).anyMatch(share -> !(share >= 0 && share <= 1))) {
            throw new OborException("randomSplit: the shares " + Arrays.toString(shares) + " add up to " + total
                    + ": they must be from 0 to 1 and add up to 1");
        }
        int[] lengths = Arrays.stream(shares)
                .mapToInt(share -> (int) Math.floor(dataset.size() * share))
                .toArray();
        int left = dataset.size() - Arrays.stream(lengths).sum();
        for (int i = 0; i < left; i++) {
            lengths[i % lengths.length]++;
        }
        return randomSplit(dataset, generator, lengths);
    }

    /// Returns a dataset whose examples are changed by a function.
    public static <T> Dataset<T> map(Dataset<T> dataset, UnaryOperator<T> change) {
        return new Dataset<>() {
            @Override
            public int size() {
                return dataset.size();
            }

            @Override
            public T get(int index) {
                return change.apply(dataset.get(index));
            }

            @Override
            public T get(int index, Generator generator) {
                return change.apply(dataset.get(index, generator));
            }
        };
    }
}
