package dev.obor.nn;

import dev.obor.tensor.Tensor;
import java.util.Optional;

/// The functions of [F] that convolve. Inputs have the shape `[batch, channels, size…]`, or `[channels,
/// size…]` without a batch, and floating-point or integer elements; 16-bit floating-point numbers are
/// computed in float32.
///
/// Arguments for each dim of space are arrays with an entry for each, or with one for all.
public abstract sealed class SpatialFunctions extends InPlaceActivations permits PoolingFunctions {
    SpatialFunctions() {}

    /// Returns the convolution of `[batch, channels, length]` with weights `[out, channels, kernel]`.
    ///
    /// @throws dev.obor.error.ShapeException if the shapes do not fit
    public static Tensor conv1d(Tensor input, Tensor weight) {
        return conv1d(input, weight, Optional.empty(), ints(1), ints(0), ints(1), 1);
    }

    /// Returns the convolution, with one number of the bias `[out]` added in each channel.
    ///
    /// @throws dev.obor.error.ShapeException if the shapes do not fit
    public static Tensor conv1d(Tensor input, Tensor weight, Tensor bias) {
        return conv1d(input, weight, Optional.of(bias), ints(1), ints(0), ints(1), 1);
    }

    /// Returns the convolution with a bias, a stride and padding that hold for the one dim of space.
    ///
    /// @throws dev.obor.error.ShapeException if the shapes do not fit
    public static Tensor conv1d(Tensor input, Tensor weight, Tensor bias, int stride, int padding) {
        return conv1d(input, weight, Optional.of(bias), ints(stride), ints(padding), ints(1), 1);
    }

    /// Returns the convolution with a bias and a stride that holds for all dims of space.
    ///
    /// @throws dev.obor.error.ShapeException if the shapes do not fit
    public static Tensor conv1d(Tensor input, Tensor weight, Tensor bias, int stride) {
        return conv1d(input, weight, bias, stride, 0);
    }

    /// Returns the convolution without a bias, with a stride and padding that hold for all dims of space.
    ///
    /// @throws dev.obor.error.ShapeException if the shapes do not fit
    public static Tensor conv1d(Tensor input, Tensor weight, int stride, int padding) {
        return conv1d(input, weight, Optional.empty(), ints(stride), ints(padding), ints(1), 1);
    }

    /// Returns the convolution with a bias, and options that hold for all dims of space.
    ///
    /// @param groups into how many groups the channels are cut, each convolved by itself
    /// @throws dev.obor.error.ShapeException if the shapes do not fit
    public static Tensor conv1d(
            Tensor input, Tensor weight, Tensor bias, int stride, int padding, int dilation, int groups) {
        return conv1d(input, weight, Optional.of(bias), ints(stride), ints(padding), ints(dilation), groups);
    }

    /// Returns the convolution of `[batch, channels, length]` with weights `[out, channels / groups,
    /// kernel]`, of size `(size + 2 · padding − dilation · (kernel − 1) − 1) / stride + 1`, rounded down.
    ///
    /// @param bias of shape `[out]`
    /// @param stride the steps of the kernel over the input
    /// @param padding how many zeros are put before and behind
    /// @param dilation how far the kernel's places lie apart
    /// @param groups into how many groups the channels are cut, each convolved by itself
    /// @throws dev.obor.error.ShapeException if the shapes do not fit
    /// @throws dev.obor.error.DTypeException if the dtypes differ
    public static Tensor conv1d(
            Tensor input,
            Tensor weight,
            Optional<Tensor> bias,
            int[] stride,
            int[] padding,
            int[] dilation,
            int groups) {
        return ConvolutionCalls.of("conv1d", 1, input, weight, bias).forward(stride, padding, dilation, groups);
    }

