package dev.obor.distributions;

import dev.obor.tensor.Tensor;

/// y = exp(x).
public record ExpTransform() implements Transform {
    @Override
    public Tensor forward(Tensor x) {
        return x.exp();
    }

    @Override
    public Tensor inverse(Tensor y) {
        return y.log();
    }

    @Override
    public Tensor logAbsDetJacobian(Tensor x, Tensor y) {
        return x;
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
        return "ExpTransform()";
    }
}
