package dev.obor.distributions;

import dev.obor.Linalg;
import dev.obor.Obor;
import dev.obor.layout.Shape;
import dev.obor.tensor.Tensor;

/// What multivariate normal distributions compute with matrices. Batches broadcast.
final class Gaussian {
    private Gaussian() {}

    /// Returns products of matrices and vectors.
    static Tensor product(Tensor matrix, Tensor vector) {
        return matrix.matmul(vector.unsqueeze(-1)).squeeze(-1);
    }

    /// Returns L⁻¹ B for lower triangular L.
    static Tensor solve(Tensor tril, Tensor b) {
        return Linalg.solveTriangular(tril, b, false, true, false);
    }

    /// Returns xᵀ (L Lᵀ)⁻¹ x for lower triangular L.
    static Tensor mahalanobis(Tensor tril, Tensor x) {
        int n = x.size(-1);
        Shape batch = Dims.dropLast(tril.shape(), 2);
        if (batch.numel() == 1) {
            // All vectors are right sides of one system.
            Tensor columns = x.reshape(x.numel() / Math.max(n, 1), n).t();
            Tensor solved = solve(tril.reshape(n, n), columns);
            return solved.square().sum(0).reshape(Dims.dropLast(x.shape(), 1));
        }
        return solve(tril, x.unsqueeze(-1)).square().sum(-1, -2);
    }

    /// Returns Σ log L_ii.
    static Tensor halfLogDet(Tensor tril) {
        return tril.diagonal(0, -2, -1).log().sum(-1);
    }

    /// Returns the lower triangular L with (L Lᵀ)⁻¹ = P: from the Cholesky factor of P with rows and columns
    /// turned round.
    static Tensor precisionToScaleTril(Tensor precision) {
        Tensor factor = Linalg.cholesky(precision.flip(-2, -1));
        Tensor inverse = factor.flip(-2, -1).mT();
        return solve(inverse, Obor.eye(precision.size(-1), precision.dtype()));
    }

    /// Returns (L Lᵀ)⁻¹.
    static Tensor precision(Tensor tril) {
        Tensor inverse = solve(tril, Obor.eye(tril.size(-1), tril.dtype()));
        return inverse.mT().matmul(inverse);
    }

    /// Returns the trace of A Aᵀ.
    static Tensor traceOfSquare(Tensor matrix) {
        return matrix.square().sum(-1, -2);
    }
}