    /// Returns the convolution with padding by name.
    ///
    /// @throws dev.obor.error.ShapeException if the shapes do not fit, or the stride is not 1 with
    ///     [Padding#SAME]
    /// @throws dev.obor.error.DTypeException if the dtypes differ
    public static Tensor conv1d(
            Tensor input,
            Tensor weight,
            Optional<Tensor> bias,
            int[] stride,
            Padding padding,
            int[] dilation,
            int groups) {
        return ConvolutionCalls.of("conv1d", 1, input, weight, bias).forward(stride, padding, dilation, groups);
    }

    /// Returns the convolution of `[batch, channels, height, width]` with weights `[out, channels, kernel
    /// height, kernel width]`.
    ///
    /// @throws dev.obor.error.ShapeException if the shapes do not fit
    public static Tensor conv2d(Tensor input, Tensor weight) {
        return conv2d(input, weight, Optional.empty(), ints(1), ints(0), ints(1), 1);
    }

    /// Returns the convolution, with one number of the bias `[out]` added in each channel.
    ///
    /// @throws dev.obor.error.ShapeException if the shapes do not fit
    public static Tensor conv2d(Tensor input, Tensor weight, Tensor bias) {
        return conv2d(input, weight, Optional.of(bias), ints(1), ints(0), ints(1), 1);
    }

    /// Returns the convolution with a bias, a stride and padding that hold for all dims of space.
    ///
    /// @throws dev.obor.error.ShapeException if the shapes do not fit
    public static Tensor conv2d(Tensor input, Tensor weight, Tensor bias, int stride, int padding) {
        return conv2d(input, weight, Optional.of(bias), ints(stride), ints(padding), ints(1), 1);
    }

    /// Returns the convolution with a bias and a stride that holds for all dims of space.
    ///
    /// @throws dev.obor.error.ShapeException if the shapes do not fit
    public static Tensor conv2d(Tensor input, Tensor weight, Tensor bias, int stride) {
        return conv2d(input, weight, bias, stride, 0);
    }

    /// Returns the convolution without a bias, with a stride and padding that hold for all dims of space.
    ///
    /// @throws dev.obor.error.ShapeException if the shapes do not fit
    public static Tensor conv2d(Tensor input, Tensor weight, int stride, int padding) {
        return conv2d(input, weight, Optional.empty(), ints(stride), ints(padding), ints(1), 1);
    }

    /// Returns the convolution with a bias, and options that hold for all dims of space.
    ///
    /// @param groups into how many groups the channels are cut, each convolved by itself
    /// @throws dev.obor.error.ShapeException if the shapes do not fit
    public static Tensor conv2d(
            Tensor input, Tensor weight, Tensor bias, int stride, int padding, int dilation, int groups) {
        return conv2d(input, weight, Optional.of(bias), ints(stride), ints(padding), ints(dilation), groups);
    }

    /// Returns the convolution of `[batch, channels, height, width]` with weights `[out, channels / groups,
    /// kernel height, kernel width]`, of size `(size + 2 · padding − dilation · (kernel − 1) − 1) / stride +
    /// 1`, rounded down.
    ///
    /// @param bias of shape `[out]`
    /// @param stride the steps of the kernel over the input
    /// @param padding how many zeros are put before and behind
    /// @param dilation how far the kernel's places lie apart
    /// @param groups into how many groups the channels are cut, each convolved by itself
    /// @throws dev.obor.error.ShapeException if the shapes do not fit
    /// @throws dev.obor.error.DTypeException if the dtypes differ
    public static Tensor conv2d(
            Tensor input,
            Tensor weight,
            Optional<Tensor> bias,
            int[] stride,
            int[] padding,
            int[] dilation,
            int groups) {
        return ConvolutionCalls.of("conv2d", 2, input, weight, bias).forward(stride, padding, dilation, groups);
    }

