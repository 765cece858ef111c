package dev.obor.app.conformance;

import dev.obor.error.DataException;
import dev.obor.error.FormatException;
import dev.obor.error.OborException;
import dev.obor.testing.Golden;
import dev.obor.testing.GoldenCase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Compares the library with PyTorch: runs the cases of golden files through the public API and counts, for
/// each operator or class, how many passed, failed, and are missing because there is nothing to call.
///
/// ```java
/// Summary summary = new Conformance(ConformanceOptions.DEFAULT).run(List.of(file), System.out::println);
/// ```
public final class Conformance {
    private static final Summary NOTHING = new Summary(0, 0, 0);
    private static final Summary PASSED = new Summary(1, 0, 0);
    private static final Summary FAILED = new Summary(0, 1, 0);
    private static final Summary MISSING = new Summary(0, 0, 1);

    private final ConformanceOptions options;
    private final OperatorTable table = new OperatorTable();

    /// Makes a comparison.
    public Conformance(ConformanceOptions options) {
        this.options = options;
    }

    /// Runs all cases of some files.
    ///
    /// @param line takes the lines of the report, without their ends: with `verbose` one for each case that
    ///     did not pass, then a row for each operator or class, then the total
    /// @return the total
    /// @throws DataException if a file does not exist, or no case belongs to the one row asked for
    /// @throws FormatException naming file and line if a file is malformed
    public Summary run(List<Path> files, Consumer<String> line) {
        for (Path file : files) {
            if (!Files.isRegularFile(file)) {
                throw new DataException("conformance: there is no file " + file + ": pass golden files, .jsonl.gz");
            }
        }
        Map<String, Summary> rows = new LinkedHashMap<>();
        for (Path file : files) {
            Golden.forEach(file, golden -> count(golden, rows, line));
        }
        if (options.op().isPresent() && rows.isEmpty()) {
            throw new DataException("conformance: no case belongs to '"
                    + options.op().get() + "': pass a name as the rows show it, such as nn.functional.relu");
        }
        int width = rows.keySet().stream().mapToInt(String::length).max().orElse(0);
        rows.forEach((name, summary) -> line.accept(name + " ".repeat(width - name.length() + 2) + summary));
        Summary total = rows.values().stream().reduce(NOTHING, Summary::plus);
        line.accept("total: " + total);
        return total;
    }

    private void count(GoldenCase golden, Map<String, Summary> rows, Consumer<String> line) {
        Kind kind = Kind.of(golden);
        if (options.op().isPresent() && !options.op().get().equals(kind.row())) {
            return;
        }
        Summary outcome = check(kind, golden, line);
        table.add(kind.row(), golden, outcome);
        rows.merge(kind.row(), outcome, Summary::plus);
    }

    /// Returns a table of the operators that were run, in Markdown.
    public String operatorTable() {
        return table.markdown();
    }

    private Summary check(Kind kind, GoldenCase golden, Consumer<String> line) {
        try {
            kind.check().accept(golden);
            return PASSED;
        } catch (Absent e) {
            tell("missing", kind, golden, e.getMessage(), line);
            return MISSING;
        } catch (Mismatch e) {
            tell("failed", kind, golden, e.getMessage(), line);
            return FAILED;
        } catch (Raised e) {
            tell("failed", kind, golden, "the library threw " + e.getMessage(), line);
            return FAILED;
        } catch (FormatException e) {
            throw new FormatException("conformance: " + golden.place() + ": " + e.getMessage(), e);
        } catch (OborException e) {
            tell("failed", kind, golden, "the library threw " + e, line);
            return FAILED;
        }
    }

    private void tell(String verdict, Kind kind, GoldenCase golden, String reason, Consumer<String> line) {
        if (options.verbose()) {
            String id = golden.has("id") ? golden.text("id") : kind.row();
            line.accept(verdict + " " + id + " (" + golden.place() + "): " + Descriptions.shortened(reason));
        }
    }
}
