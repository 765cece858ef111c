package dev.obor.primer;

import static dev.obor.Obor.arange;
import static dev.obor.Obor.tensor;
import static dev.obor.layout.Index.places;
import static dev.obor.layout.Index.slice;

import dev.obor.Obor;
import dev.obor.dtype.DType;
import dev.obor.layout.Shape;
import dev.obor.tensor.Tensor;
import java.util.List;

/// Matrices by functions, not by literals: counting, transposing, repeating, broadcasting, masks.
final class Patterned {
    private Patterned() {}

    private static void counted(Page page) {
        page.say("A count, folded into rows.");
        Tensor x = arange(9).reshape(3, 3);
        page.show(x);
        page.same(x, tensor(new int[][] {{0, 1, 2}, {3, 4, 5}, {6, 7, 8}}));
    }

    private static void transposed(Page page) {
        page.say("A transpose is a view: nothing is copied, strides change places.");
        Tensor x = arange(9).reshape(3, 3).t();
        page.show(x);
        page.same(x, tensor(new int[][] {{0, 3, 6}, {1, 4, 7}, {2, 5, 8}}));
    }

    private static void inARow(Page page) {
        page.say("`tile` lays copies side by side, any number of them.");
        Tensor x = arange(5).tile(3);
        page.show(x);
        page.same(x, tensor(0, 1, 2, 3, 4, 0, 1, 2, 3, 4, 0, 1, 2, 3, 4));
        page.same(arange(5).tile(7).numel(), 35);
    }

    private static void equalRows(Page page) {
        page.say("`expand` repeats without copying: all four rows are the same five numbers in memory.");
        Tensor x = arange(5).expand(4, 5);
        page.show(x);
        page.same(x, Obor.stack(List.of(arange(5), arange(5), arange(5), arange(5))));
        page.same(x.stride(0), 0);
    }

    private static void threeDiagonals(Page page) {
        page.say("Diagonals are views, so filling them fills the matrix.");
        Tensor x = Obor.zeros(4, 4);
        x.diagonal().fill_(1);
        x.diagonal(1).fill_(-2);
        x.diagonal(-1).fill_(-2);
        page.show(x);
        page.same(x, tensor(new double[][] {{1, -2, 0, 0}, {-2, 1, -2, 0}, {0, -2, 1, -2}, {0, 0, -2, 1}}));
    }

    private static void fourDims(Page page) {
        page.say("As many axes of size 1 as you like.");
        Tensor x = arange(3).reshape(1, 1, 1, 3);
        page.show(x);
        page.same(x.shape(), Shape.of(1, 1, 1, 3));
        page.same(x.flatten(), tensor(0, 1, 2));
    }

    private static void sums(Page page) {
        page.say("A column plus a row is a matrix: each is stretched to the other's length.");
        Tensor x = arange(4).unsqueeze(1).add(arange(3));
        page.show(x);
        page.same(x, tensor(new int[][] {{0, 1, 2}, {1, 2, 3}, {2, 3, 4}, {3, 4, 5}}));
    }

    private static void distances(Page page) {
        page.say("All differences of five points at once, [5, 1, 2] against [1, 5, 2]; then the length of each.");
        Tensor points = arange(10, DType.FLOAT64).reshape(5, 2);
        Tensor distances =
                points.unsqueeze(1).sub(points.unsqueeze(0)).square().sum(-1).sqrt();
        page.show(distances);
        page.close(distances.get(0), 0, 2.8284, 5.6569, 8.4853, 11.3137);
        page.close(distances, points.cdist(points));
    }

    private static void rowsAndColumns(Page page) {
        page.say("A slice of the rows and places of the columns, in one index.");
        Tensor x = arange(25).reshape(5, 5).get(slice(2, 4), places(0, 1, 4));
        page.show(x);
        page.same(x, tensor(new int[][] {{10, 11, 14}, {15, 16, 19}}));
    }

    private static void masks(Page page) {
        page.say("A comparison gives a mask, and a mask is an index.");
        Tensor x = arange(25).reshape(5, 5);
        Tensor sevens = x.remainder(7).eq(0);
        page.show(sevens);
        page.show(x.get(sevens));
        page.same(x.get(sevens), tensor(0, 7, 14, 21));
    }

    private static void maskedInPlace(Page page) {
        page.say("What a mask selects can be set: here to one more than it was.");
        Tensor x = arange(25).reshape(5, 5);
        Tensor sevens = x.remainder(7).eq(0);
        x.set(sevens, x.get(sevens).add(1));
        page.show(x);
        page.same(x, tensor(new int[][] {
            {1, 1, 2, 3, 4}, {5, 6, 8, 8, 9}, {10, 11, 12, 13, 15}, {15, 16, 17, 18, 19}, {20, 22, 22, 23, 24}
        }));
    }

    static final List<Exercise> ALL = List.of(
            new Exercise("C1", "Counting in rows", Patterned::counted),
            new Exercise("C2", "Its transpose", Patterned::transposed),
            new Exercise("C3", "Three times in a row", Patterned::inARow),
            new Exercise("C4", "Four equal rows", Patterned::equalRows),
            new Exercise("C5", "Three diagonals", Patterned::threeDiagonals),
            new Exercise("C6", "Axes of size 1", Patterned::fourDims),
            new Exercise("C7", "A table of sums", Patterned::sums),
            new Exercise("C8", "A matrix of distances", Patterned::distances),
            new Exercise("C9", "Some rows and some columns", Patterned::rowsAndColumns),
            new Exercise("C10", "A mask", Patterned::masks),
            new Exercise("C11", "Adding behind a mask", Patterned::maskedInPlace));
}
