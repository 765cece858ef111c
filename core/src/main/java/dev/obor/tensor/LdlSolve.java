package dev.obor.tensor;

import dev.obor.dtype.DType;
import dev.obor.error.AutogradException;
import dev.obor.error.DTypeException;
import dev.obor.error.OborException;
import dev.obor.error.ShapeException;
import dev.obor.layout.Places;
import dev.obor.layout.Shape;
import dev.obor.storage.Elements;
import dev.obor.storage.View;

/// The solution X of A·X = B for symmetric A. Inputs: A's factors and pivots as of [LdlFactor], B; of one
/// batch.
///
/// The gradient of B is the solution for that of X, as A is symmetric; the factors have none, as in PyTorch.
record LdlSolve() implements Routine {
    @Override
    public String name() {
        return "ldlSolve";
    }

    @Override
    public Spec[] infer(Spec... inputs) {
        return new Spec[] {inputs[2]};
    }

    @Override
    public boolean savesInput(int input, int saved) {
        return input == 2 && saved < 2;
    }

    @Override
    public Tensor gradient(int input, Tensor g, Saved saved) {
        if (input == 0) {
            throw new AutogradException("ldlSolve: the factors have no gradient: detach them, or use solve(a, b)");
        }
        return Tensor.of(this, saved.input(0), saved.input(1), g);
    }

    @Override
    public void run(View[] inputs, View[] outputs) {
        int n = inputs[2].shape().size(-2);
        int columns = inputs[2].shape().size(-1);
        int[] ofFactors = Places.of(inputs[0].layout());
        int[] ofPivots = Places.of(inputs[1].layout());
        int[] ofB = Places.of(inputs[2].layout());
        int items = Matrices.batch(inputs[2].shape()).numel();
        for (int item = 0; item < items; item++) {
            double[] a = read(inputs[0], ofFactors, item * n * n, n * n);
            double[] x = read(inputs[2], ofB, item * n * columns, n * columns);
            int[] pivots = new int[n];
            for (int k = 0; k < n; k++) {
                pivots[k] = (int) Elements.getLong(inputs[1].storage(), DType.INT32, ofPivots[item * n + k]);
            }
            checkPivots(pivots);
            new Equations(a, pivots, x, n, columns).solve();
            for (int e = 0; e < x.length; e++) {
                int place = outputs[0].layout().offset() + item * x.length + e;
                Elements.setDouble(outputs[0].storage(), outputs[0].dtype(), place, x[e]);
            }
        }
    }

    private static double[] read(View view, int[] places, int start, int count) {
        double[] result = new double[count];
        for (int e = 0; e < count; e++) {
            result[e] = Elements.getDouble(view.storage(), view.dtype(), places[start + e]);
        }
        return result;
    }

    private static void checkPivots(int... pivots) {
        for (int k = 0; k < pivots.length; k++) {
            int pivot = pivots[k];
            boolean isPair = pivot < 0 && k + 1 < pivots.length && pivots[k + 1] == pivot;
            if (pivot == 0 || pivot > pivots.length || pivot < -pivots.length || pivot < 0 && !isPair) {
                throw new OborException("ldlSolve: " + pivot + " is no pivot of row " + (k + 1) + " of " + pivots.length
                        + ": pass what ldlFactor returned");
            }
            k += isPair ? 1 : 0;
        }
    }

    /// The factors of one matrix, and the right side, which becomes the solution.
    private record Equations(double[] a, int[] pivots, double[] x, int n, int columns) {
        void solve() {
            int k = 0;
            while (k < n) {
                k += pivots[k] > 0 ? forward(k) : forwardPair(k);
            }
            k = n - 1;
            while (k >= 0) {
                boolean isPair = pivots[k] < 0;
                for (int row = k; row >= k - (isPair ? 1 : 0); row--) {
                    for (int i = k + 1; i < n; i++) {
                        subtract(row, i, a[i * n + row]);
                    }
                }
                swap(k, Math.abs(pivots[k]) - 1);
                k -= isPair ? 2 : 1;
            }
        }

        private int forward(int k) {
            swap(k, pivots[k] - 1);
            for (int i = k + 1; i < n; i++) {
                subtract(i, k, a[i * n + k]);
            }
            for (int c = 0; c < columns; c++) {
                x[k * columns + c] /= a[k * n + k];
            }
            return 1;
        }

        private int forwardPair(int k) {
            swap(k + 1, -pivots[k] - 1);
            for (int i = k + 2; i < n; i++) {
                subtract(i, k, a[i * n + k]);
                subtract(i, k + 1, a[i * n + k + 1]);
            }
            double off = a[(k + 1) * n + k];
            double first = a[k * n + k] / off;
            double second = a[(k + 1) * n + k + 1] / off;
            double determinant = first * second - 1;
            for (int c = 0; c < columns; c++) {
                double upper = x[k * columns + c] / off;
                double lower = x[(k + 1) * columns + c] / off;
                x[k * columns + c] = (second * upper - lower) / determinant;
                x[(k + 1) * columns + c] = (first * lower - upper) / determinant;
            }
            return 2;
        }

        private void subtract(int row, int other, double factor) {
            for (int c = 0; c < columns; c++) {
                x[row * columns + c] -= factor * x[other * columns + c];
            }
        }

        private void swap(int row, int other) {
            for (int c = 0; c < columns && row != other; c++) {
                double first = x[row * columns + c];
                x[row * columns + c] = x[other * columns + c];
                x[other * columns + c] = first;
            }
        }
    }

    /// Returns the solution; the batch of the factors broadcasts with B's.
    static Tensor of(String op, Tensor factors, Tensor pivots, Tensor b) {
        TriangularSolve.check(op, new Spec(factors.shape(), factors.dtype()), new Spec(b.shape(), b.dtype()), true);
        if (pivots.dtype() != DType.INT32) {
            throw new DTypeException(op + ": the pivots are " + pivots.dtype()
                    + " and must be int32: pass what ldlFactor returned, or convert with to(INT32)");
        }
        Shape expected = Matrices.without(factors.shape(), 1);
        if (!pivots.shape().equals(expected)) {
            throw new ShapeException(op + ": the pivots have shape " + pivots.shape() + " and factors of shape "
                    + factors.shape() + " have pivots of shape " + expected + ": pass what ldlFactor returned");
        }
        Shape batch = Matrices.commonBatch(op, factors, b);
        Tensor wide = pivots.expand(Matrices.with(batch, pivots.size(-1)));
        return Tensor.of(new LdlSolve(), Matrices.expandBatch(factors, batch), wide, Matrices.expandBatch(b, batch));
    }
}
