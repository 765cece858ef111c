package dev.obor.distributions;

import dev.obor.Obor;
import dev.obor.layout.Shape;
import dev.obor.tensor.Tensor;
import java.util.List;

/// The Gumbel distribution, that of the largest of many numbers.
public final class Gumbel extends TransformedDistribution {
    private final Tensor loc;
    private final Tensor scale;

    /// Makes distributions; the parameters are broadcast.
    ///
    /// @param loc the place of the middle
    /// @param scale the width
    public Gumbel(Tensor loc, Tensor scale) {
        Tensor[] all = Params.broadcast("Gumbel", loc, scale);
        super(
                standardUniform(all[0]),
                transforms(all[0], all[1]),
                new Parameter("loc", all[0], Constraints.REAL),
                new Parameter("scale", all[1], Constraints.POSITIVE));
        this.loc = all[0];
        this.scale = all[1];
    }

    /// Makes one distribution.
    public Gumbel(double loc, double scale) {
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
    protected Gumbel expanded(Shape batch) {
        return new Gumbel(loc.expand(batch), scale.expand(batch));
    }

    @Override
    public Constraint support() {
        return Constraints.REAL;
    }

    @Override
    public Tensor mean() {
        return loc.add(scale.mul(Densities.EULER));
    }

    @Override
    public Tensor mode() {
        return loc;
    }

    @Override
    public Tensor stddev() {
        return scale.mul(Math.PI / Math.sqrt(6));
    }

    @Override
    public Tensor variance() {
        return stddev().square();
    }

    @Override
    protected Tensor logDensity(Tensor value) {
        return value.apply(Densities.GUMBEL, loc, scale);
    }

    @Override
    public Tensor entropy() {
        return scale.log().add(1 + Densities.EULER);
    }

    private static Uniform standardUniform(Tensor loc) {
        double tiny = Bounds.tiny(loc.dtype());
        double below1 = 1 - Bounds.eps(loc.dtype());
        return new Uniform(Obor.fullLike(loc.detach(), tiny), Obor.fullLike(loc.detach(), below1));
    }

    private static List<Transform> transforms(Tensor loc, Tensor scale) {
        Transform log = new ExpTransform().inv();
        Transform negative = new AffineTransform(
                Tensor.number(0), Obor.onesLike(scale.detach()).neg());
        return List.of(log, negative, log, new AffineTransform(loc, scale.neg()));
    }
}
