package dev.obor.tensor;

import dev.obor.dtype.DType;
import dev.obor.error.DTypeException;
import dev.obor.error.IndexException;
import dev.obor.error.ShapeException;
import dev.obor.layout.Places;
import dev.obor.layout.Shape;
import dev.obor.storage.Elements;
import dev.obor.storage.View;

/// The permutation P that the pivots of an LU factorization, A = P·L·U, describe, as int64 places: those in A
/// of the rows of L·U, or the other way round. Input: pivots, int32 [..., k].
///
/// @param rows how many rows A has
/// @param inverse whether the places in L·U of A's rows are wanted
record Permutation(int rows, boolean inverse) implements Routine {
    /// Returns P·X.
    static Tensor apply(Tensor x, Tensor pivots) {
        return take(x, pivots, true);
    }

    /// Returns Pᵀ·X.
    static Tensor applyTransposed(Tensor x, Tensor pivots) {
        return take(x, pivots, false);
    }

    private static Tensor take(Tensor x, Tensor pivots, boolean inverse) {
        Tensor places = Tensor.of(new Permutation(x.size(-2), inverse), pivots).unsqueeze(-1);
        return x.takeAlongDim(places.expand(places.shape().with(places.dim() - 1, x.size(-1))), -2);
    }

    /// Returns P.
    static Tensor matrix(Tensor pivots, int rows, DType dtype) {
        Shape batch = Matrices.without(pivots.shape(), 1);
        return apply(Triangles.identity(rows, dtype).expand(Matrices.with(batch, rows, rows)), pivots);
    }

    /// Checks that pivots fit matrices.
    static void check(String op, Tensor pivots, Shape matrices) {
        if (pivots.dtype() != DType.INT32) {
            throw new DTypeException(op + ": the pivots are " + pivots.dtype()
                    + " and must be int32: pass what luFactor returned, or convert with to(INT32)");
        }
        Shape expected = Matrices.with(Matrices.batch(matrices), Math.min(matrices.size(-1), matrices.size(-2)));
        if (!pivots.shape().equals(expected)) {
            throw new ShapeException(op + ": the pivots have shape " + pivots.shape() + " and factors of shape "
                    + matrices + " have pivots of shape " + expected + ": pass what luFactor returned");
        }
    }

    @Override
    public String name() {
        return "permutation";
    }

    @Override
    public Spec[] infer(Spec... inputs) {
        Shape pivots = inputs[0].shape();
        return new Spec[] {new Spec(pivots.with(pivots.rank() - 1, rows), DType.INT64)};
    }

    @Override
    public boolean isDifferentiable() {
        return false;
    }

    @Override
    public Tensor gradient(int input, Tensor g, Saved saved) {
        throw new IllegalStateException("places have no gradient");
    }

    @Override
    public void run(View[] inputs, View[] outputs) {
        int[] from = Places.of(inputs[0].layout());
        int k = inputs[0].shape().size(-1);
        int items = rows == 0 ? 0 : outputs[0].shape().numel() / rows;
        for (int item = 0; item < items; item++) {
            int[] places = new int[rows];
            for (int i = 0; i < rows; i++) {
                places[i] = i;
            }
            for (int i = 0; i < k; i++) {
                long pivot = Elements.getLong(inputs[0].storage(), inputs[0].dtype(), from[item * k + i]);
                if (pivot < 1 || pivot > rows) {
                    throw new IndexException("pivots: " + pivot + " is no row of " + rows
                            + ", which are counted from 1: pass what luFactor returned");
                }
                int row = places[i];
                places[i] = places[(int) pivot - 1];
                places[(int) pivot - 1] = row;
            }
            for (int i = 0; i < rows; i++) {
                int at = outputs[0].layout().offset() + item * rows + (inverse ? places[i] : i);
                Elements.setLong(outputs[0].storage(), DType.INT64, at, inverse ? i : places[i]);
            }
        }
    }
}
