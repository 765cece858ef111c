package dev.obor.nn;

import dev.obor.tensor.Tensor;

/// A network of long short-term memories: layers that go through sequences step by step with a hidden state h
/// and a cell state c, where gates decide what is written, kept and shown:
///
/// i, f, o = σ(Wx · x + Wh · h + b), g = tanh(Wx · x + Wh · h + b), c′ = f · c + i · g, h′ = o · tanh(c′),
/// with weights of their own for each gate, which lie in the parameters in the order i, f, g, o. With a
/// projection, h′ = Wr · (o · tanh(c′)).
///
/// ```java
/// LSTM lstm = new LSTM(10, 20, 2);
/// RecurrentOutput<Tensor, LSTMState> out = lstm.forward(x);       // x of shape [steps, batch, 10]
/// Tensor scores = head.forward(out.output());                     // of shape [steps, batch, 20]
/// RecurrentOutput<Tensor, LSTMState> next = lstm.forward(y, out.hidden());
/// ```
///
/// Source: S. Hochreiter, J. Schmidhuber, "Long short-term memory" (1997); H. Sak et al. (2014) for the
/// projection. [RecurrentLayer] says how the parameters are named.
public final class LSTM extends RecurrentLayer {
    /// Makes a network of one layer, drawing from the process's generator.
    ///
    /// @throws dev.obor.error.OborException unless the sizes are positive
    public LSTM(int inputSize, int hiddenSize) {
        this(inputSize, hiddenSize, RecurrentOptions.DEFAULT);
    }

    /// Makes a network, drawing from the process's generator.
    ///
    /// @throws dev.obor.error.OborException unless the sizes and the number of layers are positive
    public LSTM(int inputSize, int hiddenSize, int numLayers) {
        this(inputSize, hiddenSize, options().numLayers(numLayers));
    }

    /// Makes a network, drawing from the process's generator.
    ///
    /// @throws dev.obor.error.OborException if a size or an option is out of range
    public LSTM(int inputSize, int hiddenSize, RecurrentOptions options) {
        super(4, inputSize, hiddenSize, options.nonlinearity(Nonlinearity.TANH));
    }

    /// Returns the default options, to be changed.
    public static RecurrentOptions options() {
        return RecurrentOptions.DEFAULT;
    }

    /// Goes through sequences from states of zeros.
    ///
    /// @param input of shape `[steps, batch, in]`, `[batch, steps, in]` with batchFirst, or `[steps, in]`
    /// @return the hidden states of the last layer, of the input's shape but for the features, which are
    ///     directions · out; and the last states, `[layers · directions, batch, features]`
    /// @throws dev.obor.error.ShapeException if the shape does not fit
    public RecurrentOutput<Tensor, LSTMState> forward(Tensor input) {
        return through(LSTM::state, input);
    }

    /// Goes through sequences from given states.
    ///
    /// @param input of shape `[steps, batch, in]`, `[batch, steps, in]` with batchFirst, or `[steps, in]`
    /// @param hx of shapes `[layers · directions, batch, features]`, without the batch for one sequence
    /// @throws dev.obor.error.ShapeException if a shape does not fit
    public RecurrentOutput<Tensor, LSTMState> forward(Tensor input, LSTMState hx) {
        return through(LSTM::state, input, hx.h(), hx.c());
    }

    /// Goes through packed sequences from states of zeros.
    ///
    /// @throws dev.obor.error.ShapeException if the shape does not fit
    public RecurrentOutput<PackedSequence, LSTMState> forward(PackedSequence input) {
        return through(LSTM::state, input);
    }

    /// Goes through packed sequences from given states, in the order in which the sequences were given.
    ///
    /// @throws dev.obor.error.ShapeException if a shape does not fit
    public RecurrentOutput<PackedSequence, LSTMState> forward(PackedSequence input, LSTMState hx) {
        return through(LSTM::state, input, hx.h(), hx.c());
    }

    private static LSTMState state(Tensor... states) {
        return new LSTMState(states[0], states[1]);
    }

    @Override
    int[] stateSizes(int out, int hidden) {
        return new int[] {out, hidden};
    }

    @Override
    Tensor[] direct(Steps steps, RecurrentWeights of, Tensor rows, Tensor... initial) {
        return LstmRecurrence.run(steps, of, rows, initial);
    }
}
