package dev.obor.tensor;

import dev.obor.error.ShapeException;
import dev.obor.layout.Broadcast;
import dev.obor.layout.Shape;

/// The solution X of A·X = B, or of X·A = B, with triangular A. Inputs: A, B, whose batches broadcast. Of A
/// one triangle is read. A zero on the diagonal gives infinities and NaN.
///
/// Gradient: Giles, "An extended collection of matrix derivative results for forward and reverse mode
/// algorithmic differentiation" (2008), section 2.3.1.
///
/// @param upper whether A is upper triangular
/// @param left whether A stands on the left
/// @param unitriangular whether A's diagonal is taken to be ones
public record TriangularSolve(boolean upper, boolean left, boolean unitriangular) implements Factorization {
    @Override
    public String name() {
        return "solveTriangular";
    }

    @Override
    public int[] inputDims() {
        return new int[] {2, 2};
    }

    @Override
    public int[] outputDims() {
        return new int[] {2};
    }

    @Override
    public Spec[] infer(Spec... inputs) {
        check(name(), inputs[0], inputs[1], left);
        Shape b = inputs[1].shape();
        Shape batch = Broadcast.of(name(), Matrices.batch(inputs[0].shape()), Matrices.batch(b));
        return new Spec[] {new Spec(Matrices.with(batch, b.size(-2), b.size(-1)), inputs[1].dtype())};
    }

    @Override
    public boolean savesInput(int input, int saved) {
        return saved == 0;
    }

    @Override
    public boolean savesOutput(int input) {
        return input == 0;
    }

    @Override
    public Tensor gradient(int input, Tensor g, Saved saved) {
        Tensor turned = saved.input(0).transpose(-2, -1);
        Tensor ofB = of(name(), turned, g, !upper, left, unitriangular);
        if (input == 1) {
            return ofB;
        }
        Tensor x = saved.output().transpose(-2, -1);
        Tensor ofA = left ? ofB.matmul(x) : x.matmul(ofB);
        int diagonal = unitriangular ? 1 : 0;
        return (upper ? Triangles.upper(ofA, diagonal) : Triangles.lower(ofA, -diagonal)).neg();
    }

    /// Returns the solution.
    ///
    /// @throws ShapeException if A is not square, or the shapes do not fit
    public static Tensor of(String op, Tensor a, Tensor b, boolean upper, boolean left, boolean unitriangular) {
        check(op, new Spec(a.shape(), a.dtype()), new Spec(b.shape(), b.dtype()), left);
        return a.apply(new TriangularSolve(upper, left, unitriangular), b);
    }

    /// Checks the operands of A·X = B, or of X·A = B.
    static void check(String op, Spec a, Spec b, boolean left) {
        Matrices.checkSquare(op, a);
        Matrices.checkMatrix(op, b);
        Matrices.checkSameType(op, a, b);
        if (b.shape().size(left ? -2 : -1) != a.shape().size(-1)) {
            throw new ShapeException(op + ": shapes " + a.shape() + " and " + b.shape() + " do not fit "
                    + (left ? "A·X = B: B needs as many rows as A" : "X·A = B: B needs as many columns as A"));
        }
        Broadcast.of(op, Matrices.batch(a.shape()), Matrices.batch(b.shape()));
    }
}
