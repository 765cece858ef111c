package dev.obor.distributions;

import dev.obor.Obor;
import dev.obor.dtype.DType;
import dev.obor.error.DistributionException;
import dev.obor.layout.Shape;
import dev.obor.random.Draw;
import dev.obor.random.Generator;
import dev.obor.tensor.Tensor;

/// The distribution of the number of successes in a number of trials.
public final class Binomial extends Distribution {
    private final Tensor totalCount;
    private final Odds odds;

    private Binomial(Tensor totalCount, Odds odds) {
        super(
                odds.shape(),
                Shape.SCALAR,
                new Parameter("total_count", totalCount, Constraints.NONNEGATIVE_INTEGER),
                odds.parameter());
        this.totalCount = totalCount;
        this.odds = odds;
    }

    /// Makes distributions from probabilities of success.
    ///
    /// @param totalCount the numbers of trials, broadcast with the other parameter
    public static Binomial ofProbs(Tensor totalCount, Tensor probs) {
        Tensor[] all = Params.broadcast("Binomial", totalCount, probs);
        return new Binomial(all[0].to(all[1].dtype()), Odds.ofProbs(all[1]));
    }

    /// Makes distributions from probabilities of success, with one count.
    public static Binomial ofProbs(double totalCount, Tensor probs) {
        return ofProbs(Tensor.number(totalCount), probs);
    }

    /// Makes one distribution from probabilities of success.
    public static Binomial ofProbs(double totalCount, double probs) {
        return ofProbs(Tensor.number(totalCount), Tensor.number(probs));
    }

    /// Makes distributions from probabilities of success, of one trial.
    public static Binomial ofProbs(Tensor probs) {
        return ofProbs(1, probs);
    }

    /// Makes distributions from logarithms of odds.
    ///
    /// @param totalCount the numbers of trials, broadcast with the other parameter
    public static Binomial ofLogits(Tensor totalCount, Tensor logits) {
        Tensor[] all = Params.broadcast("Binomial", totalCount, logits);
        return new Binomial(all[0].to(all[1].dtype()), Odds.ofLogits(all[1]));
    }

    /// Makes distributions from logarithms of odds, with one count.
    public static Binomial ofLogits(double totalCount, Tensor logits) {
        return ofLogits(Tensor.number(totalCount), logits);
    }

    /// Makes one distribution from logarithms of odds.
    public static Binomial ofLogits(double totalCount, double logits) {
        return ofLogits(Tensor.number(totalCount), Tensor.number(logits));
    }

    /// Makes distributions from logarithms of odds, of one trial.
    public static Binomial ofLogits(Tensor logits) {
        return ofLogits(1, logits);
    }

    /// Returns the numbers of trials.
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
    protected Binomial expanded(Shape batch) {
        return new Binomial(totalCount.expand(batch), odds.expand(batch));
    }

    @Override
    public Constraint support() {
        return Constraints.integerInterval(Tensor.number(0), totalCount);
    }

    @Override
    public boolean hasEnumerateSupport() {
        return true;
    }

    @Override
    public Tensor mean() {
        return totalCount.mul(probs());
    }

    @Override
    public Tensor mode() {
        return totalCount.add(1).mul(probs()).floor().clampMax(totalCount);
    }

    @Override
    public Tensor variance() {
        Tensor probs = probs();
        return totalCount.mul(probs).mul(probs.rsub(1));
    }

    @Override
    protected Tensor drawn(Shape sampleShape, Generator generator) {
        boolean wide = totalCount.dtype() == DType.FLOAT64;
        Shape shape = extended(sampleShape);
        return Draws.each(
                totalCount.expand(shape),
                probs().expand(shape),
                (count, p) -> wide ? Draw.binomial(count, p) : Draw.binomial((float) count, (float) p),
                generator);
    }

    @Override
    protected Tensor logDensity(Tensor value) {
        return odds.isProbs()
                ? value.apply(Densities.BINOMIAL_OF_PROBS.with(odds.eps()), totalCount, odds.value())
                : value.apply(Densities.BINOMIAL, totalCount, odds.value());
    }

    @Override
    public Tensor entropy() {
        count("entropy");
        Tensor logProb = logDensity(enumerateSupport(false));
        return logProb.exp().mul(logProb).sum(0).neg();
    }

    @Override
    protected Tensor values() {
        return Obor.arange(1 + count("enumerateSupport"), totalCount.dtype());
    }

    /// The number of trials, where it is the same for the whole batch.
    private int count(String op) {
        Tensor counts = totalCount.detach();
        if (counts.numel() == 0) {
            return 0;
        }
        int count = (int) counts.amax().item();
        if (counts.amin().item() != count) {
            throw new DistributionException(
                    op + ": the numbers of trials of Binomial differ within the batch: take one count");
        }
        return count;
    }
}
