package dev.obor.tensor;

/// Functions of one number. Integers give float32; every function has one definition in IEEE basic
/// operations, so its values are the same bits on any machine.
public sealed interface Transcendental extends Applicable permits Tensor {
    /// Returns the exponential.
    default Tensor exp() {
        return apply(Ops.EXP);
    }

    /// Returns exp(x) − 1, accurate near 0.
    default Tensor expm1() {
        return apply(Ops.EXPM1);
    }

    /// Returns the natural logarithm.
    default Tensor log() {
        return apply(Ops.LOG);
    }

    /// Returns log(1 + x), accurate near 0.
    default Tensor log1p() {
        return apply(Ops.LOG1P);
    }

    /// Returns the square root.
    default Tensor sqrt() {
        return apply(Ops.SQRT);
    }

    /// Returns 1 / √x.
    default Tensor rsqrt() {
        return apply(Ops.RSQRT);
    }

    /// Returns the hyperbolic tangent.
    default Tensor tanh() {
        return apply(Ops.TANH);
    }

    /// Returns the error function, 2/√π ∫₀ˣ exp(−t²) dt.
    default Tensor erf() {
        return apply(Ops.ERF);
    }

    /// Returns 1 / (1 + exp(−x)).
    default Tensor sigmoid() {
        return apply(Activations.SIGMOID);
    }

    /// Returns max(x, 0), in the tensor's dtype; the gradient at 0 is 0.
    default Tensor relu() {
        return apply(Activations.RELU);
    }

    /// Returns the softmax along a dim: exp(x) divided by its sum.
    default Tensor softmax(int dim) {
        return apply(Softmax.of(self(), dim));
    }

    /// Returns the logarithm of the softmax along a dim.
    default Tensor logSoftmax(int dim) {
        return apply(LogSoftmax.of(self(), dim));
    }
}
