package dev.obor.nn;

import dev.obor.error.OborException;
import dev.obor.tensor.Tensor;

/// Each element divided by (k + alpha · m)^beta, m the mean of the squares of the elements at the same place
/// in the neighbouring channels (A. Krizhevsky et al., "ImageNet classification with deep convolutional
/// neural networks", 2012).
public final class LocalResponseNorm extends Layer {
    private final int size;
    private final double alpha;
    private final double beta;
    private final Number k;

    /// Makes the layer with PyTorch's defaults, alpha 1e-4, beta 0.75 and k 1.
    ///
    /// @param size how many channels count as neighbours
    /// @throws OborException if it is less than 1
    public LocalResponseNorm(int size) {
        this(size, 1e-4, 0.75, 1.0);
    }

    /// Makes the layer.
    ///
    /// @param size how many channels count as neighbours
    /// @throws OborException if it is less than 1
    public LocalResponseNorm(int size, double alpha, double beta, Number k) {
        if (size < 1) {
            throw new OborException("LocalResponseNorm: size is " + size + " and must be 1 or more");
        }
        this.size = size;
        this.alpha = alpha;
        this.beta = beta;
        this.k = k;
    }

    @Override
    protected Tensor compute(Tensor x) {
        return F.localResponseNorm(x, size, alpha, beta, k.doubleValue());
    }

    @Override
    public String extraRepr() {
        return size + ", alpha=" + Repr.of(alpha) + ", beta=" + Repr.of(beta) + ", k=" + Repr.of(k);
    }
}
