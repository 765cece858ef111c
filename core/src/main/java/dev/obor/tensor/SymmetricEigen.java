package dev.obor.tensor;

import dev.obor.layout.Shape;

/// The eigenvalues, ascending, and orthonormal eigenvectors of symmetric matrices, of which one triangle is
/// read. Outputs: the values [..., n]; the vectors as columns [..., n, n].
///
/// Gradient: Giles, "An extended collection of matrix derivative results" (2008), section 3.1. It is infinite
/// or NaN for vectors of equal eigenvalues.
///
/// @param upper whether the upper triangle is read, else the lower one
/// @param hasVectors whether vectors are wanted; if not they are an empty tensor, and nothing is differentiable
public record SymmetricEigen(boolean upper, boolean hasVectors) implements Factorization {
    @Override
    public String name() {
        return "eigh";
    }

    @Override
    public int[] inputDims() {
        return new int[] {2};
    }

    @Override
    public int[] outputDims() {
        return new int[] {1, 2};
    }

    @Override
    public Spec[] infer(Spec... inputs) {
        Matrices.checkSquare(name(), inputs[0]);
        Shape shape = inputs[0].shape();
        Shape vectors = hasVectors ? shape : Matrices.with(Matrices.batch(shape), 0, 0);
        return new Spec[] {new Spec(Matrices.without(shape, 1), inputs[0].dtype()), new Spec(vectors, inputs[0].dtype())
        };
    }

    @Override
    public boolean isDifferentiable() {
        return hasVectors;
    }

    @Override
    public boolean isDifferentiable(int output) {
        return hasVectors;
    }

    @Override
    public boolean savesOutput(int input, int saved) {
        return true;
    }

    @Override
    public Tensor gradient(int input, Tensor g, Saved saved) {
        throw new IllegalStateException("eigh has two outputs");
    }

    @Override
    public Tensor gradient(int input, Cotangents g, Saved saved) {
        Tensor values = saved.output(0);
        Tensor vectors = saved.output(1);
        Tensor turned = vectors.transpose(-2, -1);
        if (!g.has(1)) {
            return vectors.mul(g.of(0).unsqueeze(-2)).matmul(turned);
        }
        Tensor gaps = Triangles.withDiagonal(values.unsqueeze(-2).sub(values.unsqueeze(-1)), 1);
        // Vectors of length 1 turn by a skew matrix; what else their gradient holds has no effect, and without it the
        // gradient is symmetric, as the matrix is.
        Tensor moved = turned.matmul(g.of(1));
        Tensor skew = moved.sub(moved.transpose(-2, -1)).mul(0.5);
        Tensor inner = Triangles.withoutDiagonal(skew.div(gaps));
        return vectors.matmul(inner.add(Triangles.diagonal(g.of(0)))).matmul(turned);
    }

    /// Returns values and vectors; an empty tensor for vectors that are not wanted.
    ///
    /// @param hasVectors whether vectors are wanted
    /// @throws dev.obor.error.LinalgException if a matrix holds NaN or infinities
    public static Tensor[] of(String op, Tensor a, boolean upper, boolean hasVectors) {
        Matrices.checkSquare(op, new Spec(a.shape(), a.dtype()));
        // Gradients of the values need the vectors.
        boolean computes = hasVectors || GradMode.isEnabled() && a.requiresGrad();
        Tensor[] found = Interpreter.current().apply(new SymmetricEigen(upper, computes), a);
        return new Tensor[] {found[0], hasVectors ? found[1] : Tensor.full(Shape.of(0), 0, a.dtype())};
    }
}
