package dev.obor.distributions;

import dev.obor.error.ShapeException;
import dev.obor.layout.Shape;
import dev.obor.tensor.Tensor;

/// The same elements in another shape, of the last dims.
///
/// @param inShape the event's shape in x
/// @param outShape the event's shape in y, of as many elements
public record ReshapeTransform(Shape inShape, Shape outShape) implements Transform {
    /// Checks the numbers of elements.
    ///
    /// @throws ShapeException if they differ
    public ReshapeTransform {
        if (inShape.numel() != outShape.numel()) {
            throw new ShapeException("ReshapeTransform: the shapes " + inShape + " and " + outShape
                    + " have different numbers of elements: give as many");
        }
    }

    @Override
    public Tensor forward(Tensor x) {
        return x.reshape(forwardShape(x.shape()));
    }

    @Override
    public Tensor inverse(Tensor y) {
        return y.reshape(inverseShape(y.shape()));
    }

    @Override
    public Tensor logAbsDetJacobian(Tensor x, Tensor y) {
        return Params.filled(Dims.dropLast(x.shape(), inShape.rank()), 0, x.dtype());
    }

    @Override
    public Constraint domain() {
        return Constraints.independent(Constraints.REAL, inShape.rank());
    }

    @Override
    public Constraint codomain() {
        return Constraints.independent(Constraints.REAL, outShape.rank());
    }

    @Override
    public Shape forwardShape(Shape shape) {
        return exchanged(shape, inShape, outShape);
    }

    @Override
    public Shape inverseShape(Shape shape) {
        return exchanged(shape, outShape, inShape);
    }

    private static Shape exchanged(Shape shape, Shape from, Shape to) {
        int count = from.rank();
        if (shape.rank() < count || !Dims.last(shape, count).equals(from)) {
            throw new ShapeException(
                    "ReshapeTransform: the shape " + shape + " does not end in " + from + ": reshape the tensor first");
        }
        return Dims.concat(Dims.dropLast(shape, count), to);
    }
}