    /// Returns the convolution with padding by name.
    ///
    /// @throws dev.obor.error.ShapeException if the shapes do not fit, or the stride is not 1 with
    ///     [Padding#SAME]
    /// @throws dev.obor.error.DTypeException if the dtypes differ
    public static Tensor conv2d(
            Tensor input,
            Tensor weight,
            Optional<Tensor> bias,
            int[] stride,
            Padding padding,
            int[] dilation,
            int groups) {
        return ConvolutionCalls.of("conv2d", 2, input, weight, bias).forward(stride, padding, dilation, groups);
    }

    /// Returns the convolution of `[batch, channels, depth, height, width]` with weights `[out, channels,
    /// kernel depth, kernel height, kernel width]`.
    ///
    /// @throws dev.obor.error.ShapeException if the shapes do not fit
    public static Tensor conv3d(Tensor input, Tensor weight) {
        return conv3d(input, weight, Optional.empty(), ints(1), ints(0), ints(1), 1);
    }

    /// Returns the convolution, with one number of the bias `[out]` added in each channel.
    ///
    /// @throws dev.obor.error.ShapeException if the shapes do not fit
    public static Tensor conv3d(Tensor input, Tensor weight, Tensor bias) {
        return conv3d(input, weight, Optional.of(bias), ints(1), ints(0), ints(1), 1);
    }

    /// Returns the convolution with a bias, a stride and padding that hold for all dims of space.
    ///
    /// @throws dev.obor.error.ShapeException if the shapes do not fit
    public static Tensor conv3d(Tensor input, Tensor weight, Tensor bias, int stride, int padding) {
        return conv3d(input, weight, Optional.of(bias), ints(stride), ints(padding), ints(1), 1);
    }

    /// Returns the convolution with a bias and a stride that holds for all dims of space.
    ///
    /// @throws dev.obor.error.ShapeException if the shapes do not fit
    public static Tensor conv3d(Tensor input, Tensor weight, Tensor bias, int stride) {
        return conv3d(input, weight, bias, stride, 0);
    }

    /// Returns the convolution without a bias, with a stride and padding that hold for all dims of space.
    ///
    /// @throws dev.obor.error.ShapeException if the shapes do not fit
    public static Tensor conv3d(Tensor input, Tensor weight, int stride, int padding) {
        return conv3d(input, weight, Optional.empty(), ints(stride), ints(padding), ints(1), 1);
    }

    /// Returns the convolution with a bias, and options that hold for all dims of space.
    ///
    /// @param groups into how many groups the channels are cut, each convolved by itself
    /// @throws dev.obor.error.ShapeException if the shapes do not fit
    public static Tensor conv3d(
            Tensor input, Tensor weight, Tensor bias, int stride, int padding, int dilation, int groups) {
        return conv3d(input, weight, Optional.of(bias), ints(stride), ints(padding), ints(dilation), groups);
    }

    /// Returns the convolution of `[batch, channels, depth, height, width]` with weights `[out, channels /
    /// groups, kernel depth, kernel height, kernel width]`, of size `(size + 2 · padding − dilation · (kernel
    /// − 1) − 1) / stride + 1`, rounded down.
    ///
    /// @param bias of shape `[out]`
    /// @param stride the steps of the kernel over the input
    /// @param padding how many zeros are put before and behind
    /// @param dilation how far the kernel's places lie apart
    /// @param groups into how many groups the channels are cut, each convolved by itself
    /// @throws dev.obor.error.ShapeException if the shapes do not fit
    /// @throws dev.obor.error.DTypeException if the dtypes differ
    public static Tensor conv3d(
            Tensor input,
            Tensor weight,
            Optional<Tensor> bias,
            int[] stride,
            int[] padding,
            int[] dilation,
            int groups) {
        return ConvolutionCalls.of("conv3d", 3, input, weight, bias).forward(stride, padding, dilation, groups);
    }

