package dev.obor.nn;

import dev.obor.tensor.Tensor;
import java.util.Map;
import java.util.Optional;

/// A [BatchNorm3d] that takes its number of channels from the first input, or from a state loaded before.
public final class LazyBatchNorm3d extends BatchNorm3d implements Lazy {
    /// Makes the layer with PyTorch's defaults.
    public LazyBatchNorm3d() {
        this(BatchNormOptions.DEFAULT);
    }

    /// Makes the layer.
    public LazyBatchNorm3d(BatchNormOptions options) {
        super("LazyBatchNorm3d", Optional.empty(), options);
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
        return knowsChannels() ? "BatchNorm3d" : super.typeName();
    }
}
