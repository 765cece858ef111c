package dev.obor.reference;

import dev.obor.backend.MatrixBatch;
import dev.obor.error.LinalgException;
import dev.obor.storage.View;
import dev.obor.tensor.CholeskyFactor;
import dev.obor.tensor.Factorization;
import dev.obor.tensor.HouseholderFactor;
import dev.obor.tensor.HouseholderProduct;
import dev.obor.tensor.LuFactor;
import dev.obor.tensor.SingularValues;
import dev.obor.tensor.SymmetricEigen;
import dev.obor.tensor.TriangularSolve;

/// The factorizations as the shortest correct loops, matrices row by row in one array.
final class Factorizations {
    private final MatrixBatch batch;
    private final View[] inputs;
    private final View[] outputs;

    private Factorizations(MatrixBatch batch, View[] inputs, View[] outputs) {
        this.batch = batch;
        this.inputs = inputs;
        this.outputs = outputs;
    }

    static void run(Factorization op, View[] inputs, View[] outputs) {
        MatrixBatch batch = new MatrixBatch(op, inputs, outputs);
        Factorizations loops = new Factorizations(batch, inputs, outputs);
        for (int item = 0; item < batch.items(); item++) {
            switch (op) {
                case CholeskyFactor cholesky -> loops.cholesky(cholesky, item);
                case LuFactor lu -> loops.lu(lu, item);
                case TriangularSolve solve -> loops.solve(solve, item);
                case HouseholderFactor _ -> loops.householder(item);
                case HouseholderProduct _ -> loops.product(item);
                case SymmetricEigen eigen -> loops.eigen(eigen, item);
                case SingularValues svd -> loops.singularValues(svd, item);
            }
        }
    }

    private int rows() {
        return inputs[0].shape().size(-2);
    }

    private int columns() {
        return inputs[0].shape().size(-1);
    }

    private void cholesky(CholeskyFactor op, int item) {
        int n = rows();
        double[] a = batch.read(0, item);
        double[] l = new double[n * n];
        int info = 0;
        for (int j = 0; j < n && info == 0; j++) {
            for (int i = j; i < n; i++) {
                double sum = op.upper() ? a[j * n + i] : a[i * n + j];
                for (int k = 0; k < j; k++) {
                    sum -= l[i * n + k] * l[j * n + k];
                }
                if (i == j && !(sum > 0)) {
                    info = j + 1;
                    break;
                }
                l[i * n + j] = i == j ? Math.sqrt(sum) : sum / l[j * n + j];
            }
        }
        batch.write(0, item, op.upper() ? transposed(l, n, n) : l);
        batch.write(1, item, info);
    }

    private void lu(LuFactor op, int item) {
        int m = rows();
        int n = columns();
        double[] a = batch.read(0, item);
        double[] pivots = new double[Math.min(m, n)];
        int info = 0;
        for (int k = 0; k < pivots.length; k++) {
            int best = k;
            for (int i = k + 1; i < m && op.pivot(); i++) {
                best = Math.abs(a[i * n + k]) > Math.abs(a[best * n + k]) ? i : best;
            }
            pivots[k] = best + 1;
            for (int j = 0; j < n; j++) {
                double above = a[k * n + j];
                a[k * n + j] = a[best * n + j];
                a[best * n + j] = above;
            }
            if (a[k * n + k] == 0) {
                info = info == 0 ? k + 1 : info;
                continue;
            }
            for (int i = k + 1; i < m; i++) {
                a[i * n + k] /= a[k * n + k];
                for (int j = k + 1; j < n; j++) {
                    a[i * n + j] -= a[i * n + k] * a[k * n + j];
                }
            }
        }
        batch.write(0, item, a);
        batch.write(1, item, pivots);
        batch.write(2, item, info);
    }

    private void solve(TriangularSolve op, int item) {
        int rows = outputs[0].shape().size(-2);
        int columns = outputs[0].shape().size(-1);
        double[] a = batch.read(0, item);
        double[] b = batch.read(1, item);
        // X·A = B is Aᵀ·Xᵀ = Bᵀ.
        int n = rows();
        double[] t = op.left() ? a : transposed(a, n, n);
        double[] x = op.left() ? b : transposed(b, rows, columns);
        int width = op.left() ? columns : rows;
        boolean upward = op.upper() == op.left();
        for (int step = 0; step < n; step++) {
            int i = upward ? n - 1 - step : step;
            for (int c = 0; c < width; c++) {
                double sum = x[i * width + c];
                for (int k = upward ? i + 1 : 0; k < (upward ? n : i); k++) {
                    sum -= t[i * n + k] * x[k * width + c];
                }
                x[i * width + c] = op.unitriangular() ? sum : sum / t[i * n + i];
            }
        }
        batch.write(0, item, op.left() ? x : transposed(x, columns, rows));
    }

    private void householder(int item) {
        double[] a = batch.read(0, item);
        double[] tau = new double[Math.min(rows(), columns())];
        Reflectors.factor(a, rows(), columns(), tau);
        batch.write(0, item, a);
        batch.write(1, item, tau);
    }

    private void product(int item) {
        int k = inputs[1].shape().size(-1);
        batch.write(
                0, item, Reflectors.product(batch.read(0, item), rows(), columns(), columns(), batch.read(1, item), k));
    }

    private void eigen(SymmetricEigen op, int item) {
        int n = rows();
        double[] a = batch.read(0, item);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                double kept = op.upper() ? a[j * n + i] : a[i * n + j];
                a[i * n + j] = kept;
                a[j * n + i] = kept;
            }
        }
        checkFinite(op, item, a);
        double[] values = new double[n];
        double[] vectors = new double[n * n];
        Jacobi.eigen(n, a, values, vectors);
        batch.write(0, item, values);
        if (op.hasVectors()) {
            batch.write(1, item, vectors);
        }
    }

    private void singularValues(SingularValues op, int item) {
        double[] a = batch.read(0, item);
        checkFinite(op, item, a);
        int m = rows();
        int n = columns();
        // The rotations want no more columns than rows; Aᵀ = V·S·Uᵀ.
        boolean turned = m < n;
        double[] s = new double[Math.min(m, n)];
        Jacobi svd = Jacobi.of(turned ? n : m, s.length, turned ? transposed(a, m, n) : a, s);
        batch.write(1, item, s);
        if (op.hasVectors()) {
            int left = op.full() ? Math.max(m, n) : s.length;
            double[] u = svd.left(left);
            double[] v = svd.right();
            batch.write(0, item, turned ? v : u);
            batch.write(2, item, turned ? transposed(u, n, left) : transposed(v, n, n));
        }
    }

    private void checkFinite(Factorization op, int item, double... a) {
        for (double value : a) {
            if (!Double.isFinite(value)) {
                throw LinalgException.notFinite(op.name(), item, batch.shape().toArray());
            }
        }
    }

    static double[] transposed(double[] a, int rows, int columns) {
        double[] result = new double[a.length];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                result[j * rows + i] = a[i * columns + j];
            }
        }
        return result;
    }
}
