package dev.obor.tensor;

import static dev.obor.expr.Constants.HALF;
import static dev.obor.expr.Constants.ONE;
import static dev.obor.expr.Expr.param;
import static dev.obor.expr.Expr.sqrt;
import static dev.obor.tensor.Ops.floating;
import static dev.obor.tensor.Ops.promoted;

import dev.obor.error.DTypeException;
import dev.obor.error.OborException;
import dev.obor.expr.Expr;
import dev.obor.expr.Function;
import dev.obor.expr.Functions;
import dev.obor.expr.ScalarMethod;
import dev.obor.expr.SpecialFunctions;
import dev.obor.math.Airy;
import dev.obor.math.Bessel;
import dev.obor.math.ModifiedBessel;
import dev.obor.math.Polynomials;
import dev.obor.math.Trigonometry;
import dev.obor.tensor.Pointwise.Domain;
import java.util.Map;
import java.util.function.UnaryOperator;

/// The pointwise operators over elementary and special functions; the formulas stand in [Functions] and
/// [SpecialFunctions].
public final class SpecialOps {
    /// The sine.
    public static final Pointwise SIN = floating(Functions.SIN);
    /// The cosine.
    public static final Pointwise COS = floating(Functions.COS);
    /// The tangent.
    public static final Pointwise TAN = floating(Functions.TAN);
    /// The inverse of the sine.
    public static final Pointwise ASIN = floating(Functions.ASIN);
    /// The inverse of the cosine.
    public static final Pointwise ACOS = floating(Functions.ACOS);
    /// The inverse of the tangent.
    public static final Pointwise ATAN = floating(Functions.ATAN);
    /// The angle of the point (second, first).
    public static final Pointwise ATAN2 = floating(Functions.ATAN2);
    /// The hyperbolic sine.
    public static final Pointwise SINH = floating(Functions.SINH);
    /// The hyperbolic cosine.
    public static final Pointwise COSH = floating(Functions.COSH);
    /// The inverse of the hyperbolic sine.
    public static final Pointwise ASINH = floating(Functions.ASINH);
    /// The inverse of the hyperbolic cosine.
    public static final Pointwise ACOSH = floating(Functions.ACOSH);
    /// The inverse of the hyperbolic tangent.
    public static final Pointwise ATANH = floating(Functions.ATANH);
    /// The logarithm to the base 2.
    public static final Pointwise LOG2 = floating(Functions.LOG2);
    /// The logarithm to the base 10.
    public static final Pointwise LOG10 = floating(Functions.LOG10);
    /// 2 to the power x.
    public static final Pointwise EXP2 = floating(Functions.EXP2);
    /// The first to the power of the second.
    public static final Pointwise POW = promoted(Functions.POW).onlyFor(Domain.NUMBERS);

    /// 1 − erf(x).
    public static final Pointwise ERFC = floating(SpecialFunctions.ERFC);
    /// exp(x²) erfc(x).
    public static final Pointwise ERFCX = floating(SpecialFunctions.ERFCX);
    /// The inverse of erf.
    public static final Pointwise ERFINV = floating(SpecialFunctions.ERFINV);
    /// The distribution function of the standard normal distribution.
    public static final Pointwise NDTR = floating(SpecialFunctions.NDTR);
    /// Its logarithm.
    public static final Pointwise LOG_NDTR = floating(SpecialFunctions.LOG_NDTR);
    /// Its inverse.
    public static final Pointwise NDTRI = floating(SpecialFunctions.NDTRI);
    /// log |Γ(x)|.
    public static final Pointwise LGAMMA = floating(SpecialFunctions.LGAMMA);
    /// ψ(x), the derivative of log Γ(x).
    public static final Pointwise DIGAMMA = floating(SpecialFunctions.DIGAMMA);
    /// ψ⁽ⁿ⁾(x), n = p₀.
    public static final Pointwise POLYGAMMA =
            floating(Function.unary("polygamma", x -> SpecialFunctions.POLYGAMMA.of(param(0), x)));
    /// ψ′(x).
    private static final Pointwise TRIGAMMA = floating(SpecialFunctions.TRIGAMMA);
    /// P(a, x).
    public static final Pointwise IGAMMA = floating(SpecialFunctions.IGAMMA).withoutGradient(0);
    /// Q(a, x).
    public static final Pointwise IGAMMAC = floating(SpecialFunctions.IGAMMAC).withoutGradient(0);
    /// Hurwitz's zeta function.
    public static final Pointwise ZETA = floating(SpecialFunctions.ZETA).withoutGradient(0);
    /// I₀(x).
    public static final Pointwise I0 = floating(SpecialFunctions.I0);
    /// exp(−|x|) I₀(x).
    public static final Pointwise I0E = floating(SpecialFunctions.I0E);
    /// I₁(x).
    public static final Pointwise I1 = floating(SpecialFunctions.I1);
    /// exp(−|x|) I₁(x).
    public static final Pointwise I1E = floating(SpecialFunctions.I1E);
    /// sin(πx) / (πx).
    public static final Pointwise SINC = floating(SpecialFunctions.SINC);
    /// −x log x.
    public static final Pointwise ENTR = floating(SpecialFunctions.ENTR);
    /// log(x / (1 − x)).
    public static final Pointwise LOGIT = floating(SpecialFunctions.LOGIT);
    /// The same of x clamped to p₀ … 1 − p₀.
    static final Pointwise LOGIT_CLAMPED = floating(SpecialFunctions.LOGIT_CLAMPED);
    /// x log y.
    public static final Pointwise XLOGY = floating(SpecialFunctions.XLOGY);
    /// x log(1 + y).
    public static final Pointwise XLOG1PY = floating(SpecialFunctions.XLOG1PY);
    /// log(exp(a) + exp(b)).
    public static final Pointwise LOGADDEXP = floating(Functions.LOGADDEXP);
    /// log₂(2^a + 2^b).
    public static final Pointwise LOGADDEXP2 = floating(Functions.LOGADDEXP2);

