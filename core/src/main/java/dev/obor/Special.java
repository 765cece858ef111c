package dev.obor;

import dev.obor.dtype.DType;
import dev.obor.tensor.Pointwise;
import dev.obor.tensor.SpecialOps;
import dev.obor.tensor.Tensor;

/// The special functions, in the role of PyTorch's `torch.special`: those that tensors have as methods under
/// the names used there, and those that stand here only.
///
/// Operands broadcast and are promoted as in PyTorch; integers give float32. The Bessel and Airy functions
/// and the polynomials have no gradients, as in PyTorch.
public final class Special {
    private Special() {}

    /// Returns 1 / (1 + exp(−x)).
    public static Tensor expit(Tensor input) {
        return input.sigmoid();
    }

    /// Returns 2 to the power x.
    public static Tensor exp2(Tensor input) {
        return input.exp2();
    }

    /// Returns exp(x) − 1, accurate near 0.
    public static Tensor expm1(Tensor input) {
        return input.expm1();
    }

    /// Returns log(1 + x), accurate near 0.
    public static Tensor log1p(Tensor input) {
        return input.log1p();
    }

    /// Returns the nearest whole numbers, ties to even.
    public static Tensor round(Tensor input) {
        return input.round();
    }

    /// Returns the elements rounded to a number of decimal places; see [Tensor#round(int)].
    ///
    /// @throws dev.obor.error.DTypeException for integers
    public static Tensor round(Tensor input, int decimals) {
        return input.round(decimals);
    }

    /// Returns log(Σ exp(x)) along dims, computed so that it does not overflow.
    public static Tensor logsumexp(Tensor input, int... dim) {
        return input.logsumexp(dim, false);
    }

    /// Returns log(Σ exp(x)) along a dim, which stays with size 1 if `keepDim`.
    public static Tensor logsumexp(Tensor input, int dim, boolean keepDim) {
        return input.logsumexp(new int[] {dim}, keepDim);
    }

    /// Returns sin(πx) / (πx), 1 at 0.
    public static Tensor sinc(Tensor input) {
        return input.sinc();
    }

    /// Returns log(x / (1 − x)), NaN beyond 0 … 1.
    public static Tensor logit(Tensor input) {
        return input.logit();
    }

    /// Returns log(x / (1 − x)) of the elements clamped to eps … 1 − eps, not clamped if eps is negative.
    public static Tensor logit(Tensor input, double eps) {
        return input.logit(eps);
    }

    /// Returns the error function.
    public static Tensor erf(Tensor input) {
        return input.erf();
    }

    /// Returns 1 − erf(x), accurate where it is small.
    public static Tensor erfc(Tensor input) {
        return input.erfc();
    }

    /// Returns exp(x²) erfc(x).
    public static Tensor erfcx(Tensor input) {
        return of(SpecialOps.ERFCX, input);
    }

    /// Returns the inverse of erf.
    public static Tensor erfinv(Tensor input) {
        return input.erfinv();
    }

    /// Returns the distribution function of the standard normal distribution.
    public static Tensor ndtr(Tensor input) {
        return of(SpecialOps.NDTR, input);
    }

    /// Returns the logarithm of [#ndtr(Tensor)].
    public static Tensor logNdtr(Tensor input) {
        return of(SpecialOps.LOG_NDTR, input);
    }

    /// Returns the inverse of [#ndtr(Tensor)]: infinite at 0 and 1, NaN beyond.
    public static Tensor ndtri(Tensor input) {
        return of(SpecialOps.NDTRI, input);
    }

    /// Returns −x log x, 0 at 0 and −∞ below.
    public static Tensor entr(Tensor input) {
        return of(SpecialOps.ENTR, input);
    }

    /// Returns log |Γ(x)|.
    public static Tensor gammaln(Tensor input) {
        return input.lgamma();
    }

    /// Returns ψ(x), the derivative of log Γ(x).
    public static Tensor digamma(Tensor input) {
        return input.digamma();
    }

    /// Returns ψ(x), the derivative of log Γ(x).
    public static Tensor psi(Tensor input) {
        return input.digamma();
    }

