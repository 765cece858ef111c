package dev.obor.app.conformance;

import dev.obor.testing.GoldenCase;
import java.util.function.Consumer;

/// What a line of a golden file is about.
///
/// @param row the row it is counted in
/// @param check runs the case: returns if it passed
record Kind(String row, Consumer<GoldenCase> check) {
    static Kind of(GoldenCase line) {
        if (!line.has("kind")) {
            return new Kind(line.text("op"), OperatorCases::check);
        }
        String kind = line.text("kind");
        return new Kind(kind, _ -> {
            throw new Absent("there is nothing to run a case of kind '" + kind + "' with");
        });
    }
}
