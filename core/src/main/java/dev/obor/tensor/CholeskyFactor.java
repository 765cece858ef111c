package dev.obor.tensor;

import dev.obor.dtype.DType;
import dev.obor.layout.Shape;

/// The Cholesky factor of symmetric positive definite matrices, A = L·Lᵀ or A = Uᵀ·U, of which one triangle
/// is read. Outputs: the factor, and info, int32: 0, or the order of the first leading minor that is not
/// positive.
///
/// Gradient: I. Murray, "Differentiation of the Cholesky decomposition" (2016), section 3.
///
/// @param upper whether U is wanted, from the upper triangle, else L from the lower one
public record CholeskyFactor(boolean upper) implements Factorization {
    @Override
    public String name() {
        return "cholesky";
    }

    @Override
    public int[] inputDims() {
        return new int[] {2};
    }

    @Override
    public int[] outputDims() {
        return new int[] {2, 0};
    }

    @Override
    public Spec[] infer(Spec... inputs) {
        Matrices.checkSquare(name(), inputs[0]);
        Shape shape = inputs[0].shape();
        return new Spec[] {inputs[0], new Spec(Matrices.batch(shape), DType.INT32)};
    }

    @Override
    public boolean savesOutput(int input) {
        return true;
    }

    @Override
    public Tensor gradient(int input, Tensor g, Saved saved) {
        Tensor factor = upper ? saved.output().transpose(-2, -1) : saved.output();
        Tensor cotangent = upper ? g.transpose(-2, -1) : g;
        Tensor turned = factor.transpose(-2, -1);
        Tensor inner = Triangles.mirrored(turned.matmul(cotangent)).mul(0.5);
        Tensor right = TriangularSolve.of("cholesky", factor, inner, false, false, false);
        return TriangularSolve.of("cholesky", turned, right, true, true, false);
    }

    /// Returns the factor.
    ///
    /// @throws dev.obor.error.LinalgException if a matrix is not positive definite
    public static Tensor of(String op, Tensor a, boolean upper) {
        return of(op, a, upper, true)[0];
    }

    /// Returns the factor and info.
    ///
    /// @param checked whether an info other than 0 is an error
    /// @throws dev.obor.error.LinalgException if a matrix is not positive definite, and that is checked
    public static Tensor[] of(String op, Tensor a, boolean upper, boolean checked) {
        Matrices.checkSquare(op, new Spec(a.shape(), a.dtype()));
        Tensor[] result = Interpreter.current().apply(new CholeskyFactor(upper), a);
        if (checked) {
            Matrices.checkInfo(
                    op,
                    result[1],
                    "is not positive definite (its leading minor of order %d is not): make it so, as with"
                            + " a.matmul(a.mT()) plus a small diagonal, or use lu or eigh");
        }
        return result;
    }
}
