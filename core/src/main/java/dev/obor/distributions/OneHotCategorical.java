package dev.obor.distributions;

import dev.obor.Obor;
import dev.obor.layout.Shape;
import dev.obor.random.Generator;
import dev.obor.tensor.Tensor;

/// The distribution of one-hot vectors: of [Categorical] numbers, written as a 1 among 0s, in the dtype of
/// the probabilities.
public class OneHotCategorical extends Distribution {
    private final Categorical categorical;

    /// Makes the distribution from that of the numbers.
    OneHotCategorical(Categorical categorical) {
        super(categorical.batchShape(), Shape.of(categorical.count()));
        this.categorical = categorical;
    }

    /// Makes distributions from weights along the last dim.
    public static OneHotCategorical ofProbs(Tensor probs) {
        return new OneHotCategorical(Categorical.ofProbs(probs));
    }

    /// Makes distributions from logarithms of weights along the last dim.
    public static OneHotCategorical ofLogits(Tensor logits) {
        return new OneHotCategorical(Categorical.ofLogits(logits));
    }

    /// Returns the distribution of the numbers.
    final Categorical categorical() {
        return categorical;
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
    protected OneHotCategorical expanded(Shape batch) {
        return new OneHotCategorical((Categorical) categorical.expand(batch));
    }

    @Override
    public Constraint support() {
        return Constraints.ONE_HOT;
    }

    @Override
    public boolean hasEnumerateSupport() {
        return true;
    }

    private Tensor oneHot(Tensor numbers) {
        return Obor.arange(categorical.count()).eq(numbers.unsqueeze(-1)).to(categorical.dtype());
    }

    @Override
    public Tensor mean() {
        return probs();
    }

    @Override
    public Tensor mode() {
        return oneHot(probs().argmax(-1));
    }

    @Override
    public Tensor variance() {
        Tensor probs = probs();
        return probs.mul(probs.rsub(1));
    }

    @Override
    protected Tensor drawn(Shape sampleShape, Generator generator) {
        return oneHot(categorical.drawn(sampleShape, generator));
    }

    @Override
    protected Tensor logDensity(Tensor value) {
        return categorical.logDensity(value.argmax(-1));
    }

    @Override
    public Tensor entropy() {
        return categorical.entropy();
    }

    @Override
    protected Tensor values() {
        return Obor.eye(categorical.count(), categorical.dtype());
    }
}
