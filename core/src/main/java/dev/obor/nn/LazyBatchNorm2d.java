package dev.obor.nn;

import dev.obor.tensor.Tensor;
import java.util.Map;
import java.util.Optional;

/// A [BatchNorm2d] that takes its number of channels from the first input, or from a state loaded before.
public final class LazyBatchNorm2d extends BatchNorm2d implements Lazy {
    /// Makes the layer with PyTorch's defaults.
    public LazyBatchNorm2d() {
        this(BatchNormOptions.DEFAULT);
    }

    /// Makes the layer.
    public LazyBatchNorm2d(BatchNormOptions options) {
        super("LazyBatchNorm2d", Optional.empty(), options);
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
        return knowsChannels() ? "BatchNorm2d" : super.typeName();
    }
}
