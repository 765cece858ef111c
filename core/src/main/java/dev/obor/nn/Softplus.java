package dev.obor.nn;

import dev.obor.tensor.Tensor;

/// log(1 + exp(beta · x)) / beta for each element; x where beta · x is above a threshold.
public final class Softplus extends Layer {
    private final Number beta;
    private final Number threshold;

    /// Makes the layer with PyTorch's defaults, 1 and 20.
    public Softplus() {
        this(1, 20);
    }

    /// Makes the layer.
    ///
    /// @param beta the sharpness of the bend
    /// @param threshold where the function turns to x
    public Softplus(Number beta, Number threshold) {
        this.beta = beta;
        this.threshold = threshold;
    }

    @Override
    protected Tensor compute(Tensor x) {
        return F.softplus(x, beta.doubleValue(), threshold.doubleValue());
    }

    @Override
    public String extraRepr() {
        return "beta=" + Repr.of(beta) + ", threshold=" + Repr.of(threshold);
    }
}
