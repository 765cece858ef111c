package dev.obor.tensor;

import dev.obor.error.OborException;

/// The functions of [Transcendental] and [HigherTranscendental] in place: each writes into this tensor's
/// storage, is seen by all its views, and returns this tensor, which must be of a floating-point dtype.
public sealed interface TranscendentalInPlace extends Applicable permits Tensor {
    /// Replaces the elements by their [Transcendental#exp()].
    default Tensor exp_() {
        return applyInPlace(Ops.EXP);
    }

    /// Replaces the elements by their [Transcendental#expm1()].
    default Tensor expm1_() {
        return applyInPlace(Ops.EXPM1);
    }

    /// Replaces the elements by their [Transcendental#log()].
    default Tensor log_() {
        return applyInPlace(Ops.LOG);
    }

    /// Replaces the elements by their [Transcendental#log1p()].
    default Tensor log1p_() {
        return applyInPlace(Ops.LOG1P);
    }

    /// Replaces the elements by their [Transcendental#sqrt()].
    default Tensor sqrt_() {
        return applyInPlace(Ops.SQRT);
    }

    /// Replaces the elements by their [Transcendental#rsqrt()].
    default Tensor rsqrt_() {
        return applyInPlace(Ops.RSQRT);
    }

    /// Replaces the elements by their [Transcendental#tanh()].
    default Tensor tanh_() {
        return applyInPlace(Ops.TANH);
    }

    /// Replaces the elements by their [Transcendental#erf()].
    default Tensor erf_() {
        return applyInPlace(Ops.ERF);
    }

    /// Replaces the elements by their [Transcendental#sigmoid()].
    default Tensor sigmoid_() {
        return applyInPlace(Activations.SIGMOID);
    }

    /// Replaces the elements by their [Transcendental#sin()].
    default Tensor sin_() {
        return applyInPlace(SpecialOps.SIN);
    }

    /// Replaces the elements by their [Transcendental#cos()].
    default Tensor cos_() {
        return applyInPlace(SpecialOps.COS);
    }

    /// Replaces the elements by their [Transcendental#tan()].
    default Tensor tan_() {
        return applyInPlace(SpecialOps.TAN);
    }

    /// Replaces the elements by their [Transcendental#asin()].
    default Tensor asin_() {
        return applyInPlace(SpecialOps.ASIN);
    }

    /// Replaces the elements by their [Transcendental#acos()].
    default Tensor acos_() {
        return applyInPlace(SpecialOps.ACOS);
    }

    /// Replaces the elements by their [Transcendental#atan()].
    default Tensor atan_() {
        return applyInPlace(SpecialOps.ATAN);
    }

    /// Replaces the elements by their [Transcendental#sinh()].
    default Tensor sinh_() {
        return applyInPlace(SpecialOps.SINH);
    }

    /// Replaces the elements by their [Transcendental#cosh()].
    default Tensor cosh_() {
        return applyInPlace(SpecialOps.COSH);
    }

    /// Replaces the elements by their [Transcendental#asinh()].
    default Tensor asinh_() {
        return applyInPlace(SpecialOps.ASINH);
    }

    /// Replaces the elements by their [Transcendental#acosh()].
    default Tensor acosh_() {
        return applyInPlace(SpecialOps.ACOSH);
    }

    /// Replaces the elements by their [Transcendental#atanh()].
    default Tensor atanh_() {
        return applyInPlace(SpecialOps.ATANH);
    }

    /// Replaces the elements by their [Transcendental#log2()].
    default Tensor log2_() {
        return applyInPlace(SpecialOps.LOG2);
    }

    /// Replaces the elements by their [Transcendental#log10()].
    default Tensor log10_() {
        return applyInPlace(SpecialOps.LOG10);
    }

    /// Replaces the elements by their [Transcendental#exp2()].
    default Tensor exp2_() {
        return applyInPlace(SpecialOps.EXP2);
    }

    /// Replaces the elements by their [HigherTranscendental#erfc()].
    default Tensor erfc_() {
        return applyInPlace(SpecialOps.ERFC);
    }

    /// Replaces the elements by their [HigherTranscendental#erfinv()].
    default Tensor erfinv_() {
        return applyInPlace(SpecialOps.ERFINV);
    }

    /// Replaces the elements by their [HigherTranscendental#lgamma()].
    default Tensor lgamma_() {
        return applyInPlace(SpecialOps.LGAMMA);
    }

    /// Replaces the elements by their [HigherTranscendental#digamma()].
    default Tensor digamma_() {
        return applyInPlace(SpecialOps.DIGAMMA);
    }

    /// Replaces the elements by their [HigherTranscendental#i0()].
    default Tensor i0_() {
        return applyInPlace(SpecialOps.I0);
    }

    /// Replaces the elements by their [HigherTranscendental#sinc()].
    default Tensor sinc_() {
        return applyInPlace(SpecialOps.SINC);
    }

    /// Replaces the elements by their [HigherTranscendental#logit()].
    default Tensor logit_() {
        return applyInPlace(SpecialOps.LOGIT);
    }

    /// Replaces the elements by their [HigherTranscendental#logit(double)].
    default Tensor logit_(double eps) {
        return eps < 0 ? logit_() : applyInPlace(SpecialOps.LOGIT_CLAMPED.with(eps));
    }

    /// Replaces the elements by their [Transcendental#atan2(Tensor)].
    default Tensor atan2_(Tensor other) {
        return applyInPlace(SpecialOps.ATAN2, other);
    }

    /// Replaces the elements by their [Transcendental#pow(Tensor)].
    default Tensor pow_(Tensor exponent) {
        return applyInPlace(SpecialOps.POW, exponent);
    }

    /// Replaces the elements by their [Transcendental#pow(Number)].
    default Tensor pow_(Number exponent) {
        Pointwise power = SpecialOps.power(self(), exponent);
        return applyInPlace(power, SpecialOps.exponents(power, self(), exponent));
    }

    /// Replaces the elements by their [HigherTranscendental#xlogy(Tensor)].
    default Tensor xlogy_(Tensor other) {
        return applyInPlace(SpecialOps.XLOGY, other);
    }

    /// Replaces the elements by their [HigherTranscendental#xlogy(Number)].
    default Tensor xlogy_(Number other) {
        return xlogy_(Tensor.number(other));
    }

    /// Replaces the elements by their [HigherTranscendental#igamma(Tensor)].
    default Tensor igamma_(Tensor other) {
        return applyInPlace(SpecialOps.IGAMMA, other);
    }

    /// Replaces the elements by their [HigherTranscendental#igammac(Tensor)].
    default Tensor igammac_(Tensor other) {
        return applyInPlace(SpecialOps.IGAMMAC, other);
    }

    /// Replaces the elements by their [HigherTranscendental#polygamma(int)].
    ///
    /// @throws OborException if n is negative
    default Tensor polygamma_(int n) {
        return n == 0 ? digamma_() : applyInPlace(SpecialOps.polygamma(n));
    }

    /// Replaces the elements by their [HigherTranscendental#mvlgamma(int)].
    ///
    /// @throws OborException if p is less than 1
    default Tensor mvlgamma_(int p) {
        return applyInPlace(Ops.COPY, self().mvlgamma(p));
    }
}