    /// Returns the n-th derivative of ψ; see [Tensor#polygamma(int)].
    public static Tensor polygamma(int n, Tensor input) {
        return input.polygamma(n);
    }

    /// Returns the logarithm of the multivariate gamma function; see [Tensor#mvlgamma(int)].
    public static Tensor multigammaln(Tensor input, int p) {
        return input.mvlgamma(p);
    }

    /// Returns the regularised lower incomplete gamma function; see [Tensor#igamma(Tensor)].
    public static Tensor gammainc(Tensor input, Tensor other) {
        return input.igamma(other);
    }

    /// Returns the regularised upper incomplete gamma function; see [Tensor#igammac(Tensor)].
    public static Tensor gammaincc(Tensor input, Tensor other) {
        return input.igammac(other);
    }

    /// Returns the modified Bessel function I₀.
    public static Tensor i0(Tensor input) {
        return input.i0();
    }

    /// Returns exp(−|x|) I₀(x).
    public static Tensor i0e(Tensor input) {
        return of(SpecialOps.I0E, input);
    }

    /// Returns the modified Bessel function I₁.
    public static Tensor i1(Tensor input) {
        return of(SpecialOps.I1, input);
    }

    /// Returns exp(−|x|) I₁(x).
    public static Tensor i1e(Tensor input) {
        return of(SpecialOps.I1E, input);
    }

    /// Returns input · log(other): 0 where the input is 0, unless other is NaN.
    public static Tensor xlogy(Tensor input, Tensor other) {
        return of(SpecialOps.XLOGY, input, other);
    }

    /// Returns input · log(other): 0 where the input is 0, unless other is NaN.
    public static Tensor xlogy(Number input, Tensor other) {
        return of(SpecialOps.XLOGY, Tensor.number(input), other);
    }

    /// Returns input · log(other): 0 where the input is 0, unless other is NaN.
    public static Tensor xlogy(Tensor input, Number other) {
        return of(SpecialOps.XLOGY, input, Tensor.number(other));
    }

    /// Returns input · log(1 + other): 0 where the input is 0, unless other is NaN.
    public static Tensor xlog1py(Tensor input, Tensor other) {
        return of(SpecialOps.XLOG1PY, input, other);
    }

    /// Returns input · log(1 + other): 0 where the input is 0, unless other is NaN.
    public static Tensor xlog1py(Number input, Tensor other) {
        return of(SpecialOps.XLOG1PY, Tensor.number(input), other);
    }

    /// Returns input · log(1 + other): 0 where the input is 0, unless other is NaN.
    public static Tensor xlog1py(Tensor input, Number other) {
        return of(SpecialOps.XLOG1PY, input, Tensor.number(other));
    }

    /// Returns Hurwitz's zeta function Σ (other + k)^−input; its gradient is with respect to `other` alone.
    public static Tensor zeta(Tensor input, Tensor other) {
        return of(SpecialOps.ZETA, input, other);
    }

    /// Returns Hurwitz's zeta function Σ (other + k)^−input; its gradient is with respect to `other` alone.
    public static Tensor zeta(Number input, Tensor other) {
        return of(SpecialOps.ZETA, Tensor.number(input), other);
    }

    /// Returns Hurwitz's zeta function Σ (other + k)^−input; its gradient is with respect to `other` alone.
    public static Tensor zeta(Tensor input, Number other) {
        return of(SpecialOps.ZETA, input, Tensor.number(other));
    }

    /// Returns the softmax along a dim.
    public static Tensor softmax(Tensor input, int dim) {
        return input.softmax(dim);
    }

    /// Returns the softmax along a dim of the elements converted to a dtype.
    public static Tensor softmax(Tensor input, int dim, DType dtype) {
        return input.to(dtype).softmax(dim);
    }

    /// Returns the logarithm of the softmax along a dim.
    public static Tensor logSoftmax(Tensor input, int dim) {
        return input.logSoftmax(dim);
    }

    /// Returns the logarithm of the softmax along a dim of the elements converted to a dtype.
    public static Tensor logSoftmax(Tensor input, int dim, DType dtype) {
        return input.to(dtype).logSoftmax(dim);
    }

    /// Returns Airy's function Ai; NaN at infinities.
    public static Tensor airyAi(Tensor input) {
        return of(SpecialOps.AIRY_AI, input);
    }

