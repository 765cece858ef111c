package dev.obor.nn;

import dev.obor.tensor.Tensor;

/// Channels set to where [SELU] ends on the left with probability p in training, and all scaled and moved so
/// that mean 0 and variance 1 stay.
public final class FeatureAlphaDropout extends DropoutLayer {
    /// Makes the layer with p = 0.5.
    public FeatureAlphaDropout() {
        this(0.5);
    }

    /// Makes the layer.
    ///
    /// @throws dev.obor.error.OborException if p is not from 0 to 1
    public FeatureAlphaDropout(double p) {
        this(p, false);
    }

    /// Makes the layer.
    ///
    /// @param inplace whether the input itself is changed
    /// @throws dev.obor.error.OborException if p is not from 0 to 1
    public FeatureAlphaDropout(double p, boolean inplace) {
        super("FeatureAlphaDropout", p, inplace);
    }

    @Override
    Tensor drop(Tensor x) {
        return F.featureAlphaDropout(x, p(), isTraining());
    }
}
