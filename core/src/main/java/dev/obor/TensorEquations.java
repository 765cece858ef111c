package dev.obor;

import dev.obor.dtype.DType;
import dev.obor.error.DTypeException;
import dev.obor.error.OborException;
import dev.obor.error.ShapeException;
import dev.obor.layout.Shape;
import dev.obor.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/// What [Linalg] does with tensors whose dims are joined to those of a matrix, and Vandermonde matrices.
final class TensorEquations {
    private TensorEquations() {}

    static Tensor solve(Tensor a, Tensor b, int... dims) {
        Tensor moved = dims.length == 0 ? a : toEnd(a, dims);
        int lead = Math.min(b.dim(), moved.dim());
        long rows = product(moved, 0, lead);
        long columns = product(moved, lead, moved.dim());
        if (rows != columns || b.numel() != rows) {
            throw new ShapeException("tensorsolve: shapes " + a.shape() + " and " + b.shape() + " with the dims "
                    + Arrays.toString(dims) + " do not fit: A's first " + b.dim() + " dims multiply to " + rows
                    + " and the others to " + columns + "; both must be the number of B's elements");
        }
        Tensor x = Linalg.solve(moved.reshape((int) rows, (int) columns), b.reshape((int) rows));
        return x.reshape(Shape.of(Arrays.copyOfRange(moved.shape().toArray(), lead, moved.dim())));
    }

    private static Tensor toEnd(Tensor x, int... dims) {
        boolean[] moved = new boolean[x.dim()];
        for (int dim : dims) {
            int d = Shape.existingDim("tensorsolve", dim, x.dim());
            if (moved[d]) {
                throw new ShapeException("tensorsolve: dim " + dim + " is given twice in " + Arrays.toString(dims));
            }
            moved[d] = true;
        }
        int[] order = new int[x.dim()];
        int at = 0;
        for (int d = 0; d < order.length; d++) {
            if (!moved[d]) {
                order[at++] = d;
            }
        }
        for (int dim : dims) {
            order[at++] = Shape.existingDim("tensorsolve", dim, x.dim());
        }
        return x.permute(order);
    }

    static Tensor inverse(Tensor a, int ind) {
        if (ind < 1) {
            throw new OborException("tensorinv: ind is " + ind + " and must be 1 or more");
        }
        int lead = Math.min(ind, a.dim());
        long rows = product(a, 0, lead);
        long columns = product(a, lead, a.dim());
        if (rows != columns) {
            throw new ShapeException("tensorinv: the first " + ind + " dims of shape " + a.shape() + " multiply to "
                    + rows + " and the others to " + columns + ": they must be equal");
        }
        int[] sizes = new int[a.dim()];
        Arrays.setAll(sizes, d -> d < a.dim() - lead ? a.size(lead + d) : a.size(d - (a.dim() - lead)));
        return Linalg.inv(a.reshape((int) rows, (int) columns)).reshape(sizes);
    }

    private static long product(Tensor x, int from, int to) {
        long product = 1;
        for (int d = from; d < to; d++) {
            product *= x.size(d);
        }
        return product;
    }

    static Tensor vander(Tensor x) {
        return vander(x, x.dim() == 0 ? 1 : x.size(-1));
    }

    static Tensor vander(Tensor x, int n) {
        if (x.dtype() == DType.BOOL) {
            throw new DTypeException("vander: the tensor is bool, and powers are of numbers: convert with to(INT64)");
        }
        if (n < 2) {
            throw new OborException("vander: " + n + " powers make no matrix: ask for 2 or more");
        }
        // PyTorch's powers of small integers are int64, as its cumprod's are.
        DType dtype = x.dtype().isFloating() ? x.dtype() : DType.INT64;
        Tensor column = (x.dim() == 0 ? x.reshape(1) : x).to(dtype).unsqueeze(-1);
        Tensor ones = Tensor.full(column.shape(), 1, dtype);
        Tensor powers =
                column.expand(column.shape().with(column.dim() - 1, n - 1)).cumprod(-1);
        return Obor.cat(List.of(ones, powers), -1);
    }
}
