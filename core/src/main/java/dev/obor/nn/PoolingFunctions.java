package dev.obor.nn;

import dev.obor.error.ShapeException;
import dev.obor.tensor.Tensor;
import java.util.Arrays;
import java.util.OptionalInt;

/// The functions of [F] that pool: they replace windows of an image by one number each. Inputs have the shape
/// `[batch, channels, size…]`, or `[channels, size…]` without a batch.
///
/// Arguments for each dim of space are arrays with an entry for each, or with one for all. A stride without
/// entries is the kernel's size. Padding may be at most half of what the kernel reaches over. With `ceilMode`
/// a last window may reach beyond the padded input, if it begins inside or in the padding before.
public abstract sealed class PoolingFunctions extends SpatialFunctions permits ResizingFunctions {
    PoolingFunctions() {}

    /// Returns the largest elements of windows side by side.
    ///
    /// @throws ShapeException if the shapes do not fit
    public static Tensor maxPool1d(Tensor input, int kernelSize) {
        return maxPool1d(input, ints(kernelSize), ints(), ints(0), ints(1), false);
    }

    /// Returns the largest elements of windows.
    ///
    /// @throws ShapeException if the shapes do not fit
    public static Tensor maxPool1d(Tensor input, int kernelSize, int stride, int padding) {
        return maxPool1d(input, ints(kernelSize), ints(stride), ints(padding), ints(1), false);
    }

    /// Returns the largest elements of windows; a NaN counts as largest. The gradient goes to the first of
    /// equals.
    ///
    /// @param dilation how far a window's places lie apart
    /// @throws ShapeException if the shapes do not fit
    public static Tensor maxPool1d(
            Tensor input, int[] kernelSize, int[] stride, int[] padding, int[] dilation, boolean ceilMode) {
        return maxPool1dWithIndices(input, kernelSize, stride, padding, dilation, ceilMode)
                .values();
    }

    /// Returns the largest elements of windows and their places.
    ///
    /// @throws ShapeException if the shapes do not fit
    public static PooledMax maxPool1dWithIndices(
            Tensor input, int[] kernelSize, int[] stride, int[] padding, int[] dilation, boolean ceilMode) {
        return PoolingCalls.of("maxPool1d", 1, input).max(kernelSize, stride, padding, dilation, ceilMode);
    }

    /// Returns the largest elements of windows side by side.
    ///
    /// @throws ShapeException if the shapes do not fit
    public static Tensor maxPool2d(Tensor input, int kernelSize) {
        return maxPool2d(input, ints(kernelSize), ints(), ints(0), ints(1), false);
    }

    /// Returns the largest elements of windows.
    ///
    /// @throws ShapeException if the shapes do not fit
    public static Tensor maxPool2d(Tensor input, int kernelSize, int stride, int padding) {
        return maxPool2d(input, ints(kernelSize), ints(stride), ints(padding), ints(1), false);
    }

    /// Returns the largest elements of windows; a NaN counts as largest. The gradient goes to the first of
    /// equals.
    ///
    /// @param dilation how far a window's places lie apart
    /// @throws ShapeException if the shapes do not fit
    public static Tensor maxPool2d(
            Tensor input, int[] kernelSize, int[] stride, int[] padding, int[] dilation, boolean ceilMode) {
        return maxPool2dWithIndices(input, kernelSize, stride, padding, dilation, ceilMode)
                .values();
    }

    /// Returns the largest elements of windows and their places.
    ///
    /// @throws ShapeException if the shapes do not fit
    public static PooledMax maxPool2dWithIndices(
            Tensor input, int[] kernelSize, int[] stride, int[] padding, int[] dilation, boolean ceilMode) {
        return PoolingCalls.of("maxPool2d", 2, input).max(kernelSize, stride, padding, dilation, ceilMode);
    }

    /// Returns the largest elements of windows side by side.
    ///
    /// @throws ShapeException if the shapes do not fit
    public static Tensor maxPool3d(Tensor input, int kernelSize) {
        return maxPool3d(input, ints(kernelSize), ints(), ints(0), ints(1), false);
    }

