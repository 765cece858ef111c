package dev.obor.io;

import dev.obor.error.DataException;
import dev.obor.tensor.Tensor;
import java.util.List;

/// What a CSV file holds.
///
/// @param columns the names of the columns
/// @param values the values, of shape [rows, columns]
public record CsvTable(List<String> columns, Tensor values) {
    /// Copies the names.
    public CsvTable {
        columns = List.copyOf(columns);
    }

    /// Returns a column as a view of the values, of one dim.
    ///
    /// @throws DataException if there is none of this name
    public Tensor column(String name) {
        int index = columns.indexOf(name);
        if (index < 0) {
            throw new DataException(
                    "csv: no column " + Faults.quote(name) + " among " + Faults.list(columns) + ": choose one of them");
        }
        return values.select(1, index);
    }
}
