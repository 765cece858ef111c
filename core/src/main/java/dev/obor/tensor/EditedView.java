package dev.obor.tensor;

/// A tensor after a view of it was edited in place: the tensor before, with the view's new values in the view's
/// place. Inputs: the tensor before, the new values.
///
/// @param path the view
record EditedView(ViewPath path) implements Composite {
    @Override
    public String name() {
        return "editedView";
    }

    @Override
    public Spec[] infer(Spec... inputs) {
        return new Spec[] {inputs[0]};
    }

    @Override
    public Tensor forward(Tensor... inputs) {
        Tensor whole = inputs[0].clone();
        path.of(whole).copy_(inputs[1]);
        return whole;
    }

    @Override
    public Tensor gradient(int input, Tensor g, Saved saved) {
        if (input == 1) {
            return path.of(g);
        }
        Tensor outside = g.clone();
        path.of(outside).zero_();
        return outside;
    }
}
