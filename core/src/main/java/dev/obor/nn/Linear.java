package dev.obor.nn;

import dev.obor.Obor;
import dev.obor.error.OborException;
import dev.obor.error.ShapeException;
import dev.obor.tensor.Tensor;

/// An affine map of the last dim: x · weightᵀ + bias, with `weight` of shape `[out, in]` and `bias` of shape
/// `[out]`.
///
/// Both start uniform within ±1/√in, the weight drawn first, as PyTorch's.
public final class Linear extends Layer {
    private final int in;
    private final int out;
    private final Tensor weight;
    private final Tensor bias;

    /// Makes a layer from `in` to `out` features, drawing from the process's generator.
    public Linear(int in, int out) {
        if (in < 1 || out < 1) {
            throw new OborException("Linear: " + in + " features in and " + out + " out: both must be 1 or more");
        }
        this.in = in;
        this.out = out;
        double bound = Init.kaimingUniformBound(in, Math.sqrt(5));
        this.weight = parameter("weight", Obor.zeros(out, in).uniform_(-bound, bound));
        double biasBound = 1 / Math.sqrt(in);
        this.bias = parameter("bias", Obor.zeros(out).uniform_(-biasBound, biasBound));
    }

    /// Returns the weight, of shape `[out, in]`.
    public Tensor weight() {
        return weight;
    }

    /// Returns the bias, of shape `[out]`.
    public Tensor bias() {
        return bias;
    }

    /// Returns the map of an input of shape `[..., in]`, of shape `[..., out]`.
    ///
    /// @throws ShapeException if the last dim is not `in`
    @Override
    public Tensor forward(Tensor x) {
        if (x.dim() == 0 || x.size(-1) != in) {
            throw new ShapeException("Linear: the input has shape " + x.shape() + " and its last dim must be " + in);
        }
        return F.linear(x, weight, bias);
    }

    @Override
    protected String extraRepr() {
        return "in_features=" + in + ", out_features=" + out + ", bias=True";
    }
}
