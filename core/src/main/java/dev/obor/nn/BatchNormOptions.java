package dev.obor.nn;

import java.util.OptionalDouble;

/// The options of [BatchNorm], as in `new BatchNorm2d(32, BatchNorm2d.options().momentum(0.01))`.
///
/// @param eps what is added to variances
/// @param momentum how far running moments move towards a batch's; empty for the plain average of all batches
/// @param affine whether there are a weight and a bias for each channel
/// @param trackRunningStats whether there are running moments; without, evaluation takes the batch's, too
public record BatchNormOptions(double eps, OptionalDouble momentum, boolean affine, boolean trackRunningStats) {
    /// PyTorch's defaults: eps 1e-5, momentum 0.1, affine, with running moments.
    public static final BatchNormOptions DEFAULT = new BatchNormOptions(1e-5, OptionalDouble.of(0.1), true, true);

    /// Returns these options with another number added to variances.
    public BatchNormOptions eps(double value) {
        return new BatchNormOptions(value, momentum, affine, trackRunningStats);
    }

    /// Returns these options with another momentum.
    public BatchNormOptions momentum(double value) {
        return new BatchNormOptions(eps, OptionalDouble.of(value), affine, trackRunningStats);
    }

    /// Returns these options with running moments that are the plain average of all batches'.
    public BatchNormOptions cumulativeAverage() {
        return new BatchNormOptions(eps, OptionalDouble.empty(), affine, trackRunningStats);
    }

    /// Returns these options with a weight and a bias for each channel or without.
    public BatchNormOptions affine(boolean wanted) {
        return new BatchNormOptions(eps, momentum, wanted, trackRunningStats);
    }

    /// Returns these options with running moments or without.
    public BatchNormOptions trackRunningStats(boolean wanted) {
        return new BatchNormOptions(eps, momentum, affine, wanted);
    }
}
