package dev.obor.expr;

import static dev.obor.expr.Constants.HALF;
import static dev.obor.expr.Constants.ONE;
import static dev.obor.expr.Constants.ZERO;
import static dev.obor.expr.Expr.abs;
import static dev.obor.expr.Expr.constant;
import static dev.obor.expr.Expr.eq;
import static dev.obor.expr.Expr.exp;
import static dev.obor.expr.Expr.gt;
import static dev.obor.expr.Expr.le;
import static dev.obor.expr.Expr.log;
import static dev.obor.expr.Expr.log1p;
import static dev.obor.expr.Expr.lt;
import static dev.obor.expr.Expr.ne;
import static dev.obor.expr.Expr.param;
import static dev.obor.expr.Expr.where;

import dev.obor.math.Errors;
import dev.obor.math.Gamma;
import dev.obor.math.IncompleteGamma;
import dev.obor.math.ModifiedBessel;
import dev.obor.math.Trigonometry;

/// The special functions that have gradients, with these, for use in formulas: `SpecialFunctions.LGAMMA.of(x)`.
/// Their values are methods of `dev.obor.math`, which state their errors, or formulas of [Definitions].
public final class SpecialFunctions {
    private static final double TWO_OVER_ROOT_PI = 0x1.20dd750429b6dp0;
    private static final double ROOT_PI_OVER_2 = 0x1.c5bf891b4ef6bp-1;
    private static final double ROOT_2_PI = 0x1.40d931ff62706p1;
    private static final double ROOT_2_OVER_PI = 0x1.9884533d43651p-1;
    private static final double ROOT_HALF = 0x1.6a09e667f3bcdp-1;
    /// Up to this size the gradients of I₁ are those at 0; also for NaN, as in PyTorch.
    private static final double TINY = 0x1p-52;

    /// 1 − erf(x).
    public static final Function ERFC = unary(Errors.class, "erfc")
            .withGradient((g, x, y) ->
                    g.mul(constant(-TWO_OVER_ROOT_PI).mul(exp(x.square().neg()))));
    /// exp(x²) erfc(x).
    public static final Function ERFCX = unary(Errors.class, "erfcx")
            .withGradient((g, x, y) -> g.mul(constant(2).mul(x).mul(y).sub(constant(TWO_OVER_ROOT_PI))));
    /// The inverse of erf.
    public static final Function ERFINV = unary(Errors.class, "erfinv")
            .withGradient((g, x, y) -> g.mul(constant(ROOT_PI_OVER_2).mul(exp(y.square()))));
    /// The distribution function of the standard normal distribution.
    public static final Function NDTR = unary(Errors.class, "ndtr")
            .withGradient((g, x, y) -> g.mul(exp(x.square().mul(constant(-0.5))).div(constant(ROOT_2_PI))));
    /// Its logarithm.
    public static final Function LOG_NDTR = unary(Errors.class, "logNdtr")
            .withGradient(
                    (g, x, y) -> g.div(ERFCX.of(x.mul(constant(-ROOT_HALF)))).mul(constant(ROOT_2_OVER_PI)));
    /// Its inverse.
    public static final Function NDTRI = unary(Errors.class, "ndtri")
            .withGradient(
                    (g, x, y) -> g.mul(constant(ROOT_2_PI).mul(exp(y.square().mul(HALF)))));

    /// ψ⁽ⁿ⁾(x), the n-th derivative of ψ; the gradient is with respect to x alone.
    public static final Function POLYGAMMA = binary(Gamma.class, "polygamma")
            .withGradients((g, n, x, y) -> ZERO, (g, n, x, y) -> g.mul(SpecialFunctions.POLYGAMMA.of(n.add(ONE), x)));
    /// ψ′(x), as PyTorch computes it: six steps of the recurrence and four terms of the asymptotic series,
    /// below ½ the reflection formula in the compute type, which is finite at the poles but for 0. Error: 5 ·
    /// 10⁻¹⁰, relative, from ½ on.
    public static final Function TRIGAMMA = Function.unary("polygamma", SpecialFunctions::trigamma)
            .withGradient((g, x, y) -> g.mul(POLYGAMMA.of(constant(2), x)));
    /// ψ(x).
    public static final Function DIGAMMA =
            unary(Gamma.class, "digamma").withGradient((g, x, y) -> g.mul(TRIGAMMA.of(x)));
    /// log |Γ(x)|.
    public static final Function LGAMMA = unary(Gamma.class, "lgamma").withGradient((g, x, y) -> g.mul(DIGAMMA.of(x)));
    /// Hurwitz's zeta function; the gradient is with respect to the second argument alone.
    public static final Function ZETA = binary(Gamma.class, "zeta")
            .withGradients(
                    (g, s, q, y) -> ZERO, (g, s, q, y) -> g.mul(s.neg().mul(SpecialFunctions.ZETA.of(s.add(ONE), q))));
    /// P(a, x); the gradient is with respect to the second argument alone.
    public static final Function IGAMMA = binary(IncompleteGamma.class, "igamma")
            .withGradients((g, a, x, y) -> ZERO, (g, a, x, y) -> g.mul(gammaDensity(a, x)));
    /// Q(a, x); the gradient is with respect to the second argument alone.
    public static final Function IGAMMAC = binary(IncompleteGamma.class, "igammac")
            .withGradients(
                    (g, a, x, y) -> ZERO,
                    (g, a, x, y) -> g.mul(gammaDensity(a, x)).neg());

