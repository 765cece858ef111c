package dev.obor.nn;

import dev.obor.tensor.Tensor;
import java.util.Optional;

/// The masks of a [TransformerDecoder], as in
/// `decoder.forward(tgt, memory,
/// TransformerDecoder.masks().tgtMask(Transformer.generateSquareSubsequentMask(steps)))`.
///
/// A mask is bool, true where nothing may be attended to, or floating-point, to be added to the scores.
///
/// @param tgtMask which step of the target may attend to which other, `[steps, steps]` or `[batch · heads,
///     steps, steps]`
/// @param memoryMask which step of the target may attend to which of the memory
/// @param tgtKeyPaddingMask which steps of the target are padding, `[batch, steps]`, or `[steps]` without a
///     batch
/// @param memoryKeyPaddingMask which steps of the memory are padding
public record DecoderMasks(
        Optional<Tensor> tgtMask,
        Optional<Tensor> memoryMask,
        Optional<Tensor> tgtKeyPaddingMask,
        Optional<Tensor> memoryKeyPaddingMask) {
    /// No masks.
    public static final DecoderMasks DEFAULT =
            new DecoderMasks(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /// Returns these masks with one between steps of the target.
    public DecoderMasks tgtMask(Tensor mask) {
        return new DecoderMasks(Optional.of(mask), memoryMask, tgtKeyPaddingMask, memoryKeyPaddingMask);
    }

    /// Returns these masks with one between target and memory.
    public DecoderMasks memoryMask(Tensor mask) {
        return new DecoderMasks(tgtMask, Optional.of(mask), tgtKeyPaddingMask, memoryKeyPaddingMask);
    }

    /// Returns these masks with one of the target's padding.
    public DecoderMasks tgtKeyPaddingMask(Tensor mask) {
        return new DecoderMasks(tgtMask, memoryMask, Optional.of(mask), memoryKeyPaddingMask);
    }

    /// Returns these masks with one of the memory's padding.
    public DecoderMasks memoryKeyPaddingMask(Tensor mask) {
        return new DecoderMasks(tgtMask, memoryMask, tgtKeyPaddingMask, Optional.of(mask));
    }
}
