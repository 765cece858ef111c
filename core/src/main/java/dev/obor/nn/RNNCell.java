package dev.obor.nn;

import dev.obor.tensor.Tensor;

/// One step of an [RNN] of one layer: a new hidden state from an input and the hidden state before.
public final class RNNCell extends RecurrentCell {
    private final boolean relu;

    /// Makes a cell with biases, drawing from the process's generator.
    ///
    /// @throws dev.obor.error.OborException unless the sizes are positive
    public RNNCell(int inputSize, int hiddenSize) {
        this(inputSize, hiddenSize, true);
    }

    /// Makes a cell, drawing from the process's generator.
    ///
    /// @throws dev.obor.error.OborException unless the sizes are positive
    public RNNCell(int inputSize, int hiddenSize, boolean bias) {
        this(inputSize, hiddenSize, bias, Nonlinearity.TANH);
    }

    /// Makes a cell, drawing from the process's generator.
    ///
    /// @param nonlinearity tanh or ReLU
    /// @throws dev.obor.error.OborException unless the sizes are positive and the nonlinearity is one of these
    public RNNCell(int inputSize, int hiddenSize, boolean bias, Nonlinearity nonlinearity) {
        super(1, inputSize, hiddenSize, bias);
        this.relu = RNN.isRelu("RNNCell", nonlinearity);
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
        return ElmanRecurrence.run(relu, steps, of, rows, initial);
    }

    @Override
    public String extraRepr() {
        return super.extraRepr() + (relu ? ", nonlinearity=relu" : "");
    }
}