    /// I₀(x).
    public static final Function I0 =
            unary(ModifiedBessel.class, "i0").withGradient((g, x, y) -> g.mul(SpecialFunctions.I1.of(x)));
    /// exp(−|x|) I₀(x).
    public static final Function I0E = unary(ModifiedBessel.class, "i0e")
            .withGradient((g, x, y) -> g.mul(SpecialFunctions.I1E.of(x).sub(sign(x).mul(y))));
    /// I₁(x).
    public static final Function I1 = unary(ModifiedBessel.class, "i1")
            .withGradient((g, x, y) -> g.mul(besidesZero(x, I0.of(x).sub(y.div(safe(x))))));
    /// exp(−|x|) I₁(x).
    public static final Function I1E = unary(ModifiedBessel.class, "i1e")
            .withGradient((g, x, y) -> g.mul(besidesZero(x, I0E.of(x).sub(y.mul(sign(x).add(ONE.div(safe(x))))))));

    /// sin(πx) / (πx), 1 at 0.
    public static final Function SINC =
            unary(Trigonometry.class, "sinc").withGradient((g, x, y) -> g.mul(SpecialFunctions.SINC_SLOPE.of(x)));

    /// The derivative of [#SINC].
    static final Function SINC_SLOPE = unary(Trigonometry.class, "sincSlope")
            .withGradient((g, x, y) ->
                    g.mul(unary(Trigonometry.class, "sincCurvature").of(x)));

    /// −x log x, 0 at 0 and −∞ below.
    public static final Function ENTR = Function.unary(
                    "entr",
                    x -> where(
                            gt(x, ZERO),
                            x.mul(log(x)).neg(),
                            where(lt(x, ZERO), constant(Double.NEGATIVE_INFINITY), x.mul(x))))
            .withGradient((g, x, y) -> g.mul(log(x).add(ONE).neg()));
    /// log(x / (1 − x)), NaN beyond 0 … 1.
    public static final Function LOGIT = Function.unary("logit", SpecialFunctions::logOdds)
            .withGradient((g, x, y) -> where(inside(x, ZERO, ONE), g.div(oddsBelow(x)), constant(Double.NaN)));
    /// The same of x clamped to p₀ … 1 − p₀.
    public static final Function LOGIT_CLAMPED = Function.unary("logit", x -> {
                Expr low = param(0);
                Expr high = ONE.sub(param(0));
                return logOdds(where(lt(x, low), low, where(lt(high, x), high, x)));
            })
            .withGradient((g, x, y) -> where(inside(x, param(0), ONE.sub(param(0))), g.div(oddsBelow(x)), ZERO));
    /// x log y, 0 where x is 0 unless y is NaN.
    public static final Function XLOGY = Function.binary("xlogy", (x, y) -> unlessZero(x, y, x.mul(log(y))))
            .withGradients(
                    // No gradient times log 0 is none, as in PyTorch.
                    (g, x, y, z) -> where(eq(x, ZERO).and(le(y, ZERO)), ZERO, unlessZero(g, y, g.mul(log(y)))),
                    (g, x, y, z) -> g.mul(x.div(y)));
    /// x log(1 + y), 0 where x is 0 unless y is NaN.
    public static final Function XLOG1PY = Function.binary("xlog1py", (x, y) -> unlessZero(x, y, x.mul(log1p(y))))
            .withGradients(
                    (g, x, y, z) -> where(eq(x, ZERO).and(le(y, ONE.neg())), ZERO, unlessZero(g, y, g.mul(log1p(y)))),
                    (g, x, y, z) -> g.mul(x.div(y.add(ONE))));

    private SpecialFunctions() {}

    private static Function unary(Class<?> owner, String name) {
        return Function.unary(name, ScalarMethod.of(owner, name, 1)::of);
    }

    private static Function binary(Class<?> owner, String name) {
        return Function.binary(name, ScalarMethod.of(owner, name, 2)::of);
    }

    private static Expr trigamma(Expr x) {
        Expr low = lt(x, HALF);
        Expr place = where(low, ONE.sub(x), x);
        Expr sum = ZERO;
        for (int i = 0; i < 6; i++) {
            sum = sum.add(ONE.div(place.square()));
            place = place.add(ONE);
        }
        Expr inverse = ONE.div(place.square());
        Expr series = Format.polynomial(inverse, 0, 1.0 / 6, -1.0 / 30, 1.0 / 42);
        sum = sum.add(ONE.add(HALF.div(place)).add(series).div(place));
        Expr ratio = constant(Math.PI).div(Functions.SIN.of(constant(Math.PI).mul(x)));
        return where(low, ratio.square().sub(sum), sum);
    }

    /// The derivative of P(a, x) by x.
    private static Expr gammaDensity(Expr a, Expr x) {
        return exp(a.sub(ONE).mul(log(x)).sub(x).sub(LGAMMA.of(a)));
    }

    private static Expr unlessZero(Expr x, Expr y, Expr value) {
        return where(eq(x, ZERO), where(ne(y, y), y, ZERO), value);
    }

    private static Expr logOdds(Expr x) {
        return log(x.div(ONE.sub(x)));
    }

    private static Expr oddsBelow(Expr x) {
        return x.mul(ONE.sub(x));
    }

    private static Expr inside(Expr x, Expr low, Expr high) {
        return le(low, x).and(le(x, high));
    }

    private static Expr sign(Expr x) {
        return where(gt(x, ZERO), ONE, where(lt(x, ZERO), ONE.neg(), x));
    }

    private static Expr safe(Expr x) {
        return where(gt(abs(x), constant(TINY)), x, ONE);
    }

    private static Expr besidesZero(Expr x, Expr slope) {
        return where(gt(abs(x), constant(TINY)), slope, HALF);
    }
}
