package dev.obor.nn;

import java.util.Optional;

/// Instance normalization of `[batch, channels, depth, height, width]`, or the same without a batch.
public sealed class InstanceNorm3d extends InstanceNorm permits LazyInstanceNorm3d {
    /// Makes the layer with PyTorch's defaults.
    ///
    /// @param numFeatures the number of channels
    /// @throws dev.obor.error.OborException if it is negative
    public InstanceNorm3d(int numFeatures) {
        this(numFeatures, InstanceNormOptions.DEFAULT);
    }

    /// Makes the layer.
    ///
    /// @param numFeatures the number of channels
    /// @throws dev.obor.error.OborException if it is negative
    public InstanceNorm3d(int numFeatures, InstanceNormOptions options) {
        this("InstanceNorm3d", Optional.of(numFeatures), options);
    }

    InstanceNorm3d(String op, Optional<Integer> channels, InstanceNormOptions options) {
        super(op, channels, options, 3, "depth, height, width");
    }
}
