package dev.obor.distributions;

import static dev.obor.distributions.Densities.EULER;
import static dev.obor.distributions.Densities.HALF_LOG_TWO_PI;

import dev.obor.Obor;
import dev.obor.tensor.Tensor;
import java.util.List;
import java.util.function.Function;

/// The divergences between distributions of different kinds: E_p[log p] is −entropy, E_p[log q] follows from
/// moments of p.
final class KlCrossFormulas {
    private static final double INFINITY = Double.POSITIVE_INFINITY;
    private static final double TWO_PI = 2 * Math.PI;

    private KlCrossFormulas() {}

    static void register() {
        registerInfinite();
        KlDivergence.register(
                Bernoulli.class,
                Poisson.class,
                (p, q) -> p.entropy().neg().sub(p.probs().mul(q.rate().log()).sub(q.rate())));
        KlDivergence.register(Beta.class, ContinuousBernoulli.class, KlCrossFormulas::betaContinuousBernoulli);
        KlDivergence.register(
                Beta.class,
                Exponential.class,
                (p, q) -> p.entropy().neg().sub(q.rate().log()).add(q.rate().mul(p.mean())));
        KlDivergence.register(Beta.class, Gamma.class, KlCrossFormulas::betaGamma);
        KlDivergence.register(Beta.class, Normal.class, KlCrossFormulas::betaNormal);
        KlDivergence.register(
                Beta.class,
                Uniform.class,
                (p, q) -> Obor.where(
                        q.low().gt(0).logicalOr(q.high().lt(1)),
                        INFINITY,
                        p.entropy().neg().add(q.entropy())));
        KlDivergence.register(
                ContinuousBernoulli.class,
                Exponential.class,
                (p, q) -> p.entropy().neg().sub(q.rate().log()).add(q.rate().mul(p.mean())));
        KlDivergence.register(ContinuousBernoulli.class, Normal.class, KlCrossFormulas::continuousBernoulliNormal);
        KlDivergence.register(
                ContinuousBernoulli.class,
                Uniform.class,
                (p, q) -> Obor.where(
                        q.low().ge(0).logicalOr(q.high().le(1)),
                        INFINITY,
                        p.entropy().neg().add(q.entropy())));
        KlDivergence.register(Exponential.class, Gamma.class, KlCrossFormulas::exponentialGamma);
        KlDivergence.register(Exponential.class, Gumbel.class, KlCrossFormulas::exponentialGumbel);
        KlDivergence.register(Exponential.class, Normal.class, KlCrossFormulas::exponentialNormal);
        KlDivergence.register(
                Gamma.class,
                Exponential.class,
                (p, q) -> p.entropy()
                        .neg()
                        .sub(q.rate().log())
                        .add(q.rate().mul(p.concentration()).div(p.rate())));
        KlDivergence.register(Gamma.class, Gumbel.class, KlCrossFormulas::gammaGumbel);
        KlDivergence.register(Gamma.class, Normal.class, KlCrossFormulas::gammaNormal);
        KlDivergence.register(Gumbel.class, Normal.class, KlCrossFormulas::gumbelNormal);
        KlDivergence.register(Laplace.class, Normal.class, KlCrossFormulas::laplaceNormal);
        KlDivergence.register(Normal.class, Gumbel.class, KlCrossFormulas::normalGumbel);
        KlDivergence.register(Normal.class, Laplace.class, KlCrossFormulas::normalLaplace);
        KlDivergence.register(Pareto.class, Exponential.class, KlCrossFormulas::paretoExponential);
        KlDivergence.register(Pareto.class, Gamma.class, KlCrossFormulas::paretoGamma);
        KlDivergence.register(Pareto.class, Normal.class, KlCrossFormulas::paretoNormal);
        KlDivergence.register(Uniform.class, Beta.class, KlCrossFormulas::uniformBeta);
        KlDivergence.register(Uniform.class, ContinuousBernoulli.class, KlCrossFormulas::uniformContinuousBernoulli);
        KlDivergence.register(Uniform.class, Exponential.class, KlCrossFormulas::uniformExponential);
        KlDivergence.register(Uniform.class, Gamma.class, KlCrossFormulas::uniformGamma);
        KlDivergence.register(Uniform.class, Gumbel.class, KlCrossFormulas::uniformGumbel);
        KlDivergence.register(Uniform.class, Normal.class, KlCrossFormulas::uniformNormal);
        KlDivergence.register(Uniform.class, Pareto.class, KlCrossFormulas::uniformPareto);
    }

