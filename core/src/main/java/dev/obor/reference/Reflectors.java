package dev.obor.reference;

/// Householder reflectors I − τ·v·vᵀ in LAPACK's form: v starts with 1, and τ is 0 where there is nothing to
/// reflect.
final class Reflectors {
    private Reflectors() {}

    /// Leaves R on and above the diagonal, and the rest of the vectors below it.
    ///
    /// @param tau one factor for each reflector, to be written
    static void factor(double[] a, int rows, int columns, double[] tau) {
        for (int k = 0; k < tau.length; k++) {
            double largest = 0;
            for (int i = k + 1; i < rows; i++) {
                largest = Math.max(largest, Math.abs(a[i * columns + k]));
            }
            if (largest == 0) {
                continue;
            }
            double alpha = a[k * columns + k];
            largest = Math.max(largest, Math.abs(alpha));
            double sum = 0;
            for (int i = k; i < rows; i++) {
                double x = a[i * columns + k] / largest;
                sum += x * x;
            }
            double beta = (alpha > 0 ? -largest : largest) * Math.sqrt(sum);
            tau[k] = (beta - alpha) / beta;
            for (int i = k + 1; i < rows; i++) {
                a[i * columns + k] /= alpha - beta;
            }
            a[k * columns + k] = 1;
            reflect(a, columns, k, k, tau[k], a, columns, k + 1, columns, rows);
            a[k * columns + k] = beta;
        }
    }

    /// Returns the first `width` columns of the product of the first `count` reflectors.
    static double[] product(double[] a, int rows, int columns, int width, double[] tau, int count) {
        double[] q = new double[rows * width];
        for (int i = 0; i < Math.min(rows, width); i++) {
            q[i * width + i] = 1;
        }
        for (int k = count - 1; k >= 0; k--) {
            double diagonal = a[k * columns + k];
            a[k * columns + k] = 1;
            reflect(a, columns, k, k, tau[k], q, width, 0, width, rows);
            a[k * columns + k] = diagonal;
        }
        return q;
    }

    /// Applies the reflector in column `at` of v, from row `top` on, to columns `first` to `last` of x.
    private static void reflect(
            double[] v, int vWidth, int at, int top, double tau, double[] x, int width, int first, int last, int rows) {
        for (int j = first; j < last; j++) {
            double sum = 0;
            for (int i = top; i < rows; i++) {
                sum += v[i * vWidth + at] * x[i * width + j];
            }
            for (int i = top; i < rows; i++) {
                x[i * width + j] -= tau * sum * v[i * vWidth + at];
            }
        }
    }
}
