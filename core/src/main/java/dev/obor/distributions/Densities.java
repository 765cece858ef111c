package dev.obor.distributions;

import static dev.obor.expr.Constants.HALF;
import static dev.obor.expr.Constants.ONE;
import static dev.obor.expr.Constants.ZERO;
import static dev.obor.expr.Expr.abs;
import static dev.obor.expr.Expr.constant;
import static dev.obor.expr.Expr.cos;
import static dev.obor.expr.Expr.eq;
import static dev.obor.expr.Expr.exp;
import static dev.obor.expr.Expr.ge;
import static dev.obor.expr.Expr.gt;
import static dev.obor.expr.Expr.input;
import static dev.obor.expr.Expr.le;
import static dev.obor.expr.Expr.log;
import static dev.obor.expr.Expr.log1p;
import static dev.obor.expr.Expr.lt;
import static dev.obor.expr.Expr.param;
import static dev.obor.expr.Expr.where;
import static dev.obor.expr.SpecialFunctions.DIGAMMA;
import static dev.obor.expr.SpecialFunctions.LGAMMA;
import static dev.obor.expr.SpecialFunctions.XLOGY;

import dev.obor.expr.Expr;
import dev.obor.expr.Function;
import dev.obor.expr.ScalarMethod;
import dev.obor.math.Gamma;
import dev.obor.tensor.Activations;
import dev.obor.tensor.Pointwise;
import java.util.List;

/// Logarithms of densities as formulas, so that each is one pass over the values, and so is its gradient. The
/// first input is the value, the parameters follow. Special functions of parameters alone come as an input of
/// their own, computed once for the batch: their scalar methods would keep the pass over the values scalar as
/// well.
final class Densities {
    /// ½ log 2π.
    static final double HALF_LOG_TWO_PI = 0x1.d67f1c864beb5p-1;
    /// log π.
    static final double LOG_PI = 0x1.250d048e7a1bdp0;
    /// log 2.
    static final double LOG_2 = 0x1.62e42fefa39efp-1;
    /// The coefficients of x⁻¹, x⁻³ … in log x! - (x + ½) log x + x - ½ log 2π, off by 5e-10 at most from x =
    /// 1 on: Lawson's iteration on Chebyshev nodes.
    private static final double[] STIRLING = {
        0.083333320915699,
        -0.0027772625908255577,
        0.0007846606313250959,
        -0.000519223918672651,
        0.00044414083822630346,
        -0.0003222720406483859,
        0.00014924639253877103,
        -3.114733408438042e-05
    };
    /// Euler's constant.
    static final double EULER = 0x1.2788cfc6fb619p-1;

