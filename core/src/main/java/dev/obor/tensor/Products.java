package dev.obor.tensor;

import dev.obor.dtype.DType;
import dev.obor.dtype.Promotion;
import dev.obor.error.DTypeException;
import dev.obor.error.ShapeException;
import dev.obor.layout.Broadcast;
import dev.obor.layout.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What [LinearAlgebra] composes of products, sums and views.
final class Products {
    private Products() {}

    static void checkDims(String op, Tensor a, int aDims, Tensor b, int bDims) {
        if (a.dim() != aDims || b.dim() != bDims) {
            throw new ShapeException(op + ": shapes " + a.shape() + " and " + b.shape() + ": the first needs "
                    + dims(aDims) + " and the second " + dims(bDims) + ": use matmul for others");
        }
    }

    private static String dims(int count) {
        return count == 1 ? "one dim" : count + " dims";
    }

    static void checkBatches(String op, Tensor a, Tensor b) {
        checkDims(op, a, 3, b, 3);
        if (a.size(0) != b.size(0)) {
            throw new ShapeException(op + ": shapes " + a.shape() + " and " + b.shape() + ": the batches are of "
                    + a.size(0) + " and " + b.size(0) + " matrices, and must be equal: use matmul to broadcast");
        }
    }

    static void checkTypes(String op, Tensor a, Tensor b) {
        Matrices.checkSameType(op, new Spec(a.shape(), a.dtype()), new Spec(b.shape(), b.dtype()));
        if (a.dtype() == DType.BOOL) {
            throw new DTypeException(op + ": bool has no product: convert with to(UINT8), or use logicalAnd and any");
        }
    }

    static Tensor dot(String op, Tensor a, Tensor b) {
        if (a.dim() != 1 || !a.shape().equals(b.shape())) {
            throw new ShapeException(
                    op + ": shapes " + a.shape() + " and " + b.shape() + ": both need one dim of the same size");
        }
        checkTypes(op, a, b);
        return a.apply(new Reduce(Reducer.SUM_PRODUCTS, new int[] {0}, false), b)
                .to(a.dtype());
    }

    static Tensor vecdot(String op, Tensor a, Tensor b, int dim) {
        checkTypes(op, a, b);
        if (!a.dtype().isFloating()) {
            throw new DTypeException(op + ": the tensors are " + a.dtype()
                    + " and must be floating-point: convert them, or use mul and sum for integers");
        }
        int rank = Broadcast.of(op, a.shape(), b.shape()).rank();
        int d = Shape.existingDim(op, dim, rank);
        return a.apply(new Reduce(Reducer.SUM_PRODUCTS, new int[] {d}, false), b)
                .to(a.dtype());
    }

    static Tensor inner(Tensor a, Tensor b) {
        if (a.dim() == 0 || b.dim() == 0) {
            return a.mul(b);
        }
        if (a.size(-1) != b.size(-1)) {
            throw new ShapeException("inner: shapes " + a.shape() + " and " + b.shape() + ": the last dims, "
                    + a.size(-1) + " and " + b.size(-1) + ", must be equal");
        }
        return tensordot(a, b, new int[][] {{-1}, {-1}});
    }

    static Tensor outer(String op, Tensor a, Tensor b) {
        checkDims(op, a, 1, b, 1);
        return a.unsqueeze(1).mul(b);
    }

    /// Returns beta·x + alpha·product; x broadcasts to the product's shape.
    static Tensor combined(String op, Tensor x, Tensor product, Number beta, Number alpha) {
        Matrices.checkSameType(op, new Spec(x.shape(), x.dtype()), new Spec(product.shape(), product.dtype()));
        checkExpands(op, x, product.shape());
        Tensor scaled = scaled(product, number(product.dtype(), alpha));
        Number factor = number(product.dtype(), beta);
        return factor.doubleValue() == 0
                ? withoutValues(x, scaled)
                : scaled(x, factor).add(scaled);
    }

    /// Returns `y`, of x's part in which nothing is left but a gradient of zeros.
    private static Tensor withoutValues(Tensor x, Tensor y) {
        return x.requiresGrad() ? Tensor.where(Tensor.full(Shape.SCALAR, 0, DType.BOOL), x, y) : y;
    }

    private static Number number(DType dtype, Number value) {
        return dtype.isFloating() ? (Number) value.doubleValue() : (Number) value.longValue();
    }

    private static Tensor scaled(Tensor x, Number factor) {
        return factor.doubleValue() == 1 ? x : x.mul(factor);
    }

