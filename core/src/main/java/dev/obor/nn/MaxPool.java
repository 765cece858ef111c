package dev.obor.nn;

import dev.obor.error.OborException;
import dev.obor.tensor.Tensor;

/// What max poolings of all ranks have in common: the largest elements of windows; a NaN counts as largest,
/// and the gradient goes to the first of equals.
public abstract sealed class MaxPool extends Layer permits MaxPool1d, MaxPool2d, MaxPool3d {
    private final Space space;
    private final int[] kernelSize;
    private final int[] stride;
    private final MaxPoolOptions options;

    MaxPool(Space space, int[] kernelSize, MaxPoolOptions options) {
        space.atLeast(1, "kernelSize", kernelSize);
        if (options.stride().length > 0) {
            space.atLeast(1, "stride", options.stride());
        }
        space.atLeast(0, "padding", options.padding());
        space.atLeast(1, "dilation", options.dilation());
        this.space = space;
        this.kernelSize = kernelSize.clone();
        this.stride = options.stride().length > 0 ? options.stride() : this.kernelSize;
        this.options = options;
    }

    /// Returns the default options, to be changed.
    public static MaxPoolOptions options() {
        return MaxPoolOptions.DEFAULT;
    }

    @Override
    protected final Tensor compute(Tensor x) {
        return pooled(x).values();
    }

    /// Returns the largest elements and their places, which the opposite, such as [MaxUnpool2d], takes.
    ///
    /// @throws OborException if the shapes do not fit
    public final PooledMax forwardWithIndices(Tensor x) {
        return call(inputs -> pooled(inputs[0]), x);
    }

    private PooledMax pooled(Tensor x) {
        return PoolingCalls.of(space.op(), space.rank(), x)
                .max(kernelSize, stride, options.padding(), options.dilation(), options.ceilMode());
    }

    @Override
    public final String extraRepr() {
        return "kernel_size=" + Repr.sizes(kernelSize) + ", stride=" + Repr.sizes(stride) + ", padding="
                + Repr.sizes(options.padding()) + ", dilation=" + Repr.sizes(options.dilation()) + ", ceil_mode="
                + Repr.of(options.ceilMode());
    }
}
