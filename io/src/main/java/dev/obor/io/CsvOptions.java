package dev.obor.io;

import dev.obor.dtype.DType;
import dev.obor.error.DataException;
import java.util.List;
import java.util.Set;

/// How a CSV file is written, and what is wanted of it.
///
/// @param delimiter what stands between two values
/// @param header whether the first line names the columns
/// @param dtype of the values
/// @param missing texts that stand for no value, which becomes NaN, blanks around them left aside
/// @param columns the names of the columns that are wanted, in this order; empty for all
public record CsvOptions(char delimiter, boolean header, DType dtype, Set<String> missing, List<String> columns) {
    /// Commas, a header, float32; nothing, `NA`, `N/A`, `NaN`, `nan` and `null` stand for no value; all
    /// columns.
    public static final CsvOptions DEFAULT =
            new CsvOptions(',', true, DType.FLOAT32, Set.of("", "NA", "N/A", "NaN", "nan", "null"), List.of());

    /// Copies the collections.
    ///
    /// @throws DataException if the delimiter is a quote or ends a line
    public CsvOptions {
        if (delimiter == '"' || delimiter == '\n' || delimiter == '\r') {
            throw new DataException("csv: the delimiter " + Faults.quote(Character.toString(delimiter))
                    + " has a meaning of its own: choose another");
        }
        missing = Set.copyOf(missing);
        columns = List.copyOf(columns);
    }

    /// Returns these options with another delimiter.
    public CsvOptions withDelimiter(char other) {
        return new CsvOptions(other, header, dtype, missing, columns);
    }

    /// Returns these options with or without a header.
    public CsvOptions withHeader(boolean wanted) {
        return new CsvOptions(delimiter, wanted, dtype, missing, columns);
    }

    /// Returns these options with another dtype.
    public CsvOptions withDtype(DType other) {
        return new CsvOptions(delimiter, header, other, missing, columns);
    }

    /// Returns these options with other texts that stand for no value.
    public CsvOptions withMissing(String... texts) {
        return new CsvOptions(delimiter, header, dtype, Set.of(texts), columns);
    }

    /// Returns these options for some columns only; those of a file without a header are called `0`, `1`, ….
    public CsvOptions withColumns(String... names) {
        return new CsvOptions(delimiter, header, dtype, missing, List.of(names));
    }
}
