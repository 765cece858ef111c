package dev.obor.cpu;

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
import java.util.Arrays;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.decomposition.eig.SymmetricQRAlgorithmDecomposition_DDRM;
import org.ejml.dense.row.decomposition.hessenberg.TridiagonalDecompositionHouseholder_DDRM;
import org.ejml.dense.row.decomposition.svd.SvdImplicitQrDecompose_DDRM;

/// Runs factorizations, the matrices of a batch side by side: direct ones by [TriangularFactors] and
/// [BlockReflectors], eigenvalues and singular values by EJML.
///
/// Note [EJML]: its classes are taken by name, not from its factories, so that none starts a thread. They
/// compute with basic operations, square roots and `Math.signum`, which are exact; sines and cosines occur
/// only in a shift that is tried when an iteration goes round in circles. So bits do not depend on the
/// machine.
final class Factorizations {
    private final Factorization op;
    private final MatrixBatch batch;
    private final int rows;
    private final int columns;
    private final View[] inputs;

    private Factorizations(Factorization op, View[] inputs, View[] outputs) {
        this.op = op;
        this.batch = new MatrixBatch(op, inputs, outputs);
        this.rows = inputs[0].shape().size(-2);
        this.columns = inputs[0].shape().size(-1);
        this.inputs = inputs;
    }

    static void run(Factorization op, View[] inputs, View[] outputs) {
        Factorizations factorizations = new Factorizations(op, inputs, outputs);
        int items = factorizations.batch.items();
        if (inputs[0].shape().numel() >= Grain.BLOCK / 4) {
            Workers.parallelFor(items, factorizations::factor);
        } else {
            for (int item = 0; item < items; item++) {
                factorizations.factor(item);
            }
        }
    }

    private void factor(int item) {
        switch (op) {
            case CholeskyFactor cholesky -> cholesky(cholesky, item);
            case LuFactor lu -> lu(lu, item);
            case TriangularSolve solve -> solve(solve, item);
            case HouseholderFactor _ -> householder(item);
            case HouseholderProduct _ -> product(item);
            case SymmetricEigen eigen -> eigen(eigen, item);
            case SingularValues svd -> singularValues(svd, item);
        }
    }

    private void cholesky(CholeskyFactor cholesky, int item) {
        double[] a = batch.read(0, item);
        double[] lower = cholesky.upper() ? TriangularFactors.transposed(a, rows, rows) : a;
        int info = TriangularFactors.cholesky(lower, rows);
        batch.write(0, item, cholesky.upper() ? TriangularFactors.transposed(lower, rows, rows) : lower);
        batch.write(1, item, info);
    }

    private void lu(LuFactor lu, int item) {
        double[] a = batch.read(0, item);
        double[] pivots = new double[Math.min(rows, columns)];
        int info = TriangularFactors.lu(a, rows, columns, pivots, lu.pivot());
        batch.write(0, item, a);
        batch.write(1, item, pivots);
        batch.write(2, item, info);
    }

    private void solve(TriangularSolve solve, int item) {
        double[] a = batch.read(0, item);
        double[] b = batch.read(1, item);
        int bRows = inputs[1].shape().size(-2);
        int bColumns = inputs[1].shape().size(-1);
        if (solve.left()) {
            TriangularFactors.solve(a, rows, b, bColumns, solve.upper(), solve.unitriangular());
            batch.write(0, item, b);
        } else {
            // X·A = B is Aᵀ·Xᵀ = Bᵀ.
            double[] turned = TriangularFactors.transposed(b, bRows, bColumns);
            TriangularFactors.solve(
                    TriangularFactors.transposed(a, rows, rows),
                    rows,
                    turned,
                    bRows,
                    !solve.upper(),
                    solve.unitriangular());
            batch.write(0, item, TriangularFactors.transposed(turned, bColumns, bRows));
        }
    }

    private void householder(int item) {
        double[] a = batch.read(0, item);
        double[] tau = new double[Math.min(rows, columns)];
        BlockReflectors.factor(a, rows, columns, tau);
        batch.write(0, item, a);
        batch.write(1, item, tau);
    }

    private void product(int item) {
        double[] tau = batch.read(1, item);
        batch.write(0, item, BlockReflectors.product(batch.read(0, item), rows, columns, tau));
    }

