package dev.obor.nn;

import dev.obor.tensor.Tensor;
import java.util.Optional;
import java.util.OptionalDouble;

/// Instance normalization: each channel of each image less its mean over the places, divided by its
/// deviation, and, if affine, times a weight, plus a bias (D. Ulyanov et al., "Instance normalization",
/// 2016).
///
/// Running moments, if tracked, are moved in training and taken in evaluation.
public abstract sealed class InstanceNorm extends RunningNorm permits InstanceNorm1d, InstanceNorm2d, InstanceNorm3d {
    private final int rank;
    private final String places;

    /// @param places the names of the dims of space, for messages
    InstanceNorm(String op, Optional<Integer> channels, InstanceNormOptions options, int rank, String places) {
        super(
                op,
                channels,
                options.eps(),
                OptionalDouble.of(options.momentum()),
                options.affine(),
                options.trackRunningStats());
        this.rank = rank;
        this.places = places;
    }

    /// Returns the default options, to be changed.
    public static InstanceNormOptions options() {
        return InstanceNormOptions.DEFAULT;
    }

    @Override
    protected final Tensor compute(Tensor x) {
        boolean isBatch = x.dim() == rank + 2;
        String wanted = "[batch, %, " + places + "], or the same without the batch";
        checkChannels(x, isBatch || x.dim() == rank + 1, x.dim() - rank - 1, wanted);
        Tensor batch = isBatch ? x : x.unsqueeze(0);
        boolean ofInput = isTraining() || runningMean().isEmpty();
        double factor = momentum().orElse(0);
        Tensor result = F.instanceNorm(batch, runningMean(), runningVar(), weight(), bias(), ofInput, factor, eps());
        return isBatch ? result : result.squeeze(0);
    }
}
