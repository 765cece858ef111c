package dev.obor.nn;

import dev.obor.tensor.Tensor;

/// Padding of the last two dims mirrored at the edge, whose place is not repeated.
public final class ReflectionPad2d extends Layer {
    private final int[] padding;

    /// Makes the layer.
    ///
    /// @param padding one number for all sides, or one for each: before and behind the last dim, then of the
    ///     dim before it; negative numbers cut off
    /// @throws dev.obor.error.ShapeException if the numbers are not 1 or 4
    public ReflectionPad2d(int... padding) {
        this.padding = ConstantPad2d.sides("ReflectionPad2d", padding);
    }

    @Override
    protected Tensor compute(Tensor x) {
        return F.pad(x, padding, PadMode.REFLECT);
    }

    @Override
    public String extraRepr() {
        return Repr.tuple(padding);
    }
}
