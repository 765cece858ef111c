package dev.obor.tensor;

import dev.obor.layout.Shape;

/// Zeros of a shape, with the input added in through a view of them: the gradient of a view.
///
/// @param view the view
/// @param shape the shape of the result
public record ViewScatter(ViewOp view, Shape shape) implements Op {
    @Override
    public String name() {
        return view.name() + "Scatter";
    }

    @Override
    public Spec[] infer(Spec... inputs) {
        return new Spec[] {new Spec(shape, inputs[0].dtype())};
    }

    @Override
    public Tensor gradient(int input, Tensor g, Saved saved) {
        return Tensor.of(view, view instanceof ViewOp.AsStrided ? g.contiguous() : g);
    }
}
