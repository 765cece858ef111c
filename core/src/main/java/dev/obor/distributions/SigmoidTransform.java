package dev.obor.distributions;

import dev.obor.nn.F;
import dev.obor.tensor.Tensor;

/// y = 1 / (1 + exp(−x)), kept off 0 and 1.
public record SigmoidTransform() implements Transform {
    @Override
    public Tensor forward(Tensor x) {
        return Params.clippedSigmoid(x);
    }

    @Override
    public Tensor inverse(Tensor y) {
        return Params.unclippedLogit(y);
    }

    @Override
    public Tensor logAbsDetJacobian(Tensor x, Tensor y) {
        return F.softplus(x.neg()).neg().sub(F.softplus(x));
    }

    @Override
    public Constraint domain() {
        return Constraints.REAL;
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
        return "SigmoidTransform()";
    }
}
