package dev.obor.nn;

import dev.obor.tensor.Activations;
import dev.obor.tensor.Tensor;

/// The functions of [F] that work on each element, or along one dim.
public abstract sealed class ActivationFunctions permits SpatialFunctions {
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

    /// Returns x where it is positive, else slope · x.
    public static Tensor leakyRelu(Tensor x, double slope) {
        return x.apply(Activations.LEAKY_RELU.with(slope));
    }

    /// Returns x where it is larger than a threshold, else `value`.
    public static Tensor threshold(Tensor x, double threshold, double value) {
        return x.apply(Activations.THRESHOLD.with(threshold, value));
    }

    /// Returns the softmax along a dim.
    public static Tensor softmax(Tensor x, int dim) {
        return x.softmax(dim);
    }

    /// Returns the logarithm of the softmax along a dim.
    public static Tensor logSoftmax(Tensor x, int dim) {
        return x.logSoftmax(dim);
    }
}