    /// Returns the largest elements of windows.
    ///
    /// @throws ShapeException if the shapes do not fit
    public static Tensor maxPool3d(Tensor input, int kernelSize, int stride, int padding) {
        return maxPool3d(input, ints(kernelSize), ints(stride), ints(padding), ints(1), false);
    }

    /// Returns the largest elements of windows; a NaN counts as largest. The gradient goes to the first of
    /// equals.
    ///
    /// @param dilation how far a window's places lie apart
    /// @throws ShapeException if the shapes do not fit
    public static Tensor maxPool3d(
            Tensor input, int[] kernelSize, int[] stride, int[] padding, int[] dilation, boolean ceilMode) {
        return maxPool3dWithIndices(input, kernelSize, stride, padding, dilation, ceilMode)
                .values();
    }

    /// Returns the largest elements of windows and their places.
    ///
    /// @throws ShapeException if the shapes do not fit
    public static PooledMax maxPool3dWithIndices(
            Tensor input, int[] kernelSize, int[] stride, int[] padding, int[] dilation, boolean ceilMode) {
        return PoolingCalls.of("maxPool3d", 3, input).max(kernelSize, stride, padding, dilation, ceilMode);
    }

    /// Returns the means of windows side by side.
    ///
    /// @throws ShapeException if the shapes do not fit
    public static Tensor avgPool1d(Tensor input, int kernelSize) {
        return avgPool1d(input, kernelSize, kernelSize, 0);
    }

    /// Returns the means of windows; what lies in the padding counts as 0.
    ///
    /// @throws ShapeException if the shapes do not fit
    public static Tensor avgPool1d(Tensor input, int kernelSize, int stride, int padding) {
        return avgPool1d(input, ints(kernelSize), ints(stride), ints(padding), false, true);
    }

    /// Returns the means of windows; those of integers are rounded towards 0.
    ///
    /// @param countIncludePad whether the padding's zeros count in the means
    /// @throws ShapeException if the shapes do not fit
    public static Tensor avgPool1d(
            Tensor input, int[] kernelSize, int[] stride, int[] padding, boolean ceilMode, boolean countIncludePad) {
        return PoolingCalls.of("avgPool1d", 1, input)
                .mean(kernelSize, stride, padding, ceilMode, countIncludePad, OptionalInt.empty());
    }

    /// Returns the means of windows side by side.
    ///
    /// @throws ShapeException if the shapes do not fit
    public static Tensor avgPool2d(Tensor input, int kernelSize) {
        return avgPool2d(input, kernelSize, kernelSize, 0);
    }

    /// Returns the means of windows; what lies in the padding counts as 0.
    ///
    /// @throws ShapeException if the shapes do not fit
    public static Tensor avgPool2d(Tensor input, int kernelSize, int stride, int padding) {
        return avgPool2d(input, ints(kernelSize), ints(stride), ints(padding), false, true, OptionalInt.empty());
    }

    /// Returns the means of windows; those of integers are rounded towards 0.
    ///
    /// @param countIncludePad whether the padding's zeros count in the means
    /// @param divisorOverride by what the sums are divided in place of the number of places
    /// @throws ShapeException if the shapes do not fit
    public static Tensor avgPool2d(
            Tensor input,
            int[] kernelSize,
            int[] stride,
            int[] padding,
            boolean ceilMode,
            boolean countIncludePad,
            OptionalInt divisorOverride) {
        return PoolingCalls.of("avgPool2d", 2, input)
                .mean(kernelSize, stride, padding, ceilMode, countIncludePad, divisorOverride);
    }

    /// Returns the means of windows side by side.
    ///
    /// @throws ShapeException if the shapes do not fit
    public static Tensor avgPool3d(Tensor input, int kernelSize) {
        return avgPool3d(input, kernelSize, kernelSize, 0);
    }

