package dev.obor.nn;

import dev.obor.Obor;
import dev.obor.dtype.DType;
import dev.obor.error.DTypeException;
import dev.obor.error.OborException;
import dev.obor.error.ShapeException;
import dev.obor.layout.Shape;
import dev.obor.random.Generator;
import dev.obor.tensor.Activations;
import dev.obor.tensor.Tensor;
import java.util.Arrays;

/// The functions of [F] that work on each element, or along one dim.
public abstract sealed class ActivationFunctions permits InPlaceActivations {
    ActivationFunctions() {}

    /// Returns max(x, 0).
    public static Tensor relu(Tensor x) {
        return x.relu();
    }

    /// Returns x · sigmoid(x).
    public static Tensor silu(Tensor x) {
        return x.apply(Activations.SILU);
    }

    /// Returns x · Φ(x), with the distribution function Φ of the standard normal distribution.
    public static Tensor gelu(Tensor x) {
        return x.apply(Activations.GELU);
    }

    /// Returns log(1 + exp(x)), which does not overflow.
    public static Tensor softplus(Tensor x) {
        return x.apply(Activations.SOFTPLUS);
    }

    /// Returns log(1 + exp(beta · x)) / beta, and x itself where beta · x is above 20.
    ///
    /// @throws OborException if beta is 0
    public static Tensor softplus(Tensor x, double beta) {
        return softplus(x, beta, 20);
    }

    /// Returns x where it is positive, else slope · x.
    public static Tensor leakyRelu(Tensor x, double slope) {
        return x.apply(Activations.LEAKY_RELU.with(slope));
    }

    /// Returns x where it is larger than a threshold, else `value`, whose fraction is cut off for integers.
    ///
    /// @throws DTypeException if an integer dtype does not hold the value
    public static Tensor threshold(Tensor x, double threshold, double value) {
        if (x.dtype().isFloating()) {
            return x.apply(Activations.THRESHOLD.with(threshold, value));
        }
        // A comparison with a fraction would be one in float32.
        Number bound = Double.isFinite(threshold) ? (Number) (long) Math.floor(threshold) : (Number) threshold;
        return x.maskedFill(x.le(bound), (long) value);
    }

    /// Returns the softmax along a dim.
    public static Tensor softmax(Tensor x, int dim) {
        return x.softmax(dim);
    }

    /// Returns the logarithm of the softmax along a dim.
    public static Tensor logSoftmax(Tensor x, int dim) {
        return x.logSoftmax(dim);
    }

    /// Returns x · Φ(x), with tanh in the place of the error function if `approximate` is `tanh`.
    ///
    /// @param approximate `none` or `tanh`
    /// @throws OborException for another text
    public static Tensor gelu(Tensor x, String approximate) {
        return switch (approximate) {
            case "none" -> gelu(x);
            case "tanh" -> x.apply(Activations.GELU_TANH);
            default ->
                throw new OborException("gelu: the approximation is '" + approximate + "': pass 'none' or 'tanh'");
        };
    }

    /// Returns log(1 + exp(beta · x)) / beta, or x where beta · x is larger than `threshold`.
    public static Tensor softplus(Tensor x, double beta, double threshold) {
        return x.apply(Activations.SCALED_SOFTPLUS.with(beta, threshold));
    }

    /// Returns x where it is positive, else 0.01 · x.
    public static Tensor leakyRelu(Tensor x) {
        return leakyRelu(x, 0.01);
    }

    /// Returns x where it is positive, else exp(x) − 1.
    public static Tensor elu(Tensor x) {
        return elu(x, 1);
    }

    /// Returns x where it is positive, else alpha · (exp(x) − 1).
    public static Tensor elu(Tensor x, double alpha) {
        return x.apply(Activations.ELU.with(alpha));
    }

    /// Returns ELU scaled so that activations keep mean 0 and variance 1 (Klambauer et al. 2017).
    public static Tensor selu(Tensor x) {
        return x.apply(Activations.SELU);
    }

