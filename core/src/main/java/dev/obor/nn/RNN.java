package dev.obor.nn;

import dev.obor.error.OborException;
import dev.obor.tensor.Tensor;

/// A plain recurrent network: layers that go through sequences step by step with a hidden state
/// h′ = tanh(Wx · x + bx + Wh · h + bh), or with ReLU in the place of tanh.
///
/// ```java
/// RecurrentOutput<Tensor, Tensor> out = new RNN(10, 20).forward(x);   // x of shape [steps, batch, 10]
/// ```
///
/// Source: J. Elman, "Finding structure in time" (1990). [RecurrentLayer] says how the parameters are named.
public final class RNN extends RecurrentLayer {
    private final boolean relu;

    /// Makes a network of one layer, drawing from the process's generator.
    ///
    /// @throws OborException unless the sizes are positive
    public RNN(int inputSize, int hiddenSize) {
        this(inputSize, hiddenSize, RecurrentOptions.DEFAULT);
    }

    /// Makes a network, drawing from the process's generator.
    ///
    /// @throws OborException unless the sizes and the number of layers are positive
    public RNN(int inputSize, int hiddenSize, int numLayers) {
        this(inputSize, hiddenSize, options().numLayers(numLayers));
    }

    /// Makes a network, drawing from the process's generator.
    ///
    /// @throws OborException if a size or an option is out of range, there is a projection, or the
    ///     nonlinearity is neither tanh nor ReLU
    public RNN(int inputSize, int hiddenSize, RecurrentOptions options) {
        super(1, inputSize, hiddenSize, GRU.withoutProjection("RNN", options));
        this.relu = isRelu("RNN", options.nonlinearity());
    }

    static boolean isRelu(String name, Nonlinearity nonlinearity) {
        if (nonlinearity != Nonlinearity.TANH && nonlinearity != Nonlinearity.RELU) {
            throw new OborException(name + ": the nonlinearity is " + nonlinearity + " and must be TANH or RELU");
        }
        return nonlinearity == Nonlinearity.RELU;
    }

    /// Returns the default options, to be changed.
    public static RecurrentOptions options() {
        return RecurrentOptions.DEFAULT;
    }

    /// Goes through sequences from a state of zeros.
    ///
    /// @param input of shape `[steps, batch, in]`, `[batch, steps, in]` with batchFirst, or `[steps, in]`
    /// @return the hidden states of the last layer, of the input's shape but for the features, which are
    ///     directions · hidden; and the last states, `[layers · directions, batch, hidden]`
    /// @throws dev.obor.error.ShapeException if the shape does not fit
    public RecurrentOutput<Tensor, Tensor> forward(Tensor input) {
        return through(states -> states[0], input);
    }

    /// Goes through sequences from a given state.
    ///
    /// @param input of shape `[steps, batch, in]`, `[batch, steps, in]` with batchFirst, or `[steps, in]`
    /// @param hx of shape `[layers · directions, batch, hidden]`, without the batch for one sequence
    /// @throws dev.obor.error.ShapeException if a shape does not fit
    public RecurrentOutput<Tensor, Tensor> forward(Tensor input, Tensor hx) {
        return through(states -> states[0], input, hx);
    }

    /// Goes through packed sequences from a state of zeros.
    ///
    /// @throws dev.obor.error.ShapeException if the shape does not fit
    public RecurrentOutput<PackedSequence, Tensor> forward(PackedSequence input) {
        return through(states -> states[0], input);
    }

    /// Goes through packed sequences from a given state, in the order in which the sequences were given.
    ///
    /// @throws dev.obor.error.ShapeException if a shape does not fit
    public RecurrentOutput<PackedSequence, Tensor> forward(PackedSequence input, Tensor hx) {
        return through(states -> states[0], input, hx);
    }

    @Override
    Tensor[] direct(Steps steps, RecurrentWeights of, Tensor rows, Tensor... initial) {
        return ElmanRecurrence.run(relu, steps, of, rows, initial);
    }
}
