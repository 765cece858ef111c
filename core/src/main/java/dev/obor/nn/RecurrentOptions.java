package dev.obor.nn;

/// The options of recurrent networks, as in `new LSTM(10, 20, LSTM.options().numLayers(2).dropout(0.1))`.
///
/// @param numLayers how many layers stand on one another, each taking the hidden states of the one before
/// @param nonlinearity what [RNN] applies to sums, tanh or ReLU
/// @param bias whether there are biases
/// @param batchFirst whether input and output are `[batch, steps, features]` instead of `[steps, batch,
///     features]`
/// @param dropout the probability with which, in training, elements of the hidden states between layers are
///     set to 0
/// @param bidirectional whether there is a second network in each layer that takes the steps from the last on
/// @param projSize to how many features [LSTM] projects the hidden states; 0 for no projection
public record RecurrentOptions(
        int numLayers,
        Nonlinearity nonlinearity,
        boolean bias,
        boolean batchFirst,
        double dropout,
        boolean bidirectional,
        int projSize) {
    /// PyTorch's defaults: one layer, tanh, biases, no dropout, one direction, no projection.
    public static final RecurrentOptions DEFAULT = new RecurrentOptions(1, Nonlinearity.TANH, true, false, 0, false, 0);

    /// Returns these options with another number of layers.
    public RecurrentOptions numLayers(int count) {
        return new RecurrentOptions(count, nonlinearity, bias, batchFirst, dropout, bidirectional, projSize);
    }

    /// Returns these options with another nonlinearity.
    public RecurrentOptions nonlinearity(Nonlinearity function) {
        return new RecurrentOptions(numLayers, function, bias, batchFirst, dropout, bidirectional, projSize);
    }

    /// Returns these options with biases or without.
    public RecurrentOptions bias(boolean wanted) {
        return new RecurrentOptions(numLayers, nonlinearity, wanted, batchFirst, dropout, bidirectional, projSize);
    }

    /// Returns these options with the batch as first dim, or the steps.
    public RecurrentOptions batchFirst(boolean first) {
        return new RecurrentOptions(numLayers, nonlinearity, bias, first, dropout, bidirectional, projSize);
    }

    /// Returns these options with another probability.
    public RecurrentOptions dropout(double p) {
        return new RecurrentOptions(numLayers, nonlinearity, bias, batchFirst, p, bidirectional, projSize);
    }

    /// Returns these options with both directions or one.
    public RecurrentOptions bidirectional(boolean both) {
        return new RecurrentOptions(numLayers, nonlinearity, bias, batchFirst, dropout, both, projSize);
    }

    /// Returns these options with a projection.
    public RecurrentOptions projSize(int size) {
        return new RecurrentOptions(numLayers, nonlinearity, bias, batchFirst, dropout, bidirectional, size);
    }
}
