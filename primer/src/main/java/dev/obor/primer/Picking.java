package dev.obor.primer;

import static dev.obor.Obor.arange;
import static dev.obor.Obor.tensor;
import static dev.obor.layout.Index.all;
import static dev.obor.layout.Index.places;

import dev.obor.dtype.DType;
import dev.obor.error.ShapeException;
import dev.obor.tensor.Tensor;
import java.util.List;

/// Elements by their places: argmax, integer arrays, gather, coordinates.
final class Picking {
    private static final Tensor PRICES = tensor(0.5, 1, 1.5, 2, 2.5);
    private static final Tensor ITEMS = tensor(0, 0, 1, 1, 4, 3, 2);

    private Picking() {}

    private static void accuracy(Page page) {
        page.say("The class with the highest score of each row, compared with the true one; the mean of the"
                + " truth values"
                + " is the accuracy.");
        Tensor scores = tensor(new double[][] {{0.75, 0.5, 0.25}, {0.1, 0.5, 0.4}, {0.1, 0.7, 0.2}});
        Tensor classes = tensor(0, 1, 0);
        Tensor accuracy = scores.argmax(1).eq(classes).to(DType.FLOAT32).mean();
        page.show(accuracy);
        page.same(accuracy.item(), (double) (2f / 3f));
    }

    private static void totalPrice(Page page) {
        page.say("A tensor of integers is an index: it picks as many elements as it has, in its own shape.");
        Tensor total = PRICES.get(ITEMS).sum();
        page.show(total);
        page.close(total, 9.0);
    }

    private static void gathering(Page page) {
        page.say("`gather` along dim 1 takes, in every row, the columns that the same row of the index names.");
        Tensor matrix = arange(15).reshape(3, 5);
        Tensor one = gatherColumns(matrix, tensor(new int[][] {{4}, {3}, {2}}));
        page.show(one);
        page.same(one, tensor(new int[][] {{4}, {8}, {12}}));
        Tensor two = gatherColumns(matrix, tensor(new int[][] {{2, 4}, {1, 3}, {0, 2}}));
        page.show(two);
        page.same(two, tensor(new int[][] {{2, 4}, {6, 8}, {10, 12}}));
        page.fails(ShapeException.class, () -> gatherColumns(matrix, tensor(0, 1, 2)));
    }

    /// Returns for each row the elements at the columns that the index's row names. Both are matrices with
    /// as many rows, and the index holds columns of the matrix.
    private static Tensor gatherColumns(Tensor matrix, Tensor index) {
        if (matrix.dim() != index.dim() || matrix.size(0) != index.size(0)) {
            throw new ShapeException("gatherColumns: a matrix " + matrix.shape() + " and an index " + index.shape()
                    + ": both need the same rank and number of rows");
        }
        if (index.lt(0).logicalOr(index.ge(matrix.size(1))).any().itemBoolean()) {
            throw new ShapeException(
                    "gatherColumns: the index goes from " + index.min().itemLong() + " to "
                            + index.max().itemLong() + ": columns are 0 to " + (matrix.size(1) - 1));
        }
        return matrix.gather(1, index);
    }

    private static void totalByGather(Page page) {
        page.say("Of one dim, `gather` is the same as indexing.");
        Tensor total = PRICES.gather(0, ITEMS).sum();
        page.show(total);
        page.close(total, 9.0);
    }

    private static void coordinates(Page page) {
        page.say("Coordinates lie in rows, one column for each dim. Taken apart by columns they are the tensors"
                + " by which"
                + " to index, whatever the rank.");
        Tensor flat = at(arange(15).reshape(3, 5), tensor(new int[][] {{0, 1}, {0, 4}, {1, 4}}));
        page.show(flat);
        page.same(flat, tensor(1, 4, 9));
        int[][] places = {{0, 0, 0}, {0, 1, 1}, {0, 2, 2}, {1, 0, 3}, {1, 2, 0}};
        Tensor deep = at(arange(24).reshape(2, 3, 4), tensor(places));
        page.show(deep);
        page.same(deep, tensor(0, 5, 10, 15, 20));
    }

    /// Returns the elements at coordinates of shape `[batch, dims]`, of shape `[batch]`.
    private static Tensor at(Tensor values, Tensor coordinates) {
        return values.get(coordinates.unbind(1));
    }

    private static void rowsAndColumns(Page page) {
        page.say("Places in any order, and as often as you like: of rows first, then of columns.");
        Tensor matrix = arange(15).reshape(5, 3);
        Tensor rows = matrix.get(places(0, 2, 1, 0));
        page.show("rows", rows);
        page.same(rows, tensor(new int[][] {{0, 1, 2}, {6, 7, 8}, {3, 4, 5}, {0, 1, 2}}));
        Tensor columns = matrix.get(all(), places(0, 2, 1, 0));
        page.show("columns", columns);
        page.same(columns, tensor(new int[][] {
            {0, 2, 1, 0}, {3, 5, 4, 3}, {6, 8, 7, 6}, {9, 11, 10, 9}, {12, 14, 13, 12}
        }));
    }

    static final List<Exercise> ALL = List.of(
            new Exercise("A10", "Accuracy", Picking::accuracy),
            new Exercise("A11", "A total price by indexing", Picking::totalPrice),
            new Exercise("A12", "Gathering along a dim", Picking::gathering),
            new Exercise("A13", "A total price by gather", Picking::totalByGather),
            new Exercise("A14", "Values at coordinates", Picking::coordinates),
            new Exercise("A19", "Rows and columns by place", Picking::rowsAndColumns));
}
