package dev.obor.distributions;

import dev.obor.Obor;
import dev.obor.layout.Shape;
import dev.obor.tensor.Tensor;
import java.util.List;

/// The distribution of |x| for x of the Cauchy distribution around 0.
public final class HalfCauchy extends TransformedDistribution {
    private final Tensor scale;

    /// Makes distributions.
    ///
    /// @param scale the half widths of x
    public HalfCauchy(Tensor scale) {
        Tensor value = Params.tensor(scale);
        super(
                withValidation(false, () -> new Cauchy(Tensor.number(0.0), value)),
                List.of(new AbsTransform()),
                new Parameter("scale", value, Constraints.POSITIVE));
        this.scale = value;
    }

    /// Makes one distribution.
    public HalfCauchy(double scale) {
        this(Tensor.number(scale));
    }

    /// Returns the half width of x.
    public Tensor scale() {
        return scale;
    }

    @Override
    protected HalfCauchy expanded(Shape batch) {
        return new HalfCauchy(scale.expand(batch));
    }

    @Override
    public Constraint support() {
        return Constraints.NONNEGATIVE;
    }

    @Override
    public Tensor mean() {
        return Params.filled(batchShape(), Double.POSITIVE_INFINITY, scale.dtype());
    }

    @Override
    public Tensor mode() {
        return Obor.zerosLike(scale);
    }

    @Override
    public Tensor variance() {
        return Params.filled(batchShape(), Double.POSITIVE_INFINITY, scale.dtype());
    }

    @Override
    protected Tensor logDensity(Tensor value) {
        return value.to(scale.dtype()).apply(Densities.HALF_CAUCHY, scale);
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
