package dev.obor.nn;

import dev.obor.tensor.Tensor;
import java.util.Optional;

/// A layer of a transformer's decoder: every step of the target attends to the others, then to the memory,
/// which is what the encoder made of the source, and goes through two linear maps; each of the three parts is
/// added to its input, and normalized. Source: A. Vaswani et al., "Attention is all you need" (2017), section
/// 3.1.
///
/// The children are `self_attn`, `multihead_attn`, `linear1`, `linear2`, `norm1`, `norm2`, `norm3` and four
/// dropouts.
public final class TransformerDecoderLayer extends Block {
    private final int dModel;
    private final int nhead;
    private final TransformerOptions options;
    private final MultiheadAttention selfAttn;
    private final MultiheadAttention multiheadAttn;
    private final FeedForward feedForward;
    private final LayerNorm norm1;
    private final LayerNorm norm2;
    private final LayerNorm norm3;
    private final Dropout dropout1;
    private final Dropout dropout2;
    private final Dropout dropout3;

    /// Makes a layer with PyTorch's default options, drawing from the process's generator.
    ///
    /// @throws dev.obor.error.OborException unless the numbers are positive and the features divide into the
    ///     heads
    public TransformerDecoderLayer(int dModel, int nhead) {
        this(dModel, nhead, TransformerOptions.DEFAULT);
    }

    /// Makes a layer, drawing from the process's generator.
    ///
    /// @param dModel the number of features of target, memory and output
    /// @param nhead into how many heads attention cuts them
    /// @throws dev.obor.error.OborException unless the numbers are positive, the features divide into the
    ///     heads, and dropout is from 0 to 1
    public TransformerDecoderLayer(int dModel, int nhead, TransformerOptions options) {
        this(dModel, nhead, options, true);
    }

    private TransformerDecoderLayer(int dModel, int nhead, TransformerOptions options, boolean draw) {
        this.dModel = dModel;
        this.nhead = nhead;
        this.options = options;
        this.selfAttn = child("self_attn", new MultiheadAttention(dModel, nhead, options.attention(), draw));
        this.multiheadAttn = child("multihead_attn", new MultiheadAttention(dModel, nhead, options.attention(), draw));
        this.feedForward = new FeedForward(
                child("linear1", new Linear(dModel, options.dimFeedforward(), true, draw)),
                options.activation(),
                child("dropout", new Dropout(options.dropout())),
                child("linear2", new Linear(options.dimFeedforward(), dModel, true, draw)));
        this.norm1 = child("norm1", new LayerNorm(new int[] {dModel}, options.layerNormEps(), true));
        this.norm2 = child("norm2", new LayerNorm(new int[] {dModel}, options.layerNormEps(), true));
        this.norm3 = child("norm3", new LayerNorm(new int[] {dModel}, options.layerNormEps(), true));
        this.dropout1 = child("dropout1", new Dropout(options.dropout()));
        this.dropout2 = child("dropout2", new Dropout(options.dropout()));
        this.dropout3 = child("dropout3", new Dropout(options.dropout()));
    }

    /// Returns the default options, to be changed.
    public static TransformerOptions options() {
        return TransformerOptions.DEFAULT;
    }

    /// Returns a layer of its own with the same parameters.
    TransformerDecoderLayer copy() {
        return ModuleTree.copied(this, new TransformerDecoderLayer(dModel, nhead, options, false));
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
        return call(inputs -> compute(inputs[0], inputs[1], masks), tgt, memory);
    }

    private Tensor compute(Tensor tgt, Tensor memory, DecoderMasks masks) {
        if (options.normFirst()) {
            Tensor own = tgt.add(attendToSelf(norm1.forward(tgt), masks));
            Tensor both = own.add(attendToMemory(norm2.forward(own), memory, masks));
            return both.add(dropout3.forward(feedForward.of(norm3.forward(both))));
        }
        Tensor own = norm1.forward(tgt.add(attendToSelf(tgt, masks)));
        Tensor both = norm2.forward(own.add(attendToMemory(own, memory, masks)));
        return norm3.forward(both.add(dropout3.forward(feedForward.of(both))));
    }

    private Tensor attendToSelf(Tensor x, DecoderMasks masks) {
        AttentionArguments arguments = new AttentionArguments(masks.tgtKeyPaddingMask(), false, masks.tgtMask(), true);
        return dropout1.forward(selfAttn.forward(x, x, x, arguments).output());
    }

    private Tensor attendToMemory(Tensor x, Tensor memory, DecoderMasks masks) {
        Optional<Tensor> padding = masks.memoryKeyPaddingMask();
        AttentionArguments arguments = new AttentionArguments(padding, false, masks.memoryMask(), true);
        return dropout2.forward(
                multiheadAttn.forward(x, memory, memory, arguments).output());
    }
}
