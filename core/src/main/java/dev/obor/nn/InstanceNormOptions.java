package dev.obor.nn;

/// The options of [InstanceNorm], as in `new InstanceNorm2d(32, InstanceNorm2d.options().affine(true))`.
///
/// @param eps what is added to variances
/// @param momentum how far running moments move towards a batch's
/// @param affine whether there are a weight and a bias for each channel
/// @param trackRunningStats whether there are running moments, which evaluation takes
public record InstanceNormOptions(double eps, double momentum, boolean affine, boolean trackRunningStats) {
    /// PyTorch's defaults: eps 1e-5, momentum 0.1, not affine, without running moments.
    public static final InstanceNormOptions DEFAULT = new InstanceNormOptions(1e-5, 0.1, false, false);

    /// Returns these options with another number added to variances.
    public InstanceNormOptions eps(double value) {
        return new InstanceNormOptions(value, momentum, affine, trackRunningStats);
    }

    /// Returns these options with another momentum.
    public InstanceNormOptions momentum(double value) {
        return new InstanceNormOptions(eps, value, affine, trackRunningStats);
    }

    /// Returns these options with a weight and a bias for each channel or without.
    public InstanceNormOptions affine(boolean wanted) {
        return new InstanceNormOptions(eps, momentum, wanted, trackRunningStats);
    }

    /// Returns these options with running moments or without.
    public InstanceNormOptions trackRunningStats(boolean wanted) {
        return new InstanceNormOptions(eps, momentum, affine, wanted);
    }
}
