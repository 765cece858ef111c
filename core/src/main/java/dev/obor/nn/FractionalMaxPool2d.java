package dev.obor.nn;

import dev.obor.tensor.Tensor;
import java.util.Optional;

/// The largest elements of windows at random places that cover the input, of
/// `[batch, channels, height, width]`, or the same without a batch.
public final class FractionalMaxPool2d extends FractionalMaxPool {
    /// Makes the layer for a result of a given size. Numbers for each dim of space are given once for all, or
    /// one for each.
    ///
    /// @throws dev.obor.error.ShapeException if a number is too small
    public FractionalMaxPool2d(int[] kernelSize, int[] outputSize) {
        this(kernelSize, outputSize, Optional.empty());
    }

    /// Makes the layer for a result of a given size.
    ///
    /// @param randomSamples uniform numbers of shape `[batch, channels, 2]` that decide the places
    /// @throws dev.obor.error.ShapeException if a number is too small
    public FractionalMaxPool2d(int[] kernelSize, int[] outputSize, Optional<Tensor> randomSamples) {
        super(new Space("FractionalMaxPool2d", 2), kernelSize, outputSize, new double[0], randomSamples);
    }

    /// Makes the layer for a result whose size is a part of the input's.
    ///
    /// @param outputRatio between 0 and 1
    /// @throws dev.obor.error.ShapeException if a number is out of range
    public FractionalMaxPool2d(int[] kernelSize, double[] outputRatio) {
        this(kernelSize, outputRatio, Optional.empty());
    }

    /// Makes the layer for a result whose size is a part of the input's.
    ///
    /// @param outputRatio between 0 and 1
    /// @param randomSamples uniform numbers of shape `[batch, channels, 2]` that decide the places
    /// @throws dev.obor.error.ShapeException if a number is out of range
    public FractionalMaxPool2d(int[] kernelSize, double[] outputRatio, Optional<Tensor> randomSamples) {
        super(new Space("FractionalMaxPool2d", 2), kernelSize, new int[0], outputRatio, randomSamples);
    }
}
