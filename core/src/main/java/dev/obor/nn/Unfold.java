package dev.obor.nn;

import dev.obor.tensor.Tensor;

/// The windows of `[batch, channels, height, width]`, or the same without a batch, as columns: `[batch,
/// channels · places, windows]`.
public final class Unfold extends Layer {
    private final int[] kernelSize;
    private final PatchOptions options;

    /// Makes the layer with stride 1.
    ///
    /// @param kernelSize one number, or one for each of the two dims
    /// @throws dev.obor.error.ShapeException if a number is too small
    public Unfold(int... kernelSize) {
        this(kernelSize, PatchOptions.DEFAULT);
    }

    /// Makes the layer.
    ///
    /// @param kernelSize one number, or one for each of the two dims
    /// @throws dev.obor.error.ShapeException if a number is too small
    public Unfold(int[] kernelSize, PatchOptions options) {
        new Space("Unfold", 2).atLeast(1, "kernelSize", kernelSize);
        this.kernelSize = kernelSize.clone();
        this.options = options;
    }

    /// Returns the default options, to be changed.
    public static PatchOptions options() {
        return PatchOptions.DEFAULT;
    }

    @Override
    protected Tensor compute(Tensor x) {
        return F.unfold(x, kernelSize, options.dilation(), options.padding(), options.stride());
    }

    @Override
    public String extraRepr() {
        return "kernel_size=" + Repr.sizes(kernelSize) + ", dilation=" + Repr.sizes(options.dilation()) + ", padding="
                + Repr.sizes(options.padding()) + ", stride=" + Repr.sizes(options.stride());
    }
}
