package dev.obor.distributions;

import static dev.obor.distributions.Densities.LOG_2;

import dev.obor.Obor;
import dev.obor.error.DistributionException;
import dev.obor.layout.Shape;
import dev.obor.random.Generator;
import dev.obor.tensor.Tensor;
import java.util.Arrays;

/// The distribution on 0 … 1 with a density in proportion to p^x (1 − p)^(1 − x) (G. Loaiza-Ganem and J. P.
/// Cunningham, "The continuous Bernoulli", NeurIPS 2019). Near p = ½, where its formulas cancel, Taylor
/// series take their place.
public final class ContinuousBernoulli extends ExponentialFamily {
    private static final Limits USUAL = new Limits(0.499, 0.501);

    private final Odds odds;
    private final Limits limits;

    /// Between which p the Taylor series are taken.
    private record Limits(double from, double to) {
        /// Where p is far enough from ½.
        Tensor outside(Tensor probs) {
            return probs.le(from).logicalOr(probs.gt(to));
        }

        /// p, replaced by another number where it is near ½.
        Tensor cut(Tensor probs) {
            return Obor.where(outside(probs), probs, from);
        }
    }

    private ContinuousBernoulli(Odds odds, Odds given, Limits limits) {
        super(odds.shape(), Shape.SCALAR, given.parameter());
        this.odds = odds;
        this.limits = limits;
    }

    private static Limits limits(double... lims) {
        if (lims.length != 2 || !(lims[0] < 0.5) || !(lims[1] > 0.5)) {
            throw new DistributionException("ContinuousBernoulli: the limits are " + Arrays.toString(lims)
                    + " and must be two, one on either side of 0.5");
        }
        return new Limits(lims[0], lims[1]);
    }

    /// Makes distributions from their parameter p.
    public static ContinuousBernoulli ofProbs(Tensor probs) {
        return of(probs, USUAL);
    }

    /// Makes distributions from their parameter p, with the limits between which Taylor series are taken.
    ///
    /// @param lims two numbers, one on either side of ½
    public static ContinuousBernoulli ofProbs(Tensor probs, double... lims) {
        return of(probs, limits(lims));
    }

    private static ContinuousBernoulli of(Tensor probs, Limits limits) {
        Tensor given = Params.tensor(probs);
        return new ContinuousBernoulli(Odds.ofProbs(Params.clampProbs(given)), Odds.ofProbs(given), limits);
    }

    /// Makes one distribution from its parameter p.
    public static ContinuousBernoulli ofProbs(double probs) {
        return ofProbs(Tensor.number(probs));
    }

    /// Makes distributions from log(p / (1 − p)).
    public static ContinuousBernoulli ofLogits(Tensor logits) {
        Odds odds = Odds.ofLogits(Params.tensor(logits));
        return new ContinuousBernoulli(odds, odds, USUAL);
    }

    /// Makes distributions from log(p / (1 − p)), with the limits between which Taylor series are taken.
    ///
    /// @param lims two numbers, one on either side of ½
    public static ContinuousBernoulli ofLogits(Tensor logits, double... lims) {
        Odds odds = Odds.ofLogits(Params.tensor(logits));
        return new ContinuousBernoulli(odds, odds, limits(lims));
    }

    /// Makes one distribution from log(p / (1 − p)).
    public static ContinuousBernoulli ofLogits(double logits) {
        return ofLogits(Tensor.number(logits));
    }

    /// Returns p, which is not the mean.
    public Tensor probs() {
        return odds.isProbs() ? odds.value() : Params.clampProbs(odds.probs());
    }

    /// Returns log(p / (1 − p)).
    public Tensor logits() {
        return odds.logits();
    }

    /// Returns the parameter's shape.
    public Shape paramShape() {
        return odds.shape();
    }

    @Override
    protected ContinuousBernoulli expanded(Shape batch) {
        Odds larger = odds.expand(batch);
        return new ContinuousBernoulli(larger, larger, limits);
    }

    @Override
    public Constraint support() {
        return Constraints.UNIT_INTERVAL;
    }

