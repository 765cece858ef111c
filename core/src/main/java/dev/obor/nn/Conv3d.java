package dev.obor.nn;

/// A convolution over 3 dims of space, of `[batch, channels, depth, height, width]` or the same without a
/// batch.
///
/// `weight`, of shape `[out, in / groups, kernel…]`, and `bias`, of shape `[out]`, start uniform within
/// ±1/√fan, the weight drawn first, with the fan `in / groups · kernel places`.
///
/// ```java
/// new Conv3d(1, 32, 3);
/// new Conv3d(1, 32, 3, Conv3d.options().stride(2).padding(1));
/// new Conv3d(1, 32, 3, Padding.SAME);
/// ```
public sealed class Conv3d extends ConvolutionLayer permits LazyConv3d {
    /// Makes a convolution from `in` to `out` channels without padding, with a bias.
    ///
    /// @throws dev.obor.error.OborException if a number is too small
    public Conv3d(int inChannels, int outChannels, int... kernelSize) {
        this(inChannels, outChannels, kernelSize, ConvOptions.DEFAULT);
    }

    /// Makes a convolution from `in` to `out` channels with a kernel of one size for all dims.
    ///
    /// @throws dev.obor.error.OborException if a number is too small
    public Conv3d(int inChannels, int outChannels, int kernelSize, ConvOptions options) {
        this(inChannels, outChannels, new int[] {kernelSize}, options);
    }

    /// Makes a convolution from `in` to `out` channels.
    ///
    /// @throws dev.obor.error.OborException if a number is too small, or the groups do not divide the channels
    public Conv3d(int inChannels, int outChannels, int[] kernelSize, ConvOptions options) {
        super("Conv3d", ConvShape.of(3, inChannels, outChannels, kernelSize, options));
    }

    /// Makes a convolution with padding by name, and a kernel of one size for all dims.
    ///
    /// @throws dev.obor.error.OborException if a number is too small, or the stride is not 1 with
    ///     [Padding#SAME]
    public Conv3d(int inChannels, int outChannels, int kernelSize, Padding padding) {
        this(inChannels, outChannels, new int[] {kernelSize}, padding, ConvOptions.DEFAULT);
    }

    /// Makes a convolution with padding by name, which takes the place of the options' padding.
    ///
    /// @throws dev.obor.error.OborException if a number is too small, or the stride is not 1 with
    ///     [Padding#SAME]
    public Conv3d(int inChannels, int outChannels, int[] kernelSize, Padding padding, ConvOptions options) {
        super(
                "Conv3d",
                ConvShape.of(3, inChannels, outChannels, kernelSize, options).padded(padding));
    }

    Conv3d(ConvShape shape) {
        super("LazyConv3d", shape);
    }

    /// Returns the default options, to be changed.
    public static ConvOptions options() {
        return ConvOptions.DEFAULT;
    }
}
