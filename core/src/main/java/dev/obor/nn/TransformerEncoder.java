package dev.obor.nn;

import dev.obor.error.OborException;
import dev.obor.tensor.Tensor;
import java.util.Optional;
import java.util.stream.IntStream;

/// The encoder of a transformer: layers that stand on one another, and perhaps a norm on top.
///
/// ```java
/// TransformerEncoder encoder = new TransformerEncoder(new TransformerEncoderLayer(64, 8), 6);
/// ```
///
/// The children are `layers` and `norm`.
public final class TransformerEncoder extends Block {
    private final ModuleList<TransformerEncoderLayer> layers;
    private final Optional<LayerNorm> norm;

    /// Makes an encoder without a norm on top.
    ///
    /// @param encoderLayer what is copied for each layer, so that all start with its parameters
    /// @throws OborException unless there is a layer
    public TransformerEncoder(TransformerEncoderLayer encoderLayer, int numLayers) {
        this(encoderLayer, numLayers, Optional.empty());
    }

    /// Makes an encoder.
    ///
    /// @param encoderLayer what is copied for each layer, so that all start with its parameters
    /// @param norm what is applied to the output of the last layer
    /// @throws OborException unless there is a layer
    public TransformerEncoder(TransformerEncoderLayer encoderLayer, int numLayers, Optional<LayerNorm> norm) {
        check("TransformerEncoder", numLayers);
        this.layers = child(
                "layers",
                new ModuleList<>(IntStream.range(0, numLayers)
                        .mapToObj(_ -> encoderLayer.copy())
                        .toList()));
        this.norm = norm.map(n -> child("norm", n));
    }

    static void check(String type, int numLayers) {
        if (numLayers < 1) {
            throw new OborException(type + ": numLayers is " + numLayers + " and must be 1 or more");
        }
    }

    /// Returns the output without masks.
    ///
    /// @param src of shape `[steps, batch, features]`, `[batch, steps, features]` with batchFirst, or
    ///     `[steps, features]`
    /// @return of the same shape
    /// @throws dev.obor.error.ShapeException if the shape does not fit
    public Tensor forward(Tensor src) {
        return forward(src, Optional.empty(), Optional.empty());
    }

    /// Returns the output. A step that may attend to nothing gives NaN.
    ///
    /// @param src of shape `[steps, batch, features]`, `[batch, steps, features]` with batchFirst, or
    ///     `[steps, features]`
    /// @param mask which step may attend to which other, `[steps, steps]` or `[batch · heads, steps, steps]`:
    ///     bool, true where not, or floating-point, to be added to the scores
    /// @param srcKeyPaddingMask which steps are padding, `[batch, steps]`, or `[steps]` without a batch,
    ///     likewise
    /// @return of the input's shape
    /// @throws dev.obor.error.ShapeException if a shape does not fit
    /// @throws dev.obor.error.DTypeException for a mask that is neither bool nor floating-point
    public Tensor forward(Tensor src, Optional<Tensor> mask, Optional<Tensor> srcKeyPaddingMask) {
        return call(
                inputs -> {
                    Tensor x = inputs[0];
                    for (TransformerEncoderLayer layer : layers) {
                        x = layer.forward(x, mask, srcKeyPaddingMask);
                    }
                    return norm.isPresent() ? norm.get().forward(x) : x;
                },
                src);
    }
}
