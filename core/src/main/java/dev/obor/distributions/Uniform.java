package dev.obor.distributions;

import dev.obor.error.DistributionException;
import dev.obor.layout.Shape;
import dev.obor.random.Generator;
import dev.obor.tensor.Tensor;

/// The uniform distribution from a lower bound up to, not including, an upper one.
public final class Uniform extends Distribution {
    private final Tensor low;
    private final Tensor high;

    /// Makes uniform distributions.
    ///
    /// @param low the lower bounds
    /// @param high the upper bounds, broadcast with the lower ones
    /// @throws DistributionException if a lower bound is not below its upper one
    public Uniform(Tensor low, Tensor high) {
        Tensor[] all = Params.broadcast("Uniform", low, high);
        super(
                all[0].shape(),
                Shape.SCALAR,
                new Parameter("low", all[0], Constraints.DEPENDENT),
                new Parameter("high", all[1], Constraints.greaterThan(all[0].detach())));
        this.low = all[0];
        this.high = all[1];
    }

    /// Makes one uniform distribution.
    public Uniform(double low, double high) {
        this(Tensor.number(low), Tensor.number(high));
    }

    /// Returns the lower bound.
    public Tensor low() {
        return low;
    }

    /// Returns the upper bound.
    public Tensor high() {
        return high;
    }

    @Override
    protected Uniform expanded(Shape batch) {
        return new Uniform(low.expand(batch), high.expand(batch));
    }

    @Override
    public Constraint support() {
        return Constraints.interval(low, high);
    }

    @Override
    public boolean hasRsample() {
        return true;
    }

    @Override
    public Tensor mean() {
        return high.add(low).div(2);
    }

    @Override
    public Tensor mode() {
        return high.mul(Double.NaN);
    }

    @Override
    public Tensor stddev() {
        return high.sub(low).div(Math.sqrt(12));
    }

    @Override
    public Tensor variance() {
        return high.sub(low).square().div(12);
    }

    @Override
    protected Tensor reparameterized(Shape sampleShape, Generator generator) {
        Tensor u = Draws.uniform(extended(sampleShape), low.dtype(), 0, 1, generator);
        return low.add(u.mul(high.sub(low)));
    }

    @Override
    protected Tensor logDensity(Tensor value) {
        return value.detach().apply(Densities.UNIFORM, low, high).to(low.dtype());
    }

    @Override
    protected Tensor cumulative(Tensor value) {
        return value.sub(low).div(high.sub(low)).clamp(0, 1);
    }

    @Override
    protected Tensor quantile(Tensor probability) {
        return probability.mul(high.sub(low)).add(low);
    }

    @Override
    public Tensor entropy() {
        return high.sub(low).log();
    }
}
