package dev.obor.nn;

import dev.obor.tensor.Tensor;
import java.util.OptionalInt;

/// The means of as many even parts as are asked for, of `[batch, channels, length]`, or the same without a
/// batch.
public final class AdaptiveAvgPool1d extends AdaptivePool {
    /// Makes the layer.
    ///
    /// @param outputSize how many parts: one number for all dims of space, or one for each
    /// @throws dev.obor.error.ShapeException for other numbers
    public AdaptiveAvgPool1d(int... outputSize) {
        this(known(outputSize));
    }

    /// Makes the layer.
    ///
    /// @param outputSize how many parts: one for all dims of space, or one for each; empty where a dim stays
    ///     as it is
    /// @throws dev.obor.error.ShapeException for other numbers
    public AdaptiveAvgPool1d(OptionalInt... outputSize) {
        super(new Space("AdaptiveAvgPool1d", 1), outputSize);
    }

    @Override
    protected Tensor compute(Tensor x) {
        return means(x);
    }
}
