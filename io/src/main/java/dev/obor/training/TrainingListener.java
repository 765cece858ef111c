package dev.obor.training;

import java.util.Map;

/// Hears how far a training has come; called by the training's own thread.
public interface TrainingListener {
    /// A step that was made.
    ///
    /// @param epoch from 0 on
    /// @param batch how many batches of this epoch are done
    /// @param step how many steps were made, in all epochs
    /// @param loss the mean loss of the step's batches
    record Step(int epoch, int batch, long step, double loss) {}

    /// An epoch that is over.
    ///
    /// @param epoch from 0 on
    /// @param step how many steps were made, in all epochs
    /// @param loss the mean loss of the epoch's batches
    /// @param metrics those of the evaluation; empty if there is none
    record Epoch(int epoch, long step, double loss, Map<String, Double> metrics) {}

    /// A step was made.
    default void onStep(Step step) {}

    /// An epoch is over.
    default void onEpoch(Epoch epoch) {}
}
