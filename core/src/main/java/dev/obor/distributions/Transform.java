package dev.obor.distributions;

import dev.obor.error.DistributionException;
import dev.obor.layout.Shape;
import dev.obor.tensor.Tensor;

/// A differentiable function from one set to another that knows by how much it stretches volumes. PyTorch's
/// are the records of this package; a user's own implements this interface, best as a record, so that equal
/// ones are equal.
///
/// ```java
/// Transform exp = new ExpTransform();
/// Tensor y = exp.forward(x);
/// exp.inv().forward(y);                              // x again
/// exp.logAbsDetJacobian(x, y);                       // log |dy/dx|
/// ```
public interface Transform {
    /// Returns the value at x.
    Tensor forward(Tensor x);

    /// Returns an x whose value is y.
    Tensor inverse(Tensor y);

    /// Returns the logarithm of the size of the Jacobian's determinant at x.
    ///
    /// @param x within the domain
    /// @param y the value at x
    /// @return of the shape of x without the domain's event dims
    /// @throws DistributionException if it is not bijective
    Tensor logAbsDetJacobian(Tensor x, Tensor y);

    /// Returns the set of arguments.
    Constraint domain();

    /// Returns the set of values.
    Constraint codomain();

    /// Tells whether each value has one argument.
    default boolean isBijective() {
        return true;
    }

    /// Returns the sign of the derivative, where it is the same everywhere: 1 or −1, or a tensor of these.
    ///
    /// @throws DistributionException if there is none
    default Tensor sign() {
        throw new DistributionException(
                "sign: " + this + " is not monotonic in each element: its derivative has no sign");
    }

    /// Returns the inverse.
    default Transform inv() {
        return new InverseTransform(this);
    }

    /// Returns the shape of the value of an x of a shape.
    default Shape forwardShape(Shape shape) {
        return shape;
    }

    /// Returns the shape of the argument of a y of a shape.
    default Shape inverseShape(Shape shape) {
        return shape;
    }
}