    /// Returns the Bessel function of the first kind J₀.
    public static Tensor besselJ0(Tensor input) {
        return of(SpecialOps.BESSEL_J0, input);
    }

    /// Returns the Bessel function of the first kind J₁.
    public static Tensor besselJ1(Tensor input) {
        return of(SpecialOps.BESSEL_J1, input);
    }

    /// Returns the Bessel function of the second kind Y₀: −∞ at 0, NaN below.
    public static Tensor besselY0(Tensor input) {
        return of(SpecialOps.BESSEL_Y0, input);
    }

    /// Returns the Bessel function of the second kind Y₁: −∞ at 0, NaN below.
    public static Tensor besselY1(Tensor input) {
        return of(SpecialOps.BESSEL_Y1, input);
    }

    /// Returns the modified Bessel function I₀, without a gradient.
    public static Tensor modifiedBesselI0(Tensor input) {
        return of(SpecialOps.MODIFIED_BESSEL_I0, input);
    }

    /// Returns the modified Bessel function I₁, without a gradient.
    public static Tensor modifiedBesselI1(Tensor input) {
        return of(SpecialOps.MODIFIED_BESSEL_I1, input);
    }

    /// Returns the modified Bessel function K₀: ∞ at 0, NaN below.
    public static Tensor modifiedBesselK0(Tensor input) {
        return of(SpecialOps.MODIFIED_BESSEL_K0, input);
    }

    /// Returns the modified Bessel function K₁: ∞ at 0, NaN below.
    public static Tensor modifiedBesselK1(Tensor input) {
        return of(SpecialOps.MODIFIED_BESSEL_K1, input);
    }

    /// Returns exp(x) K₀(x).
    public static Tensor scaledModifiedBesselK0(Tensor input) {
        return of(SpecialOps.SCALED_MODIFIED_BESSEL_K0, input);
    }

    /// Returns exp(x) K₁(x).
    public static Tensor scaledModifiedBesselK1(Tensor input) {
        return of(SpecialOps.SCALED_MODIFIED_BESSEL_K1, input);
    }

    /// Returns the spherical Bessel function sin(x) / x.
    public static Tensor sphericalBesselJ0(Tensor input) {
        return of(SpecialOps.SPHERICAL_BESSEL_J0, input);
    }

    /// Returns Chebyshev's polynomial of the first kind of degree n.
    public static Tensor chebyshevPolynomialT(Tensor input, Tensor n) {
        return of(SpecialOps.CHEBYSHEV_POLYNOMIAL_T, input, n);
    }

    /// Returns Chebyshev's polynomial of the first kind of degree n.
    public static Tensor chebyshevPolynomialT(Number input, Tensor n) {
        return of(SpecialOps.CHEBYSHEV_POLYNOMIAL_T, Tensor.number(input), n);
    }

    /// Returns Chebyshev's polynomial of the first kind of degree n.
    public static Tensor chebyshevPolynomialT(Tensor input, Number n) {
        return of(SpecialOps.CHEBYSHEV_POLYNOMIAL_T, input, Tensor.number(n));
    }

    /// Returns Chebyshev's polynomial of the second kind of degree n.
    public static Tensor chebyshevPolynomialU(Tensor input, Tensor n) {
        return of(SpecialOps.CHEBYSHEV_POLYNOMIAL_U, input, n);
    }

    /// Returns Chebyshev's polynomial of the second kind of degree n.
    public static Tensor chebyshevPolynomialU(Number input, Tensor n) {
        return of(SpecialOps.CHEBYSHEV_POLYNOMIAL_U, Tensor.number(input), n);
    }

    /// Returns Chebyshev's polynomial of the second kind of degree n.
    public static Tensor chebyshevPolynomialU(Tensor input, Number n) {
        return of(SpecialOps.CHEBYSHEV_POLYNOMIAL_U, input, Tensor.number(n));
    }

    /// Returns Chebyshev's polynomial of the third kind of degree n.
    public static Tensor chebyshevPolynomialV(Tensor input, Tensor n) {
        return of(SpecialOps.CHEBYSHEV_POLYNOMIAL_V, input, n);
    }