    /// Returns the convolution with padding by name.
    ///
    /// @throws dev.obor.error.ShapeException if the shapes do not fit, or the stride is not 1 with
    ///     [Padding#SAME]
    /// @throws dev.obor.error.DTypeException if the dtypes differ
    public static Tensor conv3d(
            Tensor input,
            Tensor weight,
            Optional<Tensor> bias,
            int[] stride,
            Padding padding,
            int[] dilation,
            int groups) {
        return ConvolutionCalls.of("conv3d", 3, input, weight, bias).forward(stride, padding, dilation, groups);
    }

    /// Returns the transposed convolution of `[batch, channels, length]` with weights
    /// `[channels, out, kernel]`.
    ///
    /// @throws dev.obor.error.ShapeException if the shapes do not fit
    public static Tensor convTranspose1d(Tensor input, Tensor weight) {
        return convTranspose1d(input, weight, Optional.empty(), ints(1), ints(0), ints(0), 1, ints(1));
    }

    /// Returns the transposed convolution, with one number of the bias `[out]` added in each channel.
    ///
    /// @throws dev.obor.error.ShapeException if the shapes do not fit
    public static Tensor convTranspose1d(Tensor input, Tensor weight, Tensor bias) {
        return convTranspose1d(input, weight, bias, 1, 0);
    }

    /// Returns the transposed convolution without a bias, with a stride and padding that hold for all dims of
    /// space.
    ///
    /// @throws dev.obor.error.ShapeException if the shapes do not fit
    public static Tensor convTranspose1d(Tensor input, Tensor weight, int stride, int padding) {
        return convTranspose1d(input, weight, Optional.empty(), ints(stride), ints(padding), ints(0), 1, ints(1));
    }

    /// Returns the transposed convolution with a bias, a stride and padding that hold for all dims of space.
    ///
    /// @throws dev.obor.error.ShapeException if the shapes do not fit
    public static Tensor convTranspose1d(Tensor input, Tensor weight, Tensor bias, int stride, int padding) {
        return convTranspose1d(input, weight, Optional.of(bias), ints(stride), ints(padding), ints(0), 1, ints(1));
    }

    /// Returns the transposed convolution of `[batch, channels, length]` with weights
    /// `[channels, out / groups, kernel]`: the map that is the gradient of a convolution's input.
    /// The result's size is `(size − 1) · stride − 2 · padding + dilation · (kernel − 1) + outputPadding +
    /// 1`.
    ///
    /// @param bias of shape `[out]`
    /// @param stride how far the input's places lie apart in the result
    /// @param padding how much is cut off on each side of the result
    /// @param outputPadding by how much the result is larger behind, less than stride or dilation
    /// @param groups into how many groups the channels are cut, each convolved by itself
    /// @param dilation how far the kernel's places lie apart
    /// @throws dev.obor.error.ShapeException if the shapes do not fit
    /// @throws dev.obor.error.DTypeException if the dtypes differ
    public static Tensor convTranspose1d(
            Tensor input,
            Tensor weight,
            Optional<Tensor> bias,
            int[] stride,
            int[] padding,
            int[] outputPadding,
            int groups,
            int[] dilation) {
        return ConvolutionCalls.of("convTranspose1d", 1, input, weight, bias)
                .transposed(stride, padding, outputPadding, groups, dilation);
    }

    /// Returns the transposed convolution of `[batch, channels, height, width]` with weights
    /// `[channels, out, kernel height, kernel width]`.
    ///
    /// @throws dev.obor.error.ShapeException if the shapes do not fit
    public static Tensor convTranspose2d(Tensor input, Tensor weight) {
        return convTranspose2d(input, weight, Optional.empty(), ints(1), ints(0), ints(0), 1, ints(1));
    }

    /// Returns the transposed convolution, with one number of the bias `[out]` added in each channel.
    ///
    /// @throws dev.obor.error.ShapeException if the shapes do not fit
    public static Tensor convTranspose2d(Tensor input, Tensor weight, Tensor bias) {
        return convTranspose2d(input, weight, bias, 1, 0);
    }

