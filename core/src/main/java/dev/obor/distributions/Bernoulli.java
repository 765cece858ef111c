package dev.obor.distributions;

import dev.obor.Obor;
import dev.obor.layout.Shape;
import dev.obor.random.Generator;
import dev.obor.tensor.Tensor;

/// The distribution of 1 with a probability and 0 else, given by the probability of 1 or by the logarithm of
/// its odds.
public final class Bernoulli extends ExponentialFamily {
    private final Odds odds;

    private Bernoulli(Odds odds) {
        super(odds.shape(), Shape.SCALAR, odds.parameter());
        this.odds = odds;
    }

    /// Makes distributions from probabilities of 1.
    public static Bernoulli ofProbs(Tensor probs) {
        return new Bernoulli(Odds.ofProbs(Params.tensor(probs)));
    }

    /// Makes one distribution from the probability of 1.
    public static Bernoulli ofProbs(double probs) {
        return ofProbs(Tensor.number(probs));
    }

    /// Makes distributions from logarithms of odds.
    public static Bernoulli ofLogits(Tensor logits) {
        return new Bernoulli(Odds.ofLogits(Params.tensor(logits)));
    }

    /// Makes one distribution from the logarithm of the odds.
    public static Bernoulli ofLogits(double logits) {
        return ofLogits(Tensor.number(logits));
    }

    /// Returns the probability of 1.
    public Tensor probs() {
        return odds.probs();
    }

    /// Returns the logarithm of the odds.
    public Tensor logits() {
        return odds.logits();
    }

    /// Returns the parameter's shape.
    public Shape paramShape() {
        return odds.shape();
    }

    @Override
    protected Bernoulli expanded(Shape batch) {
        return new Bernoulli(odds.expand(batch));
    }

    @Override
    public Constraint support() {
        return Constraints.BOOLEAN;
    }

    @Override
    public boolean hasEnumerateSupport() {
        return true;
    }

    @Override
    public Tensor mean() {
        return probs();
    }

    @Override
    public Tensor mode() {
        Tensor probs = probs().detach();
        return probs.ge(0.5).to(probs.dtype()).maskedFill(probs.eq(0.5), Double.NaN);
    }

    @Override
    public Tensor variance() {
        Tensor probs = probs();
        return probs.mul(probs.rsub(1));
    }

    @Override
    protected Tensor drawn(Shape sampleShape, Generator generator) {
        return Draws.bernoulli(probs().expand(extended(sampleShape)), generator);
    }

    @Override
    protected Tensor logDensity(Tensor value) {
        return odds.isProbs()
                ? value.apply(Densities.BERNOULLI_OF_PROBS.with(odds.eps()), odds.value())
                : value.apply(Densities.BERNOULLI, odds.value());
    }

    @Override
    public Tensor entropy() {
        return probs().apply(Densities.BERNOULLI, logits()).neg();
    }

    @Override
    protected Tensor values() {
        return Obor.arange(2, odds.value().dtype());
    }

    @Override
    protected Tensor[] naturalParams() {
        Tensor probs = probs();
        return new Tensor[] {probs.div(probs.rsub(1)).log()};
    }

    @Override
    protected Tensor logNormalizer(Tensor... naturalParams) {
        return naturalParams[0].exp().add(1).log();
    }
}
