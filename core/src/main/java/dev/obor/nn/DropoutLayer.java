package dev.obor.nn;

import dev.obor.tensor.Tensor;

/// What layers have in common that drop at random in training and do nothing in evaluation.
public abstract sealed class DropoutLayer extends Layer
        permits Dropout1d, Dropout2d, Dropout3d, AlphaDropout, FeatureAlphaDropout {
    private final double p;
    private final boolean inplace;

    DropoutLayer(String op, double p, boolean inplace) {
        DropoutFunctions.checkProbability(op, p);
        this.p = p;
        this.inplace = inplace;
    }

    /// Returns the probability to drop.
    public final double p() {
        return p;
    }

    @Override
    protected final Tensor compute(Tensor x) {
        Tensor result = drop(x);
        return inplace && result != x ? x.copy_(result) : result;
    }

    /// Returns what is left of x.
    abstract Tensor drop(Tensor x);

    @Override
    public final String extraRepr() {
        return "p=" + Repr.of(p) + ", inplace=" + Repr.of(inplace);
    }
}
