package dev.obor.nn;

import dev.obor.tensor.Tensor;

/// All dims after the first as one.
public final class Flatten extends Layer {
    /// Makes the layer.
    public Flatten() {}

    @Override
    public Tensor forward(Tensor x) {
        return x.flatten(1, -1);
    }

    @Override
    protected String extraRepr() {
        return "start_dim=1, end_dim=-1";
    }
}
