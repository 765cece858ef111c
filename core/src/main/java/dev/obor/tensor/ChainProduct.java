package dev.obor.tensor;

import dev.obor.error.ShapeException;
import java.util.ArrayList;
import java.util.List;

/// The product of several matrices, in the order that takes the fewest multiplications (Cormen, Leiserson,
/// Rivest and Stein, "Introduction to Algorithms", 3rd ed., section 15.2).
public final class ChainProduct {
    private final List<Tensor> matrices;
    private final int[][] splits;

    private ChainProduct(List<Tensor> matrices) {
        this.matrices = matrices;
        int n = matrices.size();
        this.splits = new int[n][n];
        double[][] costs = new double[n][n];
        for (int length = 1; length < n; length++) {
            for (int from = 0; from + length < n; from++) {
                int to = from + length;
                costs[from][to] = Double.POSITIVE_INFINITY;
                for (int split = from; split < to; split++) {
                    double own = (double) matrices.get(from).size(0)
                            * matrices.get(split).size(1)
                            * matrices.get(to).size(1);
                    double cost = costs[from][split] + costs[split + 1][to] + own;
                    if (cost < costs[from][to]) {
                        costs[from][to] = cost;
                        splits[from][to] = split;
                    }
                }
            }
        }
    }

    /// Returns the product; the first tensor may be a row of one dim and the last a column of one dim.
    ///
    /// @param op the name for messages
    /// @throws ShapeException if there are fewer than two tensors, or they do not fit
    public static Tensor of(String op, List<Tensor> tensors) {
        if (tensors.size() < 2) {
            throw new ShapeException(op + ": " + tensors.size() + " matrices have no product: pass two or more");
        }
        List<Tensor> matrices = new ArrayList<>(tensors);
        boolean isRow = tensors.getFirst().dim() == 1;
        boolean isColumn = tensors.getLast().dim() == 1;
        if (isRow) {
            matrices.set(0, tensors.getFirst().unsqueeze(0));
        }
        if (isColumn) {
            matrices.set(matrices.size() - 1, tensors.getLast().unsqueeze(1));
        }
        for (int i = 0; i < matrices.size(); i++) {
            check(op, i, tensors.get(i), matrices.get(i), matrices.get(Math.max(i - 1, 0)));
        }
        Tensor product = new ChainProduct(matrices).product(0, matrices.size() - 1);
        product = isColumn ? product.squeeze(1) : product;
        return isRow ? product.squeeze(0) : product;
    }

    private static void check(String op, int i, Tensor given, Tensor matrix, Tensor before) {
        if (matrix.dim() != 2) {
            throw new ShapeException(op + ": tensor " + i + " has shape " + given.shape()
                    + " and must be a matrix; the first and the last may be vectors");
        }
        if (i > 0 && before.size(1) != matrix.size(0)) {
            throw new ShapeException(op + ": tensors " + (i - 1) + " and " + i + ", " + before.size(0) + " by "
                    + before.size(1) + " and " + matrix.size(0) + " by " + matrix.size(1)
                    + ", do not fit: the columns of one must be as many as the rows of the next");
        }
        Products.checkTypes(op, before, matrix);
    }

    private Tensor product(int from, int to) {
        if (from == to) {
            return matrices.get(from);
        }
        int split = splits[from][to];
        return product(from, split).matmul(product(split + 1, to));
    }
}
