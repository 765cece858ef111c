package dev.obor.tensor;

/// Other names that PyTorch has for methods of a tensor.
public sealed interface Aliases extends Applicable permits Tensor {
    /// Returns [Arithmetic#sub(Tensor)].
    default Tensor subtract(Tensor other) {
        return self().sub(other);
    }

    /// Returns [Arithmetic#sub(Number)].
    default Tensor subtract(Number other) {
        return self().sub(other);
    }

    /// Returns [Arithmetic#sub(Tensor, Number)].
    default Tensor subtract(Tensor other, Number alpha) {
        return self().sub(other, alpha);
    }

    /// Returns [InPlace#sub_(Tensor)].
    default Tensor subtract_(Tensor other) {
        return self().sub_(other);
    }

    /// Returns [InPlace#sub_(Number)].
    default Tensor subtract_(Number other) {
        return self().sub_(other);
    }

    /// Returns [InPlace#sub_(Tensor, Number)].
    default Tensor subtract_(Tensor other, Number alpha) {
        return self().sub_(other, alpha);
    }

    /// Returns [Arithmetic#mul(Tensor)].
    default Tensor multiply(Tensor other) {
        return self().mul(other);
    }

    /// Returns [Arithmetic#mul(Number)].
    default Tensor multiply(Number other) {
        return self().mul(other);
    }

    /// Returns [InPlace#mul_(Tensor)].
    default Tensor multiply_(Tensor other) {
        return self().mul_(other);
    }

    /// Returns [InPlace#mul_(Number)].
    default Tensor multiply_(Number other) {
        return self().mul_(other);
    }

    /// Returns [Arithmetic#div(Tensor)].
    default Tensor divide(Tensor other) {
        return self().div(other);
    }

    /// Returns [Arithmetic#div(Number)].
    default Tensor divide(Number other) {
        return self().div(other);
    }

    /// Returns [Arithmetic#div(Tensor, Rounding)].
    default Tensor divide(Tensor other, Rounding roundingMode) {
        return self().div(other, roundingMode);
    }

    /// Returns [Arithmetic#div(Number, Rounding)].
    default Tensor divide(Number other, Rounding roundingMode) {
        return self().div(other, roundingMode);
    }

    /// Returns [InPlace#div_(Tensor)].
    default Tensor divide_(Tensor other) {
        return self().div_(other);
    }

    /// Returns [InPlace#div_(Number)].
    default Tensor divide_(Number other) {
        return self().div_(other);
    }

    /// Returns [InPlace#div_(Tensor, Rounding)].
    default Tensor divide_(Tensor other, Rounding roundingMode) {
        return self().div_(other, roundingMode);
    }

    /// Returns [InPlace#div_(Number, Rounding)].
    default Tensor divide_(Number other, Rounding roundingMode) {
        return self().div_(other, roundingMode);
    }

    /// Returns [Arithmetic#div(Tensor)].
    default Tensor trueDivide(Tensor other) {
        return self().div(other);
    }

    /// Returns [Arithmetic#div(Number)].
    default Tensor trueDivide(Number other) {
        return self().div(other);
    }

    /// Returns [InPlace#div_(Tensor)].
    default Tensor trueDivide_(Tensor other) {
        return self().div_(other);
    }

    /// Returns [InPlace#div_(Number)].
    default Tensor trueDivide_(Number other) {
        return self().div_(other);
    }

    /// Returns [Arithmetic#neg()].
    default Tensor negative() {
        return self().neg();
    }

    /// Returns [InPlace#neg_()].
    default Tensor negative_() {
        return self().neg_();
    }

    /// Returns [Arithmetic#abs()].
    default Tensor absolute() {
        return self().abs();
    }

    /// Returns [InPlace#abs_()].
    default Tensor absolute_() {
        return self().abs_();
    }

    /// Returns [Bounds#trunc()].
    default Tensor fix() {
        return self().trunc();
    }

    /// Returns [BoundsInPlace#trunc_()].
    default Tensor fix_() {
        return self().trunc_();
    }

    /// Returns [Bounds#clamp(Number, Number)].
    default Tensor clip(Number min, Number max) {
        return self().clamp(min, max);
    }

    /// Returns [Bounds#clamp(Tensor, Tensor)].
    default Tensor clip(Tensor min, Tensor max) {
        return self().clamp(min, max);
    }

    /// Returns [BoundsInPlace#clamp_(Number, Number)].
    default Tensor clip_(Number min, Number max) {
        return self().clamp_(min, max);
    }

    /// Returns [BoundsInPlace#clamp_(Tensor, Tensor)].
    default Tensor clip_(Tensor min, Tensor max) {
        return self().clamp_(min, max);
    }

