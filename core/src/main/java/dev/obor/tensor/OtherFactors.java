package dev.obor.tensor;

/// The products of those before and of those after each element of two rows. Each product waits for the one
/// before, so all four run together.
///
/// A product in double may leave the range of double though those of the others do not, as one of numbers
/// beyond 10³⁰⁰ and others below their reciprocals. Then it is 0 or infinite from one end and not from the
/// other, and the row is gone through again with exponents of its own.
final class OtherFactors {
    /// Beyond the exponents of all doubles.
    private static final int FAR = 5000;

    private final double[] before;
    private final double[] after;
    private final double[] beforeOfNext;
    private final double[] afterOfNext;

    /// @param length of a row
    /// @param single whether both rows are always the same
    OtherFactors(int length, boolean single) {
        before = new double[length];
        after = new double[length];
        beforeOfNext = single ? before : new double[length];
        afterOfNext = single ? after : new double[length];
    }

    /// Writes the product of the others for each element of two rows.
    ///
    /// @param a where the first begins
    /// @param b where the second begins, which may be the first
    /// @param to from where results lie to where elements do
    void write(float[] x, int a, int b, float[] y, int to) {
        int n = before.length;
        double p = 1;
        double q = 1;
        double r = 1;
        double s = 1;
        for (int i = 0, j = n - 1; i < n; i++, j--) {
            before[i] = p;
            after[j] = q;
            beforeOfNext[i] = r;
            afterOfNext[j] = s;
            p *= x[a + i];
            q *= x[a + j];
            r *= x[b + i];
            s *= x[b + j];
        }
        settle(x, a, b, agree(p, q), agree(r, s));
        for (int i = 0; i < n; i++) {
            y[to + a + i] = (float) (before[i] * after[i]);
        }
        for (int i = 0; i < n; i++) {
            y[to + b + i] = (float) (beforeOfNext[i] * afterOfNext[i]);
        }
    }

    /// Writes the product of the others for each element of two rows.
    ///
    /// @param a where the first begins
    /// @param b where the second begins, which may be the first
    /// @param to from where results lie to where elements do
    void write(double[] x, int a, int b, double[] y, int to) {
        int n = before.length;
        double p = 1;
        double q = 1;
        double r = 1;
        double s = 1;
        for (int i = 0, j = n - 1; i < n; i++, j--) {
            before[i] = p;
            after[j] = q;
            beforeOfNext[i] = r;
            afterOfNext[j] = s;
            p *= x[a + i];
            q *= x[a + j];
            r *= x[b + i];
            s *= x[b + j];
        }
        settle(x, a, b, agree(p, q), agree(r, s));
        for (int i = 0; i < n; i++) {
            y[to + a + i] = before[i] * after[i];
        }
        for (int i = 0; i < n; i++) {
            y[to + b + i] = beforeOfNext[i] * afterOfNext[i];
        }
    }

    /// Tells whether a row's products from both ends are both 0, both infinite, or both neither: then no 0
    /// has met an infinity.
    private static boolean agree(double p, double q) {
        if (p == 0 || q == 0) {
            return p == q;
        }
        return Double.isInfinite(p) ? Double.isInfinite(q) : Double.isFinite(p) && Double.isFinite(q);
    }

    private void settle(Object x, int a, int b, boolean first, boolean second) {
        if (!first) {
            scaled(x, a, before, after);
        }
        if (!second) {
            scaled(x, b, beforeOfNext, afterOfNext);
        }
    }

    /// Finds products as significands and exponents, and leaves them whole in `before`, beside 1 in `after`.
    private static void scaled(Object x, int start, double[] before, double[] after) {
        int n = before.length;
        long[] exponents = new long[n];
        double product = 1;
        long exponent = 0;
        for (int i = 0; i < n; i++) {
            before[i] = product;
            exponents[i] = exponent;
            double factor = x instanceof float[] floats ? floats[start + i] : ((double[]) x)[start + i];
            int own = Math.getExponent(factor);
            product *= Math.scalb(factor, -own);
            int carried = Math.getExponent(product);
            product = Math.scalb(product, -carried);
            exponent += own + carried;
        }
        product = 1;
        exponent = 0;
        for (int i = n - 1; i >= 0; i--) {
            int whole = Math.clamp(exponents[i] + exponent, -FAR, FAR);
            before[i] = Math.scalb(before[i] * product, whole);
            after[i] = 1;
            double factor = x instanceof float[] floats ? floats[start + i] : ((double[]) x)[start + i];
            int own = Math.getExponent(factor);
            product *= Math.scalb(factor, -own);
            int carried = Math.getExponent(product);
            product = Math.scalb(product, -carried);
            exponent += own + carried;
        }
    }
}
