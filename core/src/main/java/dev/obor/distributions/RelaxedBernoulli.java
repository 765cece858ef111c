package dev.obor.distributions;

import dev.obor.layout.Shape;
import dev.obor.tensor.Tensor;
import java.util.List;

/// A smooth relaxation of the Bernoulli distribution, on 0 … 1 (C. J. Maddison, A. Mnih and Y. W. Teh, "The
/// concrete distribution", ICLR 2017): the lower the temperature, the nearer to 0 and 1.
public final class RelaxedBernoulli extends TransformedDistribution {
    private final LogitRelaxedBernoulli logit;

    private RelaxedBernoulli(LogitRelaxedBernoulli logit) {
        super(logit, List.of(new SigmoidTransform()));
        this.logit = logit;
    }

    /// Makes distributions from probabilities.
    ///
    /// @param temperature broadcastable with the probabilities
    public static RelaxedBernoulli ofProbs(Tensor temperature, Tensor probs) {
        return new RelaxedBernoulli(LogitRelaxedBernoulli.ofProbs(temperature, probs));
    }

    /// Makes distributions from logarithms of odds.
    ///
    /// @param temperature broadcastable with the other parameter
    public static RelaxedBernoulli ofLogits(Tensor temperature, Tensor logits) {
        return new RelaxedBernoulli(LogitRelaxedBernoulli.ofLogits(temperature, logits));
    }

    /// Returns the temperature.
    public Tensor temperature() {
        return logit.temperature();
    }

    /// Returns the probability of 1.
    public Tensor probs() {
        return logit.probs();
    }

    /// Returns the logarithm of the odds.
    public Tensor logits() {
        return logit.logits();
    }

    @Override
    protected RelaxedBernoulli expanded(Shape batch) {
        return new RelaxedBernoulli((LogitRelaxedBernoulli) logit.expand(batch));
    }

    @Override
    public Constraint support() {
        return Constraints.UNIT_INTERVAL;
    }
}
