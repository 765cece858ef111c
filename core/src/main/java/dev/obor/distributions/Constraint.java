package dev.obor.distributions;

import dev.obor.tensor.Tensor;

/// A set of values: what a parameter may be, where a distribution lives, what a transform takes and gives.
/// Those of PyTorch stand in [Constraints]; a user's own implements this interface, best as a record.
public interface Constraint {
    /// Returns where values lie in the set.
    ///
    /// @param value of shape `batch + event`
    /// @return a bool tensor of shape `batch`, the last [#eventDim()] dims of the value being one event
    Tensor check(Tensor value);

    /// Tells whether the set is discrete.
    default boolean isDiscrete() {
        return false;
    }

    /// Returns the number of dims that one event takes.
    default int eventDim() {
        return 0;
    }

    /// Tells whether the set depends on what only the distribution knows, so that values cannot be checked.
    default boolean isDependent() {
        return false;
    }
}
