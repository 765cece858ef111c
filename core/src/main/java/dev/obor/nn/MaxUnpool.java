package dev.obor.nn;

import dev.obor.tensor.Tensor;

/// What the opposites of max poolings have in common: zeros, with the elements at the places where they came
/// from.
public abstract sealed class MaxUnpool extends Block permits MaxUnpool1d, MaxUnpool2d, MaxUnpool3d {
    private final Space space;
    private final int[] kernelSize;
    private final int[] stride;
    private final int[] padding;

    MaxUnpool(Space space, int[] kernelSize, int[] stride, int[] padding) {
        this.space = space;
        this.kernelSize = space.atLeast(1, "kernelSize", kernelSize);
        this.stride = stride.length == 0 ? this.kernelSize : space.atLeast(1, "stride", stride);
        this.padding = space.atLeast(0, "padding", padding);
    }

    /// Returns the elements at their places, in a result of the least size.
    ///
    /// @param indices the places that a max pooling found
    /// @throws dev.obor.error.ShapeException if the shapes do not fit
    public final Tensor forward(Tensor input, Tensor indices) {
        return forward(input, indices, new int[0]);
    }

    /// Returns the elements at their places.
    ///
    /// @param indices the places that a max pooling found
    /// @param outputSize the result's dims of space, or its whole shape
    /// @throws dev.obor.error.ShapeException if the shapes do not fit
    public final Tensor forward(Tensor input, Tensor indices, int... outputSize) {
        return call(
                x -> PoolingCalls.of(space.op(), space.rank(), x[0])
                        .unpool(x[1], kernelSize, stride, padding, outputSize),
                input,
                indices);
    }

    @Override
    public final String extraRepr() {
        return "kernel_size=" + Repr.tuple(kernelSize) + ", stride=" + Repr.tuple(stride) + ", padding="
                + Repr.tuple(padding);
    }
}
