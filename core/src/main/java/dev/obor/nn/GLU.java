package dev.obor.nn;

import dev.obor.tensor.Tensor;

/// The first half of a dim times the sigmoid of the second (Y. Dauphin et al., "Language modeling with gated
/// convolutional networks", 2017).
public final class GLU extends Layer {
    private final int dim;

    /// Makes the layer with PyTorch's default, -1.
    public GLU() {
        this(-1);
    }

    /// Makes the layer.
    ///
    /// @param dim the dim that is halved
    public GLU(int dim) {
        this.dim = dim;
    }

    @Override
    protected Tensor compute(Tensor x) {
        return F.glu(x, dim);
    }

    @Override
    public String extraRepr() {
        return "dim=" + dim;
    }
}
