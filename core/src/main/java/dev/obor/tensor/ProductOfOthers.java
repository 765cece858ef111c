package dev.obor.tensor;

import dev.obor.layout.Shape;
import java.util.Arrays;
import java.util.List;

/// The product of all elements along some dims but the one itself: the derivative of a product.
final class ProductOfOthers {
    private ProductOfOthers() {}

    /// Returns a tensor of x's shape.
    ///
    /// @param dims the dims of the product, ascending
    /// @param product the product of all, dims kept
    static Tensor of(Tensor x, int[] dims, Tensor product) {
        if (dims.length == 0) {
            return Tensor.full(x.shape(), 1, x.dtype());
        }
        // Where a product is 0 the quotient would be 0 / 0, and its derivative wrong as well.
        boolean divides = !product.eq(0).any().itemBoolean();
        return divides ? product.div(x) : byScan(x, dims);
    }

    private static Tensor byScan(Tensor x, int[] dims) {
        int[] order = reducedLast(x.dim(), dims);
        Tensor turned = x.permute(order);
        int count = 1;
        for (int dim : dims) {
            count *= x.size(dim);
        }
        Tensor rows = turned.reshape(x.numel() / Math.max(count, 1), count);
        Tensor others = before(rows).mul(after(rows)).reshape(turned.shape());
        int[] back = new int[order.length];
        for (int d = 0; d < back.length; d++) {
            back[order[d]] = d;
        }
        return others.permute(back);
    }

    /// The product of the elements to the left, by doubling: after step s each holds the product of the s
    /// before it.
    private static Tensor before(Tensor rows) {
        int n = rows.size(1);
        Tensor result = Concatenation.of(List.of(ones(rows, 1), rows.narrow(1, 0, n - 1)), 1);
        for (int s = 1; s < n; s *= 2) {
            result = result.mul(Concatenation.of(List.of(ones(rows, s), result.narrow(1, 0, n - s)), 1));
        }
        return result;
    }

    private static Tensor after(Tensor rows) {
        int n = rows.size(1);
        Tensor result = Concatenation.of(List.of(rows.narrow(1, 1, n - 1), ones(rows, 1)), 1);
        for (int s = 1; s < n; s *= 2) {
            result = result.mul(Concatenation.of(List.of(result.narrow(1, s, n - s), ones(rows, s)), 1));
        }
        return result;
    }

    private static Tensor ones(Tensor rows, int columns) {
        return Tensor.full(Shape.of(rows.size(0), columns), 1, rows.dtype());
    }

    private static int[] reducedLast(int rank, int[] dims) {
        int[] order = new int[rank];
        int kept = 0;
        int reduced = rank - dims.length;
        for (int d = 0; d < rank; d++) {
            order[Arrays.binarySearch(dims, d) >= 0 ? reduced++ : kept++] = d;
        }
        return order;
    }
}
