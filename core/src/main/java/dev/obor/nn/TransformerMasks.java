package dev.obor.nn;

import dev.obor.tensor.Tensor;
import java.util.Optional;

/// The masks of a [Transformer], as in
/// `transformer.forward(src, tgt,
/// Transformer.masks().tgtMask(Transformer.generateSquareSubsequentMask(steps)))`.
///
/// A mask is bool, true where nothing may be attended to, or floating-point, to be added to the scores.
///
/// @param srcMask which step of the source may attend to which other, `[steps, steps]` or `[batch · heads,
///     steps, steps]`
/// @param tgtMask which step of the target may attend to which other
/// @param memoryMask which step of the target may attend to which of the encoded source
/// @param srcKeyPaddingMask which steps of the source are padding, `[batch, steps]`, or `[steps]` without a
///     batch
/// @param tgtKeyPaddingMask which steps of the target are padding
/// @param memoryKeyPaddingMask which steps of the encoded source are padding; **not** those of the source
///     unless given again
public record TransformerMasks(
        Optional<Tensor> srcMask,
        Optional<Tensor> tgtMask,
        Optional<Tensor> memoryMask,
        Optional<Tensor> srcKeyPaddingMask,
        Optional<Tensor> tgtKeyPaddingMask,
        Optional<Tensor> memoryKeyPaddingMask) {
    /// No masks.
    public static final TransformerMasks DEFAULT = new TransformerMasks(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /// Returns these masks with one between steps of the source.
    public TransformerMasks srcMask(Tensor mask) {
        return new TransformerMasks(
                Optional.of(mask), tgtMask, memoryMask, srcKeyPaddingMask, tgtKeyPaddingMask, memoryKeyPaddingMask);
    }

    /// Returns these masks with one between steps of the target.
    public TransformerMasks tgtMask(Tensor mask) {
        return new TransformerMasks(
                srcMask, Optional.of(mask), memoryMask, srcKeyPaddingMask, tgtKeyPaddingMask, memoryKeyPaddingMask);
    }

    /// Returns these masks with one between target and encoded source.
    public TransformerMasks memoryMask(Tensor mask) {
        return new TransformerMasks(
                srcMask, tgtMask, Optional.of(mask), srcKeyPaddingMask, tgtKeyPaddingMask, memoryKeyPaddingMask);
    }

    /// Returns these masks with one of the source's padding.
    public TransformerMasks srcKeyPaddingMask(Tensor mask) {
        return new TransformerMasks(
                srcMask, tgtMask, memoryMask, Optional.of(mask), tgtKeyPaddingMask, memoryKeyPaddingMask);
    }

    /// Returns these masks with one of the target's padding.
    public TransformerMasks tgtKeyPaddingMask(Tensor mask) {
        return new TransformerMasks(
                srcMask, tgtMask, memoryMask, srcKeyPaddingMask, Optional.of(mask), memoryKeyPaddingMask);
    }

    /// Returns these masks with one of the encoded source's padding.
    public TransformerMasks memoryKeyPaddingMask(Tensor mask) {
        return new TransformerMasks(
                srcMask, tgtMask, memoryMask, srcKeyPaddingMask, tgtKeyPaddingMask, Optional.of(mask));
    }

    /// Returns what these masks say to the decoder.
    DecoderMasks decoder() {
        return new DecoderMasks(tgtMask, memoryMask, tgtKeyPaddingMask, memoryKeyPaddingMask);
    }
}
