package dev.obor.nn;

import dev.obor.error.ShapeException;
import dev.obor.tensor.Tensor;
import java.util.Arrays;
import java.util.OptionalInt;

/// The functions of [F] that pool by other rules: by norms, at random places, over channels; and the opposite
/// of max pooling.
public abstract sealed class UnpoolingFunctions extends PoolingFunctions permits ResizingFunctions {
    UnpoolingFunctions() {}

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

    /// Returns the p-norms of windows in steps of a stride.
    ///
    /// @throws ShapeException if the shapes do not fit
    public static Tensor lpPool1d(Tensor input, double normType, int kernelSize, int stride) {
        return lpPool1d(input, normType, ints(kernelSize), ints(stride), false);
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

    /// Returns the p-norms of windows in steps of a stride.
    ///
    /// @throws ShapeException if the shapes do not fit
    public static Tensor lpPool2d(Tensor input, double normType, int kernelSize, int stride) {
        return lpPool2d(input, normType, ints(kernelSize), ints(stride), false);
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

    /// Returns zeros with the input's elements at the places that a max pooling of windows side by side
    /// found.
    ///
    /// @throws ShapeException if the shapes do not fit
    /// @throws dev.obor.error.IndexException if an index lies outside the result
    public static Tensor maxUnpool1d(Tensor input, Tensor indices, int kernelSize) {
        return maxUnpool1d(input, indices, ints(kernelSize), ints(), ints(0), ints());
    }

    /// Returns zeros with the input's elements at the places that a max pooling in steps of a stride found.
    ///
    /// @throws ShapeException if the shapes do not fit
    /// @throws dev.obor.error.IndexException if an index lies outside the result
    public static Tensor maxUnpool1d(Tensor input, Tensor indices, int kernelSize, int stride) {
        return maxUnpool1d(input, indices, ints(kernelSize), ints(stride), ints(0), ints());
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

    /// Returns zeros with the input's elements at the places that a max pooling of windows side by side
    /// found.
    ///
    /// @throws ShapeException if the shapes do not fit
    /// @throws dev.obor.error.IndexException if an index lies outside the result
    public static Tensor maxUnpool2d(Tensor input, Tensor indices, int kernelSize) {
        return maxUnpool2d(input, indices, ints(kernelSize), ints(), ints(0), ints());
    }

    /// Returns zeros with the input's elements at the places that a max pooling in steps of a stride found.
    ///
    /// @throws ShapeException if the shapes do not fit
    /// @throws dev.obor.error.IndexException if an index lies outside the result
    public static Tensor maxUnpool2d(Tensor input, Tensor indices, int kernelSize, int stride) {
        return maxUnpool2d(input, indices, ints(kernelSize), ints(stride), ints(0), ints());
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

    /// Returns zeros with the input's elements at the places that a max pooling of windows side by side
    /// found.
    ///
    /// @throws ShapeException if the shapes do not fit
    /// @throws dev.obor.error.IndexException if an index lies outside the result
    public static Tensor maxUnpool3d(Tensor input, Tensor indices, int kernelSize) {
        return maxUnpool3d(input, indices, ints(kernelSize), ints(), ints(0), ints());
    }

    /// Returns zeros with the input's elements at the places that a max pooling in steps of a stride found.
    ///
    /// @throws ShapeException if the shapes do not fit
    /// @throws dev.obor.error.IndexException if an index lies outside the result
    public static Tensor maxUnpool3d(Tensor input, Tensor indices, int kernelSize, int stride) {
        return maxUnpool3d(input, indices, ints(kernelSize), ints(stride), ints(0), ints());
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

    /// Returns the input divided by a power of the mean square of neighbouring channels, with alpha 1e-4,
    /// beta 0.75 and k 1.
    ///
    /// @throws ShapeException if the input has fewer than three dims
    public static Tensor localResponseNorm(Tensor input, int size) {
        return localResponseNorm(input, size, 1e-4, 0.75, 1);
    }
}