    /// Returns Chebyshev's polynomial of the third kind of degree n.
    public static Tensor chebyshevPolynomialV(Number input, Tensor n) {
        return of(SpecialOps.CHEBYSHEV_POLYNOMIAL_V, Tensor.number(input), n);
    }

    /// Returns Chebyshev's polynomial of the third kind of degree n.
    public static Tensor chebyshevPolynomialV(Tensor input, Number n) {
        return of(SpecialOps.CHEBYSHEV_POLYNOMIAL_V, input, Tensor.number(n));
    }

    /// Returns Chebyshev's polynomial of the fourth kind of degree n.
    public static Tensor chebyshevPolynomialW(Tensor input, Tensor n) {
        return of(SpecialOps.CHEBYSHEV_POLYNOMIAL_W, input, n);
    }

    /// Returns Chebyshev's polynomial of the fourth kind of degree n.
    public static Tensor chebyshevPolynomialW(Number input, Tensor n) {
        return of(SpecialOps.CHEBYSHEV_POLYNOMIAL_W, Tensor.number(input), n);
    }

    /// Returns Chebyshev's polynomial of the fourth kind of degree n.
    public static Tensor chebyshevPolynomialW(Tensor input, Number n) {
        return of(SpecialOps.CHEBYSHEV_POLYNOMIAL_W, input, Tensor.number(n));
    }

    /// Returns Chebyshev's polynomial of the first kind, shifted to 0 … 1, of degree n.
    public static Tensor shiftedChebyshevPolynomialT(Tensor input, Tensor n) {
        return of(SpecialOps.SHIFTED_CHEBYSHEV_POLYNOMIAL_T, input, n);
    }

    /// Returns Chebyshev's polynomial of the first kind, shifted to 0 … 1, of degree n.
    public static Tensor shiftedChebyshevPolynomialT(Number input, Tensor n) {
        return of(SpecialOps.SHIFTED_CHEBYSHEV_POLYNOMIAL_T, Tensor.number(input), n);
    }

    /// Returns Chebyshev's polynomial of the first kind, shifted to 0 … 1, of degree n.
    public static Tensor shiftedChebyshevPolynomialT(Tensor input, Number n) {
        return of(SpecialOps.SHIFTED_CHEBYSHEV_POLYNOMIAL_T, input, Tensor.number(n));
    }

    /// Returns Chebyshev's polynomial of the second kind, shifted to 0 … 1, of degree n.
    public static Tensor shiftedChebyshevPolynomialU(Tensor input, Tensor n) {
        return of(SpecialOps.SHIFTED_CHEBYSHEV_POLYNOMIAL_U, input, n);
    }

    /// Returns Chebyshev's polynomial of the second kind, shifted to 0 … 1, of degree n.
    public static Tensor shiftedChebyshevPolynomialU(Number input, Tensor n) {
        return of(SpecialOps.SHIFTED_CHEBYSHEV_POLYNOMIAL_U, Tensor.number(input), n);
    }

    /// Returns Chebyshev's polynomial of the second kind, shifted to 0 … 1, of degree n.
    public static Tensor shiftedChebyshevPolynomialU(Tensor input, Number n) {
        return of(SpecialOps.SHIFTED_CHEBYSHEV_POLYNOMIAL_U, input, Tensor.number(n));
    }

    /// Returns Chebyshev's polynomial of the third kind, shifted to 0 … 1, of degree n.
    public static Tensor shiftedChebyshevPolynomialV(Tensor input, Tensor n) {
        return of(SpecialOps.SHIFTED_CHEBYSHEV_POLYNOMIAL_V, input, n);
    }

    /// Returns Chebyshev's polynomial of the third kind, shifted to 0 … 1, of degree n.
    public static Tensor shiftedChebyshevPolynomialV(Number input, Tensor n) {
        return of(SpecialOps.SHIFTED_CHEBYSHEV_POLYNOMIAL_V, Tensor.number(input), n);
    }

    /// Returns Chebyshev's polynomial of the third kind, shifted to 0 … 1, of degree n.
    public static Tensor shiftedChebyshevPolynomialV(Tensor input, Number n) {
        return of(SpecialOps.SHIFTED_CHEBYSHEV_POLYNOMIAL_V, input, Tensor.number(n));
    }

