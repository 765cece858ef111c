package dev.obor.distributions;

import dev.obor.error.DistributionException;
import dev.obor.tensor.Tensor;

/// y = |x|, which is not bijective: the inverse is y itself, and there is no Jacobian.
public record AbsTransform() implements Transform {
    @Override
    public Tensor forward(Tensor x) {
        return x.abs();
    }

    @Override
    public Tensor inverse(Tensor y) {
        return y;
    }

    @Override
    public Tensor logAbsDetJacobian(Tensor x, Tensor y) {
        throw new DistributionException(
                "logAbsDetJacobian: AbsTransform is not bijective, so that densities do not carry over:"
                        + " add those of x and -x");
    }

    @Override
    public Constraint domain() {
        return Constraints.REAL;
    }

    @Override
    public Constraint codomain() {
        return Constraints.POSITIVE;
    }

    @Override
    public boolean isBijective() {
        return false;
    }

    @Override
    public String toString() {
        return "AbsTransform()";
    }
}
