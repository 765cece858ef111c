package dev.obor.tensor;

import dev.obor.storage.View;

/// An operator for irregular work (searching, counting, counting out unique values) whose one loop over host
/// arrays serves every backend that computes there: it brings that loop itself. What training leans on is a
/// primitive of its own instead, with a fast loop in each backend.
public non-sealed interface Routine extends Op {
    /// Computes the outputs. The loop is sequential, so the bits cannot depend on threads.
    ///
    /// @param inputs any layouts
    /// @param outputs dense, of the inferred shapes and dtypes, holding zeros
    void run(View[] inputs, View[] outputs);
}
