package dev.obor.nn;

import dev.obor.tensor.Tensor;
import java.util.Map;
import java.util.Optional;

/// A [InstanceNorm2d] that takes its number of channels from the first input, or from a state loaded before.
public final class LazyInstanceNorm2d extends InstanceNorm2d implements Lazy {
    /// Makes the layer with a weight and a bias for each channel and with running moments, as PyTorch's lazy
    /// one has, other than [InstanceNorm2d].
    public LazyInstanceNorm2d() {
        this(1e-5, 0.1, true, true);
    }

    /// Makes the layer.
    ///
    /// @param eps what is added to variances
    /// @param momentum how far running moments move towards a batch's
    /// @param affine whether there are a weight and a bias for each channel
    /// @param trackRunningStats whether there are running moments, which evaluation takes
    public LazyInstanceNorm2d(double eps, double momentum, boolean affine, boolean trackRunningStats) {
        super(
                "LazyInstanceNorm2d",
                Optional.empty(),
                new InstanceNormOptions(eps, momentum, affine, trackRunningStats));
    }

    @Override
    public boolean isSet() {
        return knowsChannels();
    }

    @Override
    public void setBy(Map<String, Tensor> state) {
        setChannelsBy(state);
    }

    @Override
    public String typeName() {
        return knowsChannels() ? "InstanceNorm2d" : super.typeName();
    }
}