    private void eigen(SymmetricEigen eigen, int item) {
        double[] a = batch.read(0, item);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < i; j++) {
                double kept = eigen.upper() ? a[j * rows + i] : a[i * rows + j];
                a[i * rows + j] = kept;
                a[j * rows + i] = kept;
            }
        }
        double scale = scale(item, a);
        var solver = new SymmetricQRAlgorithmDecomposition_DDRM(
                new TridiagonalDecompositionHouseholder_DDRM(), eigen.hasVectors());
        require(solver.decompose(DMatrixRMaj.wrap(rows, rows, a)), item);
        double[] found = new double[rows];
        Arrays.setAll(found, i -> solver.getEigenvalue(i).real);
        int[] order = ascending(found);
        batch.write(0, item, taken(found, order, scale));
        if (eigen.hasVectors()) {
            double[] vectors = new double[rows * rows];
            for (int j = 0; j < rows; j++) {
                double[] vector = solver.getEigenVector(order[j]).data;
                for (int i = 0; i < rows; i++) {
                    vectors[i * rows + j] = vector[i];
                }
            }
            batch.write(1, item, vectors);
        }
    }

    private void singularValues(SingularValues svd, int item) {
        int k = Math.min(rows, columns);
        if (k == 0) {
            // EJML takes no empty matrices. Of the vectors there are only those that complete the bases.
            batch.write(0, item, identity(svd.full() && svd.hasVectors() ? rows : 0));
            batch.write(2, item, identity(svd.full() && svd.hasVectors() ? columns : 0));
            return;
        }
        double[] a = batch.read(0, item);
        double scale = scale(item, a);
        var solver = new SvdImplicitQrDecompose_DDRM(!svd.full(), svd.hasVectors(), svd.hasVectors(), true);
        require(solver.decompose(DMatrixRMaj.wrap(rows, columns, a)), item);
        double[] found = Arrays.copyOf(solver.getSingularValues(), k);
        int[] order = ascending(Arrays.stream(found).map(x -> -x).toArray());
        batch.write(1, item, taken(found, order, scale));
        if (svd.hasVectors()) {
            batch.write(0, item, columns(solver.getU(null, false), order));
            batch.write(2, item, rows(solver.getV(null, true), order));
        }
    }

    private static double[] identity(int n) {
        double[] result = new double[n * n];
        for (int i = 0; i < n; i++) {
            result[i * n + i] = 1;
        }
        return result;
    }

    /// Divides by a power of two so that the largest number lies near 1, and returns it: squares neither
    /// overflow nor vanish.
    private double scale(int item, double... a) {
        double largest = 0;
        for (double value : a) {
            if (!Double.isFinite(value)) {
                throw LinalgException.notFinite(op.name(), item, batch.shape().toArray());
            }
            largest = Math.max(largest, Math.abs(value));
        }
        if (largest == 0) {
            return 1;
        }
        double scale = Math.scalb(1.0, Math.max(Math.getExponent(largest), Double.MIN_EXPONENT));
        for (int e = 0; e < a.length; e++) {
            a[e] /= scale;
        }
        return scale;
    }

    private void require(boolean converged, int item) {
        if (!converged) {
            throw LinalgException.of(
                    op.name(),
                    item,
                    batch.shape().toArray(),
                    "made the iteration go on without end: scale it, or add a small diagonal");
        }
    }

    /// Returns the places of numbers from the smallest up; equal ones stay in order.
    private static int[] ascending(double... values) {
        return IntStream.range(0, values.length)
                .boxed()
                .sorted((i, j) -> Double.compare(values[i], values[j]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static double[] taken(double[] values, int[] order, double scale) {
        return Arrays.stream(order).mapToDouble(i -> values[i] * scale).toArray();
    }

    /// Returns a matrix with its first columns in another order.
    private static double[] columns(DMatrixRMaj x, int[] order) {
        double[] result = x.data.clone();
        for (int i = 0; i < x.numRows; i++) {
            for (int j = 0; j < order.length; j++) {
                result[i * x.numCols + j] = x.data[i * x.numCols + order[j]];
            }
        }
        return result;
    }

    /// Returns a matrix with its first rows in another order.
    private static double[] rows(DMatrixRMaj x, int[] order) {
        double[] result = x.data.clone();
        for (int i = 0; i < order.length; i++) {
            System.arraycopy(x.data, order[i] * x.numCols, result, i * x.numCols, x.numCols);
        }
        return result;
    }
}
