package dev.obor.tensor;

import dev.obor.dtype.DType;
import dev.obor.layout.Places;
import dev.obor.layout.Shape;
import dev.obor.storage.Elements;
import dev.obor.storage.View;

/// The factors of symmetric matrices A = L·D·Lᵀ, of which the lower triangle is read: D has blocks of one or
/// two rows on its diagonal, and L interchanges rows. Outputs, as of LAPACK's routine sytrf: D on the
/// diagonal and the blocks' other elements below it, L in the rest, zeros above; pivots, int32, for each row
/// k (counted from 1) the row it was swapped with, or, for both rows of a block of two, minus the row that
/// the second was swapped with; and info, int32: 0, or the number of the first zero on D's diagonal.
///
/// Source: Bunch and Kaufman, "Some stable methods for calculating inertia and solving symmetric linear
/// systems" (1977), algorithm A. Nothing is differentiable, as in PyTorch.
record LdlFactor() implements Routine {
    /// What bounds the growth of elements best, whichever block is chosen (Bunch and Kaufman 1977, section 2).
    private static final double ALPHA = (1 + Math.sqrt(17)) / 8;

    @Override
    public String name() {
        return "ldlFactor";
    }

    @Override
    public Spec[] infer(Spec... inputs) {
        Matrices.checkSquare(name(), inputs[0]);
        Shape shape = inputs[0].shape();
        return new Spec[] {
            inputs[0], new Spec(Matrices.without(shape, 1), DType.INT32), new Spec(Matrices.batch(shape), DType.INT32)
        };
    }

    @Override
    public boolean isDifferentiable() {
        return false;
    }

    @Override
    public Tensor gradient(int input, Tensor g, Saved saved) {
        throw new IllegalStateException(name() + " has no gradient");
    }

    @Override
    public void run(View[] inputs, View[] outputs) {
        int n = inputs[0].shape().size(-1);
        int[] from = Places.of(inputs[0].layout());
        int items = outputs[2].shape().numel();
        for (int item = 0; item < items; item++) {
            double[] a = new double[n * n];
            for (int i = 0; i < n; i++) {
                for (int j = 0; j <= i; j++) {
                    int place = from[(item * n + i) * n + j];
                    a[i * n + j] = Elements.getDouble(inputs[0].storage(), inputs[0].dtype(), place);
                }
            }
            int[] pivots = new int[n];
            int info = factor(a, n, pivots);
            for (int e = 0; e < a.length; e++) {
                int place = outputs[0].layout().offset() + item * a.length + e;
                Elements.setDouble(outputs[0].storage(), outputs[0].dtype(), place, a[e]);
            }
            for (int k = 0; k < n; k++) {
                Elements.setLong(
                        outputs[1].storage(), DType.INT32, outputs[1].layout().offset() + item * n + k, pivots[k]);
            }
            Elements.setLong(
                    outputs[2].storage(), DType.INT32, outputs[2].layout().offset() + item, info);
        }
    }

    private static int factor(double[] a, int n, int[] pivots) {
        int info = 0;
        int k = 0;
        while (k < n) {
            int largest = largestBelow(a, n, k);
            double own = Math.abs(a[k * n + k]);
            double below = largest < n ? Math.abs(a[largest * n + k]) : 0;
            int width = 1;
            int pivot = k;
            if (own == 0 && below == 0) {
                info = info == 0 ? k + 1 : info;
            } else if (own < ALPHA * below) {
                double across = largestOfRow(a, n, k, largest);
                if (own < ALPHA * below * (below / across)) {
                    pivot = largest;
                    width = Math.abs(a[largest * n + largest]) >= ALPHA * across ? 1 : 2;
                }
            }
            swap(a, n, k, k + width - 1, pivot);
            if (width == 2) {
                eliminatePair(a, n, k);
                pivots[k + 1] = -(pivot + 1);
            } else if (a[k * n + k] != 0) {
                eliminate(a, n, k);
            }
            pivots[k] = width == 2 ? -(pivot + 1) : pivot + 1;
            k += width;
        }
        return info;
    }

    /// Returns the row of the largest element of a column below the diagonal; n if there is none.
    private static int largestBelow(double[] a, int n, int k) {
        int best = k + 1;
        for (int i = k + 2; i < n; i++) {
            best = Math.abs(a[i * n + k]) > Math.abs(a[best * n + k]) ? i : best;
        }
        return best;
    }

    /// Returns the largest absolute value of a symmetric matrix's row besides its diagonal, from column k on.
    private static double largestOfRow(double[] a, int n, int k, int row) {
        double most = 0;
        for (int j = k; j < n; j++) {
            if (j != row) {
                most = Math.max(most, Math.abs(j < row ? a[row * n + j] : a[j * n + row]));
            }
        }
        return most;
    }

    /// Swaps two rows and columns, p < q, of the symmetric matrix that starts at k.
    private static void swap(double[] a, int n, int k, int p, int q) {
        if (p == q) {
            return;
        }
        for (int j = k; j < p; j++) {
            swapElements(a, p * n + j, q * n + j);
        }
        for (int j = p + 1; j < q; j++) {
            swapElements(a, j * n + p, q * n + j);
        }
        swapElements(a, p * n + p, q * n + q);
        for (int i = q + 1; i < n; i++) {
            swapElements(a, i * n + p, i * n + q);
        }
    }

    private static void swapElements(double[] a, int i, int j) {
        double first = a[i];
        a[i] = a[j];
        a[j] = first;
    }

    private static void eliminate(double[] a, int n, int k) {
        double d = a[k * n + k];
        for (int j = k + 1; j < n; j++) {
            double factor = a[j * n + k] / d;
            for (int i = j; i < n; i++) {
                a[i * n + j] -= a[i * n + k] * factor;
            }
            // Rows from j on still hold column k as it was.
            a[j * n + k] = factor;
        }
    }

    private static void eliminatePair(double[] a, int n, int k) {
        double off = a[(k + 1) * n + k];
        // All is divided by the element off the diagonal, the largest, so that the determinant does not overflow.
        double first = a[k * n + k] / off;
        double second = a[(k + 1) * n + k + 1] / off;
        double scale = 1 / (first * second - 1) / off;
        for (int j = k + 2; j < n; j++) {
            double left = scale * (second * a[j * n + k] - a[j * n + k + 1]);
            double right = scale * (first * a[j * n + k + 1] - a[j * n + k]);
            for (int i = j; i < n; i++) {
                a[i * n + j] -= a[i * n + k] * left + a[i * n + k + 1] * right;
            }
            a[j * n + k] = left;
            a[j * n + k + 1] = right;
        }
    }

    /// Returns the factors, pivots and info.
    ///
    /// @param checked whether an info other than 0 is an error
    static Tensor[] of(String op, Tensor a, boolean checked) {
        FactorCalls.checkSquare(op, a);
        Tensor[] found = Interpreter.current().apply(new LdlFactor(), a);
        if (checked) {
            Matrices.checkInfo(
                    op,
                    found[2],
                    "is singular (D[%1$d, %1$d] of its LDL factors, counted from 1, is zero): add a small diagonal, or use"
                            + " lstsq or pinv");
        }
        return found;
    }
}
