package dev.obor.math;

/// The eigenvalues and eigenvectors of a real square matrix, which may be complex: balancing by powers of two
/// (Parlett and Reinsch 1969), Hessenberg form by reflectors (Golub and Van Loan, "Matrix Computations",
/// 4th ed., algorithm 7.4.2), QR steps with two shifts (Francis 1961), (T − λ)·x = 0 from below.
public final class Eigensystem {
    private static final double UNIT = 0x1p-52;
    private static final double LARGE = 0x1p500;
    private final int n;
    private final double[][] h;
    private final double[][] v;
    private final double[] scales;
    private final double[] real;
    private final double[] imag;
    private final double norm;
    private final boolean hasConverged;
    private double removed;

    private Eigensystem(int n, double[] a) {
        this.n = n;
        this.h = new double[n][n];
        this.v = new double[n][n];
        this.scales = new double[n];
        this.real = new double[n];
        this.imag = new double[n];
        for (int i = 0; i < n; i++) {
            System.arraycopy(a, i * n, h[i], 0, n);
            v[i][i] = 1;
            scales[i] = 1;
        }
        balance();
        reduce();
        double sum = 0;
        for (int i = 0; i < n; i++) {
            for (int j = Math.max(i - 1, 0); j < n; j++) {
                sum += Math.abs(h[i][j]);
            }
        }
        this.norm = sum;
        this.hasConverged = iterate();
    }

    /// Returns the eigensystem of a matrix of finite numbers.
    ///
    /// @param n how many rows and columns
    /// @param a the elements in row-major order
    public static Eigensystem of(int n, double... a) {
        return new Eigensystem(n, a);
    }

    /// Tells whether the iteration has ended; if not, nothing here is of use.
    public boolean hasConverged() {
        return hasConverged;
    }

    /// Returns the real parts of the eigenvalues.
    public double[] real() {
        return real.clone();
    }

    /// Returns the imaginary parts; of a conjugate pair the positive one comes first.
    public double[] imag() {
        return imag.clone();
    }

