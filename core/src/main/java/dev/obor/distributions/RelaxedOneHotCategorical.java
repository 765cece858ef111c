package dev.obor.distributions;

import dev.obor.layout.Shape;
import dev.obor.tensor.Tensor;
import java.util.List;

/// A smooth relaxation of the distribution of one-hot vectors, on the simplex (C. J. Maddison, A. Mnih and Y.
/// W. Teh, "The concrete distribution", ICLR 2017; E. Jang, S. Gu and B. Poole, "Categorical
/// reparameterization with Gumbel-softmax", ICLR 2017).
public final class RelaxedOneHotCategorical extends TransformedDistribution {
    private final ExpRelaxedCategorical log;

    private RelaxedOneHotCategorical(ExpRelaxedCategorical log) {
        super(log, List.of(new ExpTransform()));
        this.log = log;
    }

    /// Makes distributions from weights along the last dim.
    public static RelaxedOneHotCategorical ofProbs(Tensor temperature, Tensor probs) {
        return new RelaxedOneHotCategorical(ExpRelaxedCategorical.ofProbs(temperature, probs));
    }

    /// Makes distributions from logarithms of weights along the last dim.
    public static RelaxedOneHotCategorical ofLogits(Tensor temperature, Tensor logits) {
        return new RelaxedOneHotCategorical(ExpRelaxedCategorical.ofLogits(temperature, logits));
    }

    /// Returns the temperature.
    public Tensor temperature() {
        return log.temperature();
    }

    /// Returns the probabilities.
    public Tensor probs() {
        return log.probs();
    }

    /// Returns the logarithms of the probabilities.
    public Tensor logits() {
        return log.logits();
    }

    @Override
    protected RelaxedOneHotCategorical expanded(Shape batch) {
        return new RelaxedOneHotCategorical((ExpRelaxedCategorical) log.expand(batch));
    }

    @Override
    public Constraint support() {
        return Constraints.SIMPLEX;
    }
}
