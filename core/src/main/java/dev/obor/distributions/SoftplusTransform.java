package dev.obor.distributions;

import dev.obor.nn.F;
import dev.obor.tensor.Tensor;

/// y = log(1 + exp(x)).
public record SoftplusTransform() implements Transform {
    @Override
    public Tensor forward(Tensor x) {
        return F.softplus(x);
    }

    @Override
    public Tensor inverse(Tensor y) {
        return y.neg().expm1().neg().log().add(y);
    }

    @Override
    public Tensor logAbsDetJacobian(Tensor x, Tensor y) {
        return F.softplus(x.neg()).neg();
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
    public Tensor sign() {
        return Tensor.number(1);
    }

    @Override
    public String toString() {
        return "SoftplusTransform()";
    }
}
