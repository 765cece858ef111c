package dev.obor.expr;

import static dev.obor.expr.Constants.ONE;
import static dev.obor.expr.Constants.ZERO;
import static dev.obor.expr.Expr.abs;
import static dev.obor.expr.Expr.constant;
import static dev.obor.expr.Expr.eq;
import static dev.obor.expr.Expr.exp;
import static dev.obor.expr.Expr.ge;
import static dev.obor.expr.Expr.log;
import static dev.obor.expr.Expr.log1p;
import static dev.obor.expr.Expr.max;
import static dev.obor.expr.Expr.sqrt;
import static dev.obor.expr.Expr.where;

import dev.obor.math.Powers;

/// The elementary functions beyond those of [Fn], each with its gradient, for use in formulas:
/// `Functions.SIN.of(x)`. Those of `StrictMath` follow fdlibm, or a formula of [Definitions]: errors below 1 ulp.
public final class Functions {
    private static final double LN_2 = 0x1.62e42fefa39efp-1;

    /// The sine.
    public static final Function SIN = Function.unary("sin", Expr::sin);
    /// The cosine.
    public static final Function COS = Function.unary("cos", Expr::cos);
    /// The tangent.
    public static final Function TAN =
            unary(StrictMath.class, "tan").withGradient((g, x, y) -> g.mul(ONE.add(y.square())));
    /// The inverse of the sine, NaN beyond 1.
    public static final Function ASIN = unary(StrictMath.class, "asin")
            .withGradient((g, x, y) -> g.div(sqrt(ONE.sub(x).mul(ONE.add(x)))));
    /// The inverse of the cosine, NaN beyond 1.
    public static final Function ACOS = unary(StrictMath.class, "acos")
            .withGradient((g, x, y) -> g.div(sqrt(ONE.sub(x).mul(ONE.add(x)))).neg());
    /// The inverse of the tangent.
    public static final Function ATAN = unary(StrictMath.class, "atan")
            .withGradient((g, x, y) -> g.div(x.square().add(ONE)));
    /// The angle of the point (second, first) of the plane, from −π to π.
    public static final Function ATAN2 = binary(StrictMath.class, "atan2")
            .withGradients(
                    (g, a, b, y) -> g.mul(b).mul(ONE.div(a.square().add(b.square()))),
                    (g, a, b, y) -> g.mul(a.neg()).mul(ONE.div(a.square().add(b.square()))));
    /// The hyperbolic sine.
    public static final Function SINH =
            unary(StrictMath.class, "sinh").withGradient((g, x, y) -> g.mul(Functions.COSH.of(x)));
    /// The hyperbolic cosine.
    public static final Function COSH = unary(StrictMath.class, "cosh").withGradient((g, x, y) -> g.mul(SINH.of(x)));
    /// The inverse of the hyperbolic sine.
    public static final Function ASINH = unary(Powers.class, "asinh")
            .withGradient((g, x, y) -> g.div(sqrt(x.square().add(ONE))));
    /// The inverse of the hyperbolic cosine, NaN below 1.
    public static final Function ACOSH = unary(Powers.class, "acosh")
            .withGradient((g, x, y) -> g.div(sqrt(x.square().sub(ONE))));
    /// The inverse of the hyperbolic tangent, NaN beyond 1.
    public static final Function ATANH = unary(Powers.class, "atanh")
            .withGradient((g, x, y) -> g.div(ONE.sub(x).mul(ONE.add(x))));
    /// The logarithm to the base 2.
    public static final Function LOG2 = Function.unary("log2", Expr::log2);
    /// The logarithm to the base 10.
    public static final Function LOG10 = Function.unary("log10", Expr::log10);
    /// 2 to the power x.
    public static final Function EXP2 = Function.unary("exp2", Expr::exp2);
    /// The first to the power of the second; integers wrap. The gradients are 0, not NaN, where the exponent
    /// is 0 and where the base is 0 and the exponent is not negative.
    public static final Function POW = binary(Powers.class, "pow")
            .withGradients(
                    (g, a, b, y) -> where(eq(b, ZERO), ZERO, g.mul(b.mul(Functions.POW.of(a, b.sub(ONE))))),
                    (g, a, b, y) -> where(eq(a, ZERO).and(ge(b, ZERO)), ZERO, g.mul(y.mul(log(a)))));
    /// log(exp(a) + exp(b)), without overflow.
    public static final Function LOGADDEXP = Function.binary(
                    "logaddexp",
                    (a, b) -> sumOfPowers(a, b, log1p(exp(abs(a.sub(b)).neg()))))
            .withGradients(
                    (g, a, b, y) -> g.div(ONE.add(exp(b.sub(a)))), (g, a, b, y) -> g.div(ONE.add(exp(a.sub(b)))));
    /// log₂(2^a + 2^b), without overflow.
    public static final Function LOGADDEXP2 = Function.binary(
                    "logaddexp2",
                    (a, b) -> sumOfPowers(
                            a, b, log1p(EXP2.of(abs(a.sub(b)).neg())).mul(constant(1 / LN_2))))
            .withGradients(
                    (g, a, b, y) -> g.div(ONE.add(EXP2.of(b.sub(a)))),
                    (g, a, b, y) -> g.div(ONE.add(EXP2.of(a.sub(b)))));

    private Functions() {}

    /// The larger and a rest; equal infinities are their own sum.
    private static Expr sumOfPowers(Expr a, Expr b, Expr rest) {
        return where(
                eq(a, b).and(eq(abs(a), constant(Double.POSITIVE_INFINITY))),
                a,
                max(a, b).add(rest));
    }

    private static Function unary(Class<?> owner, String name) {
        return Function.unary(name, ScalarMethod.of(owner, name, 1)::of);
    }

    private static Function binary(Class<?> owner, String name) {
        return Function.binary(name, ScalarMethod.of(owner, name, 2)::of);
    }
}
