package dev.obor.tensor;

/// A copy with some dims running backwards.
///
/// @param dims rising
public record Flip(int[] dims) implements Composite {
    @Override
    public String name() {
        return "flip";
    }

    @Override
    public Spec[] infer(Spec... inputs) {
        return new Spec[] {inputs[0]};
    }

    @Override
    public Tensor forward(Tensor... inputs) {
        // Negative strides are good for reading only, so the layout lives for this copy alone.
        Tensor x = inputs[0];
        return Tensor.of(x.view().with(x.layout().flip(dims))).clone();
    }

    @Override
    public Tensor gradient(int input, Tensor g, Saved saved) {
        return Tensor.of(this, g);
    }
}
