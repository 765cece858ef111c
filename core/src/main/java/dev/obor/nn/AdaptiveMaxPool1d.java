package dev.obor.nn;

import dev.obor.tensor.Tensor;
import java.util.OptionalInt;

/// The largest elements of as many even parts as are asked for, of `[batch, channels, length]`, or the same
/// without a batch.
public final class AdaptiveMaxPool1d extends AdaptivePool {
    /// Makes the layer.
    ///
    /// @param outputSize how many parts: one number for all dims of space, or one for each
    /// @throws dev.obor.error.ShapeException for other numbers
    public AdaptiveMaxPool1d(int... outputSize) {
        this(known(outputSize));
    }

    /// Makes the layer.
    ///
    /// @param outputSize how many parts: one for all dims of space, or one for each; empty where a dim stays
    ///     as it is
    /// @throws dev.obor.error.ShapeException for other numbers
    public AdaptiveMaxPool1d(OptionalInt... outputSize) {
        super(new Space("AdaptiveMaxPool1d", 1), outputSize);
    }

    @Override
    protected Tensor compute(Tensor x) {
        return largest(x).values();
    }

    /// Returns the largest elements and their places.
    ///
    /// @throws dev.obor.error.ShapeException if the shapes do not fit
    public PooledMax forwardWithIndices(Tensor x) {
        return call(inputs -> largest(inputs[0]), x);
    }
}
