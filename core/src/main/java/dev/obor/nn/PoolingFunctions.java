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
public abstract sealed class PoolingFunctions extends SpatialFunctions permits UnpoolingFunctions {
    PoolingFunctions() {}

    /// Returns the largest elements of windows side by side.
    ///
    /// @throws ShapeException if the shapes do not fit
    public static Tensor maxPool1d(Tensor input, int kernelSize) {
        return maxPool1d(input, ints(kernelSize), ints(), ints(0), ints(1), false);
    }

    /// Returns the largest elements of windows in steps of a stride.
    ///
    /// @throws ShapeException if the shapes do not fit
    public static Tensor maxPool1d(Tensor input, int kernelSize, int stride) {
        return maxPool1d(input, kernelSize, stride, 0);
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

    /// Returns the largest elements of windows side by side, and their places.
    ///
    /// @throws ShapeException if the shapes do not fit
    public static PooledMax maxPool1dWithIndices(Tensor input, int kernelSize) {
        return maxPool1dWithIndices(input, kernelSize, kernelSize);
    }

    /// Returns the largest elements of windows in steps of a stride, and their places.
    ///
    /// @throws ShapeException if the shapes do not fit
    public static PooledMax maxPool1dWithIndices(Tensor input, int kernelSize, int stride) {
        return maxPool1dWithIndices(input, ints(kernelSize), ints(stride), ints(0), ints(1), false);
    }

    /// Returns the largest elements of windows side by side.
    ///
    /// @throws ShapeException if the shapes do not fit
    public static Tensor maxPool2d(Tensor input, int kernelSize) {
        return maxPool2d(input, ints(kernelSize), ints(), ints(0), ints(1), false);
    }

    /// Returns the largest elements of windows in steps of a stride.
    ///
    /// @throws ShapeException if the shapes do not fit
    public static Tensor maxPool2d(Tensor input, int kernelSize, int stride) {
        return maxPool2d(input, kernelSize, stride, 0);
    }

    /// Returns the largest elements of windows side by side.
    ///
    /// @param kernelSize one number for each dim of space
    /// @throws ShapeException if the shapes do not fit
    public static Tensor maxPool2d(Tensor input, int[] kernelSize) {
        return maxPool2d(input, kernelSize, ints(), ints(0), ints(1), false);
    }

    /// Returns the largest elements of windows in steps of a stride.
    ///
    /// @param kernelSize one number for each dim of space
    /// @param stride one number for each dim of space
    /// @throws ShapeException if the shapes do not fit
    public static Tensor maxPool2d(Tensor input, int[] kernelSize, int[] stride) {
        return maxPool2d(input, kernelSize, stride, ints(0), ints(1), false);
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

    /// Returns the largest elements of windows side by side, and their places.
    ///
    /// @throws ShapeException if the shapes do not fit
    public static PooledMax maxPool2dWithIndices(Tensor input, int kernelSize) {
        return maxPool2dWithIndices(input, kernelSize, kernelSize);
    }

    /// Returns the largest elements of windows in steps of a stride, and their places.
    ///
    /// @throws ShapeException if the shapes do not fit
    public static PooledMax maxPool2dWithIndices(Tensor input, int kernelSize, int stride) {
        return maxPool2dWithIndices(input, ints(kernelSize), ints(stride), ints(0), ints(1), false);
    }

    /// Returns the largest elements of windows side by side.
    ///
    /// @throws ShapeException if the shapes do not fit
    public static Tensor maxPool3d(Tensor input, int kernelSize) {
        return maxPool3d(input, ints(kernelSize), ints(), ints(0), ints(1), false);
    }

    /// Returns the largest elements of windows in steps of a stride.
    ///
    /// @throws ShapeException if the shapes do not fit
    public static Tensor maxPool3d(Tensor input, int kernelSize, int stride) {
        return maxPool3d(input, kernelSize, stride, 0);
    }

    /// Returns the largest elements of windows side by side.
    ///
    /// @param kernelSize one number for each dim of space
    /// @throws ShapeException if the shapes do not fit
    public static Tensor maxPool3d(Tensor input, int[] kernelSize) {
        return maxPool3d(input, kernelSize, ints(), ints(0), ints(1), false);
    }

    /// Returns the largest elements of windows in steps of a stride.
    ///
    /// @param kernelSize one number for each dim of space
    /// @param stride one number for each dim of space
    /// @throws ShapeException if the shapes do not fit
    public static Tensor maxPool3d(Tensor input, int[] kernelSize, int[] stride) {
        return maxPool3d(input, kernelSize, stride, ints(0), ints(1), false);
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

    /// Returns the largest elements of windows side by side, and their places.
    ///
    /// @throws ShapeException if the shapes do not fit
    public static PooledMax maxPool3dWithIndices(Tensor input, int kernelSize) {
        return maxPool3dWithIndices(input, kernelSize, kernelSize);
    }

    /// Returns the largest elements of windows in steps of a stride, and their places.
    ///
    /// @throws ShapeException if the shapes do not fit
    public static PooledMax maxPool3dWithIndices(Tensor input, int kernelSize, int stride) {
        return maxPool3dWithIndices(input, ints(kernelSize), ints(stride), ints(0), ints(1), false);
    }

    /// Returns the means of windows side by side.
    ///
    /// @throws ShapeException if the shapes do not fit
    public static Tensor avgPool1d(Tensor input, int kernelSize) {
        return avgPool1d(input, kernelSize, kernelSize, 0);
    }

    /// Returns the means of windows in steps of a stride.
    ///
    /// @throws ShapeException if the shapes do not fit
    public static Tensor avgPool1d(Tensor input, int kernelSize, int stride) {
        return avgPool1d(input, kernelSize, stride, 0);
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

    /// Returns the means of windows in steps of a stride.
    ///
    /// @throws ShapeException if the shapes do not fit
    public static Tensor avgPool2d(Tensor input, int kernelSize, int stride) {
        return avgPool2d(input, kernelSize, stride, 0);
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

    /// Returns the means of windows in steps of a stride.
    ///
    /// @throws ShapeException if the shapes do not fit
    public static Tensor avgPool3d(Tensor input, int kernelSize, int stride) {
        return avgPool3d(input, kernelSize, stride, 0);
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

    private static OptionalInt[] optional(int... sizes) {
        return Arrays.stream(sizes).mapToObj(OptionalInt::of).toArray(OptionalInt[]::new);
    }
}