    /// x, loc, scale.
    static final Pointwise NORMAL = op("normalLogProb", 3, normal(input(0), input(1), input(2)));
    /// x ≥ 0, scale.
    static final Pointwise HALF_NORMAL = op(
            "halfNormalLogProb",
            2,
            where(ge(input(0), ZERO), normal(input(0), ZERO, input(1)).add(constant(LOG_2)), minusInfinity()));
    /// x, loc, scale.
    static final Pointwise LAPLACE = op(
            "laplaceLogProb",
            3,
            log(constant(2).mul(input(2))).neg().sub(abs(input(0).sub(input(1))).div(input(2))));
    /// x, loc, scale.
    static final Pointwise CAUCHY = op("cauchyLogProb", 3, cauchy(input(0), input(1), input(2)));
    /// x ≥ 0, scale.
    static final Pointwise HALF_CAUCHY = op(
            "halfCauchyLogProb",
            2,
            where(ge(input(0), ZERO), cauchy(input(0), ZERO, input(1)).add(constant(LOG_2)), minusInfinity()));
    /// x, rate.
    static final Pointwise EXPONENTIAL =
            op("exponentialLogProb", 2, log(input(1)).sub(input(1).mul(input(0))));
    /// x, concentration, rate, log Γ(concentration).
    static final Pointwise GAMMA = op(
            "gammaLogProb",
            4,
            XLOGY.of(input(1), input(2))
                    .add(XLOGY.of(input(1).sub(ONE), input(0)))
                    .sub(input(2).mul(input(0)))
                    .sub(input(3)));
    /// x, concentration1, concentration0, -log B(concentration1, concentration0).
    static final Pointwise BETA = op(
            "betaLogProb",
            4,
            log(input(0))
                    .mul(input(1).sub(ONE))
                    .add(log(ONE.sub(input(0))).mul(input(2).sub(ONE)))
                    .add(input(3)));
    /// x, concentration: what Dirichlet's sum adds up, without the normalizer.
    static final Pointwise DIRICHLET_TERM = op("dirichletTerm", 2, log(input(0)).mul(input(1).sub(ONE)));
    /// x, rate.
    static final Pointwise POISSON = op("poissonLogProb", 2, poisson(LGAMMA.of(input(0).add(ONE))));
    /// x, rate, in float32.
    static final Pointwise POISSON_SINGLE =
            op("poissonLogProb", 2, poisson(logFactorial().of(input(0))));
    /// x, rate, log x!.
    static final Pointwise POISSON_OF_FACTORIAL = op("poissonLogProb", 3, poisson(input(2)));
    /// x, in float32.
    static final Pointwise LOG_FACTORIAL = op("logFactorial", 1, logFactorial().of(input(0)));
    /// x, logits.
    static final Pointwise BERNOULLI = op("bernoulliLogProb", 2, bernoulli(input(0), input(1)));
    /// x, probs; p₀ is the dtype's precision.
    static final Pointwise BERNOULLI_OF_PROBS = op("bernoulliLogProb", 2, bernoulli(input(0), logits(input(1))));
    /// x, probs.
    static final Pointwise GEOMETRIC = op("geometricLogProb", 2, geometric(input(0), input(1)));
    /// x, total count, logits.
    static final Pointwise BINOMIAL = op("binomialLogProb", 3, binomial(input(0), input(1), input(2)));
    /// x, total count, probs; p₀ is the dtype's precision.
    static final Pointwise BINOMIAL_OF_PROBS = op("binomialLogProb", 3, binomial(input(0), input(1), logits(input(2))));
    /// x, total count, logits.
    static final Pointwise NEGATIVE_BINOMIAL =
            op("negativeBinomialLogProb", 3, negativeBinomial(input(0), input(1), input(2)));
    /// x, total count, probs; p₀ is the dtype's precision.
    static final Pointwise NEGATIVE_BINOMIAL_OF_PROBS =
            op("negativeBinomialLogProb", 3, negativeBinomial(input(0), input(1), logits(input(2))));
    /// x, df, loc, scale, the normalizer.
    static final Pointwise STUDENT_T = op(
            "studentTLogProb",
            5,
            studentT(input(0), input(1), input(2), input(3)).sub(input(4)));
    /// x, low, high; the value is to be detached, as the density is constant.
    static final Pointwise UNIFORM = op(
            "uniformLogProb",
            3,
            where(le(input(1), input(0)).and(gt(input(2), input(0))), ZERO, minusInfinity())
                    .sub(log(input(2).sub(input(1)))));
    /// x, loc, scale.
    static final Pointwise GUMBEL = op("gumbelLogProb", 3, gumbel(input(0), input(1), input(2)));
    /// x, df1, df2, -log B(df1 / 2, df2 / 2).
    static final Pointwise FISHER = op("fisherSnedecorLogProb", 4, input(3).add(fisher(input(0), input(1), input(2))));
    /// x, loc, concentration, log I₀(concentration).
    static final Pointwise VON_MISES = op(
            "vonMisesLogProb",
            4,
            input(2).mul(cos(input(0).sub(input(1))))
                    .sub(constant(2 * HALF_LOG_TWO_PI))
                    .sub(input(3)));
    /// x, logits, temperature: of the logit of a relaxed Bernoulli number.
    static final Pointwise LOGIT_RELAXED = op("logitRelaxedLogProb", 3, logitRelaxed(input(0), input(1), input(2)));

    private Densities() {}

    private static Pointwise op(String name, int arity, Expr body) {
        return Pointwise.of(Function.of(name, arity, body), Pointwise.Result.FLOATING);
    }

    private static Expr poisson(Expr logFactorial) {
        return XLOGY.of(input(0), input(1)).sub(input(1)).sub(logFactorial);
    }

