package dev.obor.nn;

import dev.obor.tensor.Tensor;

/// One step of an [LSTM] of one layer: new states from an input and the states before.
public final class LSTMCell extends RecurrentCell {
    /// Makes a cell with biases, drawing from the process's generator.
    ///
    /// @throws dev.obor.error.OborException unless the sizes are positive
    public LSTMCell(int inputSize, int hiddenSize) {
        this(inputSize, hiddenSize, true);
    }

    /// Makes a cell, drawing from the process's generator.
    ///
    /// @throws dev.obor.error.OborException unless the sizes are positive
    public LSTMCell(int inputSize, int hiddenSize, boolean bias) {
        super(4, inputSize, hiddenSize, bias);
    }

    /// Returns the next states after states of zeros.
    ///
    /// @param input of shape `[batch, in]` or `[in]`
    /// @return of shapes `[batch, hidden]` or `[hidden]`
    /// @throws dev.obor.error.ShapeException if the shape does not fit
    public LSTMState forward(Tensor input) {
        return call(x -> state(step(2, x[0])), input);
    }

    /// Returns the next states.
    ///
    /// @param input of shape `[batch, in]` or `[in]`
    /// @param hx the states before, of shapes `[batch, hidden]` or `[hidden]`
    /// @return of the shapes of the states
    /// @throws dev.obor.error.ShapeException if a shape does not fit
    public LSTMState forward(Tensor input, LSTMState hx) {
        return call(x -> state(step(2, x[0], x[1], x[2])), input, hx.h(), hx.c());
    }

    private static LSTMState state(Tensor... states) {
        return new LSTMState(states[0], states[1]);
    }

    @Override
    Tensor[] direct(Steps steps, RecurrentWeights of, Tensor rows, Tensor... initial) {
        return LstmRecurrence.run(steps, of, rows, initial);
    }
}
