package dev.obor.nn;

import dev.obor.tensor.Tensor;
import java.util.Optional;

/// What a call of [MultiheadAttention] takes besides query, key and value, as in
/// `attention.forward(x, x, x, MultiheadAttention.arguments().attnMask(causal).needWeights(false))`.
///
/// A mask is bool, true where nothing may be attended to, or floating-point, to be added to the scores.
///
/// @param keyPaddingMask which keys are padding, of shape `[batch, keys]`, or `[keys]` without a batch
/// @param needWeights whether the weights are returned
/// @param attnMask which query may attend to which key, of shape `[queries, keys]` or `[batch · heads,
///     queries, keys]`
/// @param averageAttnWeights whether the weights returned are means over the heads
public record AttentionArguments(
        Optional<Tensor> keyPaddingMask, boolean needWeights, Optional<Tensor> attnMask, boolean averageAttnWeights) {
    /// PyTorch's defaults: no masks, the weights returned as means over the heads.
    public static final AttentionArguments DEFAULT =
            new AttentionArguments(Optional.empty(), true, Optional.empty(), true);

    /// Returns these arguments with a mask of keys.
    public AttentionArguments keyPaddingMask(Tensor mask) {
        return new AttentionArguments(Optional.of(mask), needWeights, attnMask, averageAttnWeights);
    }

    /// Returns these arguments with the weights returned or not.
    public AttentionArguments needWeights(boolean wanted) {
        return new AttentionArguments(keyPaddingMask, wanted, attnMask, averageAttnWeights);
    }

    /// Returns these arguments with a mask of pairs of a query and a key.
    public AttentionArguments attnMask(Tensor mask) {
        return new AttentionArguments(keyPaddingMask, needWeights, Optional.of(mask), averageAttnWeights);
    }

    /// Returns these arguments with weights as means over the heads, or for each head.
    public AttentionArguments averageAttnWeights(boolean average) {
        return new AttentionArguments(keyPaddingMask, needWeights, attnMask, average);
    }
}
