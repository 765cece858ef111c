package dev.obor.data;

import dev.obor.error.OborException;
import dev.obor.random.Generator;
import java.util.Arrays;
import java.util.Optional;
import java.util.PrimitiveIterator;

/// Examples in random order, PyTorch's for the same seed.
public final class RandomSampler implements Sampler {
    private static final int DRAWN_AT_ONCE = 32;

    private final int examples;
    private final boolean replacement;
    private final int numSamples;
    private final Optional<Generator> generator;

    /// Makes a sampler of all examples, each once, seeded anew for each pass by the process's generator.
    public RandomSampler(int examples) {
        this(examples, false, examples, Optional.empty());
    }

    /// Makes a sampler.
    ///
    /// @param examples how many examples there are
    /// @param replacement whether an example may come again before all have come
    /// @param numSamples how many examples a pass has
    /// @param generator where the order comes from; empty to seed one anew for each pass by the process's
    ///     generator
    /// @throws OborException if a number is not positive
    public RandomSampler(int examples, boolean replacement, int numSamples, Optional<Generator> generator) {
        if (examples < 1 || numSamples < 1) {
            throw new OborException(
                    "RandomSampler: " + numSamples + " samples of " + examples + " examples: both must be 1 or more");
        }
        this.examples = examples;
        this.replacement = replacement;
        this.numSamples = numSamples;
        this.generator = generator;
    }

    @Override
    public int size() {
        return numSamples;
    }

    @Override
    public PrimitiveIterator.OfInt iterator() {
        Generator source = generator.orElseGet(() -> Generator.mersenneTwister(Batches.seed(Generator.standard())));
        long[] order = new long[numSamples];
        for (int start = 0; start < numSamples; ) {
            int length = Math.min(replacement ? DRAWN_AT_ONCE : examples, numSamples - start);
            if (replacement) {
                source.integers(order, start, length, 0, examples);
            } else {
                System.arraycopy(source.permutation(examples), 0, order, start, length);
            }
            start += length;
        }
        return Arrays.stream(order).mapToInt(i -> (int) i).iterator();
    }
}
