package dev.obor.distributions;

import dev.obor.error.ShapeException;
import dev.obor.layout.Shape;
import dev.obor.random.Generator;
import dev.obor.tensor.Tensor;
import java.util.Arrays;

/// A distribution whose last batch dims are dims of the event instead: its parts are independent, and log
/// densities are summed over them.
///
/// ```java
/// new Independent(new Normal(Obor.zeros(5, 3), Obor.ones(5, 3)), 1);    // 5 distributions of vectors of 3
/// ```
public final class Independent extends Distribution {
    private final Distribution base;
    private final int reinterpretedBatchNdims;

    /// Makes the distribution.
    ///
    /// @param reinterpretedBatchNdims how many of the last batch dims belong to the event
    /// @throws ShapeException if the batch has fewer dims
    public Independent(Distribution baseDistribution, int reinterpretedBatchNdims) {
        int batchDims = baseDistribution.batchShape().rank();
        if (reinterpretedBatchNdims < 0 || reinterpretedBatchNdims > batchDims) {
            throw new ShapeException("Independent: reinterpretedBatchNdims is " + reinterpretedBatchNdims
                    + " and the batch of shape " + baseDistribution.batchShape() + " has " + batchDims
                    + " dims: pass a number from 0 to that");
        }
        Shape shape = Dims.concat(baseDistribution.batchShape(), baseDistribution.eventShape());
        int eventDims = reinterpretedBatchNdims + baseDistribution.eventShape().rank();
        super(Dims.dropLast(shape, eventDims), Dims.last(shape, eventDims));
        this.base = baseDistribution;
        this.reinterpretedBatchNdims = reinterpretedBatchNdims;
    }

    /// Returns the distribution of the parts.
    public Distribution base() {
        return base;
    }

    /// Returns how many batch dims of the base belong to the event.
    public int reinterpretedBatchNdims() {
        return reinterpretedBatchNdims;
    }

    @Override
    protected Independent expanded(Shape batch) {
        Shape inner = Shape.of(Arrays.copyOf(eventShape().toArray(), reinterpretedBatchNdims));
        return new Independent(base.expand(Dims.concat(batch, inner)), reinterpretedBatchNdims);
    }

    @Override
    public Constraint support() {
        Constraint support = base.support();
        return reinterpretedBatchNdims == 0 ? support : Constraints.independent(support, reinterpretedBatchNdims);
    }

    @Override
    public boolean hasRsample() {
        return base.hasRsample();
    }

    @Override
    public boolean hasEnumerateSupport() {
        return reinterpretedBatchNdims == 0 && base.hasEnumerateSupport();
    }

    @Override
    public Tensor mean() {
        return base.mean();
    }

    @Override
    public Tensor mode() {
        return base.mode();
    }

    @Override
    public Tensor variance() {
        return base.variance();
    }

    @Override
    protected Tensor drawn(Shape sampleShape, Generator generator) {
        return base.drawn(sampleShape, generator);
    }

    @Override
    protected Tensor reparameterized(Shape sampleShape, Generator generator) {
        return base.reparameterized(sampleShape, generator);
    }

    /// The base distribution checks the values.
    @Override
    protected void checkValue(String op, Tensor value) {}

    @Override
    protected Tensor logDensity(Tensor value) {
        return Dims.sumRightmost(base.logProb(value), reinterpretedBatchNdims);
    }

    @Override
    public Tensor entropy() {
        return Dims.sumRightmost(base.entropy(), reinterpretedBatchNdims);
    }

    @Override
    protected Tensor values() {
        return base.values();
    }

    @Override
    public String toString() {
        return "Independent(" + base + ", " + reinterpretedBatchNdims + ")";
    }
}