    /// Returns x where it is positive, else alpha · (exp(x / alpha) − 1).
    ///
    /// @throws OborException if alpha is 0
    public static Tensor celu(Tensor x, double alpha) {
        if (alpha == 0) {
            throw new OborException("celu: alpha is 0 and divides: pass another number");
        }
        return x.apply(Activations.CELU.with(alpha));
    }

    /// Returns x where it is positive, else exp(x) − 1.
    public static Tensor celu(Tensor x) {
        return celu(x, 1);
    }

    /// Returns x · tanh(softplus(x)).
    public static Tensor mish(Tensor x) {
        return x.apply(Activations.MISH);
    }

    /// Returns log(sigmoid(x)), which does not overflow.
    public static Tensor logsigmoid(Tensor x) {
        return x.apply(Activations.LOG_SIGMOID);
    }

    /// Returns 1 / (1 + exp(−x)).
    public static Tensor sigmoid(Tensor x) {
        return x.sigmoid();
    }

    /// Returns the hyperbolic tangent.
    public static Tensor tanh(Tensor x) {
        return x.tanh();
    }

    /// Returns x clamped to −1 … 1; the gradient at the bounds is 0.
    public static Tensor hardtanh(Tensor x) {
        return hardtanh(x, -1, 1);
    }

    /// Returns x clamped to `minVal` … `maxVal`, `maxVal` if that is smaller; the gradient at the bounds is
    /// 0. For integers the bounds' fractions are cut off.
    ///
    /// @throws DTypeException for bool, and for uint8 with a negative bound
    public static Tensor hardtanh(Tensor x, double minVal, double maxVal) {
        if (x.dtype().isFloating()) {
            return x.apply(Activations.HARD_TANH.with(minVal, maxVal));
        }
        if (x.dtype() == DType.BOOL || x.dtype() == DType.UINT8 && Math.min(minVal, maxVal) <= -1) {
            throw new DTypeException("hardtanh: " + x.dtype() + " is not clamped to " + minVal + " … " + maxVal
                    + ": convert with to(FLOAT32)");
        }
        return x.clamp((long) minVal, (long) maxVal);
    }

    /// Returns x clamped to 0 … 6; the gradient at the bounds is 0.
    public static Tensor relu6(Tensor x) {
        return hardtanh(x, 0, 6);
    }

    /// Returns min(max(x + 3, 0), 6) / 6.
    public static Tensor hardsigmoid(Tensor x) {
        return x.apply(Activations.HARD_SIGMOID);
    }

    /// Returns x · min(max(x + 3, 0), 6) / 6.
    public static Tensor hardswish(Tensor x) {
        return x.apply(Activations.HARD_SWISH);
    }

    /// Returns x, or 0 where |x| ≤ 0.5.
    public static Tensor hardshrink(Tensor x) {
        return hardshrink(x, 0.5);
    }

    /// Returns x, or 0 where |x| ≤ lambd.
    public static Tensor hardshrink(Tensor x, double lambd) {
        return x.apply(Activations.HARD_SHRINK.with(lambd));
    }

    /// Returns x moved towards 0 by 0.5.
    public static Tensor softshrink(Tensor x) {
        return softshrink(x, 0.5);
    }

    /// Returns x moved towards 0 by lambd, 0 where |x| ≤ lambd.
    ///
    /// @throws OborException if lambd is negative
    public static Tensor softshrink(Tensor x, double lambd) {
        if (!(lambd >= 0)) {
            throw new OborException("softshrink: lambd is " + lambd + " and must be 0 or more");
        }
        return x.apply(Activations.SOFT_SHRINK.with(lambd));
    }

    /// Returns x / (1 + |x|).
    public static Tensor softsign(Tensor x) {
        return x.apply(Activations.SOFTSIGN);
    }

    /// Returns x − tanh(x).
    public static Tensor tanhshrink(Tensor x) {
        return x.apply(Activations.TANH_SHRINK);
    }

