package dev.obor.nn;

import dev.obor.tensor.Tensor;

/// What average poolings of all ranks have in common: the means of windows.
public abstract sealed class AvgPool extends Layer permits AvgPool1d, AvgPool2d, AvgPool3d {
    private final Space space;
    private final int[] kernelSize;
    private final int[] stride;
    private final AvgPoolOptions options;

    AvgPool(Space space, int[] kernelSize, AvgPoolOptions options) {
        space.atLeast(1, "kernelSize", kernelSize);
        if (options.stride().length > 0) {
            space.atLeast(1, "stride", options.stride());
        }
        space.atLeast(0, "padding", options.padding());
        this.space = space;
        this.kernelSize = kernelSize.clone();
        this.stride = options.stride().length > 0 ? options.stride() : this.kernelSize;
        this.options = options;
    }

    /// Returns the default options, to be changed.
    public static AvgPoolOptions options() {
        return AvgPoolOptions.DEFAULT;
    }

    @Override
    protected final Tensor compute(Tensor x) {
        return PoolingCalls.of(space.op(), space.rank(), x)
                .mean(
                        kernelSize,
                        stride,
                        options.padding(),
                        options.ceilMode(),
                        options.countIncludePad(),
                        options.divisorOverride());
    }

    @Override
    public final String extraRepr() {
        // PyTorch keeps the numbers of the one-dimensional layer as tuples.
        boolean isTuple = space.rank() == 1;
        return "kernel_size=" + text(isTuple, kernelSize) + ", stride=" + text(isTuple, stride) + ", padding="
                + text(isTuple, options.padding());
    }

    private static String text(boolean isTuple, int... sizes) {
        return isTuple ? Repr.tuple(sizes) : Repr.sizes(sizes);
    }
}
