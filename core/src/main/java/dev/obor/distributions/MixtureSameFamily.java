package dev.obor.distributions;

import dev.obor.error.ShapeException;
import dev.obor.layout.Shape;
import dev.obor.random.Generator;
import dev.obor.tensor.Tensor;
import java.util.Arrays;

/// A mixture of distributions of one kind: the last dim of the components' batch is that of the mixture's
/// categories.
///
/// ```java
/// new MixtureSameFamily(Categorical.ofProbs(weights), new Normal(means, deviations));
/// ```
public final class MixtureSameFamily extends Distribution {
    private final Categorical mixture;
    private final Distribution components;

    /// Makes a mixture.
    ///
    /// @param mixtureDistribution the weights; its batch is broadcast with the components'
    /// @param componentDistribution the components
    /// @throws ShapeException if the last dim of the components' batch is not the number of categories
    public MixtureSameFamily(Categorical mixtureDistribution, Distribution componentDistribution) {
        Shape batch = componentDistribution.batchShape();
        if (batch.rank() == 0 || batch.size(-1) != mixtureDistribution.count()) {
            throw new ShapeException("MixtureSameFamily: the mixture has " + mixtureDistribution.count()
                    + " categories and the components have a batch of shape " + batch
                    + ": its last dim must have that size");
        }
        Shape own = Dims.dropLast(batch, 1);
        Dims.broadcast("MixtureSameFamily", mixtureDistribution.batchShape(), own);
        super(own, componentDistribution.eventShape());
        this.mixture = mixtureDistribution;
        this.components = componentDistribution;
    }

    /// Returns the distribution of the categories.
    public Categorical mixtureDistribution() {
        return mixture;
    }

    /// Returns the distributions of the components.
    public Distribution componentDistribution() {
        return components;
    }

    @Override
    protected MixtureSameFamily expanded(Shape batch) {
        return new MixtureSameFamily(
                (Categorical) mixture.expand(batch), components.expand(Dims.append(batch, mixture.count())));
    }

    @Override
    public Constraint support() {
        return components.support();
    }

    private int eventDims() {
        return eventShape().rank();
    }

    private Tensor padded(Tensor x) {
        return x.unsqueeze(-1 - eventDims());
    }

    /// The weights with a dim of size 1 for each of the event's.
    private Tensor weights() {
        Tensor probs = mixture.probs();
        int[] ones = new int[eventDims()];
        Arrays.fill(ones, 1);
        return probs.reshape(Dims.concat(probs.shape(), Shape.of(ones)));
    }

    @Override
    public Tensor mean() {
        return weights().mul(components.mean()).sum(-1 - eventDims());
    }

    @Override
    public Tensor variance() {
        Tensor weights = weights();
        Tensor within = weights.mul(components.variance()).sum(-1 - eventDims());
        Tensor away = components.mean().sub(padded(mean()));
        return within.add(weights.mul(away.square()).sum(-1 - eventDims()));
    }

    @Override
    protected Tensor cumulative(Tensor value) {
        return components.cdf(padded(value)).mul(mixture.probs()).sum(-1);
    }

    @Override
    protected Tensor logDensity(Tensor value) {
        Tensor each = components.logProb(padded(value));
        return each.add(mixture.logits().logSoftmax(-1)).logsumexp(new int[] {-1}, false);
    }

    @Override
    protected Tensor drawn(Shape sampleShape, Generator generator) {
        Categorical own = (Categorical) mixture.expand(batchShape());
        Tensor category = own.drawn(sampleShape, generator);
        Tensor all = components.drawn(sampleShape, generator);
        int dim = all.dim() - 1 - eventDims();
        int[] ones = new int[1 + eventDims()];
        Arrays.fill(ones, 1);
        Tensor index = category.reshape(Dims.concat(category.shape(), Shape.of(ones)))
                .expand(Dims.concat(category.shape(), Shape.of(1), eventShape()));
        return all.gather(dim, index).squeeze(dim);
    }

    @Override
    public String toString() {
        return "MixtureSameFamily(\n  " + mixture + ",\n  " + components + ")";
    }
}
