package dev.obor.distributions;

import dev.obor.layout.Shape;
import dev.obor.tensor.Tensor;

/// A transform of which more dims are taken as one event, so that its Jacobian is summed over them.
///
/// @param base the transform
/// @param reinterpretedBatchNdims the number of dims
public record IndependentTransform(Transform base, int reinterpretedBatchNdims) implements Transform {
    @Override
    public Tensor forward(Tensor x) {
        SoftmaxTransform.requireDims("IndependentTransform", x.shape(), domain().eventDim());
        return base.forward(x);
    }

    @Override
    public Tensor inverse(Tensor y) {
        SoftmaxTransform.requireDims(
                "IndependentTransform", y.shape(), codomain().eventDim());
        return base.inverse(y);
    }

    @Override
    public Tensor logAbsDetJacobian(Tensor x, Tensor y) {
        return Dims.sumRightmost(base.logAbsDetJacobian(x, y), reinterpretedBatchNdims);
    }

    @Override
    public Constraint domain() {
        return Constraints.independent(base.domain(), reinterpretedBatchNdims);
    }

    @Override
    public Constraint codomain() {
        return Constraints.independent(base.codomain(), reinterpretedBatchNdims);
    }

    @Override
    public boolean isBijective() {
        return base.isBijective();
    }

    @Override
    public Tensor sign() {
        return base.sign();
    }

    @Override
    public Shape forwardShape(Shape shape) {
        return base.forwardShape(shape);
    }

    @Override
    public Shape inverseShape(Shape shape) {
        return base.inverseShape(shape);
    }

    @Override
    public String toString() {
        return "IndependentTransform(" + base + ", " + reinterpretedBatchNdims + ")";
    }
}
