package dev.obor.nn;

import dev.obor.tensor.Tensor;

/// Padding of the last two dims of the other end.
public final class CircularPad2d extends Layer {
    private final int[] padding;

    /// Makes the layer.
    ///
    /// @param padding one number for all sides, or one for each: before and behind the last dim, then of the
    ///     dim before it; negative numbers cut off
    /// @throws dev.obor.error.ShapeException if the numbers are not 1 or 4
    public CircularPad2d(int... padding) {
        this.padding = ConstantPad2d.sides("CircularPad2d", padding);
    }

    @Override
    protected Tensor compute(Tensor x) {
        return F.pad(x, padding, PadMode.CIRCULAR);
    }

    @Override
    public String extraRepr() {
        return Repr.tuple(padding);
    }
}
