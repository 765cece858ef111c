package dev.obor.nn;

import java.util.Optional;

/// Instance normalization of `[batch, channels, height, width]`, or the same without a batch.
public sealed class InstanceNorm2d extends InstanceNorm permits LazyInstanceNorm2d {
    /// Makes the layer with PyTorch's defaults.
    ///
    /// @param numFeatures the number of channels
    /// @throws dev.obor.error.OborException if it is negative
    public InstanceNorm2d(int numFeatures) {
        this(numFeatures, InstanceNormOptions.DEFAULT);
    }

    /// Makes the layer.
    ///
    /// @param numFeatures the number of channels
    /// @throws dev.obor.error.OborException if it is negative
    public InstanceNorm2d(int numFeatures, InstanceNormOptions options) {
        this("InstanceNorm2d", Optional.of(numFeatures), options);
    }

    InstanceNorm2d(String op, Optional<Integer> channels, InstanceNormOptions options) {
        super(op, channels, options, 2, "height, width");
    }
}
