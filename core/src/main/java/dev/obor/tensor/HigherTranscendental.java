package dev.obor.tensor;

import dev.obor.error.OborException;

/// The special functions that PyTorch has on tensors; the others stand in `dev.obor.Special`. Integers give
/// float32; values are the same bits on any machine.
public sealed interface HigherTranscendental extends Applicable permits Tensor {
    /// Returns 1 − erf(x), accurate where it is small.
    default Tensor erfc() {
        return apply(SpecialOps.ERFC);
    }

    /// Returns the y with erf(y) = x, infinite at −1 and 1, NaN beyond.
    default Tensor erfinv() {
        return apply(SpecialOps.ERFINV);
    }

    /// Returns log |Γ(x)|, infinite at 0, −1, −2 …
    default Tensor lgamma() {
        return apply(SpecialOps.LGAMMA);
    }

    /// Returns ψ(x), the derivative of log Γ(x): −∞ at 0, NaN at −1, −2 …
    default Tensor digamma() {
        return apply(SpecialOps.DIGAMMA);
    }

    /// Returns the n-th derivative of ψ.
    ///
    /// @throws OborException if n is negative
    default Tensor polygamma(int n) {
        return n == 0 ? digamma() : apply(SpecialOps.polygamma(n));
    }

    /// Returns the logarithm of the multivariate gamma function of p dims,
    /// ¼ p (p − 1) log π + Σ log Γ(x − ½ i) over i from 0 to p − 1.
    ///
    /// @throws OborException if p is less than 1
    default Tensor mvlgamma(int p) {
        if (p < 1) {
            throw new OborException("mvlgamma: p is " + p + ": it must be 1 or more");
        }
        Tensor sum = self().lgamma();
        for (int i = 1; i < p; i++) {
            sum = sum.add(self().sub(0.5 * i).lgamma());
        }
        return sum.add(0.25 * p * (p - 1.0) * StrictMath.log(Math.PI));
    }

    /// Returns the regularised lower incomplete gamma function P(this, other); NaN for negative arguments.
    /// Its gradient is with respect to `other` alone.
    default Tensor igamma(Tensor other) {
        return apply(SpecialOps.IGAMMA, other);
    }

    /// Returns the regularised upper incomplete gamma function Q(this, other) = 1 − P(this, other); NaN for
    /// negative arguments. Its gradient is with respect to `other` alone.
    default Tensor igammac(Tensor other) {
        return apply(SpecialOps.IGAMMAC, other);
    }

    /// Returns the modified Bessel function I₀.
    default Tensor i0() {
        return apply(SpecialOps.I0);
    }

    /// Returns sin(πx) / (πx), 1 at 0.
    default Tensor sinc() {
        return apply(SpecialOps.SINC);
    }

    /// Returns log(x / (1 − x)), NaN beyond 0 … 1.
    default Tensor logit() {
        return apply(SpecialOps.LOGIT);
    }

    /// Returns log(x / (1 − x)) of the elements clamped to eps … 1 − eps, beyond which the gradient is 0.
    ///
    /// @param eps not clamped if negative
    default Tensor logit(double eps) {
        return eps < 0 ? logit() : apply(SpecialOps.LOGIT_CLAMPED.with(eps));
    }

    /// Returns this · log(other): 0 where this is 0, unless other is NaN.
    default Tensor xlogy(Tensor other) {
        return apply(SpecialOps.XLOGY, other);
    }

    /// Returns this · log(other): 0 where this is 0, unless other is NaN.
    default Tensor xlogy(Number other) {
        return xlogy(Tensor.number(other));
    }
}
