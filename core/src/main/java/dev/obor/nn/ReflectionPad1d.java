package dev.obor.nn;

import dev.obor.tensor.Tensor;

/// Padding of the last dim mirrored at the edge, whose place is not repeated.
public final class ReflectionPad1d extends Layer {
    private final int[] padding;

    /// Makes the layer.
    ///
    /// @param padding one number for all sides, or one for each: before and behind the last dim, then of the
    ///     dim before it; negative numbers cut off
    /// @throws dev.obor.error.ShapeException if the numbers are not 1 or 2
    public ReflectionPad1d(int... padding) {
        this.padding = ConstantPad1d.sides("ReflectionPad1d", padding);
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
