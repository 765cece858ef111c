package dev.obor.nn;

import dev.obor.tensor.Tensor;

/// A transposed convolution over 3 dims of space, of `[batch, channels, depth, height, width]` or the same
/// without a batch: the map that is the gradient of a convolution's input.
///
/// `weight`, of shape `[in, out / groups, kernel…]`, and `bias`, of shape `[out]`, start uniform within
/// ±1/√fan, the weight drawn first, with the fan `out / groups · kernel places`.
public sealed class ConvTranspose3d extends ConvolutionLayer permits LazyConvTranspose3d {
    /// Makes a transposed convolution from `in` to `out` channels without padding, with a bias.
    ///
    /// @throws dev.obor.error.OborException if a number is too small
    public ConvTranspose3d(int inChannels, int outChannels, int... kernelSize) {
        this(inChannels, outChannels, kernelSize, ConvTransposeOptions.DEFAULT);
    }

    /// Makes a transposed convolution from `in` to `out` channels with a kernel of one size for all dims.
    ///
    /// @throws dev.obor.error.OborException if a number is too small
    public ConvTranspose3d(int inChannels, int outChannels, int kernelSize, ConvTransposeOptions options) {
        this(inChannels, outChannels, new int[] {kernelSize}, options);
    }

    /// Makes a transposed convolution from `in` to `out` channels.
    ///
    /// @throws dev.obor.error.OborException if a number is too small, or the groups do not divide the channels
    public ConvTranspose3d(int inChannels, int outChannels, int[] kernelSize, ConvTransposeOptions options) {
        super("ConvTranspose3d", ConvShape.transposed(3, inChannels, outChannels, kernelSize, options));
    }

    ConvTranspose3d(ConvShape shape) {
        super("LazyConvTranspose3d", shape);
    }

    /// Returns the default options, to be changed.
    public static ConvTransposeOptions options() {
        return ConvTransposeOptions.DEFAULT;
    }

    /// Returns the transposed convolution with an output of a given size, one of those that the stride maps
    /// to the input's.
    ///
    /// @param outputSize the dims of space
    /// @throws dev.obor.error.ShapeException if the size is not among them
    public final Tensor forward(Tensor x, int... outputSize) {
        return call(inputs -> computeSized(inputs[0], outputSize), x);
    }
}