    /// log x! in float32, by Stirling's formula with a minimax polynomial in 1 / x² for its rest, from x = 1
    /// on: as exact as the terms of the sum that it is. What is neither that nor 0 is left to the scalar
    /// method.
    private static Function logFactorial() {
        Expr x = input(0);
        Expr safe = where(lt(x, ONE), ONE, x);
        Expr inverse = ONE.div(safe);
        Expr square = inverse.square();
        Expr rest = constant(STIRLING[STIRLING.length - 1]);
        for (int k = STIRLING.length - 2; k >= 0; k--) {
            rest = Expr.fma(rest, square, constant(STIRLING[k]));
        }
        Expr tail = Expr.fma(rest, inverse, constant(HALF_LOG_TWO_PI));
        Expr value = Expr.fma(safe.add(HALF), log(safe), tail.sub(safe));
        Expr.Invoke rare = new Expr.Invoke(ScalarMethod.of(Gamma.class, "lgamma", 1), List.of(x.add(ONE)));
        Expr usual = le(x, constant(0x1p31)).and(ge(x, ONE).or(eq(x, ZERO)));
        return Function.unary("logFactorial", _ -> new Expr.Guard(usual, where(lt(x, ONE), ZERO, value), rare))
                .withGradient((g, n, y) -> g.mul(DIGAMMA.of(n.add(ONE))));
    }

    private static Expr minusInfinity() {
        return constant(Double.NEGATIVE_INFINITY);
    }

    private static Expr normal(Expr x, Expr loc, Expr scale) {
        return x.sub(loc)
                .square()
                .neg()
                .div(constant(2).mul(scale.square()))
                .sub(log(scale))
                .sub(constant(HALF_LOG_TWO_PI));
    }

    private static Expr cauchy(Expr x, Expr loc, Expr scale) {
        return constant(-LOG_PI)
                .sub(log(scale))
                .sub(log(ONE.add(x.sub(loc).div(scale).square())));
    }

    /// The logarithm of the odds of probabilities, moved away from 0 and 1 by p₀.
    private static Expr logits(Expr probs) {
        Expr above = where(lt(probs, param(0)), param(0), probs);
        Expr clamped = where(gt(above, ONE.sub(param(0))), ONE.sub(param(0)), above);
        return log(clamped).sub(log1p(clamped.neg()));
    }

    private static Expr bernoulli(Expr x, Expr logits) {
        return ONE.sub(x)
                .mul(logits)
                .add(Activations.SOFTPLUS.function().of(logits.neg()))
                .neg();
    }

    private static Expr geometric(Expr x, Expr probs) {
        Expr sure = eq(probs, ONE).and(eq(x, ZERO));
        return x.mul(log1p(where(sure, ZERO, probs).neg())).add(log(probs));
    }

    private static Expr binomial(Expr x, Expr count, Expr logits) {
        // Its slope at 0 is ½, as PyTorch's.
        Expr positive = where(ge(logits, ZERO), logits, ZERO)
                .add(logits)
                .sub(where(le(logits, ZERO), logits, ZERO))
                .mul(HALF);
        Expr normalizer = count.mul(positive)
                .add(count.mul(log1p(exp(abs(logits).neg()))))
                .sub(LGAMMA.of(count.add(ONE)));
        return x.mul(logits)
                .sub(LGAMMA.of(x.add(ONE)))
                .sub(LGAMMA.of(count.sub(x).add(ONE)))
                .sub(normalizer);
    }

    private static Expr negativeBinomial(Expr x, Expr count, Expr logits) {
        Function logSigmoid = Activations.LOG_SIGMOID.function();
        Expr kernel = count.mul(logSigmoid.of(logits.neg())).add(x.mul(logSigmoid.of(logits)));
        Expr normalizer = LGAMMA.of(ONE.add(x)).add(LGAMMA.of(count)).sub(LGAMMA.of(count.add(x)));
        return kernel.sub(where(eq(count.add(x), ZERO), ZERO, normalizer));
    }

    private static Expr studentT(Expr x, Expr df, Expr loc, Expr scale) {
        Expr y = x.sub(loc).div(scale);
        return constant(-0.5).mul(df.add(ONE)).mul(log1p(y.square().div(df)));
    }

    private static Expr gumbel(Expr x, Expr loc, Expr scale) {
        Expr y = loc.sub(x).div(scale);
        return y.sub(exp(y)).sub(log(scale));
    }

    private static Expr fisher(Expr x, Expr df1, Expr df2) {
        Expr half1 = df1.mul(HALF);
        Expr half2 = df2.mul(HALF);
        Expr ratio = df1.div(df2);
        return half1.mul(log(ratio))
                .add(half1.sub(ONE).mul(log(x)))
                .sub(half1.add(half2).mul(log1p(ratio.mul(x))));
    }

    private static Expr logitRelaxed(Expr x, Expr logits, Expr temperature) {
        Expr difference = logits.sub(x.mul(temperature));
        return log(temperature).add(difference).sub(constant(2).mul(log1p(exp(difference))));
    }
}
