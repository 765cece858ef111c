package dev.obor.nn;

import java.util.Optional;

/// Batch normalization of `[batch, channels, height, width]`.
public sealed class BatchNorm2d extends BatchNorm permits LazyBatchNorm2d {
    /// Makes the layer with PyTorch's defaults.
    ///
    /// @param numFeatures the number of channels
    /// @throws dev.obor.error.OborException if it is negative
    public BatchNorm2d(int numFeatures) {
        this(numFeatures, BatchNormOptions.DEFAULT);
    }

    /// Makes the layer.
    ///
    /// @param numFeatures the number of channels
    /// @throws dev.obor.error.OborException if it is negative
    public BatchNorm2d(int numFeatures, BatchNormOptions options) {
        this("BatchNorm2d", Optional.of(numFeatures), options);
    }

    BatchNorm2d(String op, Optional<Integer> channels, BatchNormOptions options) {
        super(op, channels, options, 4, 4, "[batch, %, height, width]");
    }
}
