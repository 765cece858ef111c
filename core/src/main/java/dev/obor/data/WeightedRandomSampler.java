package dev.obor.data;

import dev.obor.error.OborException;
import dev.obor.random.Generator;
import java.util.Arrays;
import java.util.PrimitiveIterator;
import java.util.stream.IntStream;

/// Examples drawn with given weights, with replacement: by the inverse of the weights' cumulative sum,
/// PyTorch's for the same seed.
public final class WeightedRandomSampler implements Sampler {
    private final double[] cumulative;
    private final int numSamples;
    private final Generator generator;

    /// Makes a sampler that draws from the process's generator.
    public WeightedRandomSampler(double[] weights, int numSamples) {
        this(weights, numSamples, Generator.standard());
    }

    /// Makes a sampler.
    ///
    /// @param weights one for each example, 0 or more, not all 0; they need not add up to 1
    /// @throws OborException if a weight is negative or not finite, all are 0, or the number is not positive
    public WeightedRandomSampler(double[] weights, int numSamples, Generator generator) {
        double sum = 0;
        cumulative = new double[weights.length];
        for (int i = 0; i < weights.length; i++) {
            if (!(weights[i] >= 0) || Double.isInfinite(weights[i])) {
                throw new OborException(
                        "WeightedRandomSampler: weight " + i + " is " + weights[i] + " and must be 0 or more");
            }
            sum += weights[i];
            cumulative[i] = sum;
        }
        if (!(sum > 0) || numSamples < 1) {
            throw new OborException("WeightedRandomSampler: " + numSamples + " samples by weights of the sum " + sum
                    + ": both must be more than 0");
        }
        for (int i = 0; i < cumulative.length; i++) {
            cumulative[i] /= sum;
        }
        this.numSamples = numSamples;
        this.generator = generator;
    }

    @Override
    public int size() {
        return numSamples;
    }

    @Override
    public PrimitiveIterator.OfInt iterator() {
        // All at once, so that where the generator stands does not depend on how far a loader reads ahead.
        return Arrays.stream(IntStream.generate(this::draw).limit(numSamples).toArray())
                .iterator();
    }

    private int draw() {
        double place = generator.uniform();
        int low = 0;
        int high = cumulative.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (cumulative[middle] < place) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
