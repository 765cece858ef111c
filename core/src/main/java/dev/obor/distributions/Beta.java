package dev.obor.distributions;

import dev.obor.Obor;
import dev.obor.layout.Shape;
import dev.obor.random.Generator;
import dev.obor.tensor.Tensor;
import java.util.List;

/// The beta distribution of numbers from 0 to 1: the first of two shares of a [Dirichlet] distribution.
public final class Beta extends ExponentialFamily {
    private final Tensor concentration1;
    private final Tensor concentration0;

    /// Makes beta distributions.
    ///
    /// @param concentration1 the first parameters, often α
    /// @param concentration0 the second ones, often β, broadcast with the first
    public Beta(Tensor concentration1, Tensor concentration0) {
        Tensor[] all = Params.broadcast("Beta", concentration1, concentration0);
        super(
                all[0].shape(),
                Shape.SCALAR,
                new Parameter("concentration1", all[0], Constraints.POSITIVE),
                new Parameter("concentration0", all[1], Constraints.POSITIVE));
        this.concentration1 = all[0];
        this.concentration0 = all[1];
    }

    /// Makes one beta distribution.
    public Beta(double concentration1, double concentration0) {
        this(Tensor.number(concentration1), Tensor.number(concentration0));
    }

    /// Returns the first parameter.
    public Tensor concentration1() {
        return concentration1;
    }

    /// Returns the second parameter.
    public Tensor concentration0() {
        return concentration0;
    }

    private Tensor both() {
        return Obor.stack(List.of(concentration1, concentration0), -1);
    }

    @Override
    protected Beta expanded(Shape batch) {
        return new Beta(concentration1.expand(batch), concentration0.expand(batch));
    }

    @Override
    public Constraint support() {
        return Constraints.UNIT_INTERVAL;
    }

    @Override
    public boolean hasRsample() {
        return true;
    }

    @Override
    public Tensor mean() {
        return concentration1.div(concentration1.add(concentration0));
    }

    @Override
    public Tensor mode() {
        return withValidation(false, () -> new Dirichlet(both())).mode().select(-1, 0);
    }

    @Override
    public Tensor variance() {
        Tensor total = concentration1.add(concentration0);
        return concentration1.mul(concentration0).div(total.square().mul(total.add(1)));
    }

    @Override
    protected Tensor reparameterized(Shape sampleShape, Generator generator) {
        Shape shape = Dims.append(extended(sampleShape), 2);
        return ImplicitSample.dirichlet(both().expand(shape), generator).select(-1, 0);
    }

    @Override
    protected Tensor logDensity(Tensor value) {
        Tensor logBeta = concentration1
                .lgamma()
                .add(concentration0.lgamma())
                .sub(concentration1.add(concentration0).lgamma());
        return value.apply(Densities.BETA, concentration1, concentration0, logBeta.neg());
    }

    @Override
    public Tensor entropy() {
        Tensor total = concentration1.add(concentration0);
        return concentration1
                .lgamma()
                .add(concentration0.lgamma())
                .sub(total.lgamma())
                .sub(total.rsub(2).mul(total.digamma()))
                .sub(concentration1.sub(1).mul(concentration1.digamma()))
                .sub(concentration0.sub(1).mul(concentration0.digamma()));
    }

    @Override
    protected Tensor[] naturalParams() {
        return new Tensor[] {concentration1, concentration0};
    }

    @Override
    protected Tensor logNormalizer(Tensor... naturalParams) {
        Tensor x = naturalParams[0];
        Tensor y = naturalParams[1];
        return x.lgamma().add(y.lgamma()).sub(x.add(y).lgamma());
    }
}
