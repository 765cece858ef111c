package dev.obor.tensor;

import dev.obor.dtype.DType;
import dev.obor.layout.Shape;

/// The determinant of square matrices, or the logarithm of its absolute value, by LU factorization in
/// float64. Outputs: that number; the determinant's sign, 0 if the matrix is singular; the factors in
/// float64, and their pivots.
///
/// Gradient: Giles, "An extended collection of matrix derivative results" (2008), section 2.3.3; for singular
/// matrices the adjugate from the singular values (N. Higham, "What is the adjugate of a matrix?", 2020).
///
/// @param logarithm whether the logarithm is wanted
public record Determinant(boolean logarithm) implements Composite {
    /// What it means that a matrix is singular.
    static final String SINGULAR = "is singular (U[%1$d, %1$d] of its LU factors, counted from 1, is zero): add a small"
            + " diagonal, or use lstsq or pinv";

    @Override
    public String name() {
        return logarithm ? "slogdet" : "det";
    }

    @Override
    public Spec[] infer(Spec... inputs) {
        Matrices.checkSquare(name(), inputs[0]);
        Shape a = inputs[0].shape();
        Spec number = new Spec(Matrices.batch(a), inputs[0].dtype());
        return new Spec[] {number, number, new Spec(a, DType.FLOAT64), new Spec(Matrices.without(a, 1), DType.INT32)};
    }

    @Override
    public Tensor forward(Tensor... inputs) {
        return forwardAll(inputs)[0];
    }

    @Override
    public Tensor[] forwardAll(Tensor... inputs) {
        Tensor[] factors = Interpreter.current().apply(new LuFactor(true), inputs[0].to(DType.FLOAT64));
        Tensor diagonal = factors[0].diagonal(0, -2, -1);
        int n = diagonal.size(-1);
        Tensor swaps = factors[1]
                .ne(Tensor.of(places(n)).to(DType.INT32))
                .to(DType.FLOAT64)
                .sum(-1);
        Tensor parity = swaps.remainder(2).mul(-2).add(1);
        Tensor sign = diagonal.sign().prod(-1).mul(parity);
        Tensor value =
                logarithm ? diagonal.abs().log().sum(-1) : diagonal.prod(-1).mul(parity);
        DType dtype = inputs[0].dtype();
        return new Tensor[] {value.to(dtype), sign.to(dtype), factors[0], factors[1]};
    }

    private static long[] places(int n) {
        long[] places = new long[n];
        for (int i = 0; i < n; i++) {
            places[i] = i + 1L;
        }
        return places;
    }

    /// The sign has a gradient of zeros, as in PyTorch.
    @Override
    public boolean isDifferentiable(int output) {
        return output == 0 || logarithm && output == 1;
    }

    @Override
    public boolean savesInput(int input, int saved) {
        return true;
    }

    @Override
    public boolean savesOutput(int input, int saved) {
        return saved != 1;
    }

    @Override
    public Tensor gradient(int input, Tensor g, Saved saved) {
        throw new IllegalStateException(name() + " has several outputs");
    }

    @Override
    public Tensor gradient(int input, Cotangents cotangents, Saved saved) {
        Tensor a = saved.input(0);
        if (!cotangents.has(0)) {
            return null;
        }
        if (a.numel() == 0) {
            // PyTorch's gradient of the determinants of empty matrices is none, that of their logarithms is empty.
            return logarithm ? Tensor.full(a.shape(), 0, a.dtype()) : null;
        }
        Tensor g = cotangents.of(0);
        Tensor lu = saved.output(2);
        if (!logarithm && lu.diagonal(0, -2, -1).eq(0).any().itemBoolean()) {
            return cofactors(a).mul(g.unsqueeze(-1).unsqueeze(-1));
        }
        Tensor scale = logarithm ? g : g.mul(saved.output());
        Tensor diagonal = Triangles.diagonal(scale.unsqueeze(-1).expand(Matrices.without(a.shape(), 1)));
        return LinearSolve.transposed(diagonal, a, lu, saved.output(3));
    }

    /// Returns the transposed adjugate.
    private static Tensor cofactors(Tensor a) {
        Tensor[] svd = SingularValues.of("det", a, true, true);
        Tensor sign = of("det", svd[0]).mul(of("det", svd[2])).unsqueeze(-1);
        Tensor others = ProductOfOthers.of(svd[1], new int[] {svd[1].dim() - 1});
        return svd[0].mul(others.mul(sign).unsqueeze(-2)).matmul(svd[2]);
    }

    /// Returns the determinants.
    public static Tensor of(String op, Tensor a) {
        Matrices.checkSquare(op, new Spec(a.shape(), a.dtype()));
        return a.apply(new Determinant(false));
    }

    /// Returns the signs of the determinants and the logarithms of their absolute values.
    public static Tensor[] logarithm(String op, Tensor a) {
        Matrices.checkSquare(op, new Spec(a.shape(), a.dtype()));
        Tensor[] found = Interpreter.current().apply(new Determinant(true), a);
        return new Tensor[] {found[1], found[0]};
    }
}
