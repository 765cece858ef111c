package dev.obor.distributions;

import dev.obor.Obor;
import dev.obor.layout.Shape;
import dev.obor.random.Generator;
import dev.obor.tensor.Tensor;

/// The distribution of the number of failures before the first success.
public final class Geometric extends Distribution {
    private static final Constraint ABOVE_0 = new Success();

    private final Odds odds;

    /// The numbers above 0 up to 1.
    private record Success() implements Constraint {
        @Override
        public Tensor check(Tensor value) {
            return value.gt(0).logicalAnd(value.le(1));
        }

        @Override
        public String toString() {
            return "Interval(lower_bound=0.0, upper_bound=1.0) and be positive";
        }
    }

    private Geometric(Odds odds) {
        super(odds.shape(), Shape.SCALAR, odds.parameter(ABOVE_0));
        this.odds = odds;
    }

    /// Makes distributions from probabilities.
    public static Geometric ofProbs(Tensor probs) {
        return new Geometric(Odds.ofProbs(Params.tensor(probs)));
    }

    /// Makes one distribution from probabilities.
    public static Geometric ofProbs(double probs) {
        return ofProbs(Tensor.number(probs));
    }

    /// Makes distributions from logarithms of odds.
    public static Geometric ofLogits(Tensor logits) {
        return new Geometric(Odds.ofLogits(Params.tensor(logits)));
    }

    /// Makes one distribution from logarithms of odds.
    public static Geometric ofLogits(double logits) {
        return ofLogits(Tensor.number(logits));
    }

    /// Returns the probability of success.
    public Tensor probs() {
        return odds.probs();
    }

    /// Returns the logarithm of the odds.
    public Tensor logits() {
        return odds.logits();
    }

    @Override
    protected Geometric expanded(Shape batch) {
        return new Geometric(odds.expand(batch));
    }

    @Override
    public Constraint support() {
        return Constraints.NONNEGATIVE_INTEGER;
    }

    @Override
    public Tensor mean() {
        return probs().reciprocal().sub(1);
    }

    @Override
    public Tensor mode() {
        return Obor.zerosLike(probs());
    }

    @Override
    public Tensor variance() {
        Tensor probs = probs();
        return probs.reciprocal().sub(1).div(probs);
    }

    @Override
    protected Tensor drawn(Shape sampleShape, Generator generator) {
        Tensor probs = probs();
        Tensor u = Draws.uniform(extended(sampleShape), probs.dtype(), Bounds.tiny(probs.dtype()), 1, generator);
        return u.log().div(probs.neg().log1p()).floor();
    }

    @Override
    protected Tensor logDensity(Tensor value) {
        return value.apply(Densities.GEOMETRIC, probs());
    }

    @Override
    public Tensor entropy() {
        Tensor probs = probs();
        return probs.apply(Densities.BERNOULLI, logits()).neg().div(probs);
    }
}
