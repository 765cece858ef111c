package dev.obor.nn;

import dev.obor.tensor.Tensor;

/// The p-norms of windows, (Σ xᵖ)^(1/p), of `[batch, channels, height, width]`, or the same without a batch;
/// x itself and not |x| is in the sum, as in PyTorch.
public final class LPPool2d extends Layer {
    private final Number normType;
    private final int[] kernelSize;
    private final int[] stride;
    private final boolean ceilMode;

    /// Makes the layer with windows side by side.
    ///
    /// @param normType p
    /// @throws dev.obor.error.ShapeException if the size is less than 1
    public LPPool2d(Number normType, int kernelSize) {
        this(normType, new int[] {kernelSize}, new int[0], false);
    }

    /// Makes the layer. Numbers for each dim of space are given once for all, or one for each.
    ///
    /// @param normType p
    /// @param stride none for the kernel's size
    /// @param ceilMode whether a last window may reach beyond the input
    /// @throws dev.obor.error.ShapeException if a number is too small
    public LPPool2d(Number normType, int[] kernelSize, int[] stride, boolean ceilMode) {
        Space space = new Space("LPPool2d", 2);
        space.atLeast(1, "kernelSize", kernelSize);
        if (stride.length > 0) {
            space.atLeast(1, "stride", stride);
        }
        this.normType = normType;
        this.kernelSize = kernelSize.clone();
        this.stride = stride.clone();
        this.ceilMode = ceilMode;
    }

    @Override
    protected Tensor compute(Tensor x) {
        return F.lpPool2d(x, normType.doubleValue(), kernelSize, stride, ceilMode);
    }

    @Override
    public String extraRepr() {
        return "norm_type=" + Repr.of(normType) + ", kernel_size=" + Repr.sizes(kernelSize) + ", stride="
                + (stride.length == 0 ? "None" : Repr.sizes(stride)) + ", ceil_mode=" + Repr.of(ceilMode);
    }
}
