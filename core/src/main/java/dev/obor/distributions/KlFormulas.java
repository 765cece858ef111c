package dev.obor.distributions;

import dev.obor.Obor;
import dev.obor.error.DistributionException;
import dev.obor.nn.F;
import dev.obor.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/// The divergences between distributions of one kind.
final class KlFormulas {
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    private KlFormulas() {}

    static void register() {
        KlDivergence.register(Bernoulli.class, Bernoulli.class, KlFormulas::bernoulli);
        KlDivergence.register(Beta.class, Beta.class, KlFormulas::beta);
        KlDivergence.register(Binomial.class, Binomial.class, KlFormulas::binomial);
        KlDivergence.register(Categorical.class, Categorical.class, KlFormulas::categorical);
        KlDivergence.register(Cauchy.class, Cauchy.class, KlFormulas::cauchy);
        KlDivergence.register(ContinuousBernoulli.class, ContinuousBernoulli.class, KlFormulas::continuousBernoulli);
        KlDivergence.register(Dirichlet.class, Dirichlet.class, KlFormulas::dirichlet);
        KlDivergence.register(Exponential.class, Exponential.class, KlFormulas::exponential);
        KlDivergence.register(ExponentialFamily.class, ExponentialFamily.class, KlFormulas::exponentialFamily);
        KlDivergence.register(Gamma.class, Gamma.class, KlFormulas::gamma);
        KlDivergence.register(Geometric.class, Geometric.class, KlFormulas::geometric);
        KlDivergence.register(Gumbel.class, Gumbel.class, KlFormulas::gumbel);
        KlDivergence.register(
                HalfNormal.class,
                HalfNormal.class,
                (p, q) -> normal(p.scale().mul(0), p.scale(), q.scale().mul(0), q.scale()));
        KlDivergence.register(Independent.class, Independent.class, KlFormulas::independent);
        KlDivergence.register(Laplace.class, Laplace.class, KlFormulas::laplace);
        KlDivergence.register(LowRankMultivariateNormal.class, LowRankMultivariateNormal.class, KlFormulas::lowRank);
        KlDivergence.register(LowRankMultivariateNormal.class, MultivariateNormal.class, KlFormulas::lowRankFromFull);
        KlDivergence.register(MultivariateNormal.class, LowRankMultivariateNormal.class, KlFormulas::fullFromLowRank);
        KlDivergence.register(MultivariateNormal.class, MultivariateNormal.class, KlFormulas::multivariateNormal);
        KlDivergence.register(Normal.class, Normal.class, (p, q) -> normal(p.loc(), p.scale(), q.loc(), q.scale()));
        KlDivergence.register(
                OneHotCategorical.class,
                OneHotCategorical.class,
                (p, q) -> categorical(p.categorical(), q.categorical()));
        KlDivergence.register(Pareto.class, Pareto.class, KlFormulas::pareto);
        KlDivergence.register(Poisson.class, Poisson.class, KlFormulas::poisson);
        KlDivergence.register(TransformedDistribution.class, TransformedDistribution.class, KlFormulas::transformed);
        KlDivergence.register(Uniform.class, Uniform.class, KlFormulas::uniform);
    }

    private static DistributionException unknown(String why) {
        return new DistributionException("klDivergence: " + why + ": estimate it from samples");
    }

    private static Tensor bernoulli(Bernoulli p, Bernoulli q) {
        Tensor a = p.probs();
        Tensor b = q.probs();
        Tensor one =
                a.mul(F.softplus(q.logits().neg()).sub(F.softplus(p.logits().neg())));
        Tensor zero = a.rsub(1).mul(F.softplus(q.logits()).sub(F.softplus(p.logits())));
        one = Obor.where(a.eq(0), 0, Obor.where(b.eq(0), INFINITY, one));
        zero = Obor.where(a.eq(1), 0, Obor.where(b.eq(1), INFINITY, zero));
        return one.add(zero);
    }

    private static Tensor beta(Beta p, Beta q) {
        Tensor p1 = p.concentration1();
        Tensor p0 = p.concentration0();
        Tensor q1 = q.concentration1();
        Tensor q0 = q.concentration0();
        Tensor sumP = p1.add(p0);
        Tensor sumQ = q1.add(q0);
        Tensor t1 = q1.lgamma().add(q0.lgamma()).add(sumP.lgamma());
        Tensor t2 = p1.lgamma().add(p0.lgamma()).add(sumQ.lgamma());
        return t1.sub(t2)
                .add(p1.sub(q1).mul(p1.digamma()))
                .add(p0.sub(q0).mul(p0.digamma()))
                .add(sumQ.sub(sumP).mul(sumP.digamma()));
    }

    private static Tensor binomial(Binomial p, Binomial q) {
        if (p.totalCount().lt(q.totalCount()).any().itemBoolean()) {
            throw unknown("q has more trials than p, for which Binomial has no formula");
        }
        Tensor a = p.probs();
        Tensor each = a.mul(p.logits().sub(q.logits()))
                .add(a.neg().log1p())
                .sub(q.probs().neg().log1p());
        return Obor.where(
                p.totalCount().gt(q.totalCount()), INFINITY, p.totalCount().mul(each));
    }

