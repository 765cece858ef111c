package dev.obor.tensor;

import static dev.obor.expr.Constants.HALF;
import static dev.obor.expr.Constants.ONE;
import static dev.obor.expr.Constants.ZERO;
import static dev.obor.expr.Expr.abs;
import static dev.obor.expr.Expr.constant;
import static dev.obor.expr.Expr.exp;
import static dev.obor.expr.Expr.expm1;
import static dev.obor.expr.Expr.fma;
import static dev.obor.expr.Expr.gt;
import static dev.obor.expr.Expr.le;
import static dev.obor.expr.Expr.log1p;
import static dev.obor.expr.Expr.lt;
import static dev.obor.expr.Expr.max;
import static dev.obor.expr.Expr.param;
import static dev.obor.expr.Expr.where;
import static dev.obor.tensor.Ops.floating;
import static dev.obor.tensor.Ops.promoted;

import dev.obor.expr.Expr;
import dev.obor.expr.Function;
import dev.obor.tensor.Pointwise.Domain;
import java.util.function.UnaryOperator;

/// The pointwise operators of neural networks, written as those of [Ops].
public final class Activations {
    /// From here on sigmoid(x) is 1, in float64 as well.
    private static final Expr LARGE = constant(100);

    private static final Expr TWO = constant(2);
    private static final Expr THREE = constant(3);
    private static final Expr SIX = constant(6);
    /// PyTorch's gradient takes the sixth in float32, for every dtype.
    private static final Expr SIXTH = constant(1f / 6f);