    @Override
    public boolean hasRsample() {
        return true;
    }

    /// log(1 − p) − log p.
    private static Tensor negativeLogits(Tensor probs) {
        return probs.neg().log1p().sub(probs.log());
    }

    /// Returns the logarithm of the density's factor.
    Tensor logNorm() {
        Tensor probs = probs();
        Tensor cut = limits.cut(probs);
        Tensor isLow = cut.le(0.5);
        Tensor low = Obor.where(isLow, cut, 0);
        Tensor high = Obor.where(cut.ge(0.5), cut, 1);
        Tensor below = Obor.where(isLow, low.mul(-2).log1p(), high.mul(2).sub(1).log());
        Tensor far = negativeLogits(cut).abs().log().sub(below);
        Tensor x = probs.sub(0.5).square();
        Tensor near = x.mul(104.0 / 45).add(4.0 / 3).mul(x).add(LOG_2);
        return Obor.where(limits.outside(probs), far, near);
    }

    @Override
    public Tensor mean() {
        Tensor probs = probs();
        Tensor cut = limits.cut(probs);
        Tensor far = cut.div(cut.mul(2).sub(1)).add(negativeLogits(cut).reciprocal());
        Tensor x = probs.sub(0.5);
        Tensor near = x.square().mul(16.0 / 45).add(1.0 / 3).mul(x).add(0.5);
        return Obor.where(limits.outside(probs), far, near);
    }

    @Override
    public Tensor variance() {
        Tensor probs = probs();
        Tensor cut = limits.cut(probs);
        Tensor far = cut.mul(cut.sub(1))
                .div(cut.mul(-2).add(1).square())
                .add(negativeLogits(cut).square().reciprocal());
        Tensor x = probs.sub(0.5).square();
        Tensor near = x.mul(-128.0 / 945).add(1.0 / 15).mul(x).rsub(1.0 / 12);
        return Obor.where(limits.outside(probs), far, near);
    }

    @Override
    protected Tensor reparameterized(Shape sampleShape, Generator generator) {
        return quantile(Draws.uniform(extended(sampleShape), odds.value().dtype(), 0, 1, generator));
    }

    @Override
    protected Tensor logDensity(Tensor value) {
        return value.apply(Densities.BERNOULLI, logits()).add(logNorm());
    }

    @Override
    protected Tensor cumulative(Tensor value) {
        Tensor probs = probs();
        Tensor cut = limits.cut(probs);
        Tensor far = cut.pow(value)
                .mul(cut.rsub(1).pow(value.rsub(1)))
                .add(cut)
                .sub(1)
                .div(cut.mul(2).sub(1));
        Tensor inside = Obor.where(limits.outside(probs), far, value);
        return Obor.where(value.le(0), 0, Obor.where(value.ge(1), 1, inside));
    }

    @Override
    protected Tensor quantile(Tensor probability) {
        Tensor probs = probs();
        Tensor cut = limits.cut(probs);
        Tensor start = cut.neg().log1p();
        Tensor far = probability
                .mul(cut.mul(2).sub(1))
                .sub(cut)
                .log1p()
                .sub(start)
                .div(cut.log().sub(start));
        return Obor.where(limits.outside(probs), far, probability);
    }

    @Override
    public Tensor entropy() {
        Tensor probs = probs();
        Tensor log0 = probs.neg().log1p();
        return mean().mul(log0.sub(probs.log())).sub(logNorm()).sub(log0);
    }

    @Override
    protected Tensor[] naturalParams() {
        return new Tensor[] {logits()};
    }

    @Override
    protected Tensor logNormalizer(Tensor... naturalParams) {
        Tensor x = naturalParams[0];
        Tensor far = x.le(limits.from() - 0.5).logicalOr(x.gt(limits.to() - 0.5));
        Tensor cut = Obor.where(far, x, limits.from() - 0.5);
        Tensor usual = cut.expm1().abs().log().sub(cut.abs().log());
        Tensor near = x.mul(0.5).add(x.square().div(24)).sub(x.pow(4).div(2880));
        return Obor.where(far, usual, near);
    }
}
