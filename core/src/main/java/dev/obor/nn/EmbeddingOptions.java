package dev.obor.nn;

import java.util.Optional;

/// The options of [Embedding].
///
/// @param paddingIdx a row without gradient that starts at 0; negative numbers count from the last
/// @param maxNorm the length to which longer rows are cut, in the table itself, before they are read
/// @param normType the p of that length's norm
/// @param scaleGradByFreq whether a row's gradient is divided by the times its number occurs in a batch
public record EmbeddingOptions(
        Optional<Integer> paddingIdx, Optional<Double> maxNorm, double normType, boolean scaleGradByFreq) {
    /// PyTorch's defaults: no padding row, no limit, Euclidean lengths, plain gradients.
    public static final EmbeddingOptions DEFAULT = new EmbeddingOptions(Optional.empty(), Optional.empty(), 2, false);

    /// Returns these options with a row without gradient that starts at 0.
    public EmbeddingOptions paddingIdx(int row) {
        return new EmbeddingOptions(Optional.of(row), maxNorm, normType, scaleGradByFreq);
    }

    /// Returns these options with a length to which longer rows are cut.
    public EmbeddingOptions maxNorm(double limit) {
        return new EmbeddingOptions(paddingIdx, Optional.of(limit), normType, scaleGradByFreq);
    }

    /// Returns these options with another p of that length's norm.
    public EmbeddingOptions normType(double p) {
        return new EmbeddingOptions(paddingIdx, maxNorm, p, scaleGradByFreq);
    }

    /// Returns these options with gradients that are divided by the times a number occurs, or not.
    public EmbeddingOptions scaleGradByFreq(boolean wanted) {
        return new EmbeddingOptions(paddingIdx, maxNorm, normType, wanted);
    }
}
