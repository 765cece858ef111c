package dev.obor.nn;

import dev.obor.tensor.Tensor;
import java.util.Map;

/// A [ConvTranspose1d] that takes its number of channels in from the first input, or from a state loaded
/// before.
public final class LazyConvTranspose1d extends ConvTranspose1d implements Lazy {
    /// Makes a transposed convolution to `out` channels without padding, with a bias.
    ///
    /// @throws dev.obor.error.OborException if a number is too small
    public LazyConvTranspose1d(int outChannels, int... kernelSize) {
        this(outChannels, kernelSize, ConvTransposeOptions.DEFAULT);
    }

    /// Makes a transposed convolution to `out` channels with a kernel of one size for all dims.
    ///
    /// @throws dev.obor.error.OborException if a number is too small
    public LazyConvTranspose1d(int outChannels, int kernelSize, ConvTransposeOptions options) {
        this(outChannels, new int[] {kernelSize}, options);
    }

    /// Makes a transposed convolution to `out` channels.
    ///
    /// @throws dev.obor.error.OborException if a number is too small
    public LazyConvTranspose1d(int outChannels, int[] kernelSize, ConvTransposeOptions options) {
        super(ConvShape.transposed(1, ConvShape.UNKNOWN, outChannels, kernelSize, options));
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
        return knowsChannels() ? "ConvTranspose1d" : super.typeName();
    }
}
