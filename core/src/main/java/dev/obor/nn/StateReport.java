package dev.obor.nn;

import java.util.List;

/// What did not match when a state was loaded.
///
/// @param missing names of the module that the state does not have
/// @param unexpected names of the state that the module does not have
public record StateReport(List<String> missing, List<String> unexpected) {
    /// Tells whether module and state have the same names.
    public boolean isComplete() {
        return missing.isEmpty() && unexpected.isEmpty();
    }
}
