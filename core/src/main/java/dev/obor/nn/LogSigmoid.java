package dev.obor.nn;

import dev.obor.tensor.Tensor;

/// The logarithm of the sigmoid of each element.
public final class LogSigmoid extends Layer {
    /// Makes the layer.
    public LogSigmoid() {}

    @Override
    protected Tensor compute(Tensor x) {
        return F.logsigmoid(x);
    }
}