    /// Returns the means of windows; what lies in the padding counts as 0.
    ///
    /// @throws ShapeException if the shapes do not fit
    public static Tensor avgPool3d(Tensor input, int kernelSize, int stride, int padding) {
        return avgPool3d(input, ints(kernelSize), ints(stride), ints(padding), false, true, OptionalInt.empty());
    }

    /// Returns the means of windows; those of integers are rounded towards 0.
    ///
    /// @param countIncludePad whether the padding's zeros count in the means
    /// @param divisorOverride by what the sums are divided in place of the number of places
    /// @throws ShapeException if the shapes do not fit
    public static Tensor avgPool3d(
            Tensor input,
            int[] kernelSize,
            int[] stride,
            int[] padding,
            boolean ceilMode,
            boolean countIncludePad,
            OptionalInt divisorOverride) {
        return PoolingCalls.of("avgPool3d", 3, input)
                .mean(kernelSize, stride, padding, ceilMode, countIncludePad, divisorOverride);
    }

    /// Returns the means of as many parts of the input, as even as possible, as the result has places.
    ///
    /// @throws ShapeException if the shapes do not fit
    public static Tensor adaptiveAvgPool1d(Tensor input, int... outputSize) {
        return adaptiveAvgPool1d(input, optional(outputSize));
    }

    /// Returns the means of parts of the input; a dim without a size keeps that of the input.
    ///
    /// @throws ShapeException if the shapes do not fit
    public static Tensor adaptiveAvgPool1d(Tensor input, OptionalInt[] outputSize) {
        return PoolingCalls.of("adaptiveAvgPool1d", 1, input).adaptiveMean(outputSize);
    }

    /// Returns the largest elements of as many parts of the input as the result has places.
    ///
    /// @throws ShapeException if the shapes do not fit
    public static Tensor adaptiveMaxPool1d(Tensor input, int... outputSize) {
        return adaptiveMaxPool1d(input, optional(outputSize));
    }

    /// Returns the largest elements of parts of the input; a dim without a size keeps that of the input.
    ///
    /// @throws ShapeException if the shapes do not fit
    public static Tensor adaptiveMaxPool1d(Tensor input, OptionalInt[] outputSize) {
        return adaptiveMaxPool1dWithIndices(input, outputSize).values();
    }

    /// Returns the largest elements of parts of the input, and their places.
    ///
    /// @throws ShapeException if the shapes do not fit
    public static PooledMax adaptiveMaxPool1dWithIndices(Tensor input, int... outputSize) {
        return adaptiveMaxPool1dWithIndices(input, optional(outputSize));
    }

    /// Returns the largest elements of parts of the input, and their places; a dim without a size keeps the
    /// input's.
    ///
    /// @throws ShapeException if the shapes do not fit
    public static PooledMax adaptiveMaxPool1dWithIndices(Tensor input, OptionalInt[] outputSize) {
        return PoolingCalls.of("adaptiveMaxPool1d", 1, input).adaptiveMax(outputSize);
    }

    /// Returns the means of as many parts of the input, as even as possible, as the result has places.
    ///
    /// @throws ShapeException if the shapes do not fit
    public static Tensor adaptiveAvgPool2d(Tensor input, int... outputSize) {
        return adaptiveAvgPool2d(input, optional(outputSize));
    }

    /// Returns the means of parts of the input; a dim without a size keeps that of the input.
    ///
    /// @throws ShapeException if the shapes do not fit
    public static Tensor adaptiveAvgPool2d(Tensor input, OptionalInt[] outputSize) {
        return PoolingCalls.of("adaptiveAvgPool2d", 2, input).adaptiveMean(outputSize);
    }

    /// Returns the largest elements of as many parts of the input as the result has places.
    ///
    /// @throws ShapeException if the shapes do not fit
    public static Tensor adaptiveMaxPool2d(Tensor input, int... outputSize) {
        return adaptiveMaxPool2d(input, optional(outputSize));
    }