    /// Returns the transposed convolution without a bias, with a stride and padding that hold for all dims of
    /// space.
    ///
    /// @throws dev.obor.error.ShapeException if the shapes do not fit
    public static Tensor convTranspose2d(Tensor input, Tensor weight, int stride, int padding) {
        return convTranspose2d(input, weight, Optional.empty(), ints(stride), ints(padding), ints(0), 1, ints(1));
    }

    /// Returns the transposed convolution with a bias, a stride and padding that hold for all dims of space.
    ///
    /// @throws dev.obor.error.ShapeException if the shapes do not fit
    public static Tensor convTranspose2d(Tensor input, Tensor weight, Tensor bias, int stride, int padding) {
        return convTranspose2d(input, weight, Optional.of(bias), ints(stride), ints(padding), ints(0), 1, ints(1));
    }

    /// Returns the transposed convolution of `[batch, channels, height, width]` with weights
    /// `[channels, out / groups, kernel height, kernel width]`: the map that is the gradient of a
    /// convolution's input. The result's size is `(size − 1) · stride − 2 · padding + dilation · (kernel − 1)
    /// + outputPadding + 1`.
    ///
    /// @param bias of shape `[out]`
    /// @param stride how far the input's places lie apart in the result
    /// @param padding how much is cut off on each side of the result
    /// @param outputPadding by how much the result is larger behind, less than stride or dilation
    /// @param groups into how many groups the channels are cut, each convolved by itself
    /// @param dilation how far the kernel's places lie apart
    /// @throws dev.obor.error.ShapeException if the shapes do not fit
    /// @throws dev.obor.error.DTypeException if the dtypes differ
    public static Tensor convTranspose2d(
            Tensor input,
            Tensor weight,
            Optional<Tensor> bias,
            int[] stride,
            int[] padding,
            int[] outputPadding,
            int groups,
            int[] dilation) {
        return ConvolutionCalls.of("convTranspose2d", 2, input, weight, bias)
                .transposed(stride, padding, outputPadding, groups, dilation);
    }

    /// Returns the transposed convolution of `[batch, channels, depth, height, width]` with weights
    /// `[channels, out, kernel depth, kernel height, kernel width]`.
    ///
    /// @throws dev.obor.error.ShapeException if the shapes do not fit
    public static Tensor convTranspose3d(Tensor input, Tensor weight) {
        return convTranspose3d(input, weight, Optional.empty(), ints(1), ints(0), ints(0), 1, ints(1));
    }

    /// Returns the transposed convolution, with one number of the bias `[out]` added in each channel.
    ///
    /// @throws dev.obor.error.ShapeException if the shapes do not fit
    public static Tensor convTranspose3d(Tensor input, Tensor weight, Tensor bias) {
        return convTranspose3d(input, weight, bias, 1, 0);
    }

    /// Returns the transposed convolution without a bias, with a stride and padding that hold for all dims of
    /// space.
    ///
    /// @throws dev.obor.error.ShapeException if the shapes do not fit
    public static Tensor convTranspose3d(Tensor input, Tensor weight, int stride, int padding) {
        return convTranspose3d(input, weight, Optional.empty(), ints(stride), ints(padding), ints(0), 1, ints(1));
    }

    /// Returns the transposed convolution with a bias, a stride and padding that hold for all dims of space.
    ///
    /// @throws dev.obor.error.ShapeException if the shapes do not fit
    public static Tensor convTranspose3d(Tensor input, Tensor weight, Tensor bias, int stride, int padding) {
        return convTranspose3d(input, weight, Optional.of(bias), ints(stride), ints(padding), ints(0), 1, ints(1));
    }

