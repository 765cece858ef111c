package dev.obor.tensor;

import dev.obor.dtype.DType;
import dev.obor.error.ShapeException;
import dev.obor.layout.Shape;

/// The solution X of A·X = B with square A, by LU factorization in float64. Inputs: A, B [..., n, k] of one
/// batch. Outputs: X, info as of [LuFactor], the factors in float64, and their pivots.
///
/// Gradient: Giles, "An extended collection of matrix derivative results" (2008), section 2.3.1.
public record LinearSolve() implements Composite {
    private static final LinearSolve INSTANCE = new LinearSolve();

    @Override
    public String name() {
        return "solve";
    }

    @Override
    public Spec[] infer(Spec... inputs) {
        TriangularSolve.check(name(), inputs[0], inputs[1], true);
        Shape a = inputs[0].shape();
        Shape batch = Matrices.batch(a);
        return new Spec[] {
            inputs[1],
            new Spec(batch, DType.INT32),
            new Spec(a, DType.FLOAT64),
            new Spec(Matrices.without(a, 1), DType.INT32)
        };
    }

    @Override
    public Tensor forward(Tensor... inputs) {
        return forwardAll(inputs)[0];
    }

    @Override
    public Tensor[] forwardAll(Tensor... inputs) {
        Tensor[] factors = Interpreter.current().apply(new LuFactor(true), inputs[0].to(DType.FLOAT64));
        Tensor x = withFactors(name(), factors[0], factors[1], inputs[1].to(DType.FLOAT64), true, false);
        return new Tensor[] {x.to(inputs[1].dtype()), factors[2], factors[0], factors[1]};
    }

    @Override
    public boolean savesInput(int input, int saved) {
        return saved == 0;
    }

    @Override
    public boolean savesOutput(int input, int saved) {
        return saved == 2 || saved == 3 || input == 0 && saved == 0;
    }

    @Override
    public Tensor gradient(int input, Tensor g, Saved saved) {
        Tensor ofB = transposed(g, saved.input(0), saved.output(2), saved.output(3));
        return input == 1 ? ofB : ofB.matmul(saved.output().transpose(-2, -1)).neg();
    }

    /// Returns A⁻ᵀ·B, from A's factors unless it is to be differentiated again.
    static Tensor transposed(Tensor b, Tensor a, Tensor lu, Tensor pivots) {
        return GradMode.isEnabled()
                ? Interpreter.current().apply(INSTANCE, a.transpose(-2, -1), b)[0]
                : withFactors("solve", lu, pivots, b.to(DType.FLOAT64), true, true)
                        .to(b.dtype());
    }

    /// Returns the solution X of A·X = B, or of X·A = B, from the factors of A = P·L·U, whose batch
    /// broadcasts with B's.
    ///
    /// @param transposed whether Aᵀ stands in A's place
    static Tensor withFactors(String op, Tensor lu, Tensor pivots, Tensor b, boolean left, boolean transposed) {
        if (!left) {
            Tensor turned = b.transpose(-2, -1);
            return withFactors(op, lu, pivots, turned, true, !transposed).transpose(-2, -1);
        }
        Shape batch = Matrices.commonBatch(op, lu, b);
        Tensor wide = Matrices.expandBatch(b, batch);
        Tensor swaps = pivots.expand(Matrices.with(batch, pivots.size(-1)));
        if (transposed) {
            Tensor turned = lu.transpose(-2, -1);
            Tensor inner = TriangularSolve.of(op, turned, wide, false, true, false);
            return Permutation.apply(TriangularSolve.of(op, turned, inner, true, true, true), swaps);
        }
        Tensor inner = TriangularSolve.of(op, lu, Permutation.applyTransposed(wide, swaps), false, true, true);
        return TriangularSolve.of(op, lu, inner, true, true, false);
    }

    /// Returns the solution X of A·X = B, or of X·A = B, and info. B is a vector, or a batch of them, if it
    /// has one dim, or the shape of A without its last dim; else a batch of matrices, which broadcasts with
    /// A's.
    ///
    /// @param left whether A stands on the left
    /// @param checked whether a singular A is an error
    /// @throws ShapeException if the shapes do not fit
    /// @throws dev.obor.error.LinalgException if a matrix is singular, and that is checked
    public static Tensor[] of(String op, Tensor a, Tensor b, boolean left, boolean checked) {
        Matrices.checkSquare(op, new Spec(a.shape(), a.dtype()));
        boolean isVector = b.dim() == 1 || b.dim() == a.dim() - 1 && b.shape().equals(Matrices.without(a.shape(), 1));
        if (isVector && !left) {
            throw new ShapeException(
                    op + ": B has shape " + b.shape() + " and X·A = B needs matrices: use unsqueeze(-2)");
        }
        Tensor right = isVector ? b.unsqueeze(-1) : b;
        TriangularSolve.check(op, new Spec(a.shape(), a.dtype()), new Spec(right.shape(), right.dtype()), left);
        Shape batch = Matrices.commonBatch(op, a, right);
        Tensor[] found = solve(
                Matrices.expandBatch(left ? a : a.transpose(-2, -1), batch),
                Matrices.expandBatch(left ? right : right.transpose(-2, -1), batch));
        if (checked) {
            Matrices.checkInfo(op, found[1], Determinant.SINGULAR);
        }
        Tensor x = isVector ? found[0].squeeze(-1) : left ? found[0] : found[0].transpose(-2, -1);
        return new Tensor[] {x, found[1]};
    }

    /// Returns the inverse and info.
    ///
    /// @param checked whether a singular A is an error
    /// @throws dev.obor.error.LinalgException if a matrix is singular, and that is checked
    public static Tensor[] inverse(String op, Tensor a, boolean checked) {
        Matrices.checkSquare(op, new Spec(a.shape(), a.dtype()));
        Tensor identity = Triangles.identity(a.size(-1), a.dtype()).expand(a.shape());
        Tensor[] found = solve(a, identity);
        if (checked) {
            Matrices.checkInfo(op, found[1], Determinant.SINGULAR);
        }
        return new Tensor[] {found[0], found[1]};
    }

    private static Tensor[] solve(Tensor a, Tensor b) {
        return Interpreter.current().apply(INSTANCE, a, b);
    }
}
