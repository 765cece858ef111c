package dev.obor.tensor;

import dev.obor.dtype.DType;
import dev.obor.error.DTypeException;

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

    /// Returns the sine.
    default Tensor sin() {
        return apply(SpecialOps.SIN);
    }

    /// Returns the cosine.
    default Tensor cos() {
        return apply(SpecialOps.COS);
    }

    /// Returns the tangent.
    default Tensor tan() {
        return apply(SpecialOps.TAN);
    }

    /// Returns the inverse of the sine, NaN beyond −1 … 1.
    default Tensor asin() {
        return apply(SpecialOps.ASIN);
    }

    /// Returns the inverse of the cosine, NaN beyond −1 … 1.
    default Tensor acos() {
        return apply(SpecialOps.ACOS);
    }

    /// Returns the inverse of the tangent.
    default Tensor atan() {
        return apply(SpecialOps.ATAN);
    }

    /// Returns the hyperbolic sine.
    default Tensor sinh() {
        return apply(SpecialOps.SINH);
    }

    /// Returns the hyperbolic cosine.
    default Tensor cosh() {
        return apply(SpecialOps.COSH);
    }

    /// Returns the inverse of the hyperbolic sine.
    default Tensor asinh() {
        return apply(SpecialOps.ASINH);
    }

    /// Returns the inverse of the hyperbolic cosine, NaN below 1.
    default Tensor acosh() {
        return apply(SpecialOps.ACOSH);
    }

    /// Returns the inverse of the hyperbolic tangent, NaN beyond −1 … 1.
    default Tensor atanh() {
        return apply(SpecialOps.ATANH);
    }

    /// Returns the logarithm to the base 2, exact for powers of 2.
    default Tensor log2() {
        return apply(SpecialOps.LOG2);
    }

    /// Returns the logarithm to the base 10.
    default Tensor log10() {
        return apply(SpecialOps.LOG10);
    }

    /// Returns [#asin()].
    default Tensor arcsin() {
        return asin();
    }

    /// Returns [#acos()].
    default Tensor arccos() {
        return acos();
    }

    /// Returns [#atan()].
    default Tensor arctan() {
        return atan();
    }

    /// Returns [#asinh()].
    default Tensor arcsinh() {
        return asinh();
    }

    /// Returns [#acosh()].
    default Tensor arccosh() {
        return acosh();
    }

    /// Returns [#atanh()].
    default Tensor arctanh() {
        return atanh();
    }

    /// Returns 2 to the power of the elements.
    default Tensor exp2() {
        return apply(SpecialOps.EXP2);
    }

    /// Returns the angle from the first axis, −π to π, of the points whose second coordinates are this tensor's
    /// elements; see PyTorch's `atan2`.
    ///
    /// @param other the first coordinates
    default Tensor atan2(Tensor other) {
        return apply(SpecialOps.ATAN2, other);
    }

    /// Returns [#atan2(Tensor)].
    default Tensor arctan2(Tensor other) {
        return atan2(other);
    }

    /// Returns the elements to the power of others. Integers stay integers and wrap; to a negative power they
    /// give 0, except 1 and −1.
    default Tensor pow(Tensor exponent) {
        return apply(SpecialOps.POW, exponent);
    }

    /// Returns the elements to a power. Integers stay integers where the exponent is one.
    ///
    /// @throws DTypeException for integers to a negative whole power, which would not stay integers
    default Tensor pow(Number exponent) {
        Pointwise power = SpecialOps.power(self(), exponent);
        return apply(power, SpecialOps.exponents(power, self(), exponent));
    }

    /// Returns a number to the power of the elements.
    default Tensor rpow(Number base) {
        return Tensor.number(base).pow(self());
    }

    /// Returns log(exp(this) + exp(other)), without overflow.
    default Tensor logaddexp(Tensor other) {
        return apply(SpecialOps.LOGADDEXP, other);
    }

    /// Returns log₂(2^this + 2^other), without overflow.
    default Tensor logaddexp2(Tensor other) {
        return apply(SpecialOps.LOGADDEXP2, other);
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

    /// Returns the softmax along a dim, computed in a dtype.
    default Tensor softmax(int dim, DType dtype) {
        return self().to(dtype).softmax(dim);
    }

    /// Returns the logarithm of the softmax along a dim, computed in a dtype.
    default Tensor logSoftmax(int dim, DType dtype) {
        return self().to(dtype).logSoftmax(dim);
    }

    /// Returns the logarithm of the softmax along a dim.
    default Tensor logSoftmax(int dim) {
        return apply(LogSoftmax.of(self(), dim));
    }
}
