package dev.obor.train;

import java.util.Map;

/// What happens beside the steps of a training. All methods are optional; exceptions end the run.
public interface Callback {
    /// The run starts, or goes on from a checkpoint.
    default void started(Run run) {}

    /// A step was made: [Run#loss()] is that of its batch.
    default void step(Run run) {}

    /// A pass was made to its end: [Run#meanLoss()] is that of its batches. What this sets with [Run#report]
    /// is seen by the callbacks after this one.
    default void epoch(Run run) {}

    /// The run is over: all passes were made, or something stopped it.
    default void ended(Run run) {}

    /// Returns what this must know when a run goes on: numbers, texts, truth values, tensors, and lists and
    /// maps of them.
    default Map<String, Object> stateDict() {
        return Map.of();
    }

    /// Takes over what [#stateDict()] of such a callback returned.
    ///
    /// @throws dev.obor.error.OborException if something is missing
    default void loadStateDict(Map<String, ?> state) {}
}
