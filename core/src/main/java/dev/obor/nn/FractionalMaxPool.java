package dev.obor.nn;

import dev.obor.error.ShapeException;
import dev.obor.tensor.Tensor;
import java.util.Arrays;
import java.util.Optional;

/// What max poolings with windows at random places have in common (B. Graham, "Fractional max-pooling",
/// 2014). The places are drawn from the process's generator at each call, in evaluation, too, unless the
/// numbers that decide them are given.
public abstract sealed class FractionalMaxPool extends Layer permits FractionalMaxPool2d, FractionalMaxPool3d {
    private final Space space;
    private final int[] kernelSize;
    private final int[] outputSize;
    private final double[] outputRatio;
    private final Optional<Tensor> randomSamples;

    FractionalMaxPool(
            Space space, int[] kernelSize, int[] outputSize, double[] outputRatio, Optional<Tensor> randomSamples) {
        this.space = space;
        this.kernelSize = space.atLeast(1, "kernelSize", kernelSize);
        this.outputSize = outputSize.length == 0 ? outputSize : space.atLeast(1, "outputSize", outputSize);
        this.outputRatio = outputRatio.clone();
        this.randomSamples = randomSamples;
        if (outputSize.length == 0 && Arrays.stream(outputRatio).anyMatch(ratio -> !(ratio > 0 && ratio < 1))) {
            throw new ShapeException(
                    space.op() + ": outputRatio " + Arrays.toString(outputRatio) + " must be between 0 and 1");
        }
    }

    @Override
    protected final Tensor compute(Tensor x) {
        return pooled(x).values();
    }

    /// Returns the largest elements and their places.
    ///
    /// @throws ShapeException if the shapes do not fit
    public final PooledMax forwardWithIndices(Tensor x) {
        return call(inputs -> pooled(inputs[0]), x);
    }

    private PooledMax pooled(Tensor x) {
        PoolingCalls calls = PoolingCalls.of(space.op(), space.rank(), x);
        int[] size = outputSize.length > 0 ? outputSize : space.scaled("outputRatio", x, outputRatio);
        return calls.fractionalMax(kernelSize, size, randomSamples.orElseGet(calls::randomSamples));
    }
}
