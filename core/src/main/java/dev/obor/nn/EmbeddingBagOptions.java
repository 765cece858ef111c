package dev.obor.nn;

import java.util.Optional;

/// The options of [EmbeddingBag].
///
/// @param maxNorm the length to which longer rows are cut, in the table itself, before they are read
/// @param normType the p of that length's norm
/// @param scaleGradByFreq whether a row's gradient is divided by the times its number occurs in a batch; not
///     for MAX
/// @param mode how the rows of a bag become one
/// @param includeLastOffset whether the last offset is the end of the last bag
/// @param paddingIdx a number that is passed over, whose row starts at 0 and gets no gradient; negative ones
///     count from the last
public record EmbeddingBagOptions(
        Optional<Double> maxNorm,
        double normType,
        boolean scaleGradByFreq,
        BagMode mode,
        boolean includeLastOffset,
        Optional<Integer> paddingIdx) {
    /// PyTorch's defaults: no limit, Euclidean lengths, plain gradients, means, no padding.
    public static final EmbeddingBagOptions DEFAULT =
            new EmbeddingBagOptions(Optional.empty(), 2, false, BagMode.MEAN, false, Optional.empty());

    /// Returns these options with a length to which longer rows are cut.
    public EmbeddingBagOptions maxNorm(double limit) {
        return new EmbeddingBagOptions(
                Optional.of(limit), normType, scaleGradByFreq, mode, includeLastOffset, paddingIdx);
    }

    /// Returns these options with another p of that length's norm.
    public EmbeddingBagOptions normType(double p) {
        return new EmbeddingBagOptions(maxNorm, p, scaleGradByFreq, mode, includeLastOffset, paddingIdx);
    }

    /// Returns these options with gradients that are divided by the times a number occurs, or not.
    public EmbeddingBagOptions scaleGradByFreq(boolean wanted) {
        return new EmbeddingBagOptions(maxNorm, normType, wanted, mode, includeLastOffset, paddingIdx);
    }

    /// Returns these options with another way to make one row of several.
    public EmbeddingBagOptions mode(BagMode way) {
        return new EmbeddingBagOptions(maxNorm, normType, scaleGradByFreq, way, includeLastOffset, paddingIdx);
    }

    /// Returns these options with a last offset that is the end of the last bag, or not.
    public EmbeddingBagOptions includeLastOffset(boolean wanted) {
        return new EmbeddingBagOptions(maxNorm, normType, scaleGradByFreq, mode, wanted, paddingIdx);
    }

    /// Returns these options with a number that is passed over.
    public EmbeddingBagOptions paddingIdx(int number) {
        return new EmbeddingBagOptions(
                maxNorm, normType, scaleGradByFreq, mode, includeLastOffset, Optional.of(number));
    }
}
