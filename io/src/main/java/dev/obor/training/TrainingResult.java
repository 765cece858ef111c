package dev.obor.training;

import java.util.List;

/// What a training came to.
///
/// @param steps how many steps were made, those of earlier runs included
/// @param end why it ended
/// @param epochs the epochs that this run ended, in order
public record TrainingResult(long steps, End end, List<TrainingListener.Epoch> epochs) {
    /// Why a training ended.
    public enum End {
        /// All epochs were made.
        COMPLETE,
        /// The metric had not improved for too long.
        EARLY,
        /// It was asked to stop.
        STOPPED
    }
}
