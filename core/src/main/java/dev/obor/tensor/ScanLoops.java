package dev.obor.tensor;

/// Running sums and products of rows. Each value waits for the one before, several cycles long, so four rows
/// are gone through together: their chains overlap.
final class ScanLoops {
    /// Rows gone through together.
    static final int TOGETHER = 4;

    private ScanLoops() {}

    // Sums start at −0, to which any number can be added without a change; products at 1.

    /// @param row from one row to the next
    static void sums(float[] x, int source, float[] y, int target, int step, int length, int row) {
        double s = -0.;
        double t = -0.;
        double u = -0.;
        double v = -0.;
        for (int i = 0, from = source, to = target; i < length; i++, from += step, to += step) {
            s += x[from];
            t += x[from + row];
            u += x[from + 2 * row];
            v += x[from + 3 * row];
            y[to] = (float) s;
            y[to + row] = (float) t;
            y[to + 2 * row] = (float) u;
            y[to + 3 * row] = (float) v;
        }
    }

    /// @param row from one row to the next
    static void sums(double[] x, int source, double[] y, int target, int step, int length, int row) {
        double s = -0.;
        double t = -0.;
        double u = -0.;
        double v = -0.;
        for (int i = 0, from = source, to = target; i < length; i++, from += step, to += step) {
            s += x[from];
            t += x[from + row];
            u += x[from + 2 * row];
            v += x[from + 3 * row];
            y[to] = s;
            y[to + row] = t;
            y[to + 2 * row] = u;
            y[to + 3 * row] = v;
        }
    }

    /// @param row from one row to the next
    static void products(float[] x, int source, float[] y, int target, int step, int length, int row) {
        double s = 1;
        double t = 1;
        double u = 1;
        double v = 1;
        for (int i = 0, from = source, to = target; i < length; i++, from += step, to += step) {
            s *= x[from];
            t *= x[from + row];
            u *= x[from + 2 * row];
            v *= x[from + 3 * row];
            y[to] = (float) s;
            y[to + row] = (float) t;
            y[to + 2 * row] = (float) u;
            y[to + 3 * row] = (float) v;
        }
    }

    /// @param row from one row to the next
    static void products(double[] x, int source, double[] y, int target, int step, int length, int row) {
        double s = 1;
        double t = 1;
        double u = 1;
        double v = 1;
        for (int i = 0, from = source, to = target; i < length; i++, from += step, to += step) {
            s *= x[from];
            t *= x[from + row];
            u *= x[from + 2 * row];
            v *= x[from + 3 * row];
            y[to] = s;
            y[to + row] = t;
            y[to + 2 * row] = u;
            y[to + 3 * row] = v;
        }
    }

    static void sums(float[] x, int source, float[] y, int target, int step, int length) {
        double sum = -0.;
        for (int i = 0, at = 0; i < length; i++, at += step) {
            sum += x[source + at];
            y[target + at] = (float) sum;
        }
    }

    static void sums(double[] x, int source, double[] y, int target, int step, int length) {
        double sum = -0.;
        for (int i = 0, at = 0; i < length; i++, at += step) {
            sum += x[source + at];
            y[target + at] = sum;
        }
    }

    static void sums(long[] x, int source, long[] y, int target, int step, int length) {
        long sum = 0;
        for (int i = 0, at = 0; i < length; i++, at += step) {
            sum += x[source + at];
            y[target + at] = sum;
        }
    }

    static void products(float[] x, int source, float[] y, int target, int step, int length) {
        double product = 1;
        for (int i = 0, at = 0; i < length; i++, at += step) {
            product *= x[source + at];
            y[target + at] = (float) product;
        }
    }

    static void products(double[] x, int source, double[] y, int target, int step, int length) {
        double product = 1;
        for (int i = 0, at = 0; i < length; i++, at += step) {
            product *= x[source + at];
            y[target + at] = product;
        }
    }

    static void products(long[] x, int source, long[] y, int target, int step, int length) {
        long product = 1;
        for (int i = 0, at = 0; i < length; i++, at += step) {
            product *= x[source + at];
            y[target + at] = product;
        }
    }

    // The first has nothing before it, whatever its factor.

    static void linear(float[] a, int fromA, float[] b, int fromB, float[] y, int target, int step, int length) {
        double value = -0.;
        for (int i = 0, at = 0; i < length; i++, at += step) {
            value = (i == 0 ? 1 : a[fromA + at]) * value + b[fromB + at];
            y[target + at] = (float) value;
        }
    }

    static void linear(double[] a, int fromA, double[] b, int fromB, double[] y, int target, int step, int length) {
        double value = -0.;
        for (int i = 0, at = 0; i < length; i++, at += step) {
            value = (i == 0 ? 1 : a[fromA + at]) * value + b[fromB + at];
            y[target + at] = value;
        }
    }
}
