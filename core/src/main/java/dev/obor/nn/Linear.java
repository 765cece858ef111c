package dev.obor.nn;

import dev.obor.Obor;
import dev.obor.error.OborException;
import dev.obor.error.ShapeException;
import dev.obor.tensor.Tensor;
import java.util.Optional;

/// An affine map of the last dim: x · weightᵀ + bias, with `weight` of shape `[out, in]` and `bias` of shape
/// `[out]`.
///
/// Both start uniform within ±1/√in, the weight drawn first, as PyTorch's.
public sealed class Linear extends Layer permits LazyLinear, NonDynamicallyQuantizableLinear {
    private final int out;
    private final Tensor weight;
    private final Optional<Tensor> bias;
    private int in;

    /// Makes a layer from `in` to `out` features with a bias, drawing from the process's generator.
    ///
    /// @throws OborException if a number is negative
    public Linear(int in, int out) {
        this(in, out, true);
    }

    /// Makes a layer from `in` to `out` features, drawing from the process's generator.
    ///
    /// @throws OborException if a number is negative
    public Linear(int in, int out, boolean bias) {
        this(in, out, bias, true);
    }

    /// Makes a layer.
    ///
    /// @param draw whether the parameters are drawn; if not they are zeros
    Linear(int in, int out, boolean bias, boolean draw) {
        if (in < 0 || out < 0) {
            throw new OborException("Linear: " + in + " features in and " + out + " out: both must be 0 or more");
        }
        this.in = in;
        this.out = out;
        this.weight = parameter("weight", Obor.zeros(out, in));
        this.bias = bias ? Optional.of(parameter("bias", Obor.zeros(out))) : Optional.empty();
        if (draw) {
            reset();
        }
    }

    /// Makes a layer whose number of features in is not known yet.
    Linear(LazyShape lazy, int out, boolean bias) {
        if (out < 0) {
            throw new OborException("LazyLinear: " + out + " features out: it must be 0 or more");
        }
        this.out = out;
        this.weight = parameter("weight", lazy.tensor());
        this.bias = bias ? Optional.of(parameter("bias", lazy.tensor())) : Optional.empty();
    }

    final void setIn(int features, boolean draw) {
        in = features;
        weight.setData(Obor.zeros(weight.dtype(), out, in));
        bias.ifPresent(b -> b.setData(Obor.zeros(b.dtype(), out)));
        if (draw) {
            reset();
        }
    }

    private void reset() {
        Obor.noGrad(() -> {
            Init.kaimingUniform_(weight, Math.sqrt(5));
            double bound = in == 0 ? 0 : 1 / Math.sqrt(in);
            bias.ifPresent(b -> b.uniform_(-bound, bound));
        });
    }

    /// Returns the weight, of shape `[out, in]`.
    public final Tensor weight() {
        return weight;
    }

    /// Returns the bias, of shape `[out]`.
    public final Optional<Tensor> bias() {
        return bias;
    }

    /// Returns the map of an input of shape `[..., in]`, of shape `[..., out]`.
    ///
    /// @throws ShapeException if the last dim is not `in`
    @Override
    protected Tensor compute(Tensor x) {
        if (x.dim() == 0 || x.size(-1) != in) {
            throw new ShapeException("Linear: the input has shape " + x.shape() + ": its last dim must be " + in
                    + ", the number of features in");
        }
        return bias.isPresent() ? F.linear(x, weight, bias.get()) : F.linear(x, weight);
    }

    @Override
    public String extraRepr() {
        return "in_features=" + in + ", out_features=" + out + ", bias=" + Repr.of(bias.isPresent());
    }
}