    /// Returns the transposed convolution of `[batch, channels, depth, height, width]` with weights
    /// `[channels, out / groups, kernel depth, kernel height, kernel width]`: the map that is the gradient of
    /// a convolution's input. The result's size is `(size − 1) · stride − 2 · padding + dilation · (kernel −
    /// 1) + outputPadding + 1`.
    ///
    /// @param bias of shape `[out]`
    /// @param stride how far the input's places lie apart in the result
    /// @param padding how much is cut off on each side of the result
    /// @param outputPadding by how much the result is larger behind, less than stride or dilation
    /// @param groups into how many groups the channels are cut, each convolved by itself
    /// @param dilation how far the kernel's places lie apart
    /// @throws dev.obor.error.ShapeException if the shapes do not fit
    /// @throws dev.obor.error.DTypeException if the dtypes differ
    public static Tensor convTranspose3d(
            Tensor input,
            Tensor weight,
            Optional<Tensor> bias,
            int[] stride,
            int[] padding,
            int[] outputPadding,
            int groups,
            int[] dilation) {
        return ConvolutionCalls.of("convTranspose3d", 3, input, weight, bias)
                .transposed(stride, padding, outputPadding, groups, dilation);
    }

    /// Returns the patches that a kernel of two dims sees, as columns: `[batch, channels, height, width]`
    /// becomes `[batch, channels · kernel height · kernel width, places]`; without a batch likewise.
    ///
    /// @param dilation how far the kernel's places lie apart
    /// @param padding how many zeros are put before and behind
    /// @param stride the steps of the kernel
    /// @throws dev.obor.error.ShapeException if the shapes do not fit
    public static Tensor unfold(Tensor input, int[] kernelSize, int[] dilation, int[] padding, int[] stride) {
        return PatchCalls.unfold(input, kernelSize, dilation, padding, stride);
    }

    /// Returns the patches that a kernel of two dims sees in steps of 1 without padding, as columns.
    ///
    /// @throws dev.obor.error.ShapeException if the shapes do not fit
    public static Tensor unfold(Tensor input, int kernelSize) {
        return PatchCalls.unfold(input, ints(kernelSize), ints(1), ints(0), ints(1));
    }

    /// Returns the patches that a kernel of two dims sees, as columns; all options hold for both dims of
    /// space.
    ///
    /// @throws dev.obor.error.ShapeException if the shapes do not fit
    public static Tensor unfold(Tensor input, int kernelSize, int dilation, int padding, int stride) {
        return PatchCalls.unfold(input, ints(kernelSize), ints(dilation), ints(padding), ints(stride));
    }

    /// Returns the patches that a kernel of two dims sees in steps of 1 without padding, as columns.
    ///
    /// @param kernelSize height and width
    /// @throws dev.obor.error.ShapeException if the shapes do not fit
    public static Tensor unfold(Tensor input, int[] kernelSize) {
        return PatchCalls.unfold(input, kernelSize, ints(1), ints(0), ints(1));
    }

    /// Returns images that are the sums of patches given as columns: `[batch, channels · kernel height ·
    /// kernel width, places]` becomes `[batch, channels, height, width]`; without a batch likewise.
    ///
    /// @param outputSize height and width of the images
    /// @param dilation how far the kernel's places lie apart
    /// @param padding how much of the patches lies outside before and behind
    /// @param stride the steps of the kernel
    /// @throws dev.obor.error.ShapeException if the shapes do not fit
    public static Tensor fold(
            Tensor input, int[] outputSize, int[] kernelSize, int[] dilation, int[] padding, int[] stride) {
        return PatchCalls.fold(input, outputSize, kernelSize, dilation, padding, stride);
    }

    /// Returns images that are the sums of patches given as columns, from a kernel in steps of 1 without
    /// padding.
    ///
    /// @param outputSize height and width of the images
    /// @param kernelSize height and width, or one number for both
    /// @throws dev.obor.error.ShapeException if the shapes do not fit
    public static Tensor fold(Tensor input, int[] outputSize, int... kernelSize) {
        return PatchCalls.fold(input, outputSize, kernelSize, ints(1), ints(0), ints(1));
    }

    /// Arguments for the dims of space.
    static int[] ints(int... values) {
        return values;
    }
}
