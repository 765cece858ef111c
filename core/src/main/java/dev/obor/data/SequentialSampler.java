package dev.obor.data;

import java.util.PrimitiveIterator;
import java.util.stream.IntStream;

/// All examples, one after another.
///
/// @param size how many there are
public record SequentialSampler(int size) implements Sampler {
    @Override
    public PrimitiveIterator.OfInt iterator() {
        return IntStream.range(0, size).iterator();
    }
}
