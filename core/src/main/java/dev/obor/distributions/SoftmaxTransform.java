package dev.obor.distributions;

import dev.obor.error.DistributionException;
import dev.obor.error.ShapeException;
import dev.obor.layout.Shape;
import dev.obor.tensor.Tensor;

/// y = exp(x) / Σ exp(x) along the last dim, which is not bijective: the inverse is log(y).
public record SoftmaxTransform() implements Transform {
    @Override
    public Tensor forward(Tensor x) {
        Tensor weights = x.sub(x.amax(-1, true)).exp();
        return weights.div(weights.sum(-1, true));
    }

    @Override
    public Tensor inverse(Tensor y) {
        return y.log();
    }

    @Override
    public Tensor logAbsDetJacobian(Tensor x, Tensor y) {
        throw new DistributionException(
                "logAbsDetJacobian: SoftmaxTransform is not bijective, so that densities do not carry"
                        + " over: use StickBreakingTransform");
    }

    @Override
    public Constraint domain() {
        return Constraints.REAL_VECTOR;
    }

    @Override
    public Constraint codomain() {
        return Constraints.SIMPLEX;
    }

    @Override
    public boolean isBijective() {
        return false;
    }

    @Override
    public Shape forwardShape(Shape shape) {
        return requireDims("SoftmaxTransform", shape, 1);
    }

    @Override
    public Shape inverseShape(Shape shape) {
        return requireDims("SoftmaxTransform", shape, 1);
    }

    /// Returns a shape that has a number of dims.
    static Shape requireDims(String transform, Shape shape, int dims) {
        if (shape.rank() < dims) {
            throw new ShapeException(
                    transform + ": the shape " + shape + " has too few dims: it must have " + dims + " or more");
        }
        return shape;
    }

    @Override
    public String toString() {
        return "SoftmaxTransform()";
    }
}