    /// Returns Chebyshev's polynomial of the fourth kind, shifted to 0 … 1, of degree n.
    public static Tensor shiftedChebyshevPolynomialW(Tensor input, Tensor n) {
        return of(SpecialOps.SHIFTED_CHEBYSHEV_POLYNOMIAL_W, input, n);
    }

    /// Returns Chebyshev's polynomial of the fourth kind, shifted to 0 … 1, of degree n.
    public static Tensor shiftedChebyshevPolynomialW(Number input, Tensor n) {
        return of(SpecialOps.SHIFTED_CHEBYSHEV_POLYNOMIAL_W, Tensor.number(input), n);
    }

    /// Returns Chebyshev's polynomial of the fourth kind, shifted to 0 … 1, of degree n.
    public static Tensor shiftedChebyshevPolynomialW(Tensor input, Number n) {
        return of(SpecialOps.SHIFTED_CHEBYSHEV_POLYNOMIAL_W, input, Tensor.number(n));
    }

    /// Returns Hermite's polynomial for the weight exp(−x²) of degree n.
    public static Tensor hermitePolynomialH(Tensor input, Tensor n) {
        return of(SpecialOps.HERMITE_POLYNOMIAL_H, input, n);
    }

    /// Returns Hermite's polynomial for the weight exp(−x²) of degree n.
    public static Tensor hermitePolynomialH(Number input, Tensor n) {
        return of(SpecialOps.HERMITE_POLYNOMIAL_H, Tensor.number(input), n);
    }

    /// Returns Hermite's polynomial for the weight exp(−x²) of degree n.
    public static Tensor hermitePolynomialH(Tensor input, Number n) {
        return of(SpecialOps.HERMITE_POLYNOMIAL_H, input, Tensor.number(n));
    }

    /// Returns Hermite's polynomial for the weight exp(−½ x²) of degree n.
    public static Tensor hermitePolynomialHe(Tensor input, Tensor n) {
        return of(SpecialOps.HERMITE_POLYNOMIAL_HE, input, n);
    }

    /// Returns Hermite's polynomial for the weight exp(−½ x²) of degree n.
    public static Tensor hermitePolynomialHe(Number input, Tensor n) {
        return of(SpecialOps.HERMITE_POLYNOMIAL_HE, Tensor.number(input), n);
    }

    /// Returns Hermite's polynomial for the weight exp(−½ x²) of degree n.
    public static Tensor hermitePolynomialHe(Tensor input, Number n) {
        return of(SpecialOps.HERMITE_POLYNOMIAL_HE, input, Tensor.number(n));
    }

    /// Returns Laguerre's polynomial of degree n.
    public static Tensor laguerrePolynomialL(Tensor input, Tensor n) {
        return of(SpecialOps.LAGUERRE_POLYNOMIAL_L, input, n);
    }

    /// Returns Laguerre's polynomial of degree n.
    public static Tensor laguerrePolynomialL(Number input, Tensor n) {
        return of(SpecialOps.LAGUERRE_POLYNOMIAL_L, Tensor.number(input), n);
    }

    /// Returns Laguerre's polynomial of degree n.
    public static Tensor laguerrePolynomialL(Tensor input, Number n) {
        return of(SpecialOps.LAGUERRE_POLYNOMIAL_L, input, Tensor.number(n));
    }

    /// Returns Legendre's polynomial of degree n.
    public static Tensor legendrePolynomialP(Tensor input, Tensor n) {
        return of(SpecialOps.LEGENDRE_POLYNOMIAL_P, input, n);
    }

    /// Returns Legendre's polynomial of degree n.
    public static Tensor legendrePolynomialP(Number input, Tensor n) {
        return of(SpecialOps.LEGENDRE_POLYNOMIAL_P, Tensor.number(input), n);
    }

    /// Returns Legendre's polynomial of degree n.
    public static Tensor legendrePolynomialP(Tensor input, Number n) {
        return of(SpecialOps.LEGENDRE_POLYNOMIAL_P, input, Tensor.number(n));
    }

    private static Tensor of(Pointwise op, Tensor... inputs) {
        return Tensor.of(op, inputs);
    }
}
