package dev.obor.distributions;

import dev.obor.Obor;
import dev.obor.layout.Shape;
import dev.obor.tensor.Tensor;
import java.util.List;

/// The Kumaraswamy distribution on 0 … 1, a kin of the beta distribution with a simple distribution function.
public final class Kumaraswamy extends TransformedDistribution {
    private final Tensor concentration1;
    private final Tensor concentration0;

    /// Makes distributions; the parameters are broadcast.
    ///
    /// @param concentration1 the first parameter
    /// @param concentration0 the second parameter
    public Kumaraswamy(Tensor concentration1, Tensor concentration0) {
        Tensor[] all = Params.broadcast("Kumaraswamy", concentration1, concentration0);
        super(
                new Uniform(Obor.zerosLike(all[0].detach()), Obor.onesLike(all[0].detach())),
                List.of(
                        new PowerTransform(all[1].reciprocal()),
                        new AffineTransform(1, -1),
                        new PowerTransform(all[0].reciprocal())),
                new Parameter("concentration1", all[0], Constraints.POSITIVE),
                new Parameter("concentration0", all[1], Constraints.POSITIVE));
        this.concentration1 = all[0];
        this.concentration0 = all[1];
    }

    /// Makes one distribution.
    public Kumaraswamy(double concentration1, double concentration0) {
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

    @Override
    protected Kumaraswamy expanded(Shape batch) {
        return new Kumaraswamy(concentration1.expand(batch), concentration0.expand(batch));
    }

    @Override
    public Constraint support() {
        return Constraints.UNIT_INTERVAL;
    }

    @Override
    public Tensor mean() {
        return moment(1);
    }

    @Override
    public Tensor mode() {
        Tensor log = concentration0
                .reciprocal()
                .mul(concentration0.neg().log1p())
                .sub(concentration0.neg().mul(concentration1).log1p());
        Tensor none = concentration0.lt(1).logicalOr(concentration1.lt(1));
        return log.maskedFill(none, Double.NaN).exp();
    }

    @Override
    public Tensor variance() {
        return moment(2).sub(mean().square());
    }

    @Override
    public Tensor entropy() {
        Tensor t1 = concentration1.reciprocal().rsub(1);
        Tensor t0 = concentration0.reciprocal().rsub(1);
        Tensor harmonic = concentration0.add(1).digamma().add(Densities.EULER);
        return t0.add(t1.mul(harmonic)).sub(concentration1.log()).sub(concentration0.log());
    }

    private Tensor moment(int n) {
        Tensor a = concentration1.reciprocal().mul(n).add(1);
        Tensor log = a.lgamma()
                .add(concentration0.lgamma())
                .sub(a.add(concentration0).lgamma());
        return concentration0.mul(log.exp());
    }
}
