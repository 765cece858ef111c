package dev.obor.nn;

import dev.obor.tensor.Tensor;
import java.util.Optional;
import java.util.stream.IntStream;

/// The decoder of a transformer: layers that stand on one another, each with the same memory, and perhaps a
/// norm on top.
///
/// The children are `layers` and `norm`.
public final class TransformerDecoder extends Block {
    private final ModuleList<TransformerDecoderLayer> layers;
    private final Optional<LayerNorm> norm;

    /// Makes a decoder without a norm on top.
    ///
    /// @param decoderLayer what is copied for each layer, so that all start with its parameters
    /// @throws dev.obor.error.OborException unless there is a layer
    public TransformerDecoder(TransformerDecoderLayer decoderLayer, int numLayers) {
        this(decoderLayer, numLayers, Optional.empty());
    }

    /// Makes a decoder.
    ///
    /// @param decoderLayer what is copied for each layer, so that all start with its parameters
    /// @param norm what is applied to the output of the last layer
    /// @throws dev.obor.error.OborException unless there is a layer
    public TransformerDecoder(TransformerDecoderLayer decoderLayer, int numLayers, Optional<LayerNorm> norm) {
        TransformerEncoder.check("TransformerDecoder", numLayers);
        this.layers = child(
                "layers",
                new ModuleList<>(IntStream.range(0, numLayers)
                        .mapToObj(_ -> decoderLayer.copy())
                        .toList()));
        this.norm = norm.map(n -> child("norm", n));
    }

    /// Returns no masks, to be changed.
    public static DecoderMasks masks() {
        return DecoderMasks.DEFAULT;
    }

    /// Returns the output without masks.
    ///
    /// @param tgt of shape `[steps, batch, features]`, `[batch, steps, features]` with batchFirst, or
    ///     `[steps, features]`
    /// @param memory of the same form with steps of its own
    /// @return of the target's shape
    /// @throws dev.obor.error.ShapeException if the shapes do not fit
    public Tensor forward(Tensor tgt, Tensor memory) {
        return forward(tgt, memory, DecoderMasks.DEFAULT);
    }

    /// Returns the output. A step that may attend to nothing gives NaN.
    ///
    /// @param tgt of shape `[steps, batch, features]`, `[batch, steps, features]` with batchFirst, or
    ///     `[steps, features]`
    /// @param memory of the same form with steps of its own
    /// @return of the target's shape
    /// @throws dev.obor.error.ShapeException if the shapes do not fit
    /// @throws dev.obor.error.DTypeException for a mask that is neither bool nor floating-point
    public Tensor forward(Tensor tgt, Tensor memory, DecoderMasks masks) {
        return call(
                inputs -> {
                    Tensor x = inputs[0];
                    for (TransformerDecoderLayer layer : layers) {
                        x = layer.forward(x, inputs[1], masks);
                    }
                    return norm.isPresent() ? norm.get().forward(x) : x;
                },
                tgt,
                memory);
    }
}
