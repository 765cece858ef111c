package dev.obor.cpu;

/// Householder reflectors I − τ·v·vᵀ in LAPACK's form (v starts with 1; τ is 0 where there is nothing to
/// reflect), in float64, of matrices row by row in one array. Those of a block of columns are applied to the
/// rest together, as I − V·T·Vᵀ with triangular T, by [Gemm] (Schreiber and Van Loan, "A storage-efficient WY
/// representation for products of Householder transformations", 1989).
final class BlockReflectors {
    /// The columns of a block.
    private static final int BLOCK = 32;

    private final int rows;
    private final int width;
    private final double[] v;
    private final double[] t;

    /// Takes the reflectors in columns `from` to `to` of a matrix, of the rows from `from` on.
    private BlockReflectors(double[] a, int m, int n, int from, int to, double[] tau) {
        this.rows = m - from;
        this.width = to - from;
        this.v = new double[rows * width];
        this.t = new double[width * width];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j <= Math.min(i, width - 1); j++) {
                v[i * width + j] = i == j ? 1 : a[(from + i) * n + from + j];
            }
        }
        for (int j = 0; j < width; j++) {
            t[j * width + j] = tau[from + j];
            // The new column is −τ·T·Vᵀ·v.
            double[] along = new double[j];
            for (int i = j; i < rows; i++) {
                for (int p = 0; p < j; p++) {
                    along[p] += v[i * width + p] * v[i * width + j];
                }
            }
            for (int i = 0; i < j; i++) {
                double sum = 0;
                for (int p = i; p < j; p++) {
                    sum += t[i * width + p] * along[p];
                }
                t[i * width + j] = -tau[from + j] * sum;
            }
        }
    }

    /// Applies the product of the reflectors, or its transpose, to columns of a matrix.
    ///
    /// @param offset of the first element in the matrix's array
    private void apply(double[] x, int offset, int columns, int stride, boolean transposed) {
        if (columns == 0) {
            return;
        }
        double[] along = new double[width * columns];
        Gemm.multiply(width, columns, rows, v, 0, 1, width, x, offset, stride, 1, along, 0, columns, false);
        double[] scaled = new double[width * columns];
        int row = transposed ? 1 : width;
        Gemm.multiply(
                width,
                columns,
                width,
                t,
                0,
                row,
                transposed ? width : 1,
                along,
                0,
                columns,
                1,
                scaled,
                0,
                columns,
                false);
        for (int e = 0; e < scaled.length; e++) {
            scaled[e] = -scaled[e];
        }
        Gemm.multiply(rows, columns, width, v, 0, width, 1, scaled, 0, columns, 1, x, offset, stride, true);
    }

    /// Leaves R on and above the diagonal, and the rest of the vectors below it.
    ///
    /// @param tau one factor for each reflector, to be written
    static void factor(double[] a, int m, int n, double[] tau) {
        for (int from = 0; from < tau.length; from += BLOCK) {
            int to = Math.min(from + BLOCK, tau.length);
            for (int c = from; c < to; c++) {
                column(a, m, n, c, to, tau);
            }
            if (to < n) {
                new BlockReflectors(a, m, n, from, to, tau).apply(a, from * n + to, n - to, n, true);
            }
        }
    }

    /// Makes the reflector of column c and applies it to the block's later columns.
    private static void column(double[] a, int m, int n, int c, int to, double[] tau) {
        double largest = 0;
        for (int i = c + 1; i < m; i++) {
            largest = Math.max(largest, Math.abs(a[i * n + c]));
        }
        if (largest == 0) {
            return;
        }
        double alpha = a[c * n + c];
        largest = Math.max(largest, Math.abs(alpha));
        double sum = 0;
        for (int i = c; i < m; i++) {
            double x = a[i * n + c] / largest;
            sum += x * x;
        }
        double beta = (alpha > 0 ? -largest : largest) * Math.sqrt(sum);
        tau[c] = (beta - alpha) / beta;
        for (int i = c + 1; i < m; i++) {
            a[i * n + c] /= alpha - beta;
        }
        double[] sums = new double[to - c - 1];
        for (int i = c; i < m; i++) {
            double factor = i == c ? 1 : a[i * n + c];
            for (int j = 0; j < sums.length; j++) {
                sums[j] += factor * a[i * n + c + 1 + j];
            }
        }
        for (int i = c; i < m; i++) {
            double factor = tau[c] * (i == c ? 1 : a[i * n + c]);
            for (int j = 0; j < sums.length; j++) {
                a[i * n + c + 1 + j] -= factor * sums[j];
            }
        }
        a[c * n + c] = beta;
    }

    /// Returns the first columns of the product of the reflectors, as many as the matrix has.
    static double[] product(double[] a, int m, int n, double[] tau) {
        double[] q = new double[m * n];
        for (int i = 0; i < n; i++) {
            q[i * n + i] = 1;
        }
        int blocks = (tau.length + BLOCK - 1) / BLOCK;
        for (int block = blocks - 1; block >= 0; block--) {
            int from = block * BLOCK;
            int to = Math.min(from + BLOCK, tau.length);
            // The columns before are still those of the identity, which these reflectors leave alone.
            new BlockReflectors(a, m, n, from, to, tau).apply(q, from * n + from, n - from, n, false);
        }
        return q;
    }
}
