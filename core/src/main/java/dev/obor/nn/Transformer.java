package dev.obor.nn;

import dev.obor.dtype.DType;
import dev.obor.error.OborException;
import dev.obor.error.ShapeException;
import dev.obor.tensor.Tensor;
import java.util.Optional;

/// A transformer: an encoder makes a memory of a source sequence, a decoder makes the output of a target
/// sequence with the memory at hand. What turns tokens and places into features before, and features into
/// scores after, is not part of it. Source: A. Vaswani et al., "Attention is all you need" (2017).
///
/// ```java
/// Transformer transformer = new Transformer(64, 8, 2, 2, Transformer.options().dimFeedforward(256));
/// Tensor causal = Transformer.generateSquareSubsequentMask(steps);
/// Tensor y = transformer.forward(src, tgt, Transformer.masks().tgtMask(causal));   // [steps, batch, 64]
/// ```
///
/// The children are `encoder` and `decoder`, each with a norm on top. All weights with two dims start by
/// [Init#xavierUniform_(Tensor)], drawn anew after the layers' own.
public final class Transformer extends Block {
    private final int dModel;
    private final boolean batchFirst;
    private final TransformerEncoder encoder;
    private final TransformerDecoder decoder;

    /// Makes a transformer as large as the paper's: 512 features, 8 heads, 6 layers each, drawing from the
    /// process's generator.
    public Transformer() {
        this(512, 8);
    }

    /// Makes a transformer with 6 layers each, drawing from the process's generator.
    ///
    /// @throws OborException unless the numbers are positive and the features divide into the heads
    public Transformer(int dModel, int nhead) {
        this(dModel, nhead, 6, 6, TransformerOptions.DEFAULT);
    }

    /// Makes a transformer, drawing from the process's generator.
    ///
    /// @param dModel the number of features of source, target and output
    /// @param nhead into how many heads attention cuts them
    /// @throws OborException unless the numbers are positive, the features divide into the heads, and dropout
    ///     is from 0 to 1
    public Transformer(int dModel, int nhead, int numEncoderLayers, int numDecoderLayers, TransformerOptions options) {
        // In PyTorch's order, so that all weights are drawn alike.
        this(
                dModel,
                new TransformerEncoder(
                        new TransformerEncoderLayer(dModel, nhead, options),
                        numEncoderLayers,
                        Optional.of(new LayerNorm(new int[] {dModel}, options.layerNormEps(), true))),
                new TransformerDecoder(
                        new TransformerDecoderLayer(dModel, nhead, options),
                        numDecoderLayers,
                        Optional.of(new LayerNorm(new int[] {dModel}, options.layerNormEps(), true))),
                options.batchFirst());
    }

    /// Makes a transformer of an encoder and a decoder of one's own, in the role of PyTorch's
    /// `custom_encoder` and `custom_decoder`. Their weights with two dims are drawn anew.
    ///
    /// @param dModel the number of features of source, target and output
    /// @param batchFirst whether both take the batch as first dim
    public Transformer(int dModel, TransformerEncoder encoder, TransformerDecoder decoder, boolean batchFirst) {
        this.dModel = dModel;
        this.batchFirst = batchFirst;
        this.encoder = child("encoder", encoder);
        this.decoder = child("decoder", decoder);
        for (Tensor parameter : parameters()) {
            if (parameter.dim() > 1) {
                Init.xavierUniform_(parameter);
            }
        }
    }

    /// Returns the default options, to be changed.
    public static TransformerOptions options() {
        return TransformerOptions.DEFAULT;
    }

    /// Returns no masks, to be changed.
    public static TransformerMasks masks() {
        return TransformerMasks.DEFAULT;
    }

    /// Returns a square float32 mask that lets each step attend to itself and those before: −∞ above the
    /// diagonal, else 0.
    ///
    /// @throws OborException if the size is negative
    public static Tensor generateSquareSubsequentMask(int size) {
        return generateSquareSubsequentMask(size, DType.FLOAT32);
    }

    /// Returns a square mask that lets each step attend to itself and those before: −∞ above the diagonal,
    /// else 0.
    ///
    /// @throws OborException if the size is negative
    /// @throws dev.obor.error.DTypeException unless the dtype is floating-point
    public static Tensor generateSquareSubsequentMask(int size, DType dtype) {
        if (size < 0) {
            throw new OborException("generateSquareSubsequentMask: the size is " + size + " and must be 0 or more");
        }
        return Attention.causal(size, size, dtype);
    }

    /// Returns the encoder.
    public TransformerEncoder encoder() {
        return encoder;
    }

    /// Returns the decoder.
    public TransformerDecoder decoder() {
        return decoder;
    }

    /// Returns the output without masks.
    ///
    /// @param src of shape `[steps, batch, features]`, `[batch, steps, features]` with batchFirst, or
    ///     `[steps, features]`
    /// @param tgt of the same form with steps of its own
    /// @return of the target's shape
    /// @throws ShapeException if the shapes do not fit
    public Tensor forward(Tensor src, Tensor tgt) {
        return forward(src, tgt, TransformerMasks.DEFAULT);
    }

    /// Returns the output. A step that may attend to nothing gives NaN.
    ///
    /// @param src of shape `[steps, batch, features]`, `[batch, steps, features]` with batchFirst, or
    ///     `[steps, features]`
    /// @param tgt of the same form with steps of its own
    /// @return of the target's shape
    /// @throws ShapeException if the shapes do not fit
    /// @throws dev.obor.error.DTypeException for a mask that is neither bool nor floating-point
    public Tensor forward(Tensor src, Tensor tgt, TransformerMasks masks) {
        return call(
                inputs -> {
                    check(inputs[0], inputs[1]);
                    Tensor memory = encoder.forward(inputs[0], masks.srcMask(), masks.srcKeyPaddingMask());
                    return decoder.forward(inputs[1], memory, masks.decoder());
                },
                src,
                tgt);
    }

    private void check(Tensor src, Tensor tgt) {
        int dims = src.dim();
        boolean fits = (dims == 2 || dims == 3) && tgt.dim() == dims;
        fits = fits && src.size(-1) == dModel && tgt.size(-1) == dModel;
        int batch = batchFirst ? 0 : 1;
        if (!fits || dims == 3 && src.size(batch) != tgt.size(batch)) {
            throw new ShapeException("Transformer: source and target have shapes " + src.shape() + " and " + tgt.shape()
                    + ": pass " + (batchFirst ? "[batch, steps, " : "[steps, batch, ") + dModel
                    + "] with one batch, or both [steps, "
                    + dModel + "]");
        }
    }
}
