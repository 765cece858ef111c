package dev.obor.tensor;

import dev.obor.dtype.DType;
import dev.obor.layout.Shape;
import java.util.List;

/// The factors of A = P·L·U in one matrix of A's shape, L below the diagonal and U on and above it. Outputs:
/// that matrix; pivots, int32, the rows (counted from 1) with which the first, second … row was swapped, one
/// after another; and info, int32: 0, or the number of the first zero on U's diagonal.
///
/// Gradient: what follows from dL and dU for A of any shape; for square A see Giles, "An extended collection
/// of matrix derivative results" (2008), and for the others de Hoog, Anderssen and Lukas, "Differentiation of
/// matrix functionals using triangular factorization" (2011).
///
/// @param pivot whether rows are swapped, always for the largest element of the column
public record LuFactor(boolean pivot) implements Factorization {
    @Override
    public String name() {
        return "luFactor";
    }

    @Override
    public int[] inputDims() {
        return new int[] {2};
    }

    @Override
    public int[] outputDims() {
        return new int[] {2, 1, 0};
    }

    @Override
    public Spec[] infer(Spec... inputs) {
        Matrices.checkMatrix(name(), inputs[0]);
        Shape shape = inputs[0].shape();
        Shape batch = Matrices.batch(shape);
        int k = Math.min(shape.size(-1), shape.size(-2));
        return new Spec[] {inputs[0], new Spec(Matrices.with(batch, k), DType.INT32), new Spec(batch, DType.INT32)};
    }

    @Override
    public boolean savesOutput(int input, int saved) {
        return saved < 2;
    }

    @Override
    public Tensor gradient(int input, Tensor g, Saved saved) {
        Tensor lu = saved.output(0);
        int rows = lu.size(-2);
        int columns = lu.size(-1);
        int k = Math.min(rows, columns);
        Tensor lower = Triangles.withDiagonal(Triangles.lower(lu.narrow(-1, 0, k), -1), 1);
        Tensor upper = Triangles.upper(lu.narrow(-2, 0, k), 0);
        Tensor ofLower = Triangles.lower(g.narrow(-1, 0, k), -1);
        Tensor ofUpper = Triangles.upper(g.narrow(-2, 0, k), 0);
        Tensor topLower = lower.narrow(-2, 0, k);
        Tensor leftUpper = upper.narrow(-1, 0, k);
        // With M = L⁻¹·dA·U⁻¹ for the leading square: dL = L·(M below the diagonal), dU = (the rest of M)·U.
        Tensor below = topLower.transpose(-2, -1).matmul(ofLower.narrow(-2, 0, k));
        Tensor rest = ofUpper.narrow(-1, 0, k).matmul(leftUpper.transpose(-2, -1));
        if (columns > k) {
            below = below.sub(ofUpper.narrow(-1, k, columns - k)
                    .matmul(upper.narrow(-1, k, columns - k).transpose(-2, -1)));
        }
        if (rows > k) {
            rest = rest.sub(lower.narrow(-2, k, rows - k).transpose(-2, -1).matmul(ofLower.narrow(-2, k, rows - k)));
        }
        Tensor inner = Triangles.lower(below, -1).add(Triangles.upper(rest, 0));
        Tensor turnedLower = topLower.transpose(-2, -1);
        Tensor turnedUpper = leftUpper.transpose(-2, -1);
        Tensor ofA = TriangularSolve.of(
                name(),
                turnedUpper,
                TriangularSolve.of(name(), turnedLower, inner, true, true, true),
                false,
                false,
                false);
        if (columns > k) {
            Tensor ofRight = ofUpper.narrow(-1, k, columns - k);
            ofA = Concatenation.of(
                    List.of(ofA, TriangularSolve.of(name(), turnedLower, ofRight, true, true, true)), -1);
        }
        if (rows > k) {
            Tensor ofBottom = ofLower.narrow(-2, k, rows - k);
            ofA = Concatenation.of(
                    List.of(ofA, TriangularSolve.of(name(), turnedUpper, ofBottom, false, false, false)), -2);
        }
        return Permutation.apply(ofA, saved.output(1));
    }
}
