package dev.obor.nn;

/// What a recurrent network made of sequences.
///
/// @param <O> a tensor, or a [PackedSequence] for a packed input
/// @param <S> a tensor, or an [LSTMState] for an [LSTM]
/// @param output the hidden states of the last layer after each step; of both directions side by side
/// @param hidden the last states of all layers and directions
public record RecurrentOutput<O, S>(O output, S hidden) {}
