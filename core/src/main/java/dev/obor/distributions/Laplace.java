package dev.obor.distributions;

import dev.obor.layout.Shape;
import dev.obor.random.Generator;
import dev.obor.tensor.Tensor;

/// The Laplace distribution, with a density that falls exponentially on both sides of its middle.
public final class Laplace extends Distribution {
    private final Tensor loc;
    private final Tensor scale;

    /// Makes distributions; the parameters are broadcast.
    ///
    /// @param loc the place of the middle
    /// @param scale the width
    public Laplace(Tensor loc, Tensor scale) {
        Tensor[] all = Params.broadcast("Laplace", loc, scale);
        super(
                all[0].shape(),
                Shape.SCALAR,
                new Parameter("loc", all[0], Constraints.REAL),
                new Parameter("scale", all[1], Constraints.POSITIVE));
        this.loc = all[0];
        this.scale = all[1];
    }

    /// Makes one distribution.
    public Laplace(double loc, double scale) {
        this(Tensor.number(loc), Tensor.number(scale));
    }

    /// Returns the place of the middle.
    public Tensor loc() {
        return loc;
    }

    /// Returns the width.
    public Tensor scale() {
        return scale;
    }

    @Override
    protected Laplace expanded(Shape batch) {
        return new Laplace(loc.expand(batch), scale.expand(batch));
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
    public Tensor variance() {
        return scale.square().mul(2);
    }

    @Override
    public Tensor stddev() {
        return scale.mul(Math.sqrt(2));
    }

    @Override
    protected Tensor reparameterized(Shape sampleShape, Generator generator) {
        double low = Bounds.eps(loc.dtype()) - 1;
        Tensor u = Draws.uniform(extended(sampleShape), loc.dtype(), low, 1, generator);
        return loc.sub(scale.mul(u.sign()).mul(u.abs().neg().log1p()));
    }

    @Override
    protected Tensor logDensity(Tensor value) {
        return value.apply(Densities.LAPLACE, loc, scale);
    }

    @Override
    protected Tensor cumulative(Tensor value) {
        Tensor away = value.sub(loc);
        return away.sign().mul(away.abs().neg().div(scale).expm1()).mul(-0.5).add(0.5);
    }

    @Override
    protected Tensor quantile(Tensor probability) {
        Tensor term = probability.sub(0.5);
        return loc.sub(scale.mul(term.sign()).mul(term.abs().mul(-2).log1p()));
    }

    @Override
    public Tensor entropy() {
        return scale.mul(2).log().add(1);
    }
}
