package dev.obor.distributions;

import dev.obor.layout.Shape;
import dev.obor.tensor.Tensor;
import java.util.List;

/// The Pareto distribution of numbers above a bound.
public final class Pareto extends TransformedDistribution {
    private final Tensor scale;
    private final Tensor alpha;

    /// Makes distributions; the parameters are broadcast.
    ///
    /// @param scale the lower bound
    /// @param alpha the exponent by which the tail falls
    public Pareto(Tensor scale, Tensor alpha) {
        Tensor[] all = Params.broadcast("Pareto", scale, alpha);
        super(
                new Exponential(all[1]),
                List.of(new ExpTransform(), new AffineTransform(Tensor.number(0), all[0])),
                new Parameter("alpha", all[1], Constraints.POSITIVE),
                new Parameter("scale", all[0], Constraints.POSITIVE));
        this.scale = all[0];
        this.alpha = all[1];
    }

    /// Makes one distribution.
    public Pareto(double scale, double alpha) {
        this(Tensor.number(scale), Tensor.number(alpha));
    }

    /// Returns the lower bound.
    public Tensor scale() {
        return scale;
    }

    /// Returns the exponent by which the tail falls.
    public Tensor alpha() {
        return alpha;
    }

    @Override
    protected Pareto expanded(Shape batch) {
        return new Pareto(scale.expand(batch), alpha.expand(batch));
    }

    @Override
    public Constraint support() {
        return Constraints.greaterThanEq(scale);
    }

    @Override
    public Tensor mean() {
        Tensor a = alpha.clampMin(1);
        return a.mul(scale).div(a.sub(1));
    }

    @Override
    public Tensor mode() {
        return scale;
    }

    @Override
    public Tensor variance() {
        Tensor a = alpha.clampMin(2);
        return scale.square().mul(a).div(a.sub(1).square().mul(a.sub(2)));
    }

    @Override
    public Tensor entropy() {
        return scale.div(alpha).log().add(alpha.reciprocal().add(1));
    }
}
