package dev.obor.tensor;

import dev.obor.dtype.DType;
import dev.obor.layout.Shape;

/// The solution X of L·Lᵀ·X = B, or of Uᵀ·U·X = B, in float64. Inputs: B [..., n, k] and the factor, of which
/// one triangle is read, of one batch.
///
/// Gradient: that of (F·Fᵀ)⁻¹·B for any F, as PyTorch has it, so the factor's gradient is a full matrix. It
/// follows from Giles, "An extended collection of matrix derivative results" (2008), sections 2.2.2 and
/// 2.3.1.
///
/// @param upper whether U is given, else L
record CholeskySolve(boolean upper) implements Composite {
    @Override
    public String name() {
        return "choleskySolve";
    }

    @Override
    public Spec[] infer(Spec... inputs) {
        TriangularSolve.check(name(), inputs[1], inputs[0], true);
        return new Spec[] {inputs[0]};
    }

    @Override
    public Tensor forward(Tensor... inputs) {
        Tensor factor = inputs[1].to(DType.FLOAT64);
        Tensor lower = upper ? factor.transpose(-2, -1) : factor;
        Tensor inner = TriangularSolve.of(name(), lower, inputs[0].to(DType.FLOAT64), false, true, false);
        return TriangularSolve.of(name(), lower.transpose(-2, -1), inner, true, true, false)
                .to(inputs[0].dtype());
    }

    @Override
    public boolean savesInput(int input, int saved) {
        return saved == 1;
    }

    @Override
    public boolean savesOutput(int input) {
        return input == 1;
    }

    @Override
    public Tensor gradient(int input, Tensor g, Saved saved) {
        Tensor factor = saved.input(1);
        Tensor ofB = g.apply(this, factor);
        if (input == 0) {
            return ofB;
        }
        Tensor half = ofB.matmul(saved.output().transpose(-2, -1));
        Tensor both = half.add(half.transpose(-2, -1));
        return upper
                ? Triangles.upper(factor, 0).matmul(both).neg()
                : both.matmul(Triangles.lower(factor, 0)).neg();
    }

    /// Returns the solution, of a batch that both broadcast to.
    static Tensor of(String op, Tensor b, Tensor factor, boolean upper) {
        TriangularSolve.check(op, new Spec(factor.shape(), factor.dtype()), new Spec(b.shape(), b.dtype()), true);
        Shape batch = Matrices.commonBatch(op, b, factor);
        return Matrices.expandBatch(b, batch).apply(new CholeskySolve(upper), Matrices.expandBatch(factor, batch));
    }
}
