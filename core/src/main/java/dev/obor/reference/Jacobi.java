package dev.obor.reference;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/// Eigenvalues and singular values by plane rotations (Jacobi 1846; Hestenes 1958 for singular values; Golub
/// and Van Loan, "Matrix Computations", 4th ed., sections 8.5 and 8.6.3): slower than other ways, and nothing
/// is simpler or more exact.
final class Jacobi {
    private static final double UNIT = 0x1p-53;
    private static final int SWEEPS = 60;

    private final int m;
    private final int n;
    private final double[] a;
    private final double[] v;
    private final double[] s;
    private Integer[] order;

    private Jacobi(int m, int n, double[] a, double[] s) {
        this.m = m;
        this.n = n;
        this.a = a;
        this.v = identity(n);
        this.s = s;
    }

    private static double[] identity(int n) {
        double[] result = new double[n * n];
        for (int i = 0; i < n; i++) {
            result[i * n + i] = 1;
        }
        return result;
    }

    /// Finds the eigenvalues, ascending, and eigenvectors of a symmetric matrix.
    ///
    /// @param a the matrix, which is overwritten
    static void eigen(int n, double[] a, double[] values, double[] vectors) {
        double[] v = identity(n);
        double scale = scale(a);
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            boolean rotated = false;
            for (int p = 0; p < n; p++) {
                for (int q = p + 1; q < n; q++) {
                    double beside = a[p * n + q];
                    // A product of two numbers below the square root of the least one would be zero.
                    if (Math.abs(beside) > UNIT * Math.sqrt(Math.abs(a[p * n + p])) * Math.sqrt(Math.abs(a[q * n + q]))
                            && Math.abs(beside) > UNIT * UNIT) {
                        rotate(n, a, v, p, q);
                        rotated = true;
                    }
                }
            }
            if (!rotated) {
                break;
            }
        }
        Integer[] order = order(n, Comparator.comparingDouble(i -> a[i * n + i]));
        for (int j = 0; j < n; j++) {
            int from = order[j];
            values[j] = a[from * n + from] * scale;
            for (int i = 0; i < n; i++) {
                vectors[i * n + j] = v[i * n + from];
            }
        }
    }

    /// Divides by a power of two so that the largest number lies near 1, and returns it.
    private static double scale(double... a) {
        double largest = 0;
        for (double value : a) {
            largest = Math.max(largest, Math.abs(value));
        }
        double scale = largest == 0 ? 1 : Math.scalb(1.0, Math.max(Math.getExponent(largest), -1022));
        for (int e = 0; e < a.length; e++) {
            a[e] /= scale;
        }
        return scale;
    }

    private static Integer[] order(int n, Comparator<Integer> comparator) {
        Integer[] order = IntStream.range(0, n).boxed().toArray(Integer[]::new);
        Arrays.sort(order, comparator);
        return order;
    }

    /// Returns the tangent of the angle that makes two axes orthogonal, given half the difference of their
    /// squares over their product.
    private static double tangent(double half) {
        return Math.copySign(1, half) / (Math.abs(half) + Math.sqrt(1 + half * half));
    }

    private static void rotate(int n, double[] a, double[] v, int p, int q) {
        double t = tangent((a[q * n + q] - a[p * n + p]) / (2 * a[p * n + q]));
        double c = 1 / Math.sqrt(1 + t * t);
        for (int i = 0; i < n; i++) {
            turn(a, i * n + p, i * n + q, c, t * c);
        }
        for (int j = 0; j < n; j++) {
            turn(a, p * n + j, q * n + j, c, t * c);
        }
        for (int i = 0; i < n; i++) {
            turn(v, i * n + p, i * n + q, c, t * c);
        }
        a[p * n + q] = 0;
        a[q * n + p] = 0;
    }

    private static void turn(double[] x, int i, int j, double c, double s) {
        double first = x[i];
        x[i] = c * first - s * x[j];
        x[j] = s * first + c * x[j];
    }

    /// Finds the singular values, descending, of a matrix with at least as many rows as columns.
    ///
    /// @param a the matrix, which is overwritten
    /// @param s the singular values, to be written
    static Jacobi of(int m, int n, double[] a, double[] s) {
        Jacobi result = new Jacobi(m, n, a, s);
        result.orthogonalize(scale(a));
        return result;
    }

    /// Rotates the columns until they are orthogonal: their lengths are the singular values.
    private void orthogonalize(double scale) {
        boolean rotated = true;
        for (int sweep = 0; sweep < SWEEPS && rotated; sweep++) {
            rotated = false;
            for (int p = 0; p < n; p++) {
                for (int q = p + 1; q < n; q++) {
                    rotated |= orthogonalize(p, q);
                }
            }
        }
        double[] lengths = new double[n];
        for (int j = 0; j < n; j++) {
            lengths[j] = Math.sqrt(product(j, j));
        }
        order = order(n, Comparator.comparingDouble(j -> -lengths[j]));
        for (int j = 0; j < n; j++) {
            s[j] = lengths[order[j]] * scale;
        }
        for (int j = 0; j < n; j++) {
            for (int i = 0; i < m; i++) {
                a[i * n + j] /= lengths[j] == 0 ? 1 : lengths[j];
            }
        }
    }

    private double product(int p, int q) {
        double sum = 0;
        for (int i = 0; i < m; i++) {
            sum += a[i * n + p] * a[i * n + q];
        }
        return sum;
    }

    private boolean orthogonalize(int p, int q) {
        double pp = product(p, p);
        double qq = product(q, q);
        double pq = product(p, q);
        if (!(Math.abs(pq) > m * UNIT * Math.sqrt(pp) * Math.sqrt(qq))
                || Math.sqrt(pp) < UNIT * UNIT
                || Math.sqrt(qq) < UNIT * UNIT) {
            return false;
        }
        double t = tangent((qq - pp) / (2 * pq));
        double c = 1 / Math.sqrt(1 + t * t);
        for (int i = 0; i < m; i++) {
            turn(a, i * n + p, i * n + q, c, t * c);
        }
        for (int i = 0; i < n; i++) {
            turn(v, i * n + p, i * n + q, c, t * c);
        }
        return true;
    }

    /// Returns the right vectors as columns.
    double[] right() {
        double[] result = new double[n * n];
        for (int j = 0; j < n; j++) {
            for (int i = 0; i < n; i++) {
                result[i * n + j] = v[i * n + order[j]];
            }
        }
        return result;
    }

    /// Returns the left vectors as columns: those of singular values other than zero, completed to an
    /// orthonormal basis.
    double[] left(int count) {
        int rank = 0;
        while (rank < n && s[rank] > UNIT * m * s[0]) {
            rank++;
        }
        double[] known = new double[m * Math.max(rank, 1)];
        for (int j = 0; j < rank; j++) {
            for (int i = 0; i < m; i++) {
                known[i * rank + j] = a[i * n + order[j]];
            }
        }
        double[] tau = new double[rank];
        double[] reflectors = known.clone();
        Reflectors.factor(reflectors, m, rank, tau);
        double[] result = Reflectors.product(reflectors, m, rank, count, tau, rank);
        for (int i = 0; i < m; i++) {
            System.arraycopy(known, i * rank, result, i * count, rank);
        }
        return result;
    }
}
