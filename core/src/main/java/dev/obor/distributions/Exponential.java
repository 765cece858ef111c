package dev.obor.distributions;

import dev.obor.Obor;
import dev.obor.layout.Shape;
import dev.obor.random.Draw;
import dev.obor.random.Generator;
import dev.obor.tensor.Tensor;

/// The exponential distribution with a rate, the inverse of the mean.
public final class Exponential extends ExponentialFamily {
    private final Tensor rate;

    /// Makes exponential distributions.
    public Exponential(Tensor rate) {
        Tensor value = Params.tensor(rate);
        super(value.shape(), Shape.SCALAR, new Parameter("rate", value, Constraints.POSITIVE));
        this.rate = value;
    }

    /// Makes one exponential distribution.
    public Exponential(double rate) {
        this(Tensor.number(rate));
    }

    /// Returns the rate.
    public Tensor rate() {
        return rate;
    }

    @Override
    protected Exponential expanded(Shape batch) {
        return new Exponential(rate.expand(batch));
    }

    @Override
    public Constraint support() {
        return Constraints.NONNEGATIVE;
    }

    @Override
    public boolean hasRsample() {
        return true;
    }

    @Override
    public Tensor mean() {
        return rate.reciprocal();
    }

    @Override
    public Tensor mode() {
        return Obor.zerosLike(rate);
    }

    @Override
    public Tensor stddev() {
        return rate.reciprocal();
    }

    @Override
    public Tensor variance() {
        return rate.pow(-2);
    }

    @Override
    protected Tensor reparameterized(Shape sampleShape, Generator generator) {
        return Draws.each(extended(sampleShape), rate.dtype(), Draw.exponential(1), generator)
                .div(rate);
    }

    @Override
    protected Tensor logDensity(Tensor value) {
        return value.apply(Densities.EXPONENTIAL, rate);
    }

    @Override
    protected Tensor cumulative(Tensor value) {
        return rate.mul(value).neg().exp().rsub(1);
    }

    @Override
    protected Tensor quantile(Tensor probability) {
        return probability.rsub(1).log().neg().div(rate);
    }

    @Override
    public Tensor entropy() {
        return rate.log().rsub(1);
    }

    @Override
    protected Tensor[] naturalParams() {
        return new Tensor[] {rate.neg()};
    }

    @Override
    protected Tensor logNormalizer(Tensor... naturalParams) {
        return naturalParams[0].neg().log().neg();
    }
}
