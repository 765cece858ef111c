package dev.obor.cpu;

import dev.obor.dtype.DType;
import dev.obor.layout.Layout;
import dev.obor.layout.Places;
import dev.obor.layout.Shape;
import dev.obor.storage.Storage;
import dev.obor.storage.View;
import dev.obor.tensor.Cast;
import dev.obor.tensor.MatMul;
import dev.obor.tensor.Reduce;
import dev.obor.tensor.Reducer;

/// Runs batched matrix products: floating-point ones by [Gemm], those with a column as [Reductions], 16-bit
/// ones in float32, integers by a plain loop in long.
final class Products {
    /// The fewest elements of a row that are worth a reduction.
    private static final int LONG_ROW = 32;

    private final CpuBackend backend;

    Products(CpuBackend backend) {
        this.backend = backend;
    }

    void run(View a, View b, View output) {
        Shape result = output.shape();
        int m = result.size(-2);
        int n = result.size(-1);
        int k = a.shape().size(-1);
        if (result.numel() == 0) {
            return;
        }
        DType dtype = output.dtype();
        if (n == 1 && k >= LONG_ROW && dtype.isFloating()) {
            rowsTimesVector(a, b, output);
            return;
        }
        DType compute = dtype.isFloating() ? dtype.compute() : DType.INT64;
        if (compute != dtype) {
            View wide = fresh(result, compute);
            run(converted(a, compute), converted(b, compute), wide);
            backend.run(new Cast(dtype), new View[] {wide}, new View[] {output});
            return;
        }
        if (result.rank() == 2) {
            int start = output.layout().offset();
            product(a.storage(), b.storage(), output.storage(), a.layout(), b.layout(), m, n, k)
                    .run(a.layout().offset(), b.layout().offset(), start);
            return;
        }
        Shape batch = MatMul.leading(result);
        int rank = batch.rank();
        Layout as = a.layout().expand(batch.insert(rank, m).insert(rank + 1, k));
        Layout bs = b.layout().expand(batch.insert(rank, k).insert(rank + 1, n));
        int[] aPlaces = items(as, k);
        int[] bPlaces = items(bs, k);
        Product product = product(a.storage(), b.storage(), output.storage(), as, bs, m, n, k);
        int start = output.layout().offset();
        // One thread an item where there are many; the product itself shares the work where there are few.
        if (aPlaces.length > 1 && (long) m * n * k * aPlaces.length > 1 << 16) {
            Workers.parallelFor(aPlaces.length, i -> product.run(aPlaces[i], bPlaces[i], start + i * m * n));
        } else {
            for (int i = 0; i < aPlaces.length; i++) {
                product.run(aPlaces[i], bPlaces[i], start + i * m * n);
            }
        }
    }

    /// A column on the right: sums of products of rows, in the order of [Reductions], at the speed of memory.
    private void rowsTimesVector(View a, View b, View output) {
        Shape shape = output.shape();
        int rank = shape.rank();
        Shape full = shape.with(rank - 1, a.shape().size(-1));
        View rows = a.with(a.layout().expand(full));
        int last = b.shape().rank() - 1;
        View vector = b.with(b.layout().select(last, 0).unsqueeze(last - 1).expand(full));
        backend.run(
                new Reduce(Reducer.SUM_PRODUCTS, new int[] {rank - 1}, true),
                new View[] {rows, vector},
                new View[] {output});
    }

    private interface Product {
        void run(int aOffset, int bOffset, int outOffset);
    }

    private static Product product(Storage a, Storage b, Storage out, Layout as, Layout bs, int m, int n, int k) {
        int ar = as.stride(-2);
        int ac = as.stride(-1);
        int br = bs.stride(-2);
        int bc = bs.stride(-1);
        return switch (out) {
            case Storage.Floats c -> {
                float[] x = ((Storage.Floats) a).array();
                float[] y = ((Storage.Floats) b).array();
                yield (i, j, o) -> Gemm.multiply(m, n, k, x, i, ar, ac, y, j, br, bc, c.array(), o, n, false);
            }
            case Storage.Doubles c -> {
                double[] x = ((Storage.Doubles) a).array();
                double[] y = ((Storage.Doubles) b).array();
                yield (i, j, o) -> Gemm.multiply(m, n, k, x, i, ar, ac, y, j, br, bc, c.array(), o, n, false);
            }
            case Storage.Longs c -> {
                long[] x = ((Storage.Longs) a).array();
                long[] y = ((Storage.Longs) b).array();
                yield (i, j, o) -> {
                    for (int row = 0; row < m; row++) {
                        for (int p = 0; p < k; p++) {
                            long factor = x[i + row * ar + p * ac];
                            for (int column = 0; column < n; column++) {
                                c.array()[o + row * n + column] += factor * y[j + p * br + column * bc];
                            }
                        }
                    }
                };
            }
            default ->
                throw new IllegalArgumentException(
                        "no product of " + out.getClass().getSimpleName());
        };
    }

    /// The places of the first elements of each matrix of a batch.
    private static int[] items(Layout layout, int k) {
        Layout first = layout;
        if (k == 0) {
            return new int
                    [layout.shape().numel() == 0
                            ? MatMul.leading(layout.shape()).numel()
                            : 0];
        }
        first = first.select(first.shape().rank() - 1, 0);
        return Places.of(first.select(first.shape().rank() - 1, 0));
    }

    private View converted(View x, DType dtype) {
        View result = fresh(x.shape(), dtype);
        backend.run(new Cast(dtype), new View[] {x}, new View[] {result});
        return result;
    }

    private View fresh(Shape shape, DType dtype) {
        return new View(backend.allocate(dtype, shape.numel()), Layout.dense(shape), dtype);
    }
}
