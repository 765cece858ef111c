package dev.obor.nn;

/// A convolution over 2 dims of space, of `[batch, channels, height, width]` or the same without a batch.
///
/// `weight`, of shape `[out, in / groups, kernel…]`, and `bias`, of shape `[out]`, start uniform within
/// ±1/√fan, the weight drawn first, with the fan `in / groups · kernel places`.
///
/// ```java
/// new Conv2d(1, 32, 3);
/// new Conv2d(1, 32, 3, Conv2d.options().stride(2).padding(1));
/// new Conv2d(1, 32, 3, Padding.SAME);
/// ```
public sealed class Conv2d extends ConvolutionLayer permits LazyConv2d {
    /// Makes a convolution from `in` to `out` channels without padding, with a bias.
    ///
    /// @throws dev.obor.error.OborException if a number is too small
    public Conv2d(int inChannels, int outChannels, int... kernelSize) {
        this(inChannels, outChannels, kernelSize, ConvOptions.DEFAULT);
    }

    /// Makes a convolution from `in` to `out` channels with a kernel of one size for all dims.
    ///
    /// @throws dev.obor.error.OborException if a number is too small
    public Conv2d(int inChannels, int outChannels, int kernelSize, ConvOptions options) {
        this(inChannels, outChannels, new int[] {kernelSize}, options);
    }

    /// Makes a convolution from `in` to `out` channels.
    ///
    /// @throws dev.obor.error.OborException if a number is too small, or the groups do not divide the channels
    public Conv2d(int inChannels, int outChannels, int[] kernelSize, ConvOptions options) {
        super("Conv2d", ConvShape.of(2, inChannels, outChannels, kernelSize, options));
    }

    /// Makes a convolution with padding by name, and a kernel of one size for all dims.
    ///
    /// @throws dev.obor.error.OborException if a number is too small, or the stride is not 1 with
    ///     [Padding#SAME]
    public Conv2d(int inChannels, int outChannels, int kernelSize, Padding padding) {
        this(inChannels, outChannels, new int[] {kernelSize}, padding, ConvOptions.DEFAULT);
    }

    /// Makes a convolution with padding by name, which takes the place of the options' padding.
    ///
    /// @throws dev.obor.error.OborException if a number is too small, or the stride is not 1 with
    ///     [Padding#SAME]
    public Conv2d(int inChannels, int outChannels, int[] kernelSize, Padding padding, ConvOptions options) {
        super(
                "Conv2d",
                ConvShape.of(2, inChannels, outChannels, kernelSize, options).padded(padding));
    }

    Conv2d(ConvShape shape) {
        super("LazyConv2d", shape);
    }

    /// Returns the default options, to be changed.
    public static ConvOptions options() {
        return ConvOptions.DEFAULT;
    }
}