    private static Tensor categorical(Categorical p, Categorical q) {
        Tensor t = p.probs().mul(p.logits().sub(q.logits()));
        t = Obor.where(q.probs().eq(0), INFINITY, t);
        return Obor.where(p.probs().eq(0), 0, t).sum(-1);
    }

    /// F. Chyzak and F. Nielsen, "A closed-form formula for the Kullback–Leibler divergence between Cauchy
    /// distributions", 2019.
    private static Tensor cauchy(Cauchy p, Cauchy q) {
        Tensor t1 = p.scale().add(q.scale()).square().add(p.loc().sub(q.loc()).square());
        return t1.log().sub(p.scale().mul(4).mul(q.scale()).log());
    }

    private static Tensor continuousBernoulli(ContinuousBernoulli p, ContinuousBernoulli q) {
        Tensor t1 = p.mean().mul(p.logits().sub(q.logits()));
        Tensor t2 = p.logNorm().add(p.probs().neg().log1p());
        return t1.add(t2).sub(q.logNorm()).sub(q.probs().neg().log1p());
    }

    private static Tensor dirichlet(Dirichlet p, Dirichlet q) {
        Tensor a = p.concentration();
        Tensor b = q.concentration();
        Tensor sumA = a.sum(-1);
        Tensor t1 = sumA.lgamma().sub(b.sum(-1).lgamma());
        Tensor t2 = a.lgamma().sub(b.lgamma()).sum(-1);
        Tensor t4 = a.digamma().sub(sumA.digamma().unsqueeze(-1));
        return t1.sub(t2).add(a.sub(b).mul(t4).sum(-1));
    }

    private static Tensor exponential(Exponential p, Exponential q) {
        Tensor ratio = q.rate().div(p.rate());
        return ratio.log().neg().add(ratio).sub(1);
    }

    /// The Bregman divergence of the log normalizer. As in PyTorch no gradient reaches p's parameters.
    private static Tensor exponentialFamily(ExponentialFamily p, ExponentialFamily q) {
        if (p.getClass() != q.getClass()) {
            throw unknown("no formula is known for " + p.name() + " and " + q.name());
        }
        Tensor[] own = p.naturalParams();
        for (int i = 0; i < own.length; i++) {
            own[i] = own[i].detach().clone().requiresGrad(true);
        }
        Tensor[] other = q.naturalParams();
        Tensor normalizer = Obor.enableGrad(() -> p.logNormalizer(own));
        Tensor ones = Obor.onesLike(normalizer.detach());
        List<Optional<Tensor>> slopes = Tensor.gradients(List.of(normalizer), List.of(ones), List.of(own), false, true);
        Tensor result = q.logNormalizer(other).sub(normalizer.detach());
        for (int i = 0; i < own.length; i++) {
            Tensor slope = slopes.get(i).orElseThrow().detach();
            Tensor term = other[i].sub(own[i].detach()).mul(slope);
            int dims = Math.max(0, term.dim() - result.dim());
            result = result.sub(Dims.sumRightmost(term, dims));
        }
        return result;
    }

    private static Tensor gamma(Gamma p, Gamma q) {
        Tensor t1 = q.concentration().mul(p.rate().div(q.rate()).log());
        Tensor t2 = q.concentration().lgamma().sub(p.concentration().lgamma());
        Tensor t3 =
                p.concentration().sub(q.concentration()).mul(p.concentration().digamma());
        Tensor t4 = q.rate().sub(p.rate()).mul(p.concentration().div(p.rate()));
        return t1.add(t2).add(t3).add(t4);
    }

    private static Tensor geometric(Geometric p, Geometric q) {
        return p.entropy().neg().sub(q.probs().neg().log1p().div(p.probs())).sub(q.logits());
    }

    private static Tensor gumbel(Gumbel p, Gumbel q) {
        Tensor ratio = p.scale().div(q.scale());
        Tensor own = q.loc().div(q.scale());
        Tensor other = p.loc().div(q.scale());
        Tensor t1 = ratio.log().neg().sub(own).add(other);
        Tensor t3 = own.add(ratio.add(1).lgamma()).sub(other).exp();
        return t1.add(ratio.mul(Densities.EULER)).add(t3).sub(1 + Densities.EULER);
    }

    private static Tensor independent(Independent p, Independent q) {
        if (p.reinterpretedBatchNdims() != q.reinterpretedBatchNdims()) {
            throw unknown("the two Independent distributions have different numbers of event dims");
        }
        return Dims.sumRightmost(KlDivergence.of(p.base(), q.base()), p.reinterpretedBatchNdims());
    }

    private static Tensor laplace(Laplace p, Laplace q) {
        Tensor ratio = p.scale().div(q.scale());
        Tensor away = p.loc().sub(q.loc()).abs();
        Tensor t3 = ratio.mul(away.neg().div(p.scale()).exp());
        return ratio.log().neg().add(away.div(q.scale())).add(t3).sub(1);
    }

