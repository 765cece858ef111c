package dev.obor.nn;

import dev.obor.tensor.Tensor;
import java.util.Optional;

/// Batch normalization: each channel, dim 1, less its mean over the batch and all places, divided by its
/// deviation, times a weight, plus a bias (S. Ioffe, C. Szegedy, "Batch normalization", 2015).
///
/// In training the batch's moments are taken, and running ones moved towards them; in evaluation the running
/// ones are taken, unless they are not tracked.
public abstract sealed class BatchNorm extends RunningNorm permits BatchNorm1d, BatchNorm2d, BatchNorm3d {
    private final int leastDims;
    private final int mostDims;
    private final String shapes;

    /// @param shapes what is taken, for messages
    BatchNorm(
            String op,
            Optional<Integer> channels,
            BatchNormOptions options,
            int leastDims,
            int mostDims,
            String shapes) {
        super(op, channels, options.eps(), options.momentum(), options.affine(), options.trackRunningStats());
        this.leastDims = leastDims;
        this.mostDims = mostDims;
        this.shapes = shapes;
    }

    /// Returns the default options, to be changed.
    public static BatchNormOptions options() {
        return BatchNormOptions.DEFAULT;
    }

    @Override
    protected final Tensor compute(Tensor x) {
        checkChannels(x, x.dim() >= leastDims && x.dim() <= mostDims, 1, shapes);
        boolean moves = isTraining() && runningMean().isPresent();
        double factor = momentum().isPresent() || !moves
                ? momentum().orElse(0)
                : 1.0 / (numBatchesTracked().get().itemLong() + 1);
        boolean ofBatch = isTraining() || runningMean().isEmpty();
        Tensor result = F.batchNorm(x, runningMean(), runningVar(), weight(), bias(), ofBatch, factor, eps());
        if (moves) {
            numBatchesTracked().get().add_(1);
        }
        return result;
    }
}