    /// Returns the largest elements of parts of the input; a dim without a size keeps that of the input.
    ///
    /// @throws ShapeException if the shapes do not fit
    public static Tensor adaptiveMaxPool2d(Tensor input, OptionalInt[] outputSize) {
        return adaptiveMaxPool2dWithIndices(input, outputSize).values();
    }

    /// Returns the largest elements of parts of the input, and their places.
    ///
    /// @throws ShapeException if the shapes do not fit
    public static PooledMax adaptiveMaxPool2dWithIndices(Tensor input, int... outputSize) {
        return adaptiveMaxPool2dWithIndices(input, optional(outputSize));
    }

    /// Returns the largest elements of parts of the input, and their places; a dim without a size keeps the
    /// input's.
    ///
    /// @throws ShapeException if the shapes do not fit
    public static PooledMax adaptiveMaxPool2dWithIndices(Tensor input, OptionalInt[] outputSize) {
        return PoolingCalls.of("adaptiveMaxPool2d", 2, input).adaptiveMax(outputSize);
    }

    /// Returns the means of as many parts of the input, as even as possible, as the result has places.
    ///
    /// @throws ShapeException if the shapes do not fit
    public static Tensor adaptiveAvgPool3d(Tensor input, int... outputSize) {
        return adaptiveAvgPool3d(input, optional(outputSize));
    }

    /// Returns the means of parts of the input; a dim without a size keeps that of the input.
    ///
    /// @throws ShapeException if the shapes do not fit
    public static Tensor adaptiveAvgPool3d(Tensor input, OptionalInt[] outputSize) {
        return PoolingCalls.of("adaptiveAvgPool3d", 3, input).adaptiveMean(outputSize);
    }

    /// Returns the largest elements of as many parts of the input as the result has places.
    ///
    /// @throws ShapeException if the shapes do not fit
    public static Tensor adaptiveMaxPool3d(Tensor input, int... outputSize) {
        return adaptiveMaxPool3d(input, optional(outputSize));
    }

    /// Returns the largest elements of parts of the input; a dim without a size keeps that of the input.
    ///
    /// @throws ShapeException if the shapes do not fit
    public static Tensor adaptiveMaxPool3d(Tensor input, OptionalInt[] outputSize) {
        return adaptiveMaxPool3dWithIndices(input, outputSize).values();
    }

    /// Returns the largest elements of parts of the input, and their places.
    ///
    /// @throws ShapeException if the shapes do not fit
    public static PooledMax adaptiveMaxPool3dWithIndices(Tensor input, int... outputSize) {
        return adaptiveMaxPool3dWithIndices(input, optional(outputSize));
    }

    /// Returns the largest elements of parts of the input, and their places; a dim without a size keeps the
    /// input's.
    ///
    /// @throws ShapeException if the shapes do not fit
    public static PooledMax adaptiveMaxPool3dWithIndices(Tensor input, OptionalInt[] outputSize) {
        return PoolingCalls.of("adaptiveMaxPool3d", 3, input).adaptiveMax(outputSize);
    }

    /// Returns the p-norms of windows, (Σ xᵖ)^(1/p), with x itself and not |x| in the sum as in PyTorch.
    ///
    /// @param normType p
    /// @throws ShapeException if the shapes do not fit
    public static Tensor lpPool1d(Tensor input, double normType, int[] kernelSize, int[] stride, boolean ceilMode) {
        long places = Arrays.stream(new Space("lpPool1d", 1).spread("kernelSize", kernelSize))
                .asLongStream()
                .reduce(1, (a, b) -> a * b);
        Tensor powers = input.pow(normType);
        Tensor mean = avgPool1d(powers, kernelSize, stride, ints(0), ceilMode, true);
        return mean.sign().mul(mean.abs().relu()).mul(places).pow(1 / normType);
    }

    /// Returns the p-norms of windows side by side.
    ///
    /// @throws ShapeException if the shapes do not fit
    public static Tensor lpPool1d(Tensor input, double normType, int kernelSize) {
        return lpPool1d(input, normType, ints(kernelSize), ints(), false);
    }

