package dev.obor.nn;

/// The options of [Transformer] and its layers, as in
/// `new TransformerEncoderLayer(64, 8, TransformerEncoderLayer.options().dimFeedforward(256).normFirst(true))`.
///
/// @param dimFeedforward the number of features between the two linear maps of each layer
/// @param dropout the probability with which, in training, elements are set to 0, after attention, in it, and
///     in and after the linear maps
/// @param activation what stands between the linear maps
/// @param layerNormEps what layer norms add to the variance
/// @param batchFirst whether input and output are `[batch, steps, features]` instead of `[steps, batch,
///     features]`
/// @param normFirst whether each part of a layer is normalized before it is applied (R. Xiong et al., "On layer
///     normalization in the transformer architecture", 2020) rather than after
public record TransformerOptions(
        int dimFeedforward,
        double dropout,
        Activation activation,
        double layerNormEps,
        boolean batchFirst,
        boolean normFirst) {
    /// PyTorch's defaults: 2048 features, dropout 0.1, ReLU, eps 1e-5, steps first, norms last.
    public static final TransformerOptions DEFAULT =
            new TransformerOptions(2048, 0.1, Activation.RELU, 1e-5, false, false);

    /// Returns these options with another number of features between the linear maps.
    public TransformerOptions dimFeedforward(int features) {
        return new TransformerOptions(features, dropout, activation, layerNormEps, batchFirst, normFirst);
    }

    /// Returns these options with another probability.
    public TransformerOptions dropout(double p) {
        return new TransformerOptions(dimFeedforward, p, activation, layerNormEps, batchFirst, normFirst);
    }

    /// Returns these options with another function between the linear maps.
    public TransformerOptions activation(Activation function) {
        return new TransformerOptions(dimFeedforward, dropout, function, layerNormEps, batchFirst, normFirst);
    }

    /// Returns these options with another eps.
    public TransformerOptions layerNormEps(double eps) {
        return new TransformerOptions(dimFeedforward, dropout, activation, eps, batchFirst, normFirst);
    }

    /// Returns these options with the batch as first dim, or the steps.
    public TransformerOptions batchFirst(boolean first) {
        return new TransformerOptions(dimFeedforward, dropout, activation, layerNormEps, first, normFirst);
    }

    /// Returns these options with norms before each part, or after it.
    public TransformerOptions normFirst(boolean first) {
        return new TransformerOptions(dimFeedforward, dropout, activation, layerNormEps, batchFirst, first);
    }

    /// Returns what these options say of attention.
    AttentionOptions attention() {
        return AttentionOptions.DEFAULT.dropout(dropout).batchFirst(batchFirst);
    }
}
