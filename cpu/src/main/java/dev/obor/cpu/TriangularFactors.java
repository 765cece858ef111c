package dev.obor.cpu;

/// LU and Cholesky factors and triangular systems, in float64, of matrices row by row in one array: blocks of
/// a few columns by plain loops, and what they change of the rest by [Gemm] (Golub and Van Loan, "Matrix
/// Computations", 4th ed., sections 3.1.4, 3.2.11 and 4.2.6).
final class TriangularFactors {
    /// The columns of a block. Narrower ones make the products slow, wider ones the loops; 32 to 64 differ
    /// little.
    private static final int BLOCK = 48;

    private TriangularFactors() {}

    static double[] transposed(double[] a, int rows, int columns) {
        double[] result = new double[a.length];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                result[j * rows + i] = a[i * columns + j];
            }
        }
        return result;
    }

    /// Replaces A by L and U.
    ///
    /// @param pivots the rows, counted from 1, that were swapped with each, to be written
    /// @return 0, or the number of the first zero on U's diagonal
    static int lu(double[] a, int m, int n, double[] pivots, boolean pivot) {
        int info = 0;
        int k = pivots.length;
        for (int from = 0; from < k; from += BLOCK) {
            int to = Math.min(from + BLOCK, k);
            for (int c = from; c < to; c++) {
                int best = pivot ? largest(a, m, n, c) : c;
                pivots[c] = best + 1;
                swapRows(a, n, c, best);
                if (a[c * n + c] == 0) {
                    info = info == 0 ? c + 1 : info;
                } else {
                    eliminate(a, m, n, c, to);
                }
            }
            if (to < n) {
                for (int i = from + 1; i < to; i++) {
                    for (int j = from; j < i; j++) {
                        axpy(-a[i * n + j], a, j * n + to, a, i * n + to, n - to);
                    }
                }
                subtractProduct(a, m, n, from, to);
            }
        }
        return info;
    }

    private static int largest(double[] a, int m, int n, int c) {
        int best = c;
        double most = Math.abs(a[c * n + c]);
        for (int i = c + 1; i < m; i++) {
            double size = Math.abs(a[i * n + c]);
            if (size > most) {
                most = size;
                best = i;
            }
        }
        return best;
    }

    private static void swapRows(double[] a, int n, int i, int j) {
        if (i != j) {
            for (int c = 0; c < n; c++) {
                double above = a[i * n + c];
                a[i * n + c] = a[j * n + c];
                a[j * n + c] = above;
            }
        }
    }

    /// Clears column c below the diagonal, within the block's columns.
    private static void eliminate(double[] a, int m, int n, int c, int to) {
        double diagonal = a[c * n + c];
        for (int i = c + 1; i < m; i++) {
            double factor = a[i * n + c] / diagonal;
            a[i * n + c] = factor;
            axpy(-factor, a, c * n + c + 1, a, i * n + c + 1, to - c - 1);
        }
    }

    /// Adds a multiple of one run to another.
    private static void axpy(double factor, double[] x, int xOffset, double[] y, int yOffset, int length) {
        for (int j = 0; j < length; j++) {
            y[yOffset + j] += factor * x[xOffset + j];
        }
    }

    /// Subtracts the product of the block's columns below it and the block's rows beside it.
    private static void subtractProduct(double[] a, int m, int n, int from, int to) {
        int rows = m - to;
        if (rows > 0) {
            int width = to - from;
            double[] left = negated(a, to, rows, n, from, width);
            Gemm.multiply(rows, n - to, width, left, 0, width, 1, a, from * n + to, n, 1, a, to * n + to, n, true);
        }
    }

    /// Returns a part of a matrix with other signs, rows side by side.
    private static double[] negated(double[] a, int firstRow, int rows, int n, int firstColumn, int columns) {
        double[] result = new double[rows * columns];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                result[i * columns + j] = -a[(firstRow + i) * n + firstColumn + j];
            }
        }
        return result;
    }

    /// Replaces A, of which the lower triangle is read, by L with zeros above it.
    ///
    /// @return 0, or the order of the first leading minor that is not positive
    static int cholesky(double[] a, int n) {
        int info = 0;
        for (int from = 0; from < n && info == 0; from += BLOCK) {
            int to = Math.min(from + BLOCK, n);
            for (int c = from; c < to && info == 0; c++) {
                info = choleskyColumn(a, n, from, c);
            }
            if (info == 0) {
                choleskyRest(a, n, from, to);
            }
        }
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                a[i * n + j] = 0;
            }
        }
        return info;
    }

    /// Finishes a column; those before the block have been subtracted.
    private static int choleskyColumn(double[] a, int n, int from, int c) {
        for (int i = c; i < n; i++) {
            double sum = a[i * n + c];
            for (int p = from; p < c; p++) {
                sum -= a[i * n + p] * a[c * n + p];
            }
            if (i == c) {
                if (!(sum > 0)) {
                    return c + 1;
                }
                a[c * n + c] = Math.sqrt(sum);
            } else {
                a[i * n + c] = sum / a[c * n + c];
            }
        }
        return 0;
    }

    private static void choleskyRest(double[] a, int n, int from, int to) {
        if (to == n) {
            return;
        }
        int width = to - from;
        double[] left = negated(a, to, n - to, n, from, width);
        // Block by block of columns, so that little is computed above the diagonal.
        int step = 2 * BLOCK;
        for (int c = to; c < n; c += step) {
            int columns = Math.min(step, n - c);
            Gemm.multiply(
                    n - c,
                    columns,
                    width,
                    left,
                    (c - to) * width,
                    width,
                    1,
                    a,
                    c * n + from,
                    1,
                    n,
                    a,
                    c * n + c,
                    n,
                    true);
        }
    }

    /// Replaces B, of n rows, by the solution X of T·X = B.
    ///
    /// @param t n by n, of which one triangle is read
    static void solve(double[] t, int n, double[] b, int columns, boolean upper, boolean unit) {
        int blocks = (n + BLOCK - 1) / BLOCK;
        for (int step = 0; step < blocks; step++) {
            int block = upper ? blocks - 1 - step : step;
            int from = block * BLOCK;
            int to = Math.min(from + BLOCK, n);
            int known = upper ? to : 0;
            int count = upper ? n - to : from;
            if (count > 0) {
                double[] left = negated(t, from, to - from, n, known, count);
                Gemm.multiply(
                        to - from,
                        columns,
                        count,
                        left,
                        0,
                        count,
                        1,
                        b,
                        known * columns,
                        columns,
                        1,
                        b,
                        from * columns,
                        columns,
                        true);
            }
            solveBlock(t, n, b, columns, from, to, upper, unit);
        }
    }

    private static void solveBlock(
            double[] t, int n, double[] b, int columns, int from, int to, boolean upper, boolean unit) {
        for (int step = 0; step < to - from; step++) {
            int i = upper ? to - 1 - step : from + step;
            for (int p = upper ? i + 1 : from; p < (upper ? to : i); p++) {
                axpy(-t[i * n + p], b, p * columns, b, i * columns, columns);
            }
            for (int c = 0; c < columns && !unit; c++) {
                b[i * columns + c] /= t[i * n + i];
            }
        }
    }
}
