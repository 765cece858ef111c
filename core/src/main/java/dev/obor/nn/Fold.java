package dev.obor.nn;

import dev.obor.tensor.Tensor;

/// The sum of columns put back to where [Unfold] would have taken them: `[batch, channels · places,
/// windows]`, or the same without a batch, as `[batch, channels, height, width]`.
public final class Fold extends Layer {
    private final int[] outputSize;
    private final int[] kernelSize;
    private final PatchOptions options;

    /// Makes the layer with stride 1.
    ///
    /// @param outputSize height and width, or one number for both
    /// @param kernelSize one number, or one for each of the two dims
    /// @throws dev.obor.error.ShapeException if a number is too small
    public Fold(int[] outputSize, int... kernelSize) {
        this(outputSize, kernelSize, PatchOptions.DEFAULT);
    }

    /// Makes the layer.
    ///
    /// @param outputSize height and width, or one number for both
    /// @param kernelSize one number, or one for each of the two dims
    /// @throws dev.obor.error.ShapeException if a number is too small
    public Fold(int[] outputSize, int[] kernelSize, PatchOptions options) {
        Space space = new Space("Fold", 2);
        space.atLeast(1, "outputSize", outputSize);
        space.atLeast(1, "kernelSize", kernelSize);
        this.outputSize = outputSize.clone();
        this.kernelSize = kernelSize.clone();
        this.options = options;
    }

    /// Returns the default options, to be changed.
    public static PatchOptions options() {
        return PatchOptions.DEFAULT;
    }

    @Override
    protected Tensor compute(Tensor x) {
        return F.fold(x, outputSize, kernelSize, options.dilation(), options.padding(), options.stride());
    }

    @Override
    public String extraRepr() {
        return "output_size=" + Repr.sizes(outputSize) + ", kernel_size=" + Repr.sizes(kernelSize) + ", dilation="
                + Repr.sizes(options.dilation()) + ", padding=" + Repr.sizes(options.padding()) + ", stride="
                + Repr.sizes(options.stride());
    }
}
