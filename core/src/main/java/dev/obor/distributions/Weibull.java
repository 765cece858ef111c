package dev.obor.distributions;

import dev.obor.Obor;
import dev.obor.layout.Shape;
import dev.obor.tensor.Tensor;
import java.util.List;

/// The Weibull distribution of waiting times.
public final class Weibull extends TransformedDistribution {
    private final Tensor scale;
    private final Tensor concentration;

    /// Makes distributions; the parameters are broadcast.
    ///
    /// @param scale the scale
    /// @param concentration the shape
    public Weibull(Tensor scale, Tensor concentration) {
        Tensor[] all = Params.broadcast("Weibull", scale, concentration);
        super(
                new Exponential(Obor.onesLike(all[0].detach())),
                List.of(new PowerTransform(all[1].reciprocal()), new AffineTransform(Tensor.number(0), all[0])),
                new Parameter("scale", all[0], Constraints.POSITIVE),
                new Parameter("concentration", all[1], Constraints.POSITIVE));
        this.scale = all[0];
        this.concentration = all[1];
    }

    /// Makes one distribution.
    public Weibull(double scale, double concentration) {
        this(Tensor.number(scale), Tensor.number(concentration));
    }

    /// Returns the scale.
    public Tensor scale() {
        return scale;
    }

    /// Returns the shape.
    public Tensor concentration() {
        return concentration;
    }

    @Override
    protected Weibull expanded(Shape batch) {
        return new Weibull(scale.expand(batch), concentration.expand(batch));
    }

    @Override
    public Constraint support() {
        return Constraints.POSITIVE;
    }

    @Override
    public Tensor mean() {
        return scale.mul(concentration.reciprocal().add(1).lgamma().exp());
    }

    @Override
    public Tensor mode() {
        return scale.mul(concentration.sub(1).div(concentration).pow(concentration.reciprocal()));
    }

    @Override
    public Tensor variance() {
        Tensor inverse = concentration.reciprocal();
        Tensor second = inverse.mul(2).add(1).lgamma().exp();
        return scale.square().mul(second.sub(inverse.add(1).lgamma().mul(2).exp()));
    }

    @Override
    public Tensor entropy() {
        Tensor inverse = concentration.reciprocal();
        return inverse.rsub(1)
                .mul(Densities.EULER)
                .add(scale.mul(inverse).log())
                .add(1);
    }
}