    /// Returns the p-norms of windows, (Σ xᵖ)^(1/p), with x itself and not |x| in the sum as in PyTorch.
    ///
    /// @param normType p
    /// @throws ShapeException if the shapes do not fit
    public static Tensor lpPool2d(Tensor input, double normType, int[] kernelSize, int[] stride, boolean ceilMode) {
        long places = Arrays.stream(new Space("lpPool2d", 2).spread("kernelSize", kernelSize))
                .asLongStream()
                .reduce(1, (a, b) -> a * b);
        Tensor powers = input.pow(normType);
        Tensor mean = avgPool2d(powers, kernelSize, stride, ints(0), ceilMode, true, OptionalInt.empty());
        return mean.sign().mul(mean.abs().relu()).mul(places).pow(1 / normType);
    }

    /// Returns the p-norms of windows side by side.
    ///
    /// @throws ShapeException if the shapes do not fit
    public static Tensor lpPool2d(Tensor input, double normType, int kernelSize) {
        return lpPool2d(input, normType, ints(kernelSize), ints(), false);
    }

    /// Returns zeros with the input's elements at the places that a max pooling found: its opposite.
    ///
    /// @param indices of the input's shape, int64
    /// @param outputSize of the result, since a stride maps several sizes to one; without entries the
    ///     smallest that fits
    /// @throws ShapeException if the shapes do not fit
    /// @throws dev.obor.error.IndexException if an index lies outside the result
    public static Tensor maxUnpool1d(
            Tensor input, Tensor indices, int[] kernelSize, int[] stride, int[] padding, int[] outputSize) {
        return PoolingCalls.of("maxUnpool1d", 1, input).unpool(indices, kernelSize, stride, padding, outputSize);
    }

    /// Returns zeros with the input's elements at the places that a max pooling of windows side by side found.
    ///
    /// @throws ShapeException if the shapes do not fit
    /// @throws dev.obor.error.IndexException if an index lies outside the result
    public static Tensor maxUnpool1d(Tensor input, Tensor indices, int kernelSize) {
        return maxUnpool1d(input, indices, ints(kernelSize), ints(), ints(0), ints());
    }

    /// Returns zeros with the input's elements at the places that a max pooling found: its opposite.
    ///
    /// @param indices of the input's shape, int64
    /// @param outputSize of the result, since a stride maps several sizes to one; without entries the
    ///     smallest that fits
    /// @throws ShapeException if the shapes do not fit
    /// @throws dev.obor.error.IndexException if an index lies outside the result
    public static Tensor maxUnpool2d(
            Tensor input, Tensor indices, int[] kernelSize, int[] stride, int[] padding, int[] outputSize) {
        return PoolingCalls.of("maxUnpool2d", 2, input).unpool(indices, kernelSize, stride, padding, outputSize);
    }

    /// Returns zeros with the input's elements at the places that a max pooling of windows side by side found.
    ///
    /// @throws ShapeException if the shapes do not fit
    /// @throws dev.obor.error.IndexException if an index lies outside the result
    public static Tensor maxUnpool2d(Tensor input, Tensor indices, int kernelSize) {
        return maxUnpool2d(input, indices, ints(kernelSize), ints(), ints(0), ints());
    }

    /// Returns zeros with the input's elements at the places that a max pooling found: its opposite.
    ///
    /// @param indices of the input's shape, int64
    /// @param outputSize of the result, since a stride maps several sizes to one; without entries the
    ///     smallest that fits
    /// @throws ShapeException if the shapes do not fit
    /// @throws dev.obor.error.IndexException if an index lies outside the result
    public static Tensor maxUnpool3d(
            Tensor input, Tensor indices, int[] kernelSize, int[] stride, int[] padding, int[] outputSize) {
        return PoolingCalls.of("maxUnpool3d", 3, input).unpool(indices, kernelSize, stride, padding, outputSize);
    }

