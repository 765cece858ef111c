package dev.obor.distributions;

import dev.obor.layout.Shape;
import dev.obor.random.Draw;
import dev.obor.random.Generator;
import dev.obor.tensor.Tensor;

/// The Cauchy distribution with a median and a half width at half the maximum; it has no mean.
public final class Cauchy extends Distribution {
    private final Tensor loc;
    private final Tensor scale;

    /// Makes distributions; the parameters are broadcast.
    ///
    /// @param loc the place of the middle
    /// @param scale the width
    public Cauchy(Tensor loc, Tensor scale) {
        Tensor[] all = Params.broadcast("Cauchy", loc, scale);
        super(
                all[0].shape(),
                Shape.SCALAR,
                new Parameter("loc", all[0], Constraints.REAL),
                new Parameter("scale", all[1], Constraints.POSITIVE));
        this.loc = all[0];
        this.scale = all[1];
    }

    /// Makes one distribution.
    public Cauchy(double loc, double scale) {
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
    protected Cauchy expanded(Shape batch) {
        return new Cauchy(loc.expand(batch), scale.expand(batch));
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
        return Params.filled(batchShape(), Double.NaN, loc.dtype());
    }

    @Override
    public Tensor mode() {
        return loc;
    }

    @Override
    public Tensor variance() {
        return Params.filled(batchShape(), Double.POSITIVE_INFINITY, loc.dtype());
    }

    @Override
    protected Tensor reparameterized(Shape sampleShape, Generator generator) {
        Tensor standard = Draws.each(extended(sampleShape), loc.dtype(), Draw.cauchy(0, 1), generator);
        return loc.add(standard.mul(scale));
    }

    @Override
    protected Tensor logDensity(Tensor value) {
        return value.apply(Densities.CAUCHY, loc, scale);
    }

    @Override
    protected Tensor cumulative(Tensor value) {
        return value.sub(loc).div(scale).atan().div(Math.PI).add(0.5);
    }

    @Override
    protected Tensor quantile(Tensor probability) {
        return probability.sub(0.5).mul(Math.PI).tan().mul(scale).add(loc);
    }

    @Override
    public Tensor entropy() {
        return scale.log().add(Densities.LOG_PI + 2 * Densities.LOG_2);
    }
}
