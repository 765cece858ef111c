package dev.obor.nn;

import dev.obor.tensor.Tensor;

/// Padding of the last three dims with one value.
public final class ConstantPad3d extends Layer {
    private final int[] padding;
    private final Number value;

    /// Makes the layer with the same padding on all sides.
    ///
    /// @param value what stands in the padding
    public ConstantPad3d(int padding, Number value) {
        this(new int[] {padding}, value);
    }

    /// Makes the layer.
    ///
    /// @param padding one number for all sides, or one for each: before and behind the last dim, then of the
    ///     dim before it; negative numbers cut off
    /// @param value what stands in the padding
    /// @throws dev.obor.error.ShapeException if the numbers are not 1 or 6
    public ConstantPad3d(int[] padding, Number value) {
        this.padding = sides("ConstantPad3d", padding);
        this.value = value;
    }

    static int[] sides(String op, int... padding) {
        return new Space(op, 6).spread("padding", padding);
    }

    @Override
    protected Tensor compute(Tensor x) {
        return F.pad(x, padding, PadMode.CONSTANT, value);
    }

    @Override
    public String extraRepr() {
        return "padding=" + Repr.tuple(padding) + ", value=" + Repr.of(value);
    }
}
