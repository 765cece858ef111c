package dev.obor.distributions;

import dev.obor.Obor;
import dev.obor.layout.Shape;
import dev.obor.tensor.Tensor;
import java.util.List;

/// The distribution of |x| for x of the normal distribution around 0.
public final class HalfNormal extends TransformedDistribution {
    private final Tensor scale;

    /// Makes distributions.
    ///
    /// @param scale the standard deviations of x
    public HalfNormal(Tensor scale) {
        Tensor value = Params.tensor(scale);
        super(
                withValidation(false, () -> new Normal(Tensor.number(0.0), value)),
                List.of(new AbsTransform()),
                new Parameter("scale", value, Constraints.POSITIVE));
        this.scale = value;
    }

    /// Makes one distribution.
    public HalfNormal(double scale) {
        this(Tensor.number(scale));
    }

    /// Returns the standard deviation of x.
    public Tensor scale() {
        return scale;
    }

    @Override
    protected HalfNormal expanded(Shape batch) {
        return new HalfNormal(scale.expand(batch));
    }

    @Override
    public Constraint support() {
        return Constraints.NONNEGATIVE;
    }

    @Override
    public Tensor mean() {
        return scale.mul(Math.sqrt(2 / Math.PI));
    }

    @Override
    public Tensor mode() {
        return Obor.zerosLike(scale);
    }

    @Override
    public Tensor variance() {
        return scale.square().mul(1 - 2 / Math.PI);
    }

    @Override
    protected Tensor logDensity(Tensor value) {
        return value.apply(Densities.HALF_NORMAL, scale);
    }

    @Override
    protected Tensor cumulative(Tensor value) {
        return base().cumulative(value).mul(2).sub(1);
    }

    @Override
    protected Tensor quantile(Tensor probability) {
        return base().quantile(probability.add(1).div(2));
    }

    @Override
    public Tensor entropy() {
        return base().entropy().sub(Densities.LOG_2);
    }
}