    static Tensor normal(Tensor locP, Tensor scaleP, Tensor locQ, Tensor scaleQ) {
        Tensor ratio = scaleP.div(scaleQ).square();
        Tensor away = locP.sub(locQ).div(scaleQ).square();
        return ratio.add(away).sub(1).sub(ratio.log()).mul(0.5);
    }

    private static void checkEvents(Distribution p, Distribution q) {
        if (!p.eventShape().equals(q.eventShape())) {
            throw unknown("the events have the shapes " + p.eventShape() + " and " + q.eventShape());
        }
    }

    private static Tensor multivariateNormal(MultivariateNormal p, MultivariateNormal q) {
        checkEvents(p, q);
        Tensor half = Gaussian.halfLogDet(q.tril()).sub(Gaussian.halfLogDet(p.tril()));
        Tensor trace = Gaussian.traceOfSquare(solve(q.tril(), p.tril()));
        Tensor distance = Gaussian.mahalanobis(q.tril(), q.loc().sub(p.loc()));
        return half.add(trace.add(distance).sub(p.eventShape().numel()).mul(0.5));
    }

    /// Returns L⁻¹ B for batches that broadcast.
    private static Tensor solve(Tensor tril, Tensor b) {
        var batch = Dims.broadcast("klDivergence", Dims.dropLast(tril.shape(), 2), Dims.dropLast(b.shape(), 2));
        return Gaussian.solve(
                Params.expand(tril, Dims.concat(batch, Dims.last(tril.shape(), 2))),
                Params.expand(b, Dims.concat(batch, Dims.last(b.shape(), 2))));
    }

    private static Tensor lowRank(LowRankMultivariateNormal p, LowRankMultivariateNormal q) {
        checkEvents(p, q);
        Tensor a = q.solved();
        Tensor trace = p.diag()
                .div(q.diag())
                .sum(-1)
                .add(Gaussian.traceOfSquare(p.factor().mul(q.diag().rsqrt().unsqueeze(-1))))
                .sub(Gaussian.traceOfSquare(a.mul(p.diag().sqrt().unsqueeze(-2))))
                .sub(Gaussian.traceOfSquare(a.matmul(p.factor())));
        Tensor distance = q.mahalanobis(q.loc().sub(p.loc()));
        return q.logDet()
                .sub(p.logDet())
                .add(trace)
                .add(distance)
                .sub(p.eventShape().numel())
                .mul(0.5);
    }

    private static Tensor fullFromLowRank(MultivariateNormal p, LowRankMultivariateNormal q) {
        checkEvents(p, q);
        Tensor a = q.solved();
        Tensor trace = Gaussian.traceOfSquare(p.tril().mul(q.diag().rsqrt().unsqueeze(-1)))
                .sub(Gaussian.traceOfSquare(a.matmul(p.tril())));
        Tensor logDet = q.logDet().sub(Gaussian.halfLogDet(p.tril()).mul(2));
        Tensor distance = q.mahalanobis(q.loc().sub(p.loc()));
        return logDet.add(trace).add(distance).sub(p.eventShape().numel()).mul(0.5);
    }

    private static Tensor lowRankFromFull(LowRankMultivariateNormal p, MultivariateNormal q) {
        checkEvents(p, q);
        Tensor trace = Gaussian.traceOfSquare(solve(q.tril(), p.factor()))
                .add(Gaussian.traceOfSquare(solve(q.tril(), p.diag().sqrt().diagEmbed())));
        Tensor logDet = Gaussian.halfLogDet(q.tril()).mul(2).sub(p.logDet());
        Tensor distance = Gaussian.mahalanobis(q.tril(), q.loc().sub(p.loc()));
        return logDet.add(trace).add(distance).sub(p.eventShape().numel()).mul(0.5);
    }

    private static Tensor pareto(Pareto p, Pareto q) {
        Tensor scales = p.scale().div(q.scale());
        Tensor alphas = q.alpha().div(p.alpha());
        Tensor result =
                q.alpha().mul(scales.log()).sub(alphas.log()).add(alphas).sub(1);
        return Obor.where(p.scale().lt(q.scale()), INFINITY, result);
    }

    private static Tensor poisson(Poisson p, Poisson q) {
        return p.rate().mul(p.rate().log().sub(q.rate().log())).sub(p.rate().sub(q.rate()));
    }

    private static Tensor transformed(TransformedDistribution p, TransformedDistribution q) {
        if (!p.transforms().equals(q.transforms()) || !p.eventShape().equals(q.eventShape())) {
            throw unknown("the distributions are transformed in different ways");
        }
        return KlDivergence.of(p.base(), q.base());
    }

    private static Tensor uniform(Uniform p, Uniform q) {
        Tensor result = q.high().sub(q.low()).div(p.high().sub(p.low())).log();
        Tensor outside = q.low().gt(p.low()).logicalOr(q.high().lt(p.high()));
        return Obor.where(outside, INFINITY, result);
    }
}
