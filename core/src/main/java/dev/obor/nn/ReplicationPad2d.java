package dev.obor.nn;

import dev.obor.tensor.Tensor;

/// Padding of the last two dims of the last place.
public final class ReplicationPad2d extends Layer {
    private final int[] padding;

    /// Makes the layer.
    ///
    /// @param padding one number for all sides, or one for each: before and behind the last dim, then of the
    ///     dim before it; negative numbers cut off
    /// @throws dev.obor.error.ShapeException if the numbers are not 1 or 4
    public ReplicationPad2d(int... padding) {
        this.padding = ConstantPad2d.sides("ReplicationPad2d", padding);
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
