package dev.obor.nn;

/// What stands between layers, as far as starting values depend on it.
public enum Nonlinearity {
    /// Nothing.
    LINEAR(1),
    /// Nothing but a convolution.
    CONV1D(1),
    /// Nothing but a convolution.
    CONV2D(1),
    /// Nothing but a convolution.
    CONV3D(1),
    /// Nothing but a transposed convolution.
    CONV_TRANSPOSE1D(1),
    /// Nothing but a transposed convolution.
    CONV_TRANSPOSE2D(1),
    /// Nothing but a transposed convolution.
    CONV_TRANSPOSE3D(1),
    /// The logistic function.
    SIGMOID(1),
    /// The hyperbolic tangent.
    TANH(5.0 / 3),
    /// max(x, 0).
    RELU(Math.sqrt(2)),
    /// ReLU with a slope for negative numbers, 0.01 unless told otherwise.
    LEAKY_RELU(Math.sqrt(2 / (1 + 0.01 * 0.01))),
    /// The scaled exponential linear unit.
    SELU(0.75);

    private final double gain;

    Nonlinearity(double gain) {
        this.gain = gain;
    }

    double gain() {
        return gain;
    }
}
