package dev.obor.nn;

import dev.obor.tensor.Tensor;

/// Channels of `[batch, channels, depth, height, width]`, or the same without a batch, set to 0 with
/// probability p in training, the others divided by 1 − p.
public final class Dropout3d extends DropoutLayer {
    /// Makes the layer with p = 0.5.
    public Dropout3d() {
        this(0.5);
    }

    /// Makes the layer.
    ///
    /// @throws dev.obor.error.OborException if p is not from 0 to 1
    public Dropout3d(double p) {
        this(p, false);
    }

    /// Makes the layer.
    ///
    /// @param inplace whether the input itself is changed
    /// @throws dev.obor.error.OborException if p is not from 0 to 1
    public Dropout3d(double p, boolean inplace) {
        super("Dropout3d", p, inplace);
    }

    @Override
    Tensor drop(Tensor x) {
        return F.dropout3d(x, p(), isTraining());
    }
}
