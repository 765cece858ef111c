package dev.obor.nn;

import dev.obor.tensor.Tensor;

/// Channels of `[batch, channels, height, width]` set to 0 with probability p in training, the others divided
/// by 1 − p.
public final class Dropout2d extends DropoutLayer {
    /// Makes the layer with p = 0.5.
    public Dropout2d() {
        this(0.5);
    }

    /// Makes the layer.
    ///
    /// @throws dev.obor.error.OborException if p is not from 0 to 1
    public Dropout2d(double p) {
        this(p, false);
    }

    /// Makes the layer.
    ///
    /// @param inplace whether the input itself is changed
    /// @throws dev.obor.error.OborException if p is not from 0 to 1
    public Dropout2d(double p, boolean inplace) {
        super("Dropout2d", p, inplace);
    }

    @Override
    Tensor drop(Tensor x) {
        return F.dropout2d(x, p(), isTraining());
    }
}
