package dev.obor.nn;

import dev.obor.Obor;
import dev.obor.error.OborException;
import dev.obor.error.ShapeException;
import dev.obor.tensor.Tensor;

/// Channels divided by a power of their neighbours' squares, x / (k + alpha / size · Σ x²)ᵝ, for images
/// `[batch, channels, height, width]`, under the name that it had in Torch. Unlike [LocalResponseNorm] it
/// counts as many neighbours after a channel as before, and, as PyTorch does, the first channel among the
/// neighbours of all.
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
        if (x.dim() != 4) {
            throw new ShapeException("CrossMapLRN2d: the input has shape " + x.shape()
                    + ": it must be [batch, channels, height, width]");
        }
        int channels = x.size(1);
        int reach = (size - 1) / 2;
        Tensor distances = Obor.arange(channels).unsqueeze(1).sub(Obor.arange(channels));
        Tensor isNear =
                distances.abs().le(reach).logicalOr(Obor.arange(channels).eq(0).logicalAnd(distances.ge(0)));
        Tensor sums = isNear.to(x.dtype()).matmul(x.square().flatten(2, 3)).reshape(x.shape());
        return x.mul(sums.mul(alpha / size).add(k).pow(-beta));
    }

    @Override
    public String extraRepr() {
        return size + ", alpha=" + Repr.of(alpha) + ", beta=" + Repr.of(beta) + ", k=" + Repr.of(k);
    }
}
