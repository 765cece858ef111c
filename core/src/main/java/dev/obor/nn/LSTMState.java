package dev.obor.nn;

import dev.obor.tensor.Tensor;

/// The states of an [LSTM] or an [LSTMCell].
///
/// @param h the hidden state
/// @param c the cell state
public record LSTMState(Tensor h, Tensor c) {}
