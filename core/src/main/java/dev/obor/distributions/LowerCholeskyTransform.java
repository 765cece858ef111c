package dev.obor.distributions;

import dev.obor.error.DistributionException;
import dev.obor.tensor.Tensor;

/// The lower triangle of a matrix with the exponential of its diagonal. It takes no account of what stands
/// above the diagonal, so it is not bijective.
public record LowerCholeskyTransform() implements Transform {
    @Override
    public Tensor forward(Tensor x) {
        return x.tril(-1).add(x.diagonal(0, -2, -1).exp().diagEmbed());
    }

    @Override
    public Tensor inverse(Tensor y) {
        return y.tril(-1).add(y.diagonal(0, -2, -1).log().diagEmbed());
    }

    @Override
    public Tensor logAbsDetJacobian(Tensor x, Tensor y) {
        throw new DistributionException(
                "logAbsDetJacobian: LowerCholeskyTransform is not bijective, so that densities do not"
                        + " carry over: transform the elements of the triangle");
    }

    @Override
    public Constraint domain() {
        return Constraints.independent(Constraints.REAL, 2);
    }

    @Override
    public Constraint codomain() {
        return Constraints.LOWER_CHOLESKY;
    }

    @Override
    public boolean isBijective() {
        return false;
    }

    @Override
    public String toString() {
        return "LowerCholeskyTransform()";
    }
}