    /// Scales rows and columns so that they are of like sizes; powers of two, so nothing is rounded.
    private void balance() {
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int i = 0; i < n; i++) {
                double column = 0;
                double row = 0;
                for (int j = 0; j < n; j++) {
                    column += j == i ? 0 : Math.abs(h[j][i]);
                    row += j == i ? 0 : Math.abs(h[i][j]);
                }
                changed |= column > 0 && row > 0 && rescale(i, column, row);
            }
        }
    }

    private boolean rescale(int i, double column, double row) {
        double factor = 1;
        double c = column;
        double before = column + row;
        while (c < row / 2 && factor < LARGE) {
            factor *= 2;
            c *= 4;
        }
        while (c >= row * 2 && factor > 1 / LARGE) {
            factor /= 2;
            c /= 4;
        }
        double scaled = scales[i] * factor;
        if (factor == 1 || (c + row) / factor >= 0.95 * before || !(scaled < LARGE && scaled > 1 / LARGE)) {
            return false;
        }
        scales[i] *= factor;
        for (int j = 0; j < n; j++) {
            h[i][j] /= factor;
        }
        for (int j = 0; j < n; j++) {
            h[j][i] *= factor;
        }
        return true;
    }

    /// Brings the matrix to Hessenberg form, one column after another.
    private void reduce() {
        for (int k = 0; k + 2 < n; k++) {
            double largest = 0;
            for (int i = k + 1; i < n; i++) {
                largest = Math.max(largest, Math.abs(h[i][k]));
            }
            if (largest == 0) {
                continue;
            }
            double[] u = new double[n];
            double sum = 0;
            for (int i = k + 1; i < n; i++) {
                u[i] = h[i][k] / largest;
                sum += u[i] * u[i];
            }
            double alpha = u[k + 1] < 0 ? Math.sqrt(sum) : -Math.sqrt(sum);
            double half = sum - u[k + 1] * alpha;
            u[k + 1] -= alpha;
            reflect(u, half, k);
            h[k + 1][k] = largest * alpha;
            for (int i = k + 2; i < n; i++) {
                h[i][k] = 0;
            }
        }
    }

    /// Applies I − u·uᵀ/half from both sides, and to the vectors.
    private void reflect(double[] u, double half, int k) {
        double[] sums = new double[n];
        for (int i = k + 1; i < n; i++) {
            for (int j = k + 1; j < n; j++) {
                sums[j] += u[i] * h[i][j];
            }
        }
        for (int i = k + 1; i < n; i++) {
            double factor = u[i] / half;
            for (int j = k + 1; j < n; j++) {
                h[i][j] -= factor * sums[j];
            }
        }
        for (double[][] matrix : new double[][][] {h, v}) {
            for (double[] row : matrix) {
                double sum = 0;
                for (int j = k + 1; j < n; j++) {
                    sum += row[j] * u[j];
                }
                sum /= half;
                for (int j = k + 1; j < n; j++) {
                    row[j] -= sum * u[j];
                }
            }
        }
    }

    /// Splits off one eigenvalue, or a pair, after another from the lower end.
    private boolean iterate() {
        int high = n - 1;
        int steps = 0;
        while (high >= 0) {
            int low = start(high);
            if (low == high) {
                h[high][high] += removed;
                real[high] = h[high][high];
                high--;
                steps = 0;
            } else if (low == high - 1) {
                pair(high);
                high -= 2;
                steps = 0;
            } else if (steps++ < 30 * Math.max(10, n)) {
                step(low, high, steps % 10 == 0);
            } else {
                return false;
            }
        }
        return true;
    }

    /// Returns where the block that ends at `high` starts: behind a subdiagonal element that is negligible.
    private int start(int high) {
        for (int l = high; l > 0; l--) {
            double size = Math.abs(h[l - 1][l - 1]) + Math.abs(h[l][l]);
            if (Math.abs(h[l][l - 1]) < UNIT * (size == 0 ? norm : size) || h[l][l - 1] == 0) {
                h[l][l - 1] = 0;
                return l;
            }
        }
        return 0;
    }

    /// Takes the two eigenvalues of the block at `k - 1`; if they are real, makes the block triangular.
    private void pair(int k) {
        double w = h[k][k - 1] * h[k - 1][k];
        double p = (h[k - 1][k - 1] - h[k][k]) / 2;
        double q = p * p + w;
        double z = Math.sqrt(Math.abs(q));
        h[k][k] += removed;
        h[k - 1][k - 1] += removed;
        double x = h[k][k];
        if (q < 0) {
            real[k - 1] = x + p;
            real[k] = x + p;
            imag[k - 1] = z;
            imag[k] = -z;
            return;
        }
        z = p + (p < 0 ? -z : z);
        real[k - 1] = x + z;
        real[k] = z == 0 ? x : x - w / z;
        double size = Math.abs(h[k][k - 1]) + Math.abs(z);
        double s = h[k][k - 1] / size;
        double c = z / size;
        double length = Math.sqrt(s * s + c * c);
        s /= length;
        c /= length;
        for (int j = k - 1; j < n; j++) {
            double above = h[k - 1][j];
            h[k - 1][j] = c * above + s * h[k][j];
            h[k][j] = c * h[k][j] - s * above;
        }
        for (int i = 0; i <= k; i++) {
            Rotations.rotate(h[i], k, c, s);
        }
        for (double[] row : v) {
            Rotations.rotate(row, k, c, s);
        }
        h[k][k - 1] = 0;
    }

    /// One QR step with two shifts on the block from `low` to `high`.
    ///
    /// @param exceptional whether other shifts are tried, because the usual ones went round in circles
    private void step(int low, int high, boolean exceptional) {
        double x = h[high][high];
        double y = h[high - 1][high - 1];
        double w = h[high][high - 1] * h[high - 1][high];
        if (exceptional) {
            removed += x;
            for (int i = 0; i <= high; i++) {
                h[i][i] -= x;
            }
            double s = Math.abs(h[high][high - 1]) + Math.abs(h[high - 1][high - 2]);
            x = 0.75 * s;
            y = x;
            w = -0.4375 * s * s;
        }
        double[] first = new double[3];
        int m = high - 2;
        while (true) {
            double z = h[m][m];
            double r = x - z;
            double s = y - z;
            first[0] = (r * s - w) / h[m + 1][m] + h[m][m + 1];
            first[1] = h[m + 1][m + 1] - z - r - s;
            first[2] = h[m + 2][m + 1];
            double size = Math.abs(first[0]) + Math.abs(first[1]) + Math.abs(first[2]);
            for (int i = 0; i < 3; i++) {
                first[i] /= size;
            }
            if (m == low || isSmall(m, z, first)) {
                break;
            }
            m--;
        }
        for (int i = m + 2; i <= high; i++) {
            h[i][i - 2] = 0;
            if (i > m + 2) {
                h[i][i - 3] = 0;
            }
        }
        chase(low, m, high, first);
    }

    private boolean isSmall(int m, double z, double... first) {
        double around = Math.abs(h[m - 1][m - 1]) + Math.abs(z) + Math.abs(h[m + 1][m + 1]);
        return Math.abs(h[m][m - 1]) * (Math.abs(first[1]) + Math.abs(first[2])) < UNIT * Math.abs(first[0]) * around;
    }

    /// Chases the bulge that the shifts make at `m` out of the block.
    private void chase(int low, int m, int high, double... first) {
        double p = first[0];
        double q = first[1];
        double r = first[2];
        for (int k = m; k < high; k++) {
            boolean three = k != high - 1;
            double size = 1;
            if (k != m) {
                p = h[k][k - 1];
                q = h[k + 1][k - 1];
                r = three ? h[k + 2][k - 1] : 0;
                size = Math.abs(p) + Math.abs(q) + Math.abs(r);
                if (size == 0) {
                    continue;
                }
                p /= size;
                q /= size;
                r /= size;
            }
            double s = Math.sqrt(p * p + q * q + r * r);
            s = p < 0 ? -s : s;
            if (s == 0) {
                continue;
            }
            if (k != m) {
                h[k][k - 1] = -s * size;
            } else if (low != m) {
                h[k][k - 1] = -h[k][k - 1];
            }
            p += s;
            apply(k, high, three, new double[] {p / s, q / s, r / s, q / p, r / p});
        }
    }

    /// Applies a reflector of two or three rows from both sides, and to the vectors.
    private void apply(int k, int high, boolean three, double... u) {
        for (int j = k; j < n; j++) {
            double p = h[k][j] + u[3] * h[k + 1][j];
            if (three) {
                p += u[4] * h[k + 2][j];
                h[k + 2][j] -= p * u[2];
            }
            h[k][j] -= p * u[0];
            h[k + 1][j] -= p * u[1];
        }
        for (int i = 0; i <= Math.min(high, k + 3); i++) {
            Rotations.applyToRow(h[i], k, three, u);
        }
        for (double[] row : v) {
            Rotations.applyToRow(row, k, three, u);
        }
    }

    /// Writes the eigenvectors, of length 1, as columns; the largest element of a complex one is real.
    ///
    /// @param re n·n real parts, to be written
    /// @param im n·n imaginary parts, to be written
    public void vectors(double[] re, double[] im) {
        for (int k = 0; k < n; k++) {
            if (imag[k] < 0) {
                for (int i = 0; i < n; i++) {
                    re[i * n + k] = re[i * n + k - 1];
                    im[i * n + k] = -im[i * n + k - 1];
                }
            } else {
                vector(k, re, im);
            }
        }
    }

    private void vector(int k, double[] re, double[] im) {
        double[] x = new double[n];
        double[] y = new double[n];
        int top = k;
        if (imag[k] == 0) {
            x[k] = 1;
        } else {
            // Of the block's two rows the one with the larger element beside the diagonal is solved.
            top = k + 1;
            boolean upper = Math.abs(h[k][k + 1]) >= Math.abs(h[k + 1][k]);
            x[k] = upper ? h[k][k + 1] : real[k] - h[k + 1][k + 1];
            y[k] = upper ? 0 : imag[k];
            x[k + 1] = upper ? real[k] - h[k][k] : h[k + 1][k];
            y[k + 1] = upper ? imag[k] : 0;
        }
        new Rows(k, x, y).solve(k - 1, top);
        double[] p = new double[n];
        double[] q = new double[n];
        double largest = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= top; j++) {
                p[i] += v[i][j] * x[j];
                q[i] += v[i][j] * y[j];
            }
            p[i] *= scales[i];
            q[i] *= scales[i];
            largest = Math.max(largest, Math.max(Math.abs(p[i]), Math.abs(q[i])));
        }
        write(k, largest, p, q, re, im);
    }

    private void write(int k, double largest, double[] p, double[] q, double[] re, double[] im) {
        double sum = 0;
        int at = 0;
        double most = -1;
        for (int i = 0; i < n; i++) {
            p[i] /= largest;
            q[i] /= largest;
            double square = p[i] * p[i] + q[i] * q[i];
            sum += square;
            if (square > most) {
                most = square;
                at = i;
            }
        }
        double length = Math.sqrt(sum);
        // Turned so that the largest element is real; a real vector keeps its sign.
        double c = imag[k] == 0 ? 1 : p[at] / Math.sqrt(most);
        double s = imag[k] == 0 ? 0 : q[at] / Math.sqrt(most);
        for (int i = 0; i < n; i++) {
            re[i * n + k] = (p[i] * c + q[i] * s) / length;
            im[i * n + k] = i == at ? 0 : (q[i] * c - p[i] * s) / length;
        }
    }

    /// The rows of (T − λ)·z = 0, for the k-th eigenvalue λ and z = x + i·y.
    private final class Rows {
        private final double[] x;
        private final double[] y;
        private final double re;
        private final double im;
        private final double least;

        Rows(int k, double[] x, double[] y) {
            this.x = x;
            this.y = y;
            this.re = real[k];
            this.im = imag[k];
            // What stands in the place of a zero, as where eigenvalues are equal.
            this.least = Math.max(UNIT * norm, Double.MIN_NORMAL);
        }

        /// Solves from row `from` upwards, z being known from there to `top`.
        void solve(int from, int top) {
            int i = from;
            while (i >= 0) {
                if (imag[i] == 0) {
                    double[] sum = known(i, i + 1, top);
                    divide(i, -sum[0], -sum[1], h[i][i] - re, -im);
                    i--;
                } else {
                    block(i - 1, top);
                    i -= 2;
                }
                rescale(Math.max(i, -1) + 1, top);
            }
        }

        private double[] known(int row, int first, int top) {
            double p = 0;
            double q = 0;
            for (int j = first; j <= top; j++) {
                p += h[row][j] * x[j];
                q += h[row][j] * y[j];
            }
            return new double[] {p, q};
        }

        private void divide(int at, double p, double q, double a, double b) {
            double c = a == 0 && b == 0 ? least : a;
            double size = Math.max(Math.abs(c), Math.abs(b));
            double u = c / size;
            double w = b / size;
            double square = (u * u + w * w) * size;
            x[at] = (p * u + q * w) / square;
            y[at] = (q * u - p * w) / square;
        }

        /// Solves two rows together, by Cramer's rule.
        private void block(int i, int top) {
            double[] f = known(i, i + 2, top);
            double[] g = known(i + 1, i + 2, top);
            double a = h[i][i] - re;
            double d = h[i + 1][i + 1] - re;
            double b = h[i][i + 1];
            double c = h[i + 1][i];
            double detReal = a * d - im * im - b * c;
            double detImag = -im * (a + d);
            double size = Math.abs(a) + Math.abs(b) + Math.abs(c) + Math.abs(d) + Math.abs(im);
            if (Math.abs(detReal) + Math.abs(detImag) <= UNIT * UNIT * size * size) {
                detReal = least * size;
                detImag = 0;
            }
            divide(i, b * g[0] - d * f[0] - im * f[1], b * g[1] - d * f[1] + im * f[0], detReal, detImag);
            divide(i + 1, c * f[0] - a * g[0] - im * g[1], c * f[1] - a * g[1] + im * g[0], detReal, detImag);
        }

        /// Keeps a growing vector from overflowing.
        private void rescale(int from, int top) {
            double largest = 0;
            for (int j = from; j <= top; j++) {
                largest = Math.max(largest, Math.max(Math.abs(x[j]), Math.abs(y[j])));
            }
            if (largest > LARGE) {
                for (int j = from; j <= top; j++) {
                    x[j] /= largest;
                    y[j] /= largest;
                }
            }
        }
    }
}
