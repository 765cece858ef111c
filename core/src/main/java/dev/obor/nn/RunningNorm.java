package dev.obor.nn;

import dev.obor.Obor;
import dev.obor.dtype.DType;
import dev.obor.error.OborException;
import dev.obor.error.ShapeException;
import dev.obor.tensor.GradMode;
import dev.obor.tensor.Tensor;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// What [BatchNorm] and [InstanceNorm] have in common: a weight and a bias for each channel, if affine, which
/// start at 1 and 0; and running means and variances, if tracked, which start at 0 and 1 and are buffers.
public abstract sealed class RunningNorm extends Layer permits BatchNorm, InstanceNorm {
    private final String op;
    private final double eps;
    private final OptionalDouble momentum;
    private final Optional<Tensor> weight;
    private final Optional<Tensor> bias;
    private final Optional<Tensor> runningMean;
    private final Optional<Tensor> runningVar;
    private final Optional<Tensor> numBatchesTracked;
    private int channels;
    private boolean isSet;

    /// @param channels empty if the first input is to tell
    RunningNorm(
            String op,
            Optional<Integer> channels,
            double eps,
            OptionalDouble momentum,
            boolean affine,
            boolean trackRunningStats) {
        if (channels.orElse(0) < 0) {
            throw new OborException(op + ": " + channels.get() + " features: it must be 0 or more");
        }
        this.op = op;
        this.eps = eps;
        this.momentum = momentum;
        this.isSet = channels.isPresent();
        this.channels = channels.orElse(0);
        this.weight = affine ? Optional.of(parameter("weight", start(1))) : Optional.empty();
        this.bias = affine ? Optional.of(parameter("bias", start(0))) : Optional.empty();
        this.runningMean = trackRunningStats ? Optional.of(buffer("running_mean", start(0))) : Optional.empty();
        this.runningVar = trackRunningStats ? Optional.of(buffer("running_var", start(1))) : Optional.empty();
        this.numBatchesTracked = trackRunningStats
                ? Optional.of(buffer("num_batches_tracked", Obor.zeros(DType.INT64)))
                : Optional.empty();
    }

    private Tensor start(double value) {
        return isSet ? Obor.full(value, channels) : LazyShape.UNKNOWN.tensor();
    }

    /// Returns the weights, of shape `[channels]`.
    public final Optional<Tensor> weight() {
        return weight;
    }

    /// Returns the biases, of shape `[channels]`.
    public final Optional<Tensor> bias() {
        return bias;
    }

    /// Returns the running means, of shape `[channels]`.
    public final Optional<Tensor> runningMean() {
        return runningMean;
    }

    /// Returns the running variances, of shape `[channels]`.
    public final Optional<Tensor> runningVar() {
        return runningVar;
    }

    /// Returns the number of batches that the running moments have seen, int64.
    public final Optional<Tensor> numBatchesTracked() {
        return numBatchesTracked;
    }

    /// Forgets the running moments: means are 0 and variances 1 again.
    public final void resetRunningStats() {
        runningMean.ifPresent(Tensor::zero_);
        runningVar.ifPresent(var -> var.fill_(1));
        numBatchesTracked.ifPresent(Tensor::zero_);
    }

    final double eps() {
        return eps;
    }

    final OptionalDouble momentum() {
        return momentum;
    }

    final boolean knowsChannels() {
        return isSet;
    }

    final void setChannelsBy(Map<String, Tensor> state) {
        Tensor given = state.getOrDefault("weight", state.get("running_mean"));
        if (given != null && given.dim() == 1) {
            setChannels(given.size(0));
        }
    }

    private void setChannels(int count) {
        isSet = true;
        channels = count;
        try (GradMode.Scope _ = GradMode.set(false)) {
            weight.ifPresent(w -> w.setData(Obor.full(1.0, channels).to(w.dtype())));
            bias.ifPresent(b -> b.setData(Obor.full(0.0, channels).to(b.dtype())));
            runningMean.ifPresent(mean -> mean.setData(Obor.full(0.0, channels).to(mean.dtype())));
            runningVar.ifPresent(var -> var.setData(Obor.full(1.0, channels).to(var.dtype())));
        }
    }

    /// Checks an input's channels, and takes on their number where it is not known yet.
    ///
    /// @param dim which dim the channels are
    /// @param wanted the shapes that are taken, with `%` for the number of channels
    final void checkChannels(Tensor x, boolean fits, int dim, String wanted) {
        if (fits && !isSet) {
            setChannels(x.size(dim));
        }
        // Without a tensor for each channel any number of them will do.
        boolean counts = weight.isPresent() || runningMean.isPresent();
        if (!fits || counts && x.size(dim) != channels) {
            throw new ShapeException(op + ": the input has shape " + x.shape() + ": it must be "
                    + wanted.replace("%", Integer.toString(channels)));
        }
    }

    @Override
    public final String extraRepr() {
        return channels + ", eps=" + Repr.of(eps) + ", momentum="
                + (momentum.isPresent() ? Repr.of(momentum.getAsDouble()) : "None") + ", affine="
                + Repr.of(weight.isPresent()) + ", track_running_stats=" + Repr.of(runningMean.isPresent());
    }
}