    /// Airy's Ai(x).
    public static final Pointwise AIRY_AI = constant("airyAi", Airy.class, "ai", 1);
    /// J₀(x).
    public static final Pointwise BESSEL_J0 = constant("besselJ0", Bessel.class, "j0", 1);
    /// J₁(x).
    public static final Pointwise BESSEL_J1 = constant("besselJ1", Bessel.class, "j1", 1);
    /// Y₀(x).
    public static final Pointwise BESSEL_Y0 = constant("besselY0", Bessel.class, "y0", 1);
    /// Y₁(x).
    public static final Pointwise BESSEL_Y1 = constant("besselY1", Bessel.class, "y1", 1);
    /// I₀(x), without gradient.
    public static final Pointwise MODIFIED_BESSEL_I0 = constant("modifiedBesselI0", ModifiedBessel.class, "i0", 1);
    /// I₁(x), without gradient.
    public static final Pointwise MODIFIED_BESSEL_I1 = constant("modifiedBesselI1", ModifiedBessel.class, "i1", 1);
    /// K₀(x).
    public static final Pointwise MODIFIED_BESSEL_K0 = constant("modifiedBesselK0", ModifiedBessel.class, "k0", 1);
    /// K₁(x).
    public static final Pointwise MODIFIED_BESSEL_K1 = constant("modifiedBesselK1", ModifiedBessel.class, "k1", 1);
    /// exp(x) K₀(x).
    public static final Pointwise SCALED_MODIFIED_BESSEL_K0 =
            constant("scaledModifiedBesselK0", ModifiedBessel.class, "k0e", 1);
    /// exp(x) K₁(x).
    public static final Pointwise SCALED_MODIFIED_BESSEL_K1 =
            constant("scaledModifiedBesselK1", ModifiedBessel.class, "k1e", 1);
    /// sin(x) / x.
    public static final Pointwise SPHERICAL_BESSEL_J0 =
            constant("sphericalBesselJ0", Trigonometry.class, "sphericalJ0", 1);
    /// Chebyshev's polynomial of the first kind.
    public static final Pointwise CHEBYSHEV_POLYNOMIAL_T =
            constant("chebyshevPolynomialT", Polynomials.class, "chebyshevT", 2);
    /// Of the second kind.
    public static final Pointwise CHEBYSHEV_POLYNOMIAL_U =
            constant("chebyshevPolynomialU", Polynomials.class, "chebyshevU", 2);
    /// Of the third kind.
    public static final Pointwise CHEBYSHEV_POLYNOMIAL_V =
            constant("chebyshevPolynomialV", Polynomials.class, "chebyshevV", 2);
    /// Of the fourth kind.
    public static final Pointwise CHEBYSHEV_POLYNOMIAL_W =
            constant("chebyshevPolynomialW", Polynomials.class, "chebyshevW", 2);
    /// That of the first kind of 2x − 1.
    public static final Pointwise SHIFTED_CHEBYSHEV_POLYNOMIAL_T =
            constant("shiftedChebyshevPolynomialT", Polynomials.class, "shiftedChebyshevT", 2);
    /// That of the second kind of 2x − 1.
    public static final Pointwise SHIFTED_CHEBYSHEV_POLYNOMIAL_U =
            constant("shiftedChebyshevPolynomialU", Polynomials.class, "shiftedChebyshevU", 2);
    /// That of the third kind of 2x − 1.
    public static final Pointwise SHIFTED_CHEBYSHEV_POLYNOMIAL_V =
            constant("shiftedChebyshevPolynomialV", Polynomials.class, "shiftedChebyshevV", 2);
    /// That of the fourth kind of 2x − 1.
    public static final Pointwise SHIFTED_CHEBYSHEV_POLYNOMIAL_W =
            constant("shiftedChebyshevPolynomialW", Polynomials.class, "shiftedChebyshevW", 2);
    /// Hermite's polynomial for the weight exp(−x²).
    public static final Pointwise HERMITE_POLYNOMIAL_H =
            constant("hermitePolynomialH", Polynomials.class, "hermiteH", 2);
    /// Hermite's polynomial for the weight exp(−½ x²).
    public static final Pointwise HERMITE_POLYNOMIAL_HE =
            constant("hermitePolynomialHe", Polynomials.class, "hermiteHe", 2);
    /// Laguerre's polynomial.
    public static final Pointwise LAGUERRE_POLYNOMIAL_L =
            constant("laguerrePolynomialL", Polynomials.class, "laguerreL", 2);
    /// Legendre's polynomial.
    public static final Pointwise LEGENDRE_POLYNOMIAL_P =
            constant("legendrePolynomialP", Polynomials.class, "legendreP", 2);

