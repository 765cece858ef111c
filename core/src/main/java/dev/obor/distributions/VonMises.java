package dev.obor.distributions;

import dev.obor.Special;
import dev.obor.layout.Shape;
import dev.obor.random.Generator;
import dev.obor.tensor.Tensor;

/// The von Mises distribution of angles, a circular kin of the normal one. Samples lie within −π … π.
public final class VonMises extends Distribution {
    private final Tensor loc;
    private final Tensor concentration;

    /// Makes distributions; the parameters are broadcast.
    ///
    /// @param loc the middle, an angle in radians
    /// @param concentration the concentration, about the inverse of a variance
    public VonMises(Tensor loc, Tensor concentration) {
        Tensor[] all = Params.broadcast("VonMises", loc, concentration);
        super(
                all[0].shape(),
                Shape.SCALAR,
                new Parameter("loc", all[0], Constraints.REAL),
                new Parameter("concentration", all[1], Constraints.POSITIVE));
        this.loc = all[0];
        this.concentration = all[1];
    }

    /// Makes one distribution.
    public VonMises(double loc, double concentration) {
        this(Tensor.number(loc), Tensor.number(concentration));
    }

    /// Returns the middle, an angle in radians.
    public Tensor loc() {
        return loc;
    }

    /// Returns the concentration, about the inverse of a variance.
    public Tensor concentration() {
        return concentration;
    }

    @Override
    protected VonMises expanded(Shape batch) {
        return new VonMises(loc.expand(batch), concentration.expand(batch));
    }

    @Override
    public Constraint support() {
        return Constraints.REAL;
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
        return Special.i1e(concentration).div(Special.i0e(concentration)).rsub(1);
    }

    @Override
    protected Tensor drawn(Shape sampleShape, Generator generator) {
        return VonMisesSampler.sample(loc, concentration, extended(sampleShape), generator);
    }

    @Override
    protected Tensor logDensity(Tensor value) {
        Tensor logBessel = Special.i0e(concentration).log().add(concentration);
        return value.apply(Densities.VON_MISES, loc, concentration, logBessel);
    }
}
