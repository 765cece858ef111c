package dev.obor.nn;

import dev.obor.tensor.Tensor;

/// x / (1 + |x|) for each element.
public final class Softsign extends Layer {
    /// Makes the layer.
    public Softsign() {}

    @Override
    protected Tensor compute(Tensor x) {
        return F.softsign(x);
    }
}
