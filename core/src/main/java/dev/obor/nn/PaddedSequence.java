package dev.obor.nn;

import dev.obor.tensor.Tensor;

/// Sequences of several lengths, padded to one.
///
/// @param output the sequences, of shape `[steps, batch, …]` or `[batch, steps, …]`
/// @param lengths the length of each, int64
public record PaddedSequence(Tensor output, Tensor lengths) {}
