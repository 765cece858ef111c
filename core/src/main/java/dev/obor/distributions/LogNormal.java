package dev.obor.distributions;

import dev.obor.layout.Shape;
import dev.obor.tensor.Tensor;
import java.util.List;

/// The distribution of numbers whose logarithm is normal.
public final class LogNormal extends TransformedDistribution {
    private final Tensor loc;
    private final Tensor scale;

    /// Makes distributions; the parameters are broadcast.
    ///
    /// @param loc the mean of the logarithm
    /// @param scale the standard deviation of the logarithm
    public LogNormal(Tensor loc, Tensor scale) {
        Tensor[] all = Params.broadcast("LogNormal", loc, scale);
        super(
                new Normal(all[0], all[1]),
                List.of(new ExpTransform()),
                new Parameter("loc", all[0], Constraints.REAL),
                new Parameter("scale", all[1], Constraints.POSITIVE));
        this.loc = all[0];
        this.scale = all[1];
    }

    /// Makes one distribution.
    public LogNormal(double loc, double scale) {
        this(Tensor.number(loc), Tensor.number(scale));
    }

    /// Returns the mean of the logarithm.
    public Tensor loc() {
        return loc;
    }

    /// Returns the standard deviation of the logarithm.
    public Tensor scale() {
        return scale;
    }

    @Override
    protected LogNormal expanded(Shape batch) {
        return new LogNormal(loc.expand(batch), scale.expand(batch));
    }

    @Override
    public Constraint support() {
        return Constraints.POSITIVE;
    }

    @Override
    public Tensor mean() {
        return loc.add(scale.square().div(2)).exp();
    }

    @Override
    public Tensor mode() {
        return loc.sub(scale.square()).exp();
    }

    @Override
    public Tensor variance() {
        Tensor square = scale.square();
        return square.exp().sub(1).mul(loc.mul(2).add(square).exp());
    }

    @Override
    public Tensor entropy() {
        return base().entropy().add(loc);
    }
}
