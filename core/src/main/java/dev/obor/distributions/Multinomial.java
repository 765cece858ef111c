package dev.obor.distributions;

import dev.obor.Obor;
import dev.obor.dtype.DType;
import dev.obor.error.DistributionException;
import dev.obor.layout.Shape;
import dev.obor.random.Generator;
import dev.obor.tensor.Tensor;
import java.util.Arrays;

/// The distribution of counts of categories in a number of draws.
public final class Multinomial extends Distribution {
    private final int totalCount;
    private final Categorical categorical;

    private Multinomial(int totalCount, Categorical categorical) {
        if (totalCount < 0) {
            throw new DistributionException(
                    "Multinomial: totalCount is " + totalCount + ": it must be a number of draws, 0 or more");
        }
        super(categorical.batchShape(), Shape.of(categorical.count()));
        this.totalCount = totalCount;
        this.categorical = categorical;
    }

    /// Makes distributions from weights along the last dim.
    ///
    /// @param totalCount the number of draws
    public static Multinomial ofProbs(int totalCount, Tensor probs) {
        return new Multinomial(totalCount, Categorical.ofProbs(probs));
    }

    /// Makes distributions from logarithms of weights along the last dim.
    ///
    /// @param totalCount the number of draws
    public static Multinomial ofLogits(int totalCount, Tensor logits) {
        return new Multinomial(totalCount, Categorical.ofLogits(logits));
    }

    /// Makes distributions of one draw from weights along the last dim.
    public static Multinomial ofProbs(Tensor probs) {
        return ofProbs(1, probs);
    }

    /// Makes distributions of one draw from logarithms of weights along the last dim.
    public static Multinomial ofLogits(Tensor logits) {
        return ofLogits(1, logits);
    }

    /// Returns the number of draws.
    public int totalCount() {
        return totalCount;
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
    protected Multinomial expanded(Shape batch) {
        return new Multinomial(totalCount, (Categorical) categorical.expand(batch));
    }

    @Override
    public Constraint support() {
        return Constraints.multinomial(totalCount);
    }

    @Override
    public Tensor mean() {
        return probs().mul(totalCount);
    }

    @Override
    public Tensor variance() {
        Tensor probs = probs();
        return probs.mul(totalCount).mul(probs.rsub(1));
    }

    @Override
    protected Tensor drawn(Shape sampleShape, Generator generator) {
        Shape shape = extended(sampleShape);
        Tensor draws = categorical.drawn(Dims.concat(Shape.of(totalCount), sampleShape), generator);
        Tensor index = draws.movedim(0, -1);
        Tensor counts = Params.filled(shape, 0, DType.INT64).scatterAdd(-1, index, Obor.onesLike(index));
        return counts.to(categorical.dtype());
    }

    @Override
    public Tensor entropy() {
        double logFactorial = dev.obor.math.Gamma.lgamma(totalCount + 1.0);
        Tensor probs = probs();
        int[] sizes = new int[probs.dim() + 1];
        Arrays.fill(sizes, 1);
        sizes[0] = totalCount;
        Tensor counts = Obor.arange(1, totalCount + 1, probs.dtype()).reshape(sizes);
        Tensor chances = withValidation(false, () -> Binomial.ofProbs(totalCount, probs))
                .logProb(counts)
                .exp();
        Tensor second = chances.mul(counts.add(1).lgamma()).sum(0, -1);
        return categorical.entropy().mul(totalCount).sub(logFactorial).add(second);
    }

    @Override
    protected Tensor logDensity(Tensor value) {
        Tensor logits = logits();
        Tensor free = value.eq(0).logicalAnd(logits.eq(Double.NEGATIVE_INFINITY));
        Tensor powers = Obor.where(free, 0, logits).mul(value).sum(-1);
        return value.sum(-1).add(1).lgamma().sub(value.add(1).lgamma().sum(-1)).add(powers);
    }
}
