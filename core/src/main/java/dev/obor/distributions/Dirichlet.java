package dev.obor.distributions;

import dev.obor.Obor;
import dev.obor.error.ShapeException;
import dev.obor.layout.Shape;
import dev.obor.random.Generator;
import dev.obor.tensor.Tensor;

/// The Dirichlet distribution of shares of a whole. Samples carry gradients by implicit reparameterization.
public final class Dirichlet extends ExponentialFamily {
    private final Tensor concentration;

    /// Makes Dirichlet distributions.
    ///
    /// @param concentration of shape `batch + [K]`
    /// @throws ShapeException if there is no dim
    public Dirichlet(Tensor concentration) {
        if (concentration.dim() < 1) {
            throw new ShapeException(
                    "Dirichlet: the parameter concentration is a single number and must have a last dim of"
                            + " shares: pass a vector");
        }
        Tensor value = Params.tensor(concentration);
        super(
                Dims.dropLast(value.shape(), 1),
                Dims.last(value.shape(), 1),
                new Parameter("concentration", value, Constraints.independent(Constraints.POSITIVE, 1)));
        this.concentration = value;
    }

    /// Returns the concentrations.
    public Tensor concentration() {
        return concentration;
    }

    @Override
    protected Dirichlet expanded(Shape batch) {
        return new Dirichlet(concentration.expand(Dims.concat(batch, eventShape())));
    }

    @Override
    public Constraint support() {
        return Constraints.SIMPLEX;
    }

    @Override
    public boolean hasRsample() {
        return true;
    }

    @Override
    public Tensor mean() {
        return concentration.div(concentration.sum(-1, true));
    }

    @Override
    public Tensor mode() {
        Tensor above = concentration.sub(1).clampMin(0);
        Tensor mode = above.div(above.sum(-1, true));
        Tensor corner = concentration.lt(1).all(new int[] {-1}, true);
        Tensor oneHot =
                Obor.arange(eventShape().numel()).eq(mode.argmax(-1, true)).to(mode.dtype());
        return Obor.where(corner, oneHot, mode);
    }

    @Override
    public Tensor variance() {
        Tensor sum = concentration.sum(-1, true);
        return concentration.mul(sum.sub(concentration)).div(sum.square().mul(sum.add(1)));
    }

    @Override
    protected Tensor reparameterized(Shape sampleShape, Generator generator) {
        return ImplicitSample.dirichlet(concentration.expand(extended(sampleShape)), generator);
    }

    @Override
    protected Tensor logDensity(Tensor value) {
        return value.apply(Densities.DIRICHLET_TERM, concentration)
                .sum(-1)
                .add(concentration.sum(-1).lgamma())
                .sub(concentration.lgamma().sum(-1));
    }

    @Override
    public Tensor entropy() {
        Tensor sum = concentration.sum(-1);
        int k = eventShape().numel();
        return concentration
                .lgamma()
                .sum(-1)
                .sub(sum.lgamma())
                .sub(sum.rsub(k).mul(sum.digamma()))
                .sub(concentration.sub(1).mul(concentration.digamma()).sum(-1));
    }

    @Override
    protected Tensor[] naturalParams() {
        return new Tensor[] {concentration};
    }

    @Override
    protected Tensor logNormalizer(Tensor... naturalParams) {
        Tensor x = naturalParams[0];
        return x.lgamma().sum(-1).sub(x.sum(-1).lgamma());
    }
}
