package dev.obor.nn;

import dev.obor.tensor.Tensor;

/// x limited to 0 … 6, for each element.
public final class ReLU6 extends Layer {
    /// Makes the layer.
    public ReLU6() {}

    @Override
    protected Tensor compute(Tensor x) {
        return F.relu6(x);
    }
}
