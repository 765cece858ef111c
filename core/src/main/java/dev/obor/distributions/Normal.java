package dev.obor.distributions;

import static dev.obor.distributions.Densities.HALF_LOG_TWO_PI;

import dev.obor.layout.Shape;
import dev.obor.random.Generator;
import dev.obor.tensor.Tensor;

/// The normal distribution with a mean and a standard deviation.
public final class Normal extends ExponentialFamily {
    private final Tensor loc;
    private final Tensor scale;

    /// Makes normal distributions.
    ///
    /// @param loc the means
    /// @param scale the standard deviations, broadcast with the means
    public Normal(Tensor loc, Tensor scale) {
        Tensor[] all = Params.broadcast("Normal", loc, scale);
        super(
                all[0].shape(),
                Shape.SCALAR,
                new Parameter("loc", all[0], Constraints.REAL),
                new Parameter("scale", all[1], Constraints.POSITIVE));
        this.loc = all[0];
        this.scale = all[1];
    }

    /// Makes normal distributions with one standard deviation.
    public Normal(Tensor loc, double scale) {
        this(loc, Tensor.number(scale));
    }

    /// Makes normal distributions with one mean.
    public Normal(double loc, Tensor scale) {
        this(Tensor.number(loc), scale);
    }

    /// Makes one normal distribution.
    public Normal(double loc, double scale) {
        this(Tensor.number(loc), Tensor.number(scale));
    }

    /// Returns the mean.
    public Tensor loc() {
        return loc;
    }

    /// Returns the standard deviation.
    public Tensor scale() {
        return scale;
    }

    @Override
    protected Normal expanded(Shape batch) {
        return new Normal(loc.expand(batch), scale.expand(batch));
    }

    @Override
    public Constraint support() {
        return Constraints.REAL;
    }

    @Override
    public boolean hasRsample() {
        return true;
    }

    @Override
    public Tensor mean() {
        return loc;
    }

    @Override
    public Tensor mode() {
        return loc;
    }

    @Override
    public Tensor stddev() {
        return scale;
    }

    @Override
    public Tensor variance() {
        return scale.square();
    }

    @Override
    protected Tensor reparameterized(Shape sampleShape, Generator generator) {
        return loc.add(
                Draws.normal(extended(sampleShape), loc.dtype(), generator).mul(scale));
    }

    @Override
    protected Tensor logDensity(Tensor value) {
        return value.apply(Densities.NORMAL, loc, scale);
    }

    @Override
    protected Tensor cumulative(Tensor value) {
        return value.sub(loc)
                .mul(scale.reciprocal())
                .div(Math.sqrt(2))
                .erf()
                .add(1)
                .mul(0.5);
    }

    @Override
    protected Tensor quantile(Tensor probability) {
        return loc.add(scale.mul(probability.mul(2).sub(1).erfinv()).mul(Math.sqrt(2)));
    }

    @Override
    public Tensor entropy() {
        return scale.log().add(0.5 + HALF_LOG_TWO_PI);
    }

    @Override
    protected Tensor[] naturalParams() {
        return new Tensor[] {
            loc.div(scale.square()), scale.square().reciprocal().mul(-0.5)
        };
    }

    @Override
    protected Tensor logNormalizer(Tensor... naturalParams) {
        Tensor x = naturalParams[0];
        Tensor y = naturalParams[1];
        return x.square()
                .div(y)
                .mul(-0.25)
                .add(y.reciprocal().mul(-Math.PI).log().mul(0.5));
    }
}
