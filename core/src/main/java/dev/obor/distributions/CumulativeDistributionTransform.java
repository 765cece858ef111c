package dev.obor.distributions;

import dev.obor.tensor.Tensor;

/// y = F(x), the probability of being at most x under a distribution of numbers.
///
/// @param distribution the distribution, with `cdf` and `icdf`
public record CumulativeDistributionTransform(Distribution distribution) implements Transform {
    @Override
    public Tensor forward(Tensor x) {
        return distribution.cdf(x);
    }

    @Override
    public Tensor inverse(Tensor y) {
        return distribution.icdf(y);
    }

    @Override
    public Tensor logAbsDetJacobian(Tensor x, Tensor y) {
        return distribution.logProb(x);
    }

    @Override
    public Constraint domain() {
        return distribution.support();
    }

    @Override
    public Constraint codomain() {
        return Constraints.UNIT_INTERVAL;
    }

    @Override
    public Tensor sign() {
        return Tensor.number(1);
    }

    @Override
    public String toString() {
        return "CumulativeDistributionTransform()";
    }
}
