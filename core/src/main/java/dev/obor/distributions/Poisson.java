package dev.obor.distributions;

import dev.obor.dtype.DType;
import dev.obor.layout.Broadcast;
import dev.obor.layout.Shape;
import dev.obor.random.Draw;
import dev.obor.random.Generator;
import dev.obor.tensor.Tensor;

/// The Poisson distribution of counts with a rate, which is the mean. At rate 0 all counts are 0.
public final class Poisson extends ExponentialFamily {
    private final Tensor rate;

    /// Makes Poisson distributions.
    public Poisson(Tensor rate) {
        Tensor value = Params.tensor(rate);
        super(value.shape(), Shape.SCALAR, new Parameter("rate", value, Constraints.NONNEGATIVE));
        this.rate = value;
    }

    /// Makes one Poisson distribution.
    public Poisson(double rate) {
        this(Tensor.number(rate));
    }

    /// Returns the rate.
    public Tensor rate() {
        return rate;
    }

    @Override
    protected Poisson expanded(Shape batch) {
        return new Poisson(rate.expand(batch));
    }

    @Override
    public Constraint support() {
        return Constraints.NONNEGATIVE_INTEGER;
    }

    @Override
    public Tensor mean() {
        return rate;
    }

    @Override
    public Tensor mode() {
        return rate.floor();
    }

    @Override
    public Tensor variance() {
        return rate;
    }

    @Override
    protected Tensor drawn(Shape sampleShape, Generator generator) {
        return Draws.each(rate.expand(extended(sampleShape)), Draw::poisson, generator);
    }

    @Override
    protected Tensor logDensity(Tensor value) {
        boolean wide = rate.dtype() == DType.FLOAT64 || value.dtype() == DType.FLOAT64;
        boolean same = value.dtype() == rate.dtype() && (wide || rate.dtype() == DType.FLOAT32);
        if (same && Broadcast.of("logProb", value.shape(), rate.shape()).numel() > value.numel()) {
            // Of counts that meet several rates each, the factorials are computed once.
            Tensor logFactorial = wide ? value.add(1).lgamma() : value.apply(Densities.LOG_FACTORIAL);
            return value.apply(Densities.POISSON_OF_FACTORIAL, rate, logFactorial);
        }
        return value.apply(wide ? Densities.POISSON : Densities.POISSON_SINGLE, rate);
    }

    @Override
    protected Tensor[] naturalParams() {
        return new Tensor[] {rate.log()};
    }

    @Override
    protected Tensor logNormalizer(Tensor... naturalParams) {
        return naturalParams[0].exp();
    }
}
