package dev.obor.distributions;

import dev.obor.layout.Shape;
import dev.obor.tensor.Tensor;

/// The inverse of a transform; see [Transform#inv()].
///
/// @param inv the transform
public record InverseTransform(Transform inv) implements Transform {
    @Override
    public Tensor forward(Tensor x) {
        return inv.inverse(x);
    }

    @Override
    public Tensor inverse(Tensor y) {
        return inv.forward(y);
    }

    @Override
    public Tensor logAbsDetJacobian(Tensor x, Tensor y) {
        return inv.logAbsDetJacobian(y, x).neg();
    }

    @Override
    public Constraint domain() {
        return inv.codomain();
    }

    @Override
    public Constraint codomain() {
        return inv.domain();
    }

    @Override
    public boolean isBijective() {
        return inv.isBijective();
    }

    @Override
    public Tensor sign() {
        return inv.sign();
    }

    @Override
    public Shape forwardShape(Shape shape) {
        return inv.inverseShape(shape);
    }

    @Override
    public Shape inverseShape(Shape shape) {
        return inv.forwardShape(shape);
    }

    @Override
    public String toString() {
        return "InverseTransform(" + inv + ")";
    }
}
