package dev.obor.nn;

import java.util.Optional;

/// Batch normalization of `[batch, channels]` or `[batch, channels, length]`.
public sealed class BatchNorm1d extends BatchNorm permits LazyBatchNorm1d {
    /// Makes the layer with PyTorch's defaults.
    ///
    /// @param numFeatures the number of channels
    /// @throws dev.obor.error.OborException if it is negative
    public BatchNorm1d(int numFeatures) {
        this(numFeatures, BatchNormOptions.DEFAULT);
    }

    /// Makes the layer.
    ///
    /// @param numFeatures the number of channels
    /// @throws dev.obor.error.OborException if it is negative
    public BatchNorm1d(int numFeatures, BatchNormOptions options) {
        this("BatchNorm1d", Optional.of(numFeatures), options);
    }

    BatchNorm1d(String op, Optional<Integer> channels, BatchNormOptions options) {
        super(op, channels, options, 2, 3, "[batch, %] or [batch, %, length]");
    }
}
