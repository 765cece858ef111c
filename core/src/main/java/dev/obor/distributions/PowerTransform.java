package dev.obor.distributions;

import dev.obor.layout.Shape;
import dev.obor.tensor.Tensor;

/// y = x to the power of an exponent, of positive numbers.
///
/// @param exponent a tensor, or a number, which becomes float32
public record PowerTransform(Tensor exponent) implements Transform {
    /// Makes the exponent a tensor.
    public PowerTransform {
        exponent = Params.tensor(exponent);
    }

    /// Makes a transform with one exponent.
    public PowerTransform(double exponent) {
        this(Tensor.number(exponent));
    }

    @Override
    public Tensor forward(Tensor x) {
        return x.pow(exponent);
    }

    @Override
    public Tensor inverse(Tensor y) {
        return y.pow(exponent.reciprocal());
    }

    @Override
    public Tensor logAbsDetJacobian(Tensor x, Tensor y) {
        return exponent.mul(y).div(x).abs().log();
    }

    @Override
    public Constraint domain() {
        return Constraints.POSITIVE;
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
    public Shape forwardShape(Shape shape) {
        return Dims.broadcast("PowerTransform", shape, exponent.shape());
    }

    @Override
    public Shape inverseShape(Shape shape) {
        return forwardShape(shape);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PowerTransform that && Bounds.equal(exponent, that.exponent);
    }

    @Override
    public int hashCode() {
        return Bounds.hash(exponent);
    }

    @Override
    public String toString() {
        return "PowerTransform()";
    }
}