    /// Where p has values that q has not.
    private static void registerInfinite() {
        List<Class<? extends Distribution>> bounded =
                List.of(Beta.class, ContinuousBernoulli.class, Pareto.class, Uniform.class);
        List<Class<? extends Distribution>> halfBounded = List.of(
                Beta.class, ContinuousBernoulli.class, Exponential.class, Gamma.class, Pareto.class, Uniform.class);
        infinite(Beta.class, List.of(Pareto.class), Beta::concentration1);
        infinite(ContinuousBernoulli.class, List.of(Pareto.class), ContinuousBernoulli::probs);
        infinite(Exponential.class, bounded, Exponential::rate);
        infinite(Gamma.class, bounded, Gamma::concentration);
        infinite(Gumbel.class, halfBounded, Gumbel::loc);
        infinite(Laplace.class, halfBounded, Laplace::loc);
        infinite(Normal.class, halfBounded, Normal::loc);
        infinite(Pareto.class, List.of(Beta.class, ContinuousBernoulli.class, Uniform.class), Pareto::scale);
        infinite(Poisson.class, List.of(Bernoulli.class, Binomial.class), Poisson::rate);
    }

    private static <P extends Distribution> void infinite(
            Class<P> p, List<Class<? extends Distribution>> others, Function<P, Tensor> like) {
        for (Class<? extends Distribution> q : others) {
            KlDivergence.register(
                    p, q, (left, _) -> Obor.fullLike(like.apply(left).detach(), INFINITY));
        }
    }

    private static Tensor xLogX(Tensor x) {
        return x.mul(x.log());
    }

    /// log(2π σ²) / 2 of a normal distribution.
    private static Tensor logScale(Normal q) {
        return q.scale().square().mul(TWO_PI).log().mul(0.5);
    }

    private static Tensor betaContinuousBernoulli(Beta p, ContinuousBernoulli q) {
        return p.entropy()
                .neg()
                .sub(p.mean().mul(q.logits()))
                .sub(q.probs().neg().log1p())
                .sub(q.logNorm());
    }

    private static Tensor betaGamma(Beta p, Gamma q) {
        Tensor total = p.concentration1().add(p.concentration0());
        Tensor t2 =
                q.concentration().lgamma().sub(q.concentration().mul(q.rate().log()));
        Tensor t3 = q.concentration().sub(1).mul(p.concentration1().digamma().sub(total.digamma()));
        return p.entropy().neg().add(t2).sub(t3).add(q.rate().mul(p.mean()));
    }

    private static Tensor betaNormal(Beta p, Normal q) {
        Tensor mean = p.mean();
        Tensor square = p.variance().add(mean.square()).mul(0.5);
        Tensor cross = q.loc().mul(mean);
        Tensor own = q.loc().square().mul(0.5);
        return p.entropy()
                .neg()
                .add(logScale(q))
                .add(square.sub(cross).add(own).div(q.scale().square()));
    }

    private static Tensor continuousBernoulliNormal(ContinuousBernoulli p, Normal q) {
        Tensor mean = p.mean();
        Tensor t2 = q.loc()
                .div(q.scale())
                .square()
                .mul(0.5)
                .add(HALF_LOG_TWO_PI)
                .add(q.scale().log());
        Tensor t3 = p.variance()
                .add(mean.square())
                .sub(q.loc().mul(mean).mul(2))
                .div(q.scale().square().mul(2));
        return p.entropy().neg().add(t2).add(t3);
    }

    private static Tensor exponentialGamma(Exponential p, Gamma q) {
        Tensor ratio = q.rate().div(p.rate());
        return q.concentration()
                .neg()
                .mul(ratio.log())
                .add(ratio)
                .add(q.concentration().lgamma())
                .add(q.concentration().mul(EULER))
                .sub(1 + EULER);
    }

    private static Tensor exponentialGumbel(Exponential p, Gumbel q) {
        Tensor product = p.rate().mul(q.scale());
        Tensor place = q.loc().div(q.scale());
        Tensor t2 = place.exp().mul(product).div(product.add(1));
        return product.log().sub(1).sub(place).add(t2).add(product.reciprocal());
    }

