package dev.obor.distributions;

import dev.obor.layout.Shape;
import dev.obor.tensor.Tensor;

/// y = loc + scale · x.
///
/// @param loc a tensor or a number
/// @param scale a tensor or a number, not 0
/// @param eventDim the number of dims of x that are one event
public record AffineTransform(Tensor loc, Tensor scale, int eventDim) implements Transform {
    /// Makes a transform of numbers.
    public AffineTransform(Tensor loc, Tensor scale) {
        this(loc, scale, 0);
    }

    /// Makes a transform of numbers.
    public AffineTransform(double loc, double scale) {
        this(Tensor.number(loc), Tensor.number(scale));
    }

    @Override
    public Tensor forward(Tensor x) {
        return scale.mul(x).add(loc);
    }

    @Override
    public Tensor inverse(Tensor y) {
        return y.sub(loc).div(scale);
    }

    @Override
    public Tensor logAbsDetJacobian(Tensor x, Tensor y) {
        Tensor stretch = scale.isNumber()
                ? Tensor.full(x.shape(), StrictMath.log(Math.abs(scale.item())), x.dtype())
                : Params.expand(scale.abs().log(), Dims.broadcast("AffineTransform", x.shape(), scale.shape()));
        return Dims.sumRightmost(stretch, eventDim);
    }

    @Override
    public Constraint domain() {
        return eventDim == 0 ? Constraints.REAL : Constraints.independent(Constraints.REAL, eventDim);
    }

    @Override
    public Constraint codomain() {
        return domain();
    }

    @Override
    public Tensor sign() {
        return scale.isNumber() ? Tensor.number((long) Math.signum(scale.item())) : scale.sign();
    }

    @Override
    public Shape forwardShape(Shape shape) {
        return Dims.broadcast("AffineTransform", shape, loc.shape(), scale.shape());
    }

    @Override
    public Shape inverseShape(Shape shape) {
        return forwardShape(shape);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AffineTransform that
                && eventDim == that.eventDim
                && Bounds.equal(loc, that.loc)
                && Bounds.equal(scale, that.scale);
    }

    @Override
    public int hashCode() {
        return 31 * Bounds.hash(loc) + Bounds.hash(scale);
    }

    @Override
    public String toString() {
        return "AffineTransform()";
    }
}
