package dev.obor.io;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import dev.obor.error.DataException;
import dev.obor.error.FormatException;
import dev.obor.layout.Shape;
import dev.obor.tensor.Tensor;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/// Loads tables of numbers from CSV files (RFC 4180, in UTF-8, by the FastCSV parser), such as
///
/// ```text
/// height,width,label
/// 1.5,2.0,0
/// 1.75,NA,1
/// ```
///
/// A value is a decimal number such as `-1.5e3`, of bool also `true` or `false`; blanks around it do not
/// count, and it may stand in quotes. Empty lines are passed over. An error names line and column.
public final class Csv {
    private static final String LOAD = "csv load";
    private static final int MOST_COLUMNS = 1 << 20;
    private static final int LONGEST_FIELD = 1 << 16;
    private static final int LONGEST_RECORD = 1 << 26;

    private Csv() {}

    /// Returns the table of a file with a header; see [#load(Path, CsvOptions)].
    public static CsvTable load(Path file) {
        return load(file, CsvOptions.DEFAULT);
    }

    /// Returns the table of a file.
    ///
    /// @throws DataException if there is no such file, it cannot be read, or has not all of the columns that
    ///     are wanted
    /// @throws FormatException if a line has more or fewer values than the first, a value is no number or
    ///     does not fit the dtype, a value is missing and the dtype has no NaN, two columns have one name, or
    ///     the file is not UTF-8
    public static CsvTable load(Path file, CsvOptions options) {
        return Source.read(LOAD, file, source -> load(source, options));
    }

    /// Reads all of a file.
    static CsvTable load(Source file, CsvOptions options) {
        long start = file.size() >= 3 && file.u16(0) == 0xBBEF && file.u8(2) == 0xBF ? 3 : 0;
        Source text = file.slice(start, file.size() - start);
        CsvRecordHandler handler = CsvRecordHandler.of(limits ->
                limits.maxFields(MOST_COLUMNS).maxFieldSize(LONGEST_FIELD).maxRecordSize(LONGEST_RECORD));
        // A decoder of its own, because the usual one puts other characters for broken ones.
        Reader characters = new InputStreamReader(text.stream(), StandardCharsets.UTF_8.newDecoder());
        long line = 1;
        try (CsvReader<CsvRecord> reader = parser(options).build(handler, characters)) {
            Rows rows = new Rows(file, options);
            for (CsvRecord record : reader) {
                line = record.getStartingLineNumber();
                rows.add(record);
            }
            return rows.table();
        } catch (CsvParseException e) {
            throw fault(file, line, "this record or the next is broken (" + Faults.reason(root(e)) + ")");
        } catch (UncheckedIOException e) {
            throw unreadable(file, line, e.getCause());
        } catch (IOException e) {
            throw unreadable(file, line, e);
        }
    }

    private static CsvReader.CsvReaderBuilder parser(CsvOptions options) {
        return CsvReader.builder()
                .fieldSeparator(options.delimiter())
                .quoteCharacter('"')
                .skipEmptyLines(true)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .maxBufferSize(1 << 20);
    }

    private static Throwable root(Throwable e) {
        return e.getCause() == null ? e : root(e.getCause());
    }

    private static RuntimeException unreadable(Source file, long line, IOException e) {
        return e instanceof CharacterCodingException
                ? fault(file, line, "the text is not UTF-8 from this record or a later one on")
                : new DataException(LOAD + ": " + file.name() + " cannot be read (" + Faults.reason(e) + ")", e);
    }

    private static FormatException fault(Source file, long line, String reason) {
        return new FormatException(LOAD + ": " + file.name() + ", line " + line + ": " + reason);
    }

    /// The rows so far.
    private static final class Rows {
        private final Source file;
        private final CsvOptions options;
        private final CsvValues values;
        private List<String> names = List.of();
        private int[] wanted = {};
        private int width = -1;
        private int rows;

        Rows(Source file, CsvOptions options) {
            this.file = file;
            this.options = options;
            this.values = new CsvValues(options);
        }

        void add(CsvRecord record) {
            long line = record.getStartingLineNumber();
            if (width < 0) {
                width = record.getFieldCount();
                name(record, line);
                if (options.header()) {
                    return;
                }
            }
            if (record.getFieldCount() != width) {
                throw fault(
                        file, line, "the record has " + record.getFieldCount() + " values, the first line " + width);
            }
            for (int column : wanted) {
                String problem = values.add(record.getField(column));
                if (!problem.isEmpty()) {
                    throw fault(
                            file,
                            line,
                            "column " + (column + 1) + " (" + Faults.quote(names.get(column)) + "): " + problem);
                }
            }
            rows++;
        }

        private void name(CsvRecord record, long line) {
            names = options.header()
                    ? record.getFields().stream().map(String::strip).toList()
                    : IntStream.range(0, width).mapToObj(Integer::toString).toList();
            Set<String> seen = new HashSet<>();
            for (int i = 0; i < width; i++) {
                if (!seen.add(names.get(i))) {
                    throw fault(
                            file,
                            line,
                            "column " + (i + 1) + ": another is called " + Faults.quote(names.get(i)) + ", too");
                }
            }
            List<Integer> places = new ArrayList<>();
            for (String column : options.columns()) {
                places.add(names.indexOf(column));
                if (!names.contains(column)) {
                    throw new DataException(LOAD + ": " + file.name() + " has no column " + Faults.quote(column)
                            + ", but " + Faults.list(names) + ": choose among them");
                }
            }
            wanted = options.columns().isEmpty()
                    ? IntStream.range(0, width).toArray()
                    : places.stream().mapToInt(place -> place).toArray();
        }

        CsvTable table() {
            List<String> columns = IntStream.of(wanted).mapToObj(names::get).toList();
            return new CsvTable(columns, Tensor.of(values.storage(), options.dtype(), Shape.of(rows, wanted.length)));
        }
    }
}
