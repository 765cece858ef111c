package dev.obor.tensor;

import static dev.obor.expr.Constants.HALF;
import static dev.obor.expr.Constants.ONE;
import static dev.obor.expr.Constants.ZERO;
import static dev.obor.expr.Expr.abs;
import static dev.obor.expr.Expr.exp;
import static dev.obor.expr.Expr.gt;
import static dev.obor.expr.Expr.le;
import static dev.obor.expr.Expr.log1p;
import static dev.obor.expr.Expr.max;
import static dev.obor.expr.Expr.param;
import static dev.obor.expr.Expr.where;
import static dev.obor.tensor.Ops.floating;
import static dev.obor.tensor.Ops.promoted;

import dev.obor.expr.Expr;
import dev.obor.expr.Function;
import dev.obor.tensor.Pointwise.Domain;

/// The pointwise operators of neural networks, written as those of [Ops].
public final class Activations {
    /// max(x, 0), whose gradient at 0 is 0.
    public static final Pointwise RELU =
            promoted(Function.unary("relu", x -> max(x, ZERO)).withGradient((g, x, y) -> where(le(y, ZERO), ZERO, g)));
    /// 1 / (1 + exp(−x)).
    public static final Pointwise SIGMOID = floating(Function.unary("sigmoid", x -> ONE.div(ONE.add(exp(x.neg()))))
            .withGradient((g, x, y) -> g.mul(y).mul(ONE.sub(y))));
    /// x · sigmoid(x).
    public static final Pointwise SILU = floating(Function.unary(
                    "silu", x -> x.mul(SIGMOID.function().of(x)))
            .withGradient((g, x, y) -> siluGradient(g, x, SIGMOID.function().of(x))));
    /// log(1 + exp(x)), in the form that does not overflow.
    public static final Pointwise SOFTPLUS =
            floating(Function.unary("softplus", x -> max(x, ZERO).add(log1p(exp(abs(x).neg()))))
                    .withGradient((g, x, y) -> g.mul(SIGMOID.function().of(x))));
    /// x · Φ(x), with the distribution function Φ of the standard normal distribution.
    public static final Pointwise GELU = floating(Function.unary(
            "gelu", x -> HALF.mul(x).mul(ONE.add(Expr.erf(x.mul(Expr.constant(Math.sqrt(0.5))))))));
    /// x where x > p₀, else p₁.
    public static final Pointwise THRESHOLD =
            promoted(Function.unary("threshold", x -> where(le(x, param(0)), param(1), x)));
    /// x, or p₀ · x where x is negative; at 0 the gradient is p₀.
    public static final Pointwise LEAKY_RELU = promoted(
                    Function.unary("leakyRelu", x -> where(gt(x, ZERO), x, x.mul(param(0)))))
            .onlyFor(Domain.FLOATING);

    private Activations() {}

    /// The derived gradient multiplies g · x first, which overflows where the result does not.
    private static Expr siluGradient(Expr g, Expr x, Expr sigmoid) {
        return g.mul(sigmoid.mul(ONE.add(x.mul(ONE.sub(sigmoid)))));
    }
}