    private static Tensor exponentialNormal(Exponential p, Normal q) {
        Tensor variance = q.scale().square();
        Tensor square = p.rate().square();
        Tensor t1 = square.mul(variance).mul(TWO_PI).log().mul(0.5);
        Tensor t4 = q.loc().square().mul(0.5);
        return t1.sub(1)
                .add(square.reciprocal().sub(q.loc().div(p.rate())).add(t4).div(variance));
    }

    private static Tensor gammaGumbel(Gamma p, Gumbel q) {
        Tensor shape = p.concentration();
        Tensor product = p.rate().mul(q.scale());
        Tensor place = q.loc().div(q.scale());
        Tensor t1 = shape.sub(1).mul(shape.digamma()).sub(shape.lgamma()).sub(shape);
        Tensor t2 = product.log().add(shape.div(product));
        Tensor t3 =
                place.exp().mul(product.reciprocal().add(1).pow(shape.neg())).sub(place);
        return t1.add(t2).add(t3);
    }

    private static Tensor gammaNormal(Gamma p, Normal q) {
        Tensor shape = p.concentration();
        Tensor variance = q.scale().square();
        Tensor square = p.rate().square();
        Tensor t1 = square.mul(variance).mul(TWO_PI).log().mul(0.5).sub(shape).sub(shape.lgamma());
        Tensor t2 = shape.square().add(shape).mul(0.5).div(square);
        Tensor t3 = q.loc().mul(shape).div(p.rate());
        Tensor t4 = q.loc().square().mul(0.5);
        return t1.add(shape.sub(1).mul(shape.digamma())).add(t2.sub(t3).add(t4).div(variance));
    }

    private static Tensor gumbelNormal(Gumbel p, Normal q) {
        Tensor ratio = p.scale().div(q.scale());
        Tensor t1 = ratio.div(Math.sqrt(TWO_PI)).log();
        Tensor t2 = ratio.mul(Math.PI * 0.5).square().div(3);
        Tensor t3 = p.mean().sub(q.loc()).div(q.scale()).square().mul(0.5);
        return t2.sub(t1).add(t3).sub(EULER + 1);
    }

    private static Tensor laplaceNormal(Laplace p, Normal q) {
        Tensor variance = q.scale().square();
        Tensor ratio = p.scale().square().div(variance);
        Tensor t1 = ratio.mul(2).div(Math.PI).log().mul(0.5);
        Tensor away = p.loc()
                .square()
                .mul(0.5)
                .sub(p.loc().mul(q.loc()))
                .add(q.loc().square().mul(0.5));
        return ratio.sub(t1).add(away.div(variance)).sub(1);
    }

    private static Tensor normalGumbel(Normal p, Gumbel q) {
        Tensor mean = p.loc().div(q.scale());
        Tensor ratio = p.scale().div(q.scale()).square();
        Tensor place = q.loc().div(q.scale());
        Tensor t3 = ratio.mul(0.5).sub(mean).add(place).exp();
        return mean.sub(place).sub(ratio.log().mul(0.5)).add(t3).sub(0.5 + HALF_LOG_TWO_PI);
    }

    private static Tensor normalLaplace(Normal p, Laplace q) {
        Tensor away = p.loc().sub(q.loc());
        Tensor ratio = p.scale().div(q.scale());
        Tensor place = away.div(p.scale());
        Tensor t2 = p.scale()
                .mul(Math.sqrt(2 / Math.PI))
                .mul(place.square().mul(-0.5).exp());
        Tensor t3 = away.mul(place.mul(Math.sqrt(0.5)).erf());
        double constant = 0.5 * (1 + StrictMath.log(0.5 * Math.PI));
        return t2.add(t3).div(q.scale()).sub(ratio.log()).sub(constant);
    }

    private static Tensor paretoExponential(Pareto p, Exponential q) {
        Tensor product = p.scale().mul(q.rate());
        Tensor t3 = p.alpha().mul(product).div(p.alpha().sub(1));
        Tensor result =
                p.alpha().div(product).log().sub(p.alpha().reciprocal()).add(t3).sub(1);
        return Obor.where(p.alpha().le(1), INFINITY, result);
    }

    private static Tensor paretoGamma(Pareto p, Gamma q) {
        Tensor common = p.scale().log().add(p.alpha().reciprocal());
        Tensor t2 =
                q.concentration().lgamma().sub(q.concentration().mul(q.rate().log()));
        Tensor t3 = q.concentration().rsub(1).mul(common);
        Tensor t4 = q.rate().mul(p.alpha()).mul(p.scale()).div(p.alpha().sub(1));
        Tensor result = p.alpha().log().sub(common).add(t2).add(t3).add(t4).sub(1);
        return Obor.where(p.alpha().le(1), INFINITY, result);
    }

