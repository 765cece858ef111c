package dev.obor.nn;

import dev.obor.tensor.Tensor;

/// Padding of the last two dims of zeros.
public final class ZeroPad2d extends Layer {
    private final int[] padding;

    /// Makes the layer.
    ///
    /// @param padding one number for all sides, or one for each: before and behind the last dim, then of the
    ///     dim before it; negative numbers cut off
    /// @throws dev.obor.error.ShapeException if the numbers are not 1 or 4
    public ZeroPad2d(int... padding) {
        this.padding = ConstantPad2d.sides("ZeroPad2d", padding);
    }

    @Override
    protected Tensor compute(Tensor x) {
        return F.pad(x, padding, PadMode.CONSTANT);
    }

    @Override
    public String extraRepr() {
        return Repr.tuple(padding);
    }
}
