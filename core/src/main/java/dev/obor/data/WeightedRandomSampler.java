package dev.obor.data;

import dev.obor.Obor;
import dev.obor.error.OborException;
import dev.obor.random.Generator;
import dev.obor.tensor.Tensor;
import java.util.Arrays;
import java.util.PrimitiveIterator;

/// Examples drawn with given weights, PyTorch's for the same seed.
public final class WeightedRandomSampler implements Sampler {
    private final Tensor weights;
    private final int numSamples;
    private final boolean replacement;
    private final Generator generator;

    /// Makes a sampler that draws from the process's generator, with replacement.
    ///
    /// @throws OborException as the other constructor's
    public WeightedRandomSampler(double[] weights, int numSamples) {
        this(weights, numSamples, true, Generator.standard());
    }

    /// Makes a sampler.
    ///
    /// @param weights one for each example, 0 or more, not all 0; they need not add up to 1
    /// @param replacement whether an example may be drawn again
    /// @throws OborException if a weight is negative or not finite, all are 0, the number is not positive, or
    ///     without replacement larger than that of weights above 0
    public WeightedRandomSampler(double[] weights, int numSamples, boolean replacement, Generator generator) {
        double sum = 0;
        int possible = 0;
        for (int i = 0; i < weights.length; i++) {
            if (!(weights[i] >= 0) || Double.isInfinite(weights[i])) {
                throw new OborException(
                        "WeightedRandomSampler: weight " + i + " is " + weights[i] + " and must be 0 or more");
            }
            sum += weights[i];
            possible += weights[i] > 0 ? 1 : 0;
        }
        if (!(sum > 0) || numSamples < 1) {
            throw new OborException("WeightedRandomSampler: " + numSamples + " samples by weights of the sum " + sum
                    + ": both must be more than 0");
        }
        if (!replacement && numSamples > possible) {
            throw new OborException("WeightedRandomSampler: " + numSamples + " samples of the " + possible
                    + " examples with a weight above 0: draw fewer, or with replacement");
        }
        this.weights = Obor.fromArray(weights.clone());
        this.numSamples = numSamples;
        this.replacement = replacement;
        this.generator = generator;
    }

    @Override
    public int size() {
        return numSamples;
    }

    @Override
    public PrimitiveIterator.OfInt iterator() {
        // All at once, so that where the generator stands does not depend on how far a loader reads ahead.
        return Arrays.stream(
                        weights.multinomial(numSamples, replacement, generator).toLongArray())
                .mapToInt(i -> (int) i)
                .iterator();
    }
}
