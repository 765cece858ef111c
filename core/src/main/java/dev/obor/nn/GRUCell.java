package dev.obor.nn;

import dev.obor.tensor.Tensor;

/// One step of a [GRU] of one layer: a new hidden state from an input and the hidden state before.
public final class GRUCell extends RecurrentCell {
    /// Makes a cell with biases, drawing from the process's generator.
    ///
    /// @throws dev.obor.error.OborException unless the sizes are positive
    public GRUCell(int inputSize, int hiddenSize) {
        this(inputSize, hiddenSize, true);
    }

    /// Makes a cell, drawing from the process's generator.
    ///
    /// @throws dev.obor.error.OborException unless the sizes are positive
    public GRUCell(int inputSize, int hiddenSize, boolean bias) {
        super(3, inputSize, hiddenSize, bias);
    }

    /// Returns the next hidden state after one of zeros.
    ///
    /// @param input of shape `[batch, in]` or `[in]`
    /// @return of shape `[batch, hidden]` or `[hidden]`
    /// @throws dev.obor.error.ShapeException if the shape does not fit
    public Tensor forward(Tensor input) {
        return call(x -> step(1, x[0])[0], input);
    }

    /// Returns the next hidden state.
    ///
    /// @param input of shape `[batch, in]` or `[in]`
    /// @param hx the hidden state before, of shape `[batch, hidden]` or `[hidden]`
    /// @return of the shape of the state
    /// @throws dev.obor.error.ShapeException if a shape does not fit
    public Tensor forward(Tensor input, Tensor hx) {
        return call(x -> step(1, x[0], x[1])[0], input, hx);
    }

    @Override
    Tensor[] direct(Steps steps, RecurrentWeights of, Tensor rows, Tensor... initial) {
        return GruRecurrence.run(steps, of, rows, initial);
    }
}