    /// max(x, 0), whose gradient at 0 is 0.
    public static final Pointwise RELU =
            promoted(Function.unary("relu", x -> max(x, ZERO)).withGradient((g, x, y) -> where(le(y, ZERO), ZERO, g)));
    /// 1 / (1 + exp(−x)).
    public static final Pointwise SIGMOID = floating(Function.unary("sigmoid", Expr::sigmoid)
            .withGradient((g, x, y) -> g.mul(y).mul(ONE.sub(y))));
    /// x · sigmoid(x).
    public static final Pointwise SILU = floating(Function.unary("silu", Activations::silu)
            .withGradient((g, x, y) -> siluGradient(g, x, SIGMOID.function().of(x))));
    /// log(1 + exp(x)), in the form that does not overflow.
    public static final Pointwise SOFTPLUS =
            floating(Function.unary("softplus", x -> max(x, ZERO).add(log1p(exp(abs(x).neg()))))
                    .withGradient((g, x, y) -> g.mul(SIGMOID.function().of(x))));
    /// x · Φ(x), with the distribution function Φ of the standard normal distribution.
    public static final Pointwise GELU =
            floating(Function.unary("gelu", x -> HALF.mul(x).mul(ONE.add(Expr.erf(x.mul(constant(Math.sqrt(0.5))))))));
    /// x where x > p₀, else p₁.
    public static final Pointwise THRESHOLD = promoted(Function.unary(
                    "threshold", x -> where(le(x, param(0)), param(1), x)))
            .onlyFor(Domain.FLOATING);
    /// x, or p₀ · x where x is negative; at 0 the gradient is p₀.
    public static final Pointwise LEAKY_RELU = promoted(
                    Function.unary("leakyRelu", x -> where(gt(x, ZERO), x, x.mul(param(0)))))
            .onlyFor(Domain.FLOATING);
    /// x, or p₀ · (exp(x) − 1) where x is not positive.
    public static final Pointwise ELU = promoted(Function.unary(
                            "elu", x -> where(gt(x, ZERO), x, param(0).mul(expm1(x))))
                    .withGradient(
                            (g, x, y) -> where(gt(x, ZERO), g, g.mul(param(0)).mul(exp(x)))))
            .onlyFor(Domain.FLOATING);
    /// ELU with the constants under which activations keep mean 0 and variance 1 (Klambauer et al. 2017,
    /// equation 2).
    public static final Pointwise SELU = promoted(Function.unary(
                            "selu",
                            x -> where(
                                    gt(x, ZERO),
                                    constant(1.0507009873554805).mul(x),
                                    constant(1.0507009873554805 * 1.6732632423543772)
                                            .mul(expm1(x))))
                    .withGradient((g, x, y) -> where(
                            gt(x, ZERO),
                            g.mul(constant(1.0507009873554805)),
                            g.mul(constant(1.0507009873554805 * 1.6732632423543772))
                                    .mul(exp(x)))))
            .onlyFor(Domain.FLOATING);
    /// x, or p₀ · (exp(x / p₀) − 1) where x is not positive.
    public static final Pointwise CELU = promoted(Function.unary(
                            "celu", x -> where(gt(x, ZERO), x, param(0).mul(expm1(x.div(param(0))))))
                    .withGradient((g, x, y) -> where(gt(x, ZERO), g, g.mul(exp(x.div(param(0)))))))
            .onlyFor(Domain.FLOATING);
    /// x · tanh(softplus(x)).
    public static final Pointwise MISH = promoted(Function.unary("mish", Activations::mish)
                    .withGradient((g, x, y) ->
                            mishGradient(g, x, Expr.tanh(SOFTPLUS.function().of(x)))))
            .onlyFor(Domain.FLOATING);
    /// log(sigmoid(x)).
    public static final Pointwise LOG_SIGMOID = promoted(Function.unary(
                            "logSigmoid", x -> Expr.min(x, ZERO).sub(log1p(exp(abs(x).neg()))))
                    .withGradient((g, x, y) -> g.mul(SIGMOID.function().of(x.neg()))))
            .onlyFor(Domain.FLOATING);
    /// log(1 + exp(p₀ · x)) / p₀, or x where p₀ · x is larger than p₁.
    public static final Pointwise SCALED_SOFTPLUS = promoted(Function.unary(
                            "scaledSoftplus",
                            x -> where(
                                    gt(x.mul(param(0)), param(1)),
                                    x,
                                    SOFTPLUS.function().of(x.mul(param(0))).div(param(0))))
                    .withGradient((g, x, y) -> where(
                            gt(x.mul(param(0)), param(1)),
                            g,
                            g.mul(SIGMOID.function().of(x.mul(param(0)))))))
            .onlyFor(Domain.FLOATING);
    /// x clamped to p₀ … p₁, whose gradient is 0 at the bounds.
    public static final Pointwise HARD_TANH = promoted(Function.unary(
                            "hardtanh", x -> Expr.min(max(x, param(0)), param(1)))
                    .withGradient((g, x, y) -> where(lt(param(0), x).and(lt(x, param(1))), g, ZERO)))
            .onlyFor(Domain.FLOATING);
    /// min(max(x + 3, 0), 6) / 6.
    public static final Pointwise HARD_SIGMOID = promoted(Function.unary(
                            "hardsigmoid",
                            x -> Expr.min(max(x.add(THREE), ZERO), SIX).div(SIX))
                    .withGradient((g, x, y) -> where(lt(THREE.neg(), x).and(lt(x, THREE)), g.mul(SIXTH), ZERO)))
            .onlyFor(Domain.FLOATING);
    /// x · min(max(x + 3, 0), 6) / 6.
    public static final Pointwise HARD_SWISH = promoted(Function.unary(
                            "hardswish",
                            x -> x.mul(Expr.min(max(x.add(THREE), ZERO), SIX).div(SIX)))
                    .withGradient((g, x, y) -> where(
                            lt(x, THREE.neg()),
                            ZERO,
                            where(gt(x, THREE), g, g.mul(x.div(THREE).add(HALF))))))
            .onlyFor(Domain.FLOATING);
    /// x, or 0 where |x| ≤ p₀.
    public static final Pointwise HARD_SHRINK = promoted(Function.unary(
                            "hardshrink", x -> where(le(abs(x), param(0)), ZERO, x))
                    .withGradient((g, x, y) -> where(gt(abs(x), param(0)), g, ZERO)))
            .onlyFor(Domain.FLOATING);
    /// x moved towards 0 by p₀.
    public static final Pointwise SOFT_SHRINK = promoted(Function.unary(
                    "softshrink",
                    x -> where(gt(x, param(0)), x.sub(param(0)), where(lt(x, param(0).neg()), x.add(param(0)), ZERO))))
            .onlyFor(Domain.FLOATING);
    /// x / (1 + |x|).
    public static final Pointwise SOFTSIGN = floating(Function.unary("softsign", x -> x.div(ONE.add(abs(x)))));
    /// x − tanh(x).
    public static final Pointwise TANH_SHRINK = floating(Function.unary("tanhshrink", x -> x.sub(Expr.tanh(x)))
            .withGradient((g, x, y) -> g.mul(Expr.tanh(x).square())));
    /// x, or w · x where x is not positive.
    public static final Pointwise PRELU = promoted(Function.binary("prelu", (x, w) -> where(gt(x, ZERO), x, w.mul(x)))
                    .withGradients(
                            (g, x, w, y) -> where(gt(x, ZERO), g, g.mul(w)),
                            (g, x, w, y) -> where(gt(x, ZERO), ZERO, g.mul(x))))
            .onlyFor(Domain.FLOATING);
    /// For d = |x − target|: d² · p₁ where d is less than p₀, else d − p₂.
    public static final Pointwise SMOOTH_L1_LOSS = floating(loss(
            "smoothL1Loss",
            d -> where(lt(d, param(0)), d.square().mul(param(1)), d.sub(param(2))),
            d -> max(Expr.min(d.div(param(0)), ONE), ONE.neg())));
    /// For d = |x − target|: d² / 2 where d is at most p₀, else p₀ · (d − p₁).
    public static final Pointwise HUBER_LOSS = floating(loss(
            "huberLoss",
            d -> where(le(d, param(0)), d.square().mul(HALF), d.sub(param(1)).mul(param(0))),
            d -> max(Expr.min(d, param(0)), param(0).neg())));
    /// x · Φ(x) with tanh in the place of erf: ½ x (1 + tanh(√(2/π) (x + 0.044715 x³))).
    public static final Pointwise GELU_TANH = floating(Function.unary(
            "geluTanh",
            x -> HALF.mul(x)
                    .mul(ONE.add(Expr.tanh(constant(Math.sqrt(2 / Math.PI))
                            .mul(x.add(constant(0.044715).mul(x).mul(x).mul(x))))))));

