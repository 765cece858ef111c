package dev.obor.distributions;

import dev.obor.layout.Shape;
import dev.obor.tensor.Tensor;
import java.util.List;

/// The distribution of shares made from independent normal numbers by [StickBreakingTransform]: one share
/// more than numbers.
public final class LogisticNormal extends TransformedDistribution {
    private final Tensor loc;
    private final Tensor scale;

    /// Makes distributions.
    ///
    /// @param loc the means, of which the last dim is one event
    /// @param scale the standard deviations, broadcast with the means
    public LogisticNormal(Tensor loc, Tensor scale) {
        Tensor[] all = Params.broadcast("LogisticNormal", loc, scale);
        Shape shape = all[0].dim() == 0 ? Shape.of(1) : all[0].shape();
        Tensor means = Params.expand(all[0], shape);
        Tensor deviations = Params.expand(all[1], shape);
        super(
                new Normal(means, deviations),
                List.of(new StickBreakingTransform()),
                new Parameter("loc", means, Constraints.REAL),
                new Parameter("scale", deviations, Constraints.POSITIVE));
        this.loc = means;
        this.scale = deviations;
    }

    /// Returns the means.
    public Tensor loc() {
        return loc;
    }

    /// Returns the standard deviations.
    public Tensor scale() {
        return scale;
    }

    @Override
    protected LogisticNormal expanded(Shape batch) {
        Shape shape = Dims.append(batch, loc.size(-1));
        return new LogisticNormal(loc.expand(shape), scale.expand(shape));
    }

    @Override
    public Constraint support() {
        return Constraints.SIMPLEX;
    }
}
