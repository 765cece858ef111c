package dev.obor.nn;

import dev.obor.tensor.Tensor;

/// Padding of the last three dims of the last place.
public final class ReplicationPad3d extends Layer {
    private final int[] padding;

    /// Makes the layer.
    ///
    /// @param padding one number for all sides, or one for each: before and behind the last dim, then of the
    ///     dim before it; negative numbers cut off
    /// @throws dev.obor.error.ShapeException if the numbers are not 1 or 6
    public ReplicationPad3d(int... padding) {
        this.padding = ConstantPad3d.sides("ReplicationPad3d", padding);
    }

    @Override
    protected Tensor compute(Tensor x) {
        return F.pad(x, padding, PadMode.REPLICATE);
    }

    @Override
    public String extraRepr() {
        return Repr.tuple(padding);
    }
}
