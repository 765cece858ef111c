package dev.obor.data;

import dev.obor.random.Generator;
import java.util.Arrays;
import java.util.PrimitiveIterator;

/// Some examples, each once, in random order, PyTorch's for the same seed.
public final class SubsetRandomSampler implements Sampler {
    private final int[] indices;
    private final Generator generator;

    /// Makes a sampler that draws from the process's generator.
    public SubsetRandomSampler(int... indices) {
        this(Generator.standard(), indices);
    }

    /// Makes a sampler.
    public SubsetRandomSampler(Generator generator, int... indices) {
        this.indices = indices.clone();
        this.generator = generator;
    }

    @Override
    public int size() {
        return indices.length;
    }

    @Override
    public PrimitiveIterator.OfInt iterator() {
        return Arrays.stream(generator.permutation(indices.length))
                .mapToInt(i -> indices[(int) i])
                .iterator();
    }
}
