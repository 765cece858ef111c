package dev.obor.tensor;

import dev.obor.dtype.DType;

/// Converts each element to another dtype, as Java's casts do: towards 0 and saturating from floating-point
/// numbers to int32 and int64, wrapping between integers, to bool by comparison with 0.
public record Cast(DType to) implements Op {
    @Override
    public String name() {
        return "to";
    }

    @Override
    public Spec[] infer(Spec... inputs) {
        return new Spec[] {new Spec(inputs[0].shape(), to)};
    }

    @Override
    public boolean isDifferentiable() {
        return to.isFloating();
    }

    @Override
    public Tensor gradient(int input, Tensor g, Saved saved) {
        return g;
    }
}
