/// A loop for training that a person can ignore, or use for what everybody writes again: evaluation, early stopping,
/// schedules, checkpoints.
///
/// [dev.obor.train.Trainer] makes the steps; whatever else happens is a [dev.obor.train.Callback], which sees the
/// [dev.obor.train.Run]. A checkpoint holds the state of everything that the rest of the run depends on (weights,
/// optimizer, callbacks, generators, the place in the pass), so that a run that was killed and resumed ends
/// with the same bits as one that was not.
package dev.obor.train;
