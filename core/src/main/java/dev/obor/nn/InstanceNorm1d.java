package dev.obor.nn;

import java.util.Optional;

/// Instance normalization of `[batch, channels, length]`, or the same without a batch.
public sealed class InstanceNorm1d extends InstanceNorm permits LazyInstanceNorm1d {
    /// Makes the layer with PyTorch's defaults.
    ///
    /// @param numFeatures the number of channels
    /// @throws dev.obor.error.OborException if it is negative
    public InstanceNorm1d(int numFeatures) {
        this(numFeatures, InstanceNormOptions.DEFAULT);
    }

    /// Makes the layer.
    ///
    /// @param numFeatures the number of channels
    /// @throws dev.obor.error.OborException if it is negative
    public InstanceNorm1d(int numFeatures, InstanceNormOptions options) {
        this("InstanceNorm1d", Optional.of(numFeatures), options);
    }

    InstanceNorm1d(String op, Optional<Integer> channels, InstanceNormOptions options) {
        super(op, channels, options, 1, "length");
    }
}