    /// Returns x where it is positive, else weight · x; the weight has one element, or one for each channel,
    /// the second dim of x.
    ///
    /// @throws ShapeException if the number of weights fits neither
    public static Tensor prelu(Tensor x, Tensor weight) {
        if (weight.numel() == 1) {
            return x.apply(Activations.PRELU, weight.reshape(Shape.SCALAR));
        }
        int channels = x.dim() < 2 ? 1 : x.size(1);
        if (weight.dim() != 1 || weight.numel() != channels) {
            throw new ShapeException("prelu: the weight has shape " + weight.shape() + " and x " + x.shape() + ", so "
                    + channels + " channels: pass one weight for each channel, or one for all");
        }
        int[] sizes = new int[x.dim()];
        Arrays.fill(sizes, 1);
        sizes[1] = channels;
        return x.apply(Activations.PRELU, weight.reshape(sizes));
    }

    /// Returns x where it is not negative, else x times a slope: the mean of both bounds, or in training one
    /// drawn for each element.
    ///
    /// @param generator where slopes come from in training
    public static Tensor rrelu(Tensor x, double lower, double upper, boolean training, Generator generator) {
        if (!training) {
            return leakyRelu(x, (lower + upper) / 2);
        }
        double[] values = x.toDoubleArray();
        double[] slopes = new double[values.length];
        for (int i = 0; i < slopes.length; i++) {
            slopes[i] = values[i] <= 0 ? lower + generator.uniform() * (upper - lower) : 1;
        }
        return x.mul(Obor.fromArray(slopes).reshape(x.shape()).to(x.dtype()));
    }

    /// Returns x where it is not negative, else x times a slope: the mean of both bounds, or in training one
    /// drawn for each element from the process's generator.
    public static Tensor rrelu(Tensor x, double lower, double upper, boolean training) {
        return rrelu(x, lower, upper, training, Generator.standard());
    }

    /// Returns x where it is not negative, else x times 11/48, the mean of ⅛ and ⅓.
    public static Tensor rrelu(Tensor x) {
        return rrelu(x, 1.0 / 8, 1.0 / 3);
    }

    /// Returns x where it is not negative, else x times the mean of both bounds.
    public static Tensor rrelu(Tensor x, double lower, double upper) {
        return rrelu(x, lower, upper, false, Generator.standard());
    }

    /// Returns the first half along a dim times the sigmoid of the second.
    ///
    /// @throws ShapeException if the dim's size is odd
    public static Tensor glu(Tensor x, int dim) {
        if (x.dim() == 0) {
            throw new ShapeException("glu: the input is a single number and has no halves: pass at least one dim");
        }
        int size = x.size(Shape.wrapDim("glu", dim, x.dim()));
        if (size % 2 != 0) {
            throw new ShapeException("glu: dim " + dim + " of " + x.shape() + " has odd size " + size
                    + " and no halves: pass an even one");
        }
        return x.narrow(dim, 0, size / 2).mul(x.narrow(dim, size / 2, size / 2).sigmoid());
    }

    /// Returns the first half along the last dim times the sigmoid of the second.
    public static Tensor glu(Tensor x) {
        return glu(x, -1);
    }

    /// Returns the softmax of −x along a dim.
    public static Tensor softmin(Tensor x, int dim) {
        return x.neg().softmax(dim);
    }

    /// Returns the softmax of −x along a dim, computed in a dtype.
    public static Tensor softmin(Tensor x, int dim, DType dtype) {
        return x.neg().softmax(dim, dtype);
    }

    /// Returns the softmax along a dim, computed in a dtype.
    public static Tensor softmax(Tensor x, int dim, DType dtype) {
        return x.softmax(dim, dtype);
    }

    /// Returns the logarithm of the softmax along a dim, computed in a dtype.
    public static Tensor logSoftmax(Tensor x, int dim, DType dtype) {
        return x.logSoftmax(dim, dtype);
    }
}
