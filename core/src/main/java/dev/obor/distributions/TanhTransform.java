package dev.obor.distributions;

import dev.obor.nn.F;
import dev.obor.tensor.Tensor;

/// y = tanh(x).
public record TanhTransform() implements Transform {
    @Override
    public Tensor forward(Tensor x) {
        return x.tanh();
    }

    @Override
    public Tensor inverse(Tensor y) {
        return y.atanh();
    }

    @Override
    public Tensor logAbsDetJacobian(Tensor x, Tensor y) {
        return x.neg().add(Densities.LOG_2).sub(F.softplus(x.mul(-2))).mul(2);
    }

    @Override
    public Constraint domain() {
        return Constraints.REAL;
    }

    @Override
    public Constraint codomain() {
        return Constraints.interval(-1, 1);
    }

    @Override
    public Tensor sign() {
        return Tensor.number(1);
    }

    @Override
    public String toString() {
        return "TanhTransform()";
    }
}
