package dev.obor.distributions;

import dev.obor.layout.Shape;
import dev.obor.random.Generator;
import dev.obor.tensor.Tensor;

/// The distribution of the logarithms of a [RelaxedOneHotCategorical] vector.
public final class ExpRelaxedCategorical extends Distribution {
    private final Tensor temperature;
    private final Categorical categorical;

    private ExpRelaxedCategorical(Tensor temperature, Categorical categorical) {
        super(categorical.batchShape(), Shape.of(categorical.count()));
        this.temperature = Params.tensors(categorical.probs().detach(), temperature)[1];
        this.categorical = categorical;
    }

    /// Makes distributions from weights along the last dim.
    public static ExpRelaxedCategorical ofProbs(Tensor temperature, Tensor probs) {
        return new ExpRelaxedCategorical(temperature, Categorical.ofProbs(probs));
    }

    /// Makes distributions from logarithms of weights along the last dim.
    public static ExpRelaxedCategorical ofLogits(Tensor temperature, Tensor logits) {
        return new ExpRelaxedCategorical(temperature, Categorical.ofLogits(logits));
    }

    /// Returns the temperature.
    public Tensor temperature() {
        return temperature;
    }

    /// Returns the probabilities.
    public Tensor probs() {
        return categorical.probs();
    }

    /// Returns the logarithms of the probabilities.
    public Tensor logits() {
        return categorical.logits();
    }

    /// Returns the parameter's shape.
    public Shape paramShape() {
        return categorical.paramShape();
    }

    @Override
    protected ExpRelaxedCategorical expanded(Shape batch) {
        return new ExpRelaxedCategorical(temperature, (Categorical) categorical.expand(batch));
    }

    @Override
    public Constraint support() {
        return Constraints.REAL_VECTOR;
    }

    @Override
    public boolean hasRsample() {
        return true;
    }

    @Override
    protected Tensor reparameterized(Shape sampleShape, Generator generator) {
        Tensor u = Params.clampProbs(Draws.uniform(extended(sampleShape), categorical.dtype(), 0, 1, generator));
        Tensor gumbel = u.log().neg().log().neg();
        Tensor scores = logits().add(gumbel).div(temperature);
        return scores.sub(scores.logsumexp(new int[] {-1}, true));
    }

    @Override
    protected Tensor logDensity(Tensor value) {
        int k = categorical.count();
        Tensor scale = temperature.log().mul(k - 1).add(dev.obor.math.Gamma.lgamma(k));
        Tensor score = logits().sub(value.mul(temperature));
        return score.sub(score.logsumexp(new int[] {-1}, true)).sum(-1).add(scale);
    }
}
