package dev.obor.distributions;

import dev.obor.layout.Shape;
import dev.obor.random.Generator;
import dev.obor.tensor.Tensor;

/// The gamma distribution with a shape and a rate. Samples carry gradients by implicit reparameterization.
public class Gamma extends ExponentialFamily {
    private final Tensor concentration;
    private final Tensor rate;

    /// Makes gamma distributions.
    ///
    /// @param concentration the shapes
    /// @param rate the rates, broadcast with the shapes
    public Gamma(Tensor concentration, Tensor rate) {
        this(Params.broadcast("Gamma", concentration, rate));
    }

    private Gamma(Tensor... all) {
        this(
                all[0],
                all[1],
                new Parameter("concentration", all[0], Constraints.POSITIVE),
                new Parameter("rate", all[1], Constraints.POSITIVE));
    }

    /// Makes gamma distributions that have other parameters themselves, from equal shapes.
    Gamma(Tensor concentration, Tensor rate, Parameter... parameters) {
        super(concentration.shape(), Shape.SCALAR, parameters);
        this.concentration = concentration;
        this.rate = rate;
    }

    /// Makes one gamma distribution.
    public Gamma(double concentration, double rate) {
        this(Tensor.number(concentration), Tensor.number(rate));
    }

    /// Makes gamma distributions with one rate.
    public Gamma(Tensor concentration, double rate) {
        this(concentration, Tensor.number(rate));
    }

    /// Makes gamma distributions with one shape.
    public Gamma(double concentration, Tensor rate) {
        this(Tensor.number(concentration), rate);
    }

    /// Returns the shape.
    public Tensor concentration() {
        return concentration;
    }

    /// Returns the rate.
    public Tensor rate() {
        return rate;
    }

    @Override
    protected Gamma expanded(Shape batch) {
        return new Gamma(concentration.expand(batch), rate.expand(batch));
    }

    @Override
    public Constraint support() {
        return Constraints.NONNEGATIVE;
    }

    @Override
    public boolean hasRsample() {
        return true;
    }

    @Override
    public Tensor mean() {
        return concentration.div(rate);
    }

    @Override
    public Tensor mode() {
        return concentration.sub(1).div(rate).clampMin(0);
    }

    @Override
    public Tensor variance() {
        return concentration.div(rate.square());
    }

    @Override
    protected Tensor reparameterized(Shape sampleShape, Generator generator) {
        Tensor standard = ImplicitSample.gamma(concentration.expand(extended(sampleShape)), generator);
        Tensor value = standard.div(rate);
        // As in PyTorch, what underflows is moved without a trace in the gradient.
        value.detach().copy_(value.detach().clampMin(Bounds.tiny(value.dtype())));
        return value;
    }

    @Override
    protected Tensor logDensity(Tensor value) {
        return value.to(rate.dtype()).apply(Densities.GAMMA, concentration, rate, concentration.lgamma());
    }

    @Override
    protected Tensor cumulative(Tensor value) {
        return concentration.igamma(value.mul(rate));
    }

    @Override
    public Tensor entropy() {
        return concentration
                .sub(rate.log())
                .add(concentration.lgamma())
                .add(concentration.rsub(1).mul(concentration.digamma()));
    }

    @Override
    protected Tensor[] naturalParams() {
        return new Tensor[] {concentration.sub(1), rate.neg()};
    }

    @Override
    protected Tensor logNormalizer(Tensor... naturalParams) {
        Tensor shape = naturalParams[0].add(1);
        return shape.lgamma().add(shape.mul(naturalParams[1].reciprocal().neg().log()));
    }
}
