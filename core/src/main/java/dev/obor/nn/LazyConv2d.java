package dev.obor.nn;

import dev.obor.tensor.Tensor;
import java.util.Map;

/// A [Conv2d] that takes its number of channels in from the first input, or from a state loaded before.
public final class LazyConv2d extends Conv2d implements Lazy {
    /// Makes a convolution to `out` channels without padding, with a bias.
    ///
    /// @throws dev.obor.error.OborException if a number is too small
    public LazyConv2d(int outChannels, int... kernelSize) {
        this(outChannels, kernelSize, ConvOptions.DEFAULT);
    }

    /// Makes a convolution to `out` channels with a kernel of one size for all dims.
    ///
    /// @throws dev.obor.error.OborException if a number is too small
    public LazyConv2d(int outChannels, int kernelSize, ConvOptions options) {
        this(outChannels, new int[] {kernelSize}, options);
    }

    /// Makes a convolution to `out` channels.
    ///
    /// @throws dev.obor.error.OborException if a number is too small
    public LazyConv2d(int outChannels, int[] kernelSize, ConvOptions options) {
        super(ConvShape.of(2, ConvShape.UNKNOWN, outChannels, kernelSize, options));
    }

    /// Makes a convolution to `out` channels with padding by name.
    ///
    /// @throws dev.obor.error.OborException if a number is too small, or the stride is not 1 with
    ///     [Padding#SAME]
    public LazyConv2d(int outChannels, int[] kernelSize, Padding padding, ConvOptions options) {
        super(ConvShape.of(2, ConvShape.UNKNOWN, outChannels, kernelSize, options)
                .padded(padding));
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
        return knowsChannels() ? "Conv2d" : super.typeName();
    }
}
