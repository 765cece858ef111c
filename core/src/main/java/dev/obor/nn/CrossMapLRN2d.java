package dev.obor.nn;

import dev.obor.error.OborException;
import dev.obor.tensor.Tensor;

/// [LocalResponseNorm] of images, under the name that it had in Torch.
public final class CrossMapLRN2d extends Layer {
    private final int size;
    private final double alpha;
    private final double beta;
    private final Number k;

    /// Makes the layer with PyTorch's defaults, alpha 1e-4, beta 0.75 and k 1.
    ///
    /// @param size how many channels count as neighbours
    /// @throws OborException if it is less than 1
    public CrossMapLRN2d(int size) {
        this(size, 1e-4, 0.75, 1);
    }

    /// Makes the layer.
    ///
    /// @param size how many channels count as neighbours
    /// @throws OborException if it is less than 1
    public CrossMapLRN2d(int size, double alpha, double beta, Number k) {
        if (size < 1) {
            throw new OborException("CrossMapLRN2d: size is " + size + " and must be 1 or more");
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
