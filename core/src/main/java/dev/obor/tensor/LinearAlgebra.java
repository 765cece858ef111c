package dev.obor.tensor;

import dev.obor.error.ShapeException;
import dev.obor.layout.Shape;

/// Products of matrices and vectors.
public sealed interface LinearAlgebra extends Applicable permits Tensor {
    /// Returns the product of matrices [..., m, k] and [..., k, n], whose leading dims broadcast; a tensor of
    /// one dim takes part as a row on the left and as a column on the right, and that dim goes again.
    ///
    /// @throws ShapeException if the inner sizes differ
    default Tensor matmul(Tensor other) {
        Tensor a = self();
        if (a.dim() == 0 || other.dim() == 0) {
            throw new ShapeException("matmul: shapes " + a.shape() + " and " + other.shape()
                    + ": both need at least one dim: use mul for a single number");
        }
        if (a.dim() == 1 && other.dim() == 1) {
            return a.dot(other);
        }
        if (a.dim() == 1) {
            return a.unsqueeze(0).matmul(other).squeeze(-2);
        }
        if (other.dim() == 1) {
            return a.matmul(other.unsqueeze(1)).squeeze(-1);
        }
        return a.apply(MatMul.INSTANCE, other);
    }

    /// Returns the product of two matrices, [m, k] and [k, n].
    ///
    /// @throws ShapeException unless both have two dims
    default Tensor mm(Tensor other) {
        if (self().dim() != 2 || other.dim() != 2) {
            throw new ShapeException("mm: shapes " + self().shape() + " and " + other.shape()
                    + ": both need two dims: use matmul for others");
        }
        return matmul(other);
    }

    /// Returns the sum of the products of two tensors of one dim.
    ///
    /// @throws ShapeException unless both have one dim and the same size
    default Tensor dot(Tensor other) {
        Shape shape = self().shape();
        if (shape.rank() != 1 || !shape.equals(other.shape())) {
            throw new ShapeException(
                    "dot: shapes " + shape + " and " + other.shape() + ": both need one dim of the same size");
        }
        return apply(new Reduce(Reducer.SUM_PRODUCTS, new int[] {0}, false), other);
    }
}