    private Activations() {}

    /// Returns what a loss makes of |x − target|, with the slope that it has at x − target. The derived one would
    /// multiply the slopes of branches that are not taken, which may be infinite, with 0.
    private static Function loss(String name, UnaryOperator<Expr> ofDistance, UnaryOperator<Expr> slope) {
        return Function.binary(name, (x, target) -> ofDistance.apply(abs(x.sub(target))))
                .withGradients(
                        (g, x, target, y) -> g.mul(slope.apply(x.sub(target))),
                        (g, x, target, y) -> g.mul(slope.apply(target.sub(x))));
    }

    // Note [what rounding loses]
    //
    // SiLU and Mish are quotients of sums of a power, exp(−|x|), which cannot overflow, so that the smallest values
    // do not vanish. What the sums, products and the quotient lose to rounding is as large as the power's own
    // error. It can be had by fused multiply-adds and is added to the quotient in the end.

    private static Expr silu(Expr x) {
        Expr power = exp(abs(x).neg());
        Expr factor = where(lt(x, ZERO), power, ONE);
        Expr below = ONE.add(power);
        Expr lost = power.sub(below.sub(ONE));
        Expr above = x.mul(factor);
        return where(gt(x, LARGE), x, quotient(above, fma(x, factor, above.neg()), below, lost));
    }

    /// tanh(log(1 + exp(x))) is n / (n + 2) for n = exp(x)² + 2 exp(x), or the same divided by exp(2x).
    private static Expr mish(Expr x) {
        Expr power = exp(abs(x).neg());
        Expr negative = lt(x, ZERO);
        Expr twice = power.add(power);
        Expr square = power.square();
        Expr first = where(negative, square, ONE);
        Expr sum = where(negative, fma(power, power, twice), ONE.add(twice));
        Expr lostOfSum = where(negative, fma(power, power, twice.sub(sum)), twice.sub(sum.sub(first)));
        Expr more = where(negative, TWO, square.add(square));
        Expr below = sum.add(more);
        Expr larger = max(sum, more);
        Expr lost = Expr.min(sum, more).sub(below.sub(larger)).add(lostOfSum);
        Expr above = x.mul(sum);
        Expr lostAbove = fma(x, sum, above.neg()).add(x.mul(lostOfSum));
        return where(gt(x, LARGE), x, quotient(above, lostAbove, below, lost));
    }

    /// Returns the quotient of two numbers, each of which is larger by what it has lost.
    private static Expr quotient(Expr above, Expr lostAbove, Expr below, Expr lostBelow) {
        Expr inverse = ONE.div(below);
        Expr quotient = above.mul(inverse);
        Expr rest = fma(quotient.neg(), below, above).add(lostAbove);
        return fma(fma(quotient.neg(), lostBelow, rest), inverse, quotient);
    }

    /// In this order a large x meets 1 − tanh² = 0 and not its product with infinity.
    private static Expr mishGradient(Expr g, Expr x, Expr tanh) {
        Expr slope = ONE.sub(tanh.mul(tanh)).mul(SIGMOID.function().of(x));
        return g.mul(tanh.add(x.mul(slope)));
    }

    /// The derived gradient multiplies g · x first, which overflows where the result does not.
    private static Expr siluGradient(Expr g, Expr x, Expr sigmoid) {
        return g.mul(sigmoid.mul(ONE.add(x.mul(ONE.sub(sigmoid)))));
    }
}
