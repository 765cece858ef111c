package dev.obor.distributions;

import dev.obor.layout.Shape;
import dev.obor.random.Generator;
import dev.obor.tensor.Tensor;

/// The distribution of the logit of a [RelaxedBernoulli] number.
public final class LogitRelaxedBernoulli extends Distribution {
    private final Tensor temperature;
    private final Odds odds;

    private LogitRelaxedBernoulli(Tensor temperature, Odds odds) {
        super(odds.shape(), Shape.SCALAR, odds.parameter());
        this.temperature = Params.tensors(odds.value(), temperature)[1];
        this.odds = odds;
    }

    /// Makes distributions from probabilities.
    ///
    /// @param temperature broadcastable with the probabilities
    public static LogitRelaxedBernoulli ofProbs(Tensor temperature, Tensor probs) {
        return new LogitRelaxedBernoulli(temperature, Odds.ofProbs(Params.tensor(probs)));
    }

    /// Makes distributions from logarithms of odds.
    ///
    /// @param temperature broadcastable with the other parameter
    public static LogitRelaxedBernoulli ofLogits(Tensor temperature, Tensor logits) {
        return new LogitRelaxedBernoulli(temperature, Odds.ofLogits(Params.tensor(logits)));
    }

    /// Returns the temperature.
    public Tensor temperature() {
        return temperature;
    }

    /// Returns the probability of 1.
    public Tensor probs() {
        return odds.probs();
    }

    /// Returns the logarithm of the odds.
    public Tensor logits() {
        return odds.logits();
    }

    /// Returns the parameter's shape.
    public Shape paramShape() {
        return odds.shape();
    }

    @Override
    protected LogitRelaxedBernoulli expanded(Shape batch) {
        return new LogitRelaxedBernoulli(temperature, odds.expand(batch));
    }

    @Override
    public Constraint support() {
        return Constraints.REAL;
    }

    @Override
    public boolean hasRsample() {
        return true;
    }

    @Override
    protected Tensor reparameterized(Shape sampleShape, Generator generator) {
        Shape shape = extended(sampleShape);
        Tensor probs = Params.clampProbs(probs().expand(shape));
        Tensor u = Params.clampProbs(Draws.uniform(shape, probs.dtype(), 0, 1, generator));
        return u.log()
                .sub(u.neg().log1p())
                .add(probs.log())
                .sub(probs.neg().log1p())
                .div(temperature);
    }

    @Override
    protected Tensor logDensity(Tensor value) {
        return value.apply(Densities.LOGIT_RELAXED, logits(), temperature);
    }
}
