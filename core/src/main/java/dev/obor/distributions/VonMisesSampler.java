package dev.obor.distributions;

import dev.obor.Obor;
import dev.obor.dtype.DType;
import dev.obor.error.DistributionException;
import dev.obor.layout.Shape;
import dev.obor.random.Generator;
import dev.obor.tensor.Tensor;

/// Draws angles by rejection from a wrapped Cauchy distribution (D. J. Best and N. I. Fisher, "Efficient
/// simulation of the von Mises distribution", Applied Statistics 28, 1979). Where that proposal would round
/// to the middle, at concentrations near the inverse of the dtype's precision, a normal number takes the
/// angle's place.
final class VonMisesSampler {
    /// Two of three candidates are accepted at least, so that nobody waits so long.
    private static final int MOST_ROUNDS = 1000;

    private VonMisesSampler() {}

    static Tensor sample(Tensor loc, Tensor concentration, Shape shape, Generator generator) {
        DType dtype = loc.dtype();
        Tensor narrow = concentration.gt(0.25 / Bounds.eps(dtype));
        Tensor spread = proposal(concentration);
        Shape three = Dims.concat(Shape.of(3), shape);
        Tensor x = Params.filled(shape, 0, dtype);
        Tensor done = narrow.logicalOr(concentration.isnan()).expand(shape);
        for (int round = 0; !done.all().itemBoolean(); round++) {
            if (round == MOST_ROUNDS) {
                throw new DistributionException(
                        "sample: VonMises accepts no candidate: correct the parameters, or turn validation on to see which");
            }
            Tensor u = Draws.uniform(three, dtype, 0, 1, generator);
            Tensor z = u.select(0, 0).mul(Math.PI).cos();
            Tensor f = spread.mul(z).add(1).div(spread.add(z));
            Tensor c = concentration.mul(spread.sub(f));
            Tensor u2 = u.select(0, 1);
            Tensor accepted = c.mul(c.rsub(2))
                    .sub(u2)
                    .gt(0)
                    .logicalOr(c.div(u2).log().add(1).sub(c).ge(0));
            x = Obor.where(accepted, u.select(0, 2).sub(0.5).sign().mul(f.acos()), x);
            done = done.logicalOr(accepted);
        }
        if (narrow.any().itemBoolean()) {
            x = Obor.where(narrow, Draws.normal(shape, dtype, generator).mul(concentration.rsqrt()), x);
        }
        return x.add(Math.PI).add(loc).remainder(2 * Math.PI).sub(Math.PI);
    }

    /// The proposal's parameter; for small concentrations by its expansion.
    private static Tensor proposal(Tensor concentration) {
        Tensor tau = concentration.square().mul(4).add(1).sqrt().add(1);
        Tensor rho = tau.sub(tau.mul(2).sqrt()).div(concentration.mul(2));
        Tensor usual = rho.square().add(1).div(rho.mul(2));
        Tensor near0 = concentration.reciprocal().add(concentration);
        return Obor.where(concentration.lt(1e-5), near0, usual);
    }
}
