package dev.obor.tensor;

import dev.obor.dtype.DType;
import dev.obor.layout.Shape;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;

/// Different elements, or slices: found by comparing neighbours, in order for all, as they stand for
/// consecutive ones.
final class Uniques {
    private Uniques() {}

    static Sorting.Unique of(Tensor given, boolean consecutive, boolean inverse, boolean counts, OptionalInt dim) {
        return GradMode.noGrad(() -> {
            Tensor x = given.detach();
            if (dim.isEmpty() || x.dim() == 0) {
                Tensor flat = x.reshape(x.numel());
                Sorting.Unique found = slices(flat.unsqueeze(1), consecutive, inverse, counts);
                return new Sorting.Unique(
                        found.output().squeeze(1),
                        found.inverse().map(places -> places.reshape(given.shape())),
                        found.counts());
            }
            int d = x.wrap(consecutive ? "uniqueConsecutive" : "unique", dim.getAsInt());
            Tensor front = x.transpose(0, d);
            Shape slice = front.shape().remove(0);
            Tensor rows = front.reshape(Shape.of(front.size(0), slice.numel()));
            Sorting.Unique found = slices(rows, consecutive, inverse, counts);
            Shape shape = slice.insert(0, found.output().size(0));
            return new Sorting.Unique(
                    found.output().reshape(shape).transpose(0, d).contiguous(), found.inverse(), found.counts());
        });
    }

    /// @param rows a matrix whose rows are compared
    private static Sorting.Unique slices(Tensor rows, boolean consecutive, boolean inverse, boolean counts) {
        int n = rows.size(0);
        int width = rows.size(1);
        int[] order = consecutive ? identity(n) : order(rows, n, width);
        double[] doubles = rows.dtype().isFloating() ? rows.toDoubleArray() : new double[0];
        long[] longs = rows.dtype().isFloating() ? new long[0] : rows.toLongArray();
        long[] places = new long[n];
        long[] firsts = new long[n];
        long[] sizes = new long[n];
        int found = 0;
        for (int i = 0; i < n; i++) {
            boolean fresh = i == 0;
            for (int k = 0; k < width && !fresh; k++) {
                int a = order[i] * width + k;
                int b = order[i - 1] * width + k;
                fresh = rows.dtype().isFloating() ? doubles[a] != doubles[b] : longs[a] != longs[b];
            }
            if (fresh) {
                firsts[found++] = order[i];
            }
            places[order[i]] = found - 1L;
            sizes[found - 1]++;
        }
        Tensor output = rows.indexSelect(0, Tensor.of(Arrays.copyOf(firsts, found)));
        return new Sorting.Unique(
                output,
                inverse ? Optional.of(Tensor.of(places)) : Optional.empty(),
                counts ? Optional.of(Tensor.of(Arrays.copyOf(sizes, found))) : Optional.empty());
    }

    private static int[] identity(int n) {
        int[] order = new int[n];
        Arrays.setAll(order, i -> i);
        return order;
    }

    /// The rows' order, by their first elements first: sorted by each column from the last to the first, each
    /// sort stable.
    private static int[] order(Tensor rows, int n, int width) {
        Tensor order = Tensor.full(Shape.of(n), 0, DType.INT64);
        order.copy_(Tensor.of(Arrays.stream(identity(n)).asLongStream().toArray()));
        for (int k = width - 1; k >= 0; k--) {
            Tensor column = rows.select(1, k).indexSelect(0, order);
            order = order.gather(0, Orders.argsort(column, "unique", 0, false));
        }
        return Arrays.stream(order.toLongArray()).mapToInt(i -> (int) i).toArray();
    }
}
