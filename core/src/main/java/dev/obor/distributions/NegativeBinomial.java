package dev.obor.distributions;

import dev.obor.layout.Shape;
import dev.obor.random.Draw;
import dev.obor.random.Generator;
import dev.obor.tensor.Tensor;

/// The distribution of the number of successes before a number of failures, which need not be whole.
public final class NegativeBinomial extends Distribution {
    private static final Constraint HALF_OPEN = Constraints.halfOpenInterval(0, 1);

    private final Tensor totalCount;
    private final Odds odds;

    private NegativeBinomial(Tensor totalCount, Odds odds) {
        super(
                odds.shape(),
                Shape.SCALAR,
                new Parameter("total_count", totalCount, Constraints.NONNEGATIVE),
                odds.parameter(HALF_OPEN));
        this.totalCount = totalCount;
        this.odds = odds;
    }

    /// Makes distributions from probabilities of success.
    ///
    /// @param totalCount the numbers of failures, broadcast with the other parameter
    public static NegativeBinomial ofProbs(Tensor totalCount, Tensor probs) {
        Tensor[] all = Params.broadcast("NegativeBinomial", totalCount, probs);
        return new NegativeBinomial(all[0].to(all[1].dtype()), Odds.ofProbs(all[1]));
    }

    /// Makes distributions from probabilities of success, with one count.
    public static NegativeBinomial ofProbs(double totalCount, Tensor probs) {
        return ofProbs(Tensor.number(totalCount), probs);
    }

    /// Makes one distribution from probabilities of success.
    public static NegativeBinomial ofProbs(double totalCount, double probs) {
        return ofProbs(Tensor.number(totalCount), Tensor.number(probs));
    }

    /// Makes distributions from logarithms of odds.
    ///
    /// @param totalCount the numbers of failures, broadcast with the other parameter
    public static NegativeBinomial ofLogits(Tensor totalCount, Tensor logits) {
        Tensor[] all = Params.broadcast("NegativeBinomial", totalCount, logits);
        return new NegativeBinomial(all[0].to(all[1].dtype()), Odds.ofLogits(all[1]));
    }

    /// Makes distributions from logarithms of odds, with one count.
    public static NegativeBinomial ofLogits(double totalCount, Tensor logits) {
        return ofLogits(Tensor.number(totalCount), logits);
    }

    /// Makes one distribution from logarithms of odds.
    public static NegativeBinomial ofLogits(double totalCount, double logits) {
        return ofLogits(Tensor.number(totalCount), Tensor.number(logits));
    }

    /// Returns the numbers of failures.
    public Tensor totalCount() {
        return totalCount;
    }

    /// Returns the probability of success.
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
    protected NegativeBinomial expanded(Shape batch) {
        return new NegativeBinomial(totalCount.expand(batch), odds.expand(batch));
    }

    @Override
    public Constraint support() {
        return Constraints.NONNEGATIVE_INTEGER;
    }

    @Override
    public Tensor mean() {
        return totalCount.mul(logits().exp());
    }

    @Override
    public Tensor mode() {
        return totalCount.sub(1).mul(logits().exp()).floor().clampMin(0);
    }

    @Override
    public Tensor variance() {
        return mean().div(logits().neg().sigmoid());
    }

    @Override
    protected Tensor drawn(Shape sampleShape, Generator generator) {
        Tensor rates = withValidation(
                        false, () -> new Gamma(totalCount, logits().neg().exp()))
                .drawn(sampleShape, generator);
        return Draws.each(rates, Draw::poisson, generator);
    }

    @Override
    protected Tensor logDensity(Tensor value) {
        return odds.isProbs()
                ? value.apply(Densities.NEGATIVE_BINOMIAL_OF_PROBS.with(odds.eps()), totalCount, odds.value())
                : value.apply(Densities.NEGATIVE_BINOMIAL, totalCount, odds.value());
    }
}
