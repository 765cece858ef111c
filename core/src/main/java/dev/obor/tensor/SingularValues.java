package dev.obor.tensor;

import dev.obor.layout.Shape;

/// The singular value decomposition A = U·diag(S)·Vᵀ, the singular values descending. Outputs: U, S [..., k]
/// with k = min(m, n), and Vᵀ.
///
/// Gradient: J. Townsend, "Differentiating the singular value decomposition" (2016). It is infinite or NaN
/// for vectors of equal singular values, and, where A is not square, of zeros.
///
/// @param full whether U is [..., m, m] and Vᵀ [..., n, n], else [..., m, k] and [..., k, n]
/// @param hasVectors whether U and Vᵀ are wanted; if not they are empty, and nothing is differentiable
public record SingularValues(boolean full, boolean hasVectors) implements Factorization {
    @Override
    public String name() {
        return "svd";
    }

    @Override
    public int[] inputDims() {
        return new int[] {2};
    }

    @Override
    public int[] outputDims() {
        return new int[] {2, 1, 2};
    }

    @Override
    public Spec[] infer(Spec... inputs) {
        Matrices.checkMatrix(name(), inputs[0]);
        Shape shape = inputs[0].shape();
        Shape batch = Matrices.batch(shape);
        int m = shape.size(-2);
        int n = shape.size(-1);
        int k = Math.min(m, n);
        Shape u = hasVectors ? Matrices.with(batch, m, full ? m : k) : Matrices.with(batch, 0, 0);
        Shape v = hasVectors ? Matrices.with(batch, full ? n : k, n) : Matrices.with(batch, 0, 0);
        return new Spec[] {
            new Spec(u, inputs[0].dtype()),
            new Spec(Matrices.with(batch, k), inputs[0].dtype()),
            new Spec(v, inputs[0].dtype())
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
        throw new IllegalStateException("svd has three outputs");
    }

    @Override
    public Tensor gradient(int input, Cotangents g, Saved saved) {
        Tensor s = saved.output(1);
        int k = s.size(-1);
        // What completes U and V is arbitrary, so no gradient flows through it.
        Tensor u = saved.output(0).narrow(-1, 0, k);
        Tensor vt = saved.output(2).narrow(-2, 0, k);
        if (!g.has(0) && !g.has(2)) {
            return u.mul(g.of(1).unsqueeze(-2)).matmul(vt);
        }
        Tensor row = s.unsqueeze(-2);
        Tensor column = s.unsqueeze(-1);
        Tensor gaps = Triangles.withDiagonal(row.sub(column).mul(row.add(column)), 1);
        Tensor inner = Triangles.diagonal(g.of(1));
        if (g.has(0)) {
            inner = inner.add(skew(u.transpose(-2, -1).matmul(g.of(0).narrow(-1, 0, k)))
                    .div(gaps)
                    .mul(row));
        }
        if (g.has(2)) {
            Tensor ofV = g.of(2).narrow(-2, 0, k);
            inner = inner.add(skew(vt.matmul(ofV.transpose(-2, -1))).div(gaps).mul(column));
        }
        Tensor result = u.matmul(inner).matmul(vt);
        if (g.has(0) && u.size(-2) > k) {
            Tensor scaled = g.of(0).narrow(-1, 0, k).div(row);
            Tensor outside = scaled.sub(u.matmul(u.transpose(-2, -1).matmul(scaled)));
            result = result.add(outside.matmul(vt));
        }
        if (g.has(2) && vt.size(-1) > k) {
            Tensor scaled = g.of(2).narrow(-2, 0, k).div(column);
            Tensor outside = scaled.sub(scaled.matmul(vt.transpose(-2, -1)).matmul(vt));
            result = result.add(u.matmul(outside));
        }
        return result;
    }

    private static Tensor skew(Tensor x) {
        return x.sub(x.transpose(-2, -1));
    }

    /// Returns U, S and Vᵀ; empty tensors for vectors that are not wanted.
    ///
    /// @param full whether U and V are square
    /// @param hasVectors whether U and Vᵀ are wanted
    /// @throws dev.obor.error.LinalgException if a matrix holds NaN or infinities
    public static Tensor[] of(String op, Tensor a, boolean full, boolean hasVectors) {
        Matrices.checkMatrix(op, new Spec(a.shape(), a.dtype()));
        // Gradients of the values need the vectors.
        boolean computes = hasVectors || GradMode.isEnabled() && a.requiresGrad();
        return Interpreter.current().apply(new SingularValues(full && hasVectors, computes), a);
    }

    /// Returns the singular values.
    ///
    /// @throws dev.obor.error.LinalgException if a matrix holds NaN or infinities
    public static Tensor values(String op, Tensor a) {
        return of(op, a, false, false)[1];
    }
}