    private static void checkExpands(String op, Tensor x, Shape shape) {
        if (!Broadcast.of(op, x.shape(), shape).equals(shape)) {
            throw new ShapeException(op + ": the tensor has shape " + x.shape()
                    + " and does not broadcast to that of the" + " product, " + shape);
        }
    }

    static Tensor sumOfProducts(Tensor a, Tensor b) {
        if (a.size(2) != b.size(1)) {
            throw new ShapeException("addbmm: shapes " + a.shape() + " and " + b.shape()
                    + " do not fit: the last dim of" + " the first (" + a.size(2) + ") and the second of the other ("
                    + b.size(1) + ") must be equal");
        }
        int inner = a.size(0) * a.size(2);
        return a.permute(1, 0, 2).reshape(a.size(1), inner).matmul(b.reshape(inner, b.size(2)));
    }

    static Tensor addr(Tensor x, Tensor a, Tensor b, Number beta, Number alpha) {
        checkDims("addr", a, 1, b, 1);
        DType dtype = Promotion.promote(x.dtype(), Promotion.promote(a.dtype(), b.dtype()));
        for (Number factor : new Number[] {beta, alpha}) {
            if (!dtype.isFloating() && Promotion.ofNumber(factor).isFloating()) {
                throw new DTypeException("addr: the tensors are " + dtype + ", and beta " + beta + " and alpha " + alpha
                        + " must then be integers: convert the tensors with to(FLOAT32)");
            }
        }
        Tensor product = outer("addr", a.to(dtype), b.to(dtype));
        checkExpands("addr", x, product.shape());
        if (dtype == DType.BOOL) {
            Tensor none = Tensor.full(Shape.SCALAR, 0, dtype);
            Tensor first = beta.longValue() == 0 ? none : x;
            return first.logicalOr(alpha.longValue() == 0 ? none.expand(product.shape()) : product);
        }
        return combined("addr", x.to(dtype), product, beta, alpha);
    }

    static Tensor replace(String op, Tensor x, Tensor result) {
        if (!x.shape().equals(result.shape()) || x.dtype() != result.dtype()) {
            throw new ShapeException(op + ": the result is " + result.dtype() + result.shape() + " and this tensor "
                    + x.dtype() + x.shape() + ": they must be equal: use the method without _");
        }
        return x.copy_(result);
    }

    static Tensor tensordot(Tensor a, Tensor b, int count) {
        if (count < 0 || count > Math.min(a.dim(), b.dim())) {
            throw new ShapeException("tensordot: " + count + " dims of shapes " + a.shape() + " and " + b.shape()
                    + " cannot be summed over: pass a number from 0 to " + Math.min(a.dim(), b.dim()));
        }
        int[][] dims = new int[2][count];
        Arrays.setAll(dims[0], i -> a.dim() - count + i);
        Arrays.setAll(dims[1], i -> i);
        return tensordot(a, b, dims);
    }

    static Tensor tensordot(Tensor a, Tensor b, int[][] dims) {
        if (dims.length != 2 || dims[0].length != dims[1].length) {
            throw new ShapeException("tensordot: the dims " + Arrays.deepToString(dims)
                    + " must be two lists of one length, for the first and the second tensor");
        }
        checkTypes("tensordot", a, b);
        boolean[][] summed = {new boolean[a.dim()], new boolean[b.dim()]};
        Tensor[] sides = {a, b};
        int[][] pairs = new int[2][dims[0].length];
        int inner = 1;
        for (int i = 0; i < pairs[0].length; i++) {
            for (int side = 0; side < 2; side++) {
                pairs[side][i] = summedDim(side == 0 ? a : b, dims[side][i], summed[side]);
            }
            int left = a.size(pairs[0][i]);
            int right = b.size(pairs[1][i]);
            if (left != right && left != 1 && right != 1) {
                throw new ShapeException(
                        "tensordot: dims " + dims[0][i] + " of " + a.shape() + " and " + dims[1][i] + " of " + b.shape()
                                + " have sizes " + left + " and " + right + ": they must be equal, or one of them 1");
            }
            if (left != right) {
                int larger = left == 1 ? 1 : 0;
                sides[larger] = sides[larger].sum(pairs[larger][i], true).to(a.dtype());
            }
            inner *= sides[0].size(pairs[0][i]);
        }
        List<Integer> sizes = new ArrayList<>();
        int[] leftOrder = order(summed[0], pairs[0], false, sides[0], sizes);
        int[] rightOrder = order(summed[1], pairs[1], true, sides[1], sizes);
        int rows = product(a.dim() - pairs[0].length, sizes, 0);
        int columns = product(b.dim() - pairs[1].length, sizes, a.dim() - pairs[0].length);
        Tensor left = sides[0].permute(leftOrder).reshape(rows, inner);
        Tensor right = sides[1].permute(rightOrder).reshape(inner, columns);
        return left.matmul(right)
                .reshape(sizes.stream().mapToInt(Integer::intValue).toArray());
    }

