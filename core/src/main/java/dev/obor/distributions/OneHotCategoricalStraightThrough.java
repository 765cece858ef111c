package dev.obor.distributions;

import dev.obor.Obor;
import dev.obor.layout.Shape;
import dev.obor.random.Generator;
import dev.obor.tensor.Tensor;

/// [OneHotCategorical] whose samples hand their gradient straight through to the probabilities (Y. Bengio, N.
/// Léonard and A. Courville, 2013): a biased gradient.
public final class OneHotCategoricalStraightThrough extends OneHotCategorical {
    private OneHotCategoricalStraightThrough(Categorical categorical) {
        super(categorical);
    }

    /// Makes distributions from weights along the last dim.
    public static OneHotCategoricalStraightThrough ofProbs(Tensor probs) {
        return new OneHotCategoricalStraightThrough(Categorical.ofProbs(probs));
    }

    /// Makes distributions from logarithms of weights along the last dim.
    public static OneHotCategoricalStraightThrough ofLogits(Tensor logits) {
        return new OneHotCategoricalStraightThrough(Categorical.ofLogits(logits));
    }

    @Override
    protected OneHotCategoricalStraightThrough expanded(Shape batch) {
        return new OneHotCategoricalStraightThrough((Categorical) categorical().expand(batch));
    }

    @Override
    public boolean hasRsample() {
        return true;
    }

    @Override
    protected Tensor reparameterized(Shape sampleShape, Generator generator) {
        Tensor samples = Obor.noGrad(() -> drawn(sampleShape, generator));
        Tensor probs = probs();
        return samples.add(probs.sub(probs.detach()));
    }
}
