package dev.obor.nn;

import dev.obor.tensor.Tensor;
import java.util.Map;
import java.util.Optional;

/// A [BatchNorm1d] that takes its number of channels from the first input, or from a state loaded before.
public final class LazyBatchNorm1d extends BatchNorm1d implements Lazy {
    /// Makes the layer with PyTorch's defaults.
    public LazyBatchNorm1d() {
        this(BatchNormOptions.DEFAULT);
    }

    /// Makes the layer.
    public LazyBatchNorm1d(BatchNormOptions options) {
        super("LazyBatchNorm1d", Optional.empty(), options);
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
        return knowsChannels() ? "BatchNorm1d" : super.typeName();
    }
}
