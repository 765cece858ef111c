package dev.obor.nn;

import dev.obor.tensor.Tensor;

/// Elements set to where [SELU] ends on the left with probability p in training, and all scaled and moved so
/// that mean 0 and variance 1 stay.
public final class AlphaDropout extends DropoutLayer {
    /// Makes the layer with p = 0.5.
    public AlphaDropout() {
        this(0.5);
    }

    /// Makes the layer.
    ///
    /// @throws dev.obor.error.OborException if p is not from 0 to 1
    public AlphaDropout(double p) {
        this(p, false);
    }

    /// Makes the layer.
    ///
    /// @param inplace whether the input itself is changed
    /// @throws dev.obor.error.OborException if p is not from 0 to 1
    public AlphaDropout(double p, boolean inplace) {
        super("AlphaDropout", p, inplace);
    }

    @Override
    Tensor drop(Tensor x) {
        return F.alphaDropout(x, p(), isTraining());
    }
}