    private static int summedDim(Tensor x, int dim, boolean[] summed) {
        int d = Shape.existingDim("tensordot", dim, x.dim());
        if (summed[d]) {
            throw new ShapeException("tensordot: dim " + dim + " of " + x.shape() + " is given twice");
        }
        summed[d] = true;
        return d;
    }

    /// Returns the dims with those that are summed over behind the others, or before them, and notes the
    /// others' sizes.
    private static int[] order(boolean[] summed, int[] pairs, boolean first, Tensor x, List<Integer> sizes) {
        int[] order = new int[summed.length];
        System.arraycopy(pairs, 0, order, first ? 0 : summed.length - pairs.length, pairs.length);
        int at = first ? pairs.length : 0;
        for (int d = 0; d < summed.length; d++) {
            if (!summed[d]) {
                order[at++] = d;
                sizes.add(x.size(d));
            }
        }
        return order;
    }

    private static int product(int count, List<Integer> sizes, int from) {
        return sizes.subList(from, from + count).stream().reduce(1, (x, y) -> x * y);
    }

    static Tensor kron(Tensor a, Tensor b) {
        int rank = Math.max(a.dim(), b.dim());
        int[] left = new int[2 * rank];
        int[] right = new int[2 * rank];
        int[] result = new int[rank];
        for (int d = 0; d < rank; d++) {
            int back = d - rank;
            left[2 * d] = -back <= a.dim() ? a.size(back) : 1;
            left[2 * d + 1] = 1;
            right[2 * d] = 1;
            right[2 * d + 1] = -back <= b.dim() ? b.size(back) : 1;
            long size = (long) left[2 * d] * right[2 * d + 1];
            if (size > Integer.MAX_VALUE) {
                throw new ShapeException("kron: shapes " + a.shape() + " and " + b.shape() + " give a dim of size "
                        + size + ", and a tensor holds at most 2147483647 elements: use smaller ones");
            }
            result[d] = (int) size;
        }
        return a.reshape(left).mul(b.reshape(right)).reshape(result);
    }

    static int firstOfThree(Tensor a, Tensor b) {
        if (a.dim() == b.dim()) {
            for (int d = 0; d < a.dim(); d++) {
                if (a.size(d) == 3 && b.size(d) == 3) {
                    return d;
                }
            }
        }
        throw new ShapeException("cross: shapes " + a.shape() + " and " + b.shape()
                + " have no dim of size 3 in common: vectors of three elements have cross products");
    }

    static Tensor cross(String op, Tensor a, Tensor b, int dim) {
        checkTypes(op, a, b);
        if (a.dim() != b.dim()) {
            throw new ShapeException(op + ": shapes " + a.shape() + " and " + b.shape()
                    + ": both need the same number of dims: use unsqueeze");
        }
        int d = Shape.existingDim(op, dim, a.dim());
        if (a.size(d) != 3 || b.size(d) != 3) {
            throw new ShapeException(
                    op + ": dim " + dim + " of shapes " + a.shape() + " and " + b.shape() + " has sizes " + a.size(d)
                            + " and " + b.size(d) + ", and cross products are of three elements: pass a dim of size 3");
        }
        return rolled(a, d, 1).mul(rolled(b, d, 2)).sub(rolled(a, d, 2).mul(rolled(b, d, 1)));
    }

    /// Returns the three elements from the `first` on, around.
    private static Tensor rolled(Tensor x, int dim, int first) {
        return Concatenation.of(List.of(x.narrow(dim, first, 3 - first), x.narrow(dim, 0, first)), dim);
    }

    static Tensor power(Tensor a, int n) {
        if (a.dim() < 2 || a.size(-1) != a.size(-2)) {
            throw new ShapeException("matrixPower: the matrices have shape " + a.shape() + " and must be square");
        }
        checkTypes("matrixPower", a, a);
        if (n == 0) {
            return withoutValues(
                    a,
                    Triangles.identity(a.size(-1), a.dtype()).expand(a.shape()).clone());
        }
        Tensor square = n < 0 ? LinearSolve.inverse("matrixPower", a, true)[0] : a.clone();
        List<Tensor> factors = new ArrayList<>();
        for (long rest = Math.abs((long) n); rest > 0; rest >>= 1) {
            if ((rest & 1) == 1) {
                factors.add(square);
            }
            square = rest > 1 ? square.matmul(square) : square;
        }
        return factors.stream().reduce(Tensor::matmul).orElseThrow();
    }
}