    /// Returns zeros with the input's elements at the places that a max pooling of windows side by side found.
    ///
    /// @throws ShapeException if the shapes do not fit
    /// @throws dev.obor.error.IndexException if an index lies outside the result
    public static Tensor maxUnpool3d(Tensor input, Tensor indices, int kernelSize) {
        return maxUnpool3d(input, indices, ints(kernelSize), ints(), ints(0), ints());
    }

    /// Returns the largest elements of windows at places that are random but cover the input.
    ///
    /// @param randomSamples uniform numbers of shape `[batch, channels, 2]` that decide the places
    /// @throws ShapeException if the shapes do not fit
    public static Tensor fractionalMaxPool2d(Tensor input, int[] kernelSize, int[] outputSize, Tensor randomSamples) {
        return fractionalMaxPool2dWithIndices(input, kernelSize, outputSize, randomSamples)
                .values();
    }

    /// Returns the largest elements of windows at random places, drawn from the process's generator.
    ///
    /// @param outputRatio the result's size as a part of the input's, for each dim of space
    /// @throws ShapeException if the shapes do not fit
    public static Tensor fractionalMaxPool2d(Tensor input, int[] kernelSize, double... outputRatio) {
        PoolingCalls calls = PoolingCalls.of("fractionalMaxPool2d", 2, input);
        int[] size = calls.space().scaled("outputRatio", input, outputRatio);
        return calls.fractionalMax(kernelSize, size, calls.randomSamples()).values();
    }

    /// Returns the largest elements of windows at random places, and where they lie.
    ///
    /// @throws ShapeException if the shapes do not fit
    public static PooledMax fractionalMaxPool2dWithIndices(
            Tensor input, int[] kernelSize, int[] outputSize, Tensor randomSamples) {
        return PoolingCalls.of("fractionalMaxPool2d", 2, input).fractionalMax(kernelSize, outputSize, randomSamples);
    }

    /// Returns the largest elements of windows at places that are random but cover the input.
    ///
    /// @param randomSamples uniform numbers of shape `[batch, channels, 3]` that decide the places
    /// @throws ShapeException if the shapes do not fit
    public static Tensor fractionalMaxPool3d(Tensor input, int[] kernelSize, int[] outputSize, Tensor randomSamples) {
        return fractionalMaxPool3dWithIndices(input, kernelSize, outputSize, randomSamples)
                .values();
    }

    /// Returns the largest elements of windows at random places, drawn from the process's generator.
    ///
    /// @param outputRatio the result's size as a part of the input's, for each dim of space
    /// @throws ShapeException if the shapes do not fit
    public static Tensor fractionalMaxPool3d(Tensor input, int[] kernelSize, double... outputRatio) {
        PoolingCalls calls = PoolingCalls.of("fractionalMaxPool3d", 3, input);
        int[] size = calls.space().scaled("outputRatio", input, outputRatio);
        return calls.fractionalMax(kernelSize, size, calls.randomSamples()).values();
    }

    /// Returns the largest elements of windows at random places, and where they lie.
    ///
    /// @throws ShapeException if the shapes do not fit
    public static PooledMax fractionalMaxPool3dWithIndices(
            Tensor input, int[] kernelSize, int[] outputSize, Tensor randomSamples) {
        return PoolingCalls.of("fractionalMaxPool3d", 3, input).fractionalMax(kernelSize, outputSize, randomSamples);
    }

    /// Returns the input divided by a power of the mean square of neighbouring channels, `x / (k + alpha ·
    /// mean)^beta` (Krizhevsky et al. 2012, 3.3).
    ///
    /// @param input `[batch, channels, size…]`
    /// @param size how many channels are neighbours; those that are not there count as 0
    /// @throws ShapeException if the input has fewer than three dims
    public static Tensor localResponseNorm(Tensor input, int size, double alpha, double beta, double k) {
        return PoolingCalls.localResponseNorm(input, size, alpha, beta, k);
    }

    private static OptionalInt[] optional(int... sizes) {
        return Arrays.stream(sizes).mapToObj(OptionalInt::of).toArray(OptionalInt[]::new);
    }
}