    private SpecialOps() {}

    /// The powers that are a few basic operations, as PyTorch forms them, and so much quicker than [#POW].
    private static final Map<Double, Pointwise> POWERS = Map.of(
            2.0,
            power(Expr::square, (g, x, y) -> g.mul(x.add(x))),
            3.0,
            power(x -> x.square().mul(x), (g, x, y) -> g.mul(Expr.constant(3).mul(x.square()))),
            0.5,
            power(Expr::sqrt, (g, x, y) -> g.mul(HALF.div(y))),
            -0.5,
            power(x -> ONE.div(sqrt(x)), (g, x, y) -> g.mul(Expr.constant(-0.5).mul(y.div(x)))),
            -1.0,
            power(x -> ONE.div(x), (g, x, y) -> g.mul(y.div(x).neg())),
            -2.0,
            power(x -> ONE.div(x.square()), (g, x, y) -> g.mul(Expr.constant(-2).mul(y.div(x)))));

    private static Pointwise power(UnaryOperator<Expr> value, Function.UnaryGradient gradient) {
        return promoted(Function.unary("pow", value).withGradient(gradient));
    }

    /// Returns the operator for a power with this exponent, of its own where that is quicker.
    static Pointwise power(Tensor base, Number exponent) {
        return base.dtype().isFloating() ? POWERS.getOrDefault(exponent.doubleValue(), POW) : POW;
    }

    /// Returns the operands besides the base, for what [#power(Tensor, Number)] returned.
    static Tensor[] exponents(Pointwise power, Tensor base, Number exponent) {
        Tensor operand = exponent(base, exponent);
        return power.equals(POW) ? new Tensor[] {operand} : new Tensor[0];
    }

    /// Returns an exponent as an operand.
    private static Tensor exponent(Tensor base, Number exponent) {
        Tensor result = Tensor.number(exponent);
        if (!base.dtype().isFloating() && !result.dtype().isFloating() && exponent.longValue() < 0) {
            throw new DTypeException("pow: " + base.dtype() + " to the power " + exponent
                    + " would not stay integers: convert the base with to(FLOAT32), or use floatPower");
        }
        return result;
    }

    /// Returns the operator for the n-th derivative of ψ.
    static Pointwise polygamma(int n) {
        if (n < 0) {
            throw new OborException("polygamma: n is " + n + ": it must be 0 or more");
        }
        return n == 1 ? TRIGAMMA : POLYGAMMA.with(n);
    }

    /// An operator that PyTorch gives no gradient: its result is not recorded.
    private static Pointwise constant(String name, Class<?> owner, String method, int arity) {
        ScalarMethod scalar = ScalarMethod.of(owner, method, arity);
        return arity == 1
                ? floating(Function.unary(name, scalar::of)).withoutGradient(0)
                : floating(Function.binary(name, scalar::of)).withoutGradient(0, 1);
    }
}