    private static Tensor paretoNormal(Pareto p, Normal q) {
        Tensor common = p.scale().div(p.alpha().sub(1));
        Tensor t1 =
                q.scale().mul(Math.sqrt(TWO_PI)).mul(p.alpha()).div(p.scale()).log();
        Tensor t3 = p.alpha().mul(common.square()).div(p.alpha().sub(2));
        Tensor t4 = p.alpha().mul(common).sub(q.loc()).square();
        Tensor result = t1.sub(p.alpha().reciprocal())
                .add(t3.add(t4).div(q.scale().square().mul(2)))
                .sub(1);
        return Obor.where(p.alpha().le(2), INFINITY, result);
    }

    private static Tensor uniformBeta(Uniform p, Beta q) {
        Tensor width = p.high().sub(p.low());
        Tensor logs = xLogX(p.high()).sub(xLogX(p.low())).sub(width).div(width);
        Tensor turned =
                xLogX(p.high().rsub(1)).sub(xLogX(p.low().rsub(1))).add(width).div(width);
        Tensor t2 = q.concentration1().sub(1).mul(logs);
        Tensor t3 = q.concentration0().sub(1).mul(turned);
        Tensor t4 = q.concentration1()
                .lgamma()
                .add(q.concentration0().lgamma())
                .sub(q.concentration1().add(q.concentration0()).lgamma());
        Tensor outside = p.high().gt(1).logicalOr(p.low().lt(0));
        return Obor.where(outside, INFINITY, t3.add(t4).sub(width.log()).sub(t2));
    }

    private static Tensor uniformContinuousBernoulli(Uniform p, ContinuousBernoulli q) {
        Tensor result = p.entropy()
                .neg()
                .sub(p.mean().mul(q.logits()))
                .sub(q.probs().neg().log1p())
                .sub(q.logNorm());
        return Obor.where(p.high().ge(1).logicalOr(p.low().le(0)), INFINITY, result);
    }

    private static Tensor uniformExponential(Uniform p, Exponential q) {
        Tensor width = p.high().sub(p.low());
        Tensor result = q.rate()
                .mul(p.high().add(p.low()))
                .div(2)
                .sub(width.mul(q.rate()).log());
        return Obor.where(p.low().lt(0), INFINITY, result);
    }

    private static Tensor uniformGamma(Uniform p, Gamma q) {
        Tensor width = p.high().sub(p.low());
        Tensor t2 =
                q.concentration().lgamma().sub(q.concentration().mul(q.rate().log()));
        Tensor logs = xLogX(p.high()).sub(xLogX(p.low())).sub(width).div(width);
        Tensor t4 = q.rate().mul(p.high().add(p.low())).div(2);
        Tensor result =
                t2.sub(width.log()).add(q.concentration().rsub(1).mul(logs)).add(t4);
        return Obor.where(p.low().lt(0), INFINITY, result);
    }

    private static Tensor uniformGumbel(Uniform p, Gumbel q) {
        Tensor common = q.scale().div(p.high().sub(p.low()));
        Tensor high = p.high().sub(q.loc()).div(q.scale());
        Tensor low = p.low().sub(q.loc()).div(q.scale());
        Tensor t2 = common.mul(high.neg().exp().sub(low.neg().exp()));
        return common.log().add(high.add(low).mul(0.5)).sub(t2);
    }

    private static Tensor uniformNormal(Uniform p, Normal q) {
        Tensor width = p.high().sub(p.low());
        Tensor t1 = q.scale().mul(Math.sqrt(TWO_PI)).div(width).log();
        Tensor away = p.high().add(p.low()).sub(q.loc().mul(2)).div(2).square();
        return t1.add(width.square().div(12).add(away).div(q.scale().square()).mul(0.5));
    }

    private static Tensor uniformPareto(Uniform p, Pareto q) {
        Tensor width = p.high().sub(p.low());
        Tensor t1 = q.alpha().mul(q.scale().pow(q.alpha())).mul(width).log();
        Tensor logs = xLogX(p.high()).sub(xLogX(p.low())).sub(width).div(width);
        return Obor.where(
                p.low().lt(q.scale()), INFINITY, logs.mul(q.alpha().add(1)).sub(t1));
    }
}
