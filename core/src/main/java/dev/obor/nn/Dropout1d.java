package dev.obor.nn;

import dev.obor.tensor.Tensor;

/// Channels of `[batch, channels, length]`, or the same without a batch, set to 0 with probability p in
/// training, the others divided by 1 − p.
public final class Dropout1d extends DropoutLayer {
    /// Makes the layer with p = 0.5.
    public Dropout1d() {
        this(0.5);
    }

    /// Makes the layer.
    ///
    /// @throws dev.obor.error.OborException if p is not from 0 to 1
    public Dropout1d(double p) {
        this(p, false);
    }

    /// Makes the layer.
    ///
    /// @param inplace whether the input itself is changed
    /// @throws dev.obor.error.OborException if p is not from 0 to 1
    public Dropout1d(double p, boolean inplace) {
        super("Dropout1d", p, inplace);
    }

    @Override
    Tensor drop(Tensor x) {
        return F.dropout1d(x, p(), isTraining());
    }
}
