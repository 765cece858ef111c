package dev.obor.plot;

import dev.obor.error.ShapeException;
import dev.obor.tensor.Tensor;
import java.util.Arrays;

/// Numbers out of what a user passes.
final class Values {
    private Values() {}

    /// Returns the elements of a tensor in which at most one dim is longer than 1.
    ///
    /// @throws ShapeException if there are more such dims
    static double[] row(String op, Tensor values) {
        int longDims = 0;
        for (int size : values.shape().toArray()) {
            longDims += size == 1 ? 0 : 1;
        }
        if (longDims > 1) {
            throw new ShapeException(op + ": a tensor of shape " + values.shape()
                    + " is more than one row of numbers: select one, or flatten() it");
        }
        return values.toDoubleArray();
    }

    /// Returns 0, 1, 2 …
    static double[] counts(int count) {
        double[] counts = new double[count];
        Arrays.setAll(counts, i -> i);
        return counts;
    }

    /// A table of numbers.
    ///
    /// @param rows how many rows
    /// @param columns how many columns
    /// @param values row after row
    record Table(int rows, int columns, double[] values) {
        double at(int row, int column) {
            return values[row * columns + column];
        }
    }

    /// Returns a tensor of two dims, or with leading dims of size 1, as a table.
    ///
    /// @throws ShapeException if it is none, or empty
    static Table table(String op, Tensor values) {
        int[] sizes = values.shape().toArray();
        int rank = sizes.length;
        boolean flat = rank >= 2;
        for (int d = 0; d < rank - 2; d++) {
            flat &= sizes[d] == 1;
        }
        if (!flat || values.numel() == 0) {
            throw new ShapeException(op + ": a tensor of shape " + values.shape()
                    + " is no table of values: pass [rows, columns], neither of them 0");
        }
        return new Table(sizes[rank - 2], sizes[rank - 1], values.toDoubleArray());
    }

    /// Returns rows of one length as a table.
    ///
    /// @throws ShapeException if there is none, or they differ in length
    static Table table(String op, double[][] values) {
        int columns = values.length == 0 ? 0 : values[0].length;
        double[] all = new double[values.length * columns];
        for (int row = 0; row < values.length; row++) {
            if (values[row].length != columns) {
                throw new ShapeException(op + ": row " + row + " has " + values[row].length + " values and row 0 has "
                        + columns + ": pass rows of one length");
            }
            System.arraycopy(values[row], 0, all, row * columns, columns);
        }
        if (all.length == 0) {
            throw new ShapeException(op + ": there are no values: pass at least one row with one value");
        }
        return new Table(values.length, columns, all);
    }
}
