package dev.obor.app.conformance;

import java.util.Optional;

/// What to run and how much to say.
///
/// @param op the only row to run, as it is printed, such as `nn.functional.relu`; empty for all
/// @param verbose whether each case that did not pass is told with its id and the reason
public record ConformanceOptions(Optional<String> op, boolean verbose) {
    /// All rows, without reasons.
    public static final ConformanceOptions DEFAULT = new ConformanceOptions(Optional.empty(), false);
}