    /// Returns [Bounds#clamp(Number)].
    default Tensor clip(Number min) {
        return self().clamp(min);
    }

    /// Returns [BoundsInPlace#clamp_(Number)].
    default Tensor clip_(Number min) {
        return self().clamp_(min);
    }

    /// Returns [TranscendentalInPlace#acos_()].
    default Tensor arccos_() {
        return self().acos_();
    }

    /// Returns [TranscendentalInPlace#acosh_()].
    default Tensor arccosh_() {
        return self().acosh_();
    }

    /// Returns [TranscendentalInPlace#asin_()].
    default Tensor arcsin_() {
        return self().asin_();
    }

    /// Returns [TranscendentalInPlace#asinh_()].
    default Tensor arcsinh_() {
        return self().asinh_();
    }

    /// Returns [TranscendentalInPlace#atan_()].
    default Tensor arctan_() {
        return self().atan_();
    }

    /// Returns [TranscendentalInPlace#atanh_()].
    default Tensor arctanh_() {
        return self().atanh_();
    }

    /// Returns [TranscendentalInPlace#atan2_(Tensor)].
    default Tensor arctan2_(Tensor other) {
        return self().atan2_(other);
    }

    /// Returns [Scanning#trapezoid()].
    default Tensor trapz() {
        return self().trapezoid();
    }

    /// Returns [Scanning#trapezoid(Tensor)].
    default Tensor trapz(Tensor x) {
        return self().trapezoid(x);
    }

    /// Returns [Scanning#trapezoid(Tensor, int)].
    default Tensor trapz(Tensor x, int dim) {
        return self().trapezoid(x, dim);
    }

    /// Returns [Scanning#trapezoid(double, int)].
    default Tensor trapz(double dx, int dim) {
        return self().trapezoid(dx, dim);
    }

    /// Returns [Comparison#ne(Tensor)].
    default Tensor notEqual(Tensor other) {
        return self().ne(other);
    }

    /// Returns [Comparison#ne(Number)].
    default Tensor notEqual(Number other) {
        return self().ne(other);
    }

    /// Returns [LogicInPlace#ne_(Tensor)].
    default Tensor notEqual_(Tensor other) {
        return self().ne_(other);
    }

    /// Returns [LogicInPlace#ne_(Number)].
    default Tensor notEqual_(Number other) {
        return self().ne_(other);
    }

    /// Returns [Comparison#lt(Tensor)].
    default Tensor less(Tensor other) {
        return self().lt(other);
    }

    /// Returns [Comparison#lt(Number)].
    default Tensor less(Number other) {
        return self().lt(other);
    }

    /// Returns [LogicInPlace#lt_(Tensor)].
    default Tensor less_(Tensor other) {
        return self().lt_(other);
    }

    /// Returns [LogicInPlace#lt_(Number)].
    default Tensor less_(Number other) {
        return self().lt_(other);
    }

    /// Returns [Comparison#le(Tensor)].
    default Tensor lessEqual(Tensor other) {
        return self().le(other);
    }

    /// Returns [Comparison#le(Number)].
    default Tensor lessEqual(Number other) {
        return self().le(other);
    }

    /// Returns [LogicInPlace#le_(Tensor)].
    default Tensor lessEqual_(Tensor other) {
        return self().le_(other);
    }

    /// Returns [LogicInPlace#le_(Number)].
    default Tensor lessEqual_(Number other) {
        return self().le_(other);
    }

    /// Returns [Comparison#gt(Tensor)].
    default Tensor greater(Tensor other) {
        return self().gt(other);
    }

    /// Returns [Comparison#gt(Number)].
    default Tensor greater(Number other) {
        return self().gt(other);
    }

    /// Returns [LogicInPlace#gt_(Tensor)].
    default Tensor greater_(Tensor other) {
        return self().gt_(other);
    }

    /// Returns [LogicInPlace#gt_(Number)].
    default Tensor greater_(Number other) {
        return self().gt_(other);
    }

    /// Returns [Comparison#ge(Tensor)].
    default Tensor greaterEqual(Tensor other) {
        return self().ge(other);
    }

    /// Returns [Comparison#ge(Number)].
    default Tensor greaterEqual(Number other) {
        return self().ge(other);
    }

    /// Returns [LogicInPlace#ge_(Tensor)].
    default Tensor greaterEqual_(Tensor other) {
        return self().ge_(other);
    }

    /// Returns [LogicInPlace#ge_(Number)].
    default Tensor greaterEqual_(Number other) {
        return self().ge_(other);
    }
}
