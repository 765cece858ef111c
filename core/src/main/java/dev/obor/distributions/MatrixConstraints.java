package dev.obor.distributions;

import dev.obor.Linalg;
import dev.obor.Obor;
import dev.obor.error.ShapeException;
import dev.obor.tensor.CholeskyFactor;
import dev.obor.tensor.Tensor;

/// The constraints of matrices, whose constants stand in [Constraints].
public final class MatrixConstraints {
    private MatrixConstraints() {}

    /// Requires that a value holds at least one event.
    static void requireDims(String name, Tensor value, int dims) {
        if (value.dim() < dims) {
            throw new ShapeException(name + ": the value has shape " + value.shape() + " and must have at least " + dims
                    + " dims: pass whole events");
        }
    }

    /// Lower triangular matrices.
    public record LowerTriangular() implements Constraint {
        @Override
        public Tensor check(Tensor value) {
            requireDims("lower_triangular", value, 2);
            return Dims.allRightmost(value.tril().eq(value), 2);
        }

        @Override
        public int eventDim() {
            return 2;
        }

        @Override
        public String toString() {
            return "LowerTriangular()";
        }
    }

    /// Lower triangular matrices with a positive diagonal.
    public record LowerCholesky() implements Constraint {
        @Override
        public Tensor check(Tensor value) {
            Tensor positive = Constraints.LOWER_TRIANGULAR.check(value);
            return positive.logicalAnd(value.diagonal(0, -2, -1).gt(0).all(-1));
        }

        @Override
        public int eventDim() {
            return 2;
        }

        @Override
        public String toString() {
            return "LowerCholesky()";
        }
    }

    /// Cholesky factors of correlation matrices.
    public record CorrCholesky() implements Constraint {
        @Override
        public Tensor check(Tensor value) {
            double tolerance = Bounds.eps(value.dtype()) * value.size(-1) * 10;
            Tensor length = value.detach().square().sum(-1).sqrt();
            return Constraints.LOWER_CHOLESKY
                    .check(value)
                    .logicalAnd(length.sub(1).abs().le(tolerance).all(-1));
        }

        @Override
        public int eventDim() {
            return 2;
        }

        @Override
        public String toString() {
            return "CorrCholesky()";
        }
    }

    /// Square matrices.
    public record Square() implements Constraint {
        @Override
        public Tensor check(Tensor value) {
            requireDims("square", value, 2);
            return Obor.full(
                    value.size(-1) == value.size(-2),
                    Dims.dropLast(value.shape(), 2).toArray());
        }

        @Override
        public int eventDim() {
            return 2;
        }

        @Override
        public String toString() {
            return "Square()";
        }
    }

    /// Symmetric matrices.
    public record Symmetric() implements Constraint {
        @Override
        public Tensor check(Tensor value) {
            Tensor square = Constraints.SQUARE.check(value);
            return value.size(-1) == value.size(-2)
                    ? Dims.allRightmost(value.isclose(value.mT(), 1e-5, 1e-6, false), 2)
                    : square;
        }

        @Override
        public int eventDim() {
            return 2;
        }

        @Override
        public String toString() {
            return "Symmetric()";
        }
    }

    /// Symmetric matrices without negative eigenvalues.
    public record PositiveSemidefinite() implements Constraint {
        @Override
        public Tensor check(Tensor value) {
            Tensor symmetric = Constraints.SYMMETRIC.check(value);
            return symmetric.all().itemBoolean()
                    ? Linalg.eigvalsh(value.detach()).ge(0).all(-1)
                    : symmetric;
        }

        @Override
        public int eventDim() {
            return 2;
        }

        @Override
        public String toString() {
            return "PositiveSemidefinite()";
        }
    }

    /// Symmetric matrices that have a Cholesky factor.
    public record PositiveDefinite() implements Constraint {
        @Override
        public Tensor check(Tensor value) {
            Tensor symmetric = Constraints.SYMMETRIC.check(value);
            return symmetric.all().itemBoolean()
                    ? CholeskyFactor.of("positive_definite", value.detach(), false, false)[1].eq(0)
                    : symmetric;
        }

        @Override
        public int eventDim() {
            return 2;
        }

        @Override
        public String toString() {
            return "PositiveDefinite()";
        }
    }
}
