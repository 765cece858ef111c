package dev.obor.nn;

import java.util.Optional;

/// Batch normalization of `[batch, channels, depth, height, width]`.
public sealed class BatchNorm3d extends BatchNorm permits LazyBatchNorm3d {
    /// Makes the layer with PyTorch's defaults.
    ///
    /// @param numFeatures the number of channels
    /// @throws dev.obor.error.OborException if it is negative
    public BatchNorm3d(int numFeatures) {
        this(numFeatures, BatchNormOptions.DEFAULT);
    }

    /// Makes the layer.
    ///
    /// @param numFeatures the number of channels
    /// @throws dev.obor.error.OborException if it is negative
    public BatchNorm3d(int numFeatures, BatchNormOptions options) {
        this("BatchNorm3d", Optional.of(numFeatures), options);
    }

    BatchNorm3d(String op, Optional<Integer> channels, BatchNormOptions options) {
        super(op, channels, options, 5, 5, "[batch, %, depth, height, width]");
    }
}
