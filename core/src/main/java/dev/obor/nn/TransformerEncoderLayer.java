package dev.obor.nn;

import dev.obor.tensor.Tensor;
import java.util.Optional;

/// A layer of a transformer's encoder: every step attends to the others, then goes through two linear maps;
/// each of both parts is added to its input, and normalized. Source: A. Vaswani et al., "Attention is all you
/// need" (2017), section 3.1.
///
/// ```java
/// TransformerEncoderLayer layer = new TransformerEncoderLayer(64, 8, TransformerEncoderLayer.options().dropout(0));
/// Tensor y = layer.forward(x);                                     // x of shape [steps, batch, 64]
/// Tensor z = layer.forward(x, Optional.of(Transformer.generateSquareSubsequentMask(steps)), Optional.empty());
/// ```
///
/// The children are `self_attn`, `linear1`, `linear2`, `norm1`, `norm2` and three dropouts.
public final class TransformerEncoderLayer extends Block {
    private final int dModel;
    private final int nhead;
    private final TransformerOptions options;
    private final MultiheadAttention selfAttn;
    private final FeedForward feedForward;
    private final LayerNorm norm1;
    private final LayerNorm norm2;
    private final Dropout dropout1;
    private final Dropout dropout2;

    /// Makes a layer with PyTorch's default options, drawing from the process's generator.
    ///
    /// @throws dev.obor.error.OborException unless the numbers are positive and the features divide into the
    ///     heads
    public TransformerEncoderLayer(int dModel, int nhead) {
        this(dModel, nhead, TransformerOptions.DEFAULT);
    }

    /// Makes a layer, drawing from the process's generator.
    ///
    /// @param dModel the number of features of input and output
    /// @param nhead into how many heads attention cuts them
    /// @throws dev.obor.error.OborException unless the numbers are positive, the features divide into the
    ///     heads, and dropout is from 0 to 1
    public TransformerEncoderLayer(int dModel, int nhead, TransformerOptions options) {
        this(dModel, nhead, options, true);
    }

    private TransformerEncoderLayer(int dModel, int nhead, TransformerOptions options, boolean draw) {
        this.dModel = dModel;
        this.nhead = nhead;
        this.options = options;
        this.selfAttn = child("self_attn", new MultiheadAttention(dModel, nhead, options.attention(), draw));
        this.feedForward = new FeedForward(
                child("linear1", new Linear(dModel, options.dimFeedforward(), true, draw)),
                options.activation(),
                child("dropout", new Dropout(options.dropout())),
                child("linear2", new Linear(options.dimFeedforward(), dModel, true, draw)));
        this.norm1 = child("norm1", new LayerNorm(new int[] {dModel}, options.layerNormEps(), true));
        this.norm2 = child("norm2", new LayerNorm(new int[] {dModel}, options.layerNormEps(), true));
        this.dropout1 = child("dropout1", new Dropout(options.dropout()));
        this.dropout2 = child("dropout2", new Dropout(options.dropout()));
    }

    /// Returns the default options, to be changed.
    public static TransformerOptions options() {
        return TransformerOptions.DEFAULT;
    }

    /// Returns a layer of its own with the same parameters.
    TransformerEncoderLayer copy() {
        return ModuleTree.copied(this, new TransformerEncoderLayer(dModel, nhead, options, false));
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
    /// @param srcMask which step may attend to which other, `[steps, steps]` or `[batch · heads, steps,
    ///     steps]`: bool, true where not, or floating-point, to be added to the scores
    /// @param srcKeyPaddingMask which steps are padding, `[batch, steps]`, or `[steps]` without a batch,
    ///     likewise
    /// @return of the input's shape
    /// @throws dev.obor.error.ShapeException if a shape does not fit
    /// @throws dev.obor.error.DTypeException for a mask that is neither bool nor floating-point
    public Tensor forward(Tensor src, Optional<Tensor> srcMask, Optional<Tensor> srcKeyPaddingMask) {
        AttentionArguments arguments = new AttentionArguments(srcKeyPaddingMask, false, srcMask, true);
        return call(inputs -> compute(inputs[0], arguments), src);
    }

    private Tensor compute(Tensor x, AttentionArguments arguments) {
        if (options.normFirst()) {
            Tensor attended = x.add(attend(norm1.forward(x), arguments));
            return attended.add(dropout2.forward(feedForward.of(norm2.forward(attended))));
        }
        Tensor attended = norm1.forward(x.add(attend(x, arguments)));
        return norm2.forward(attended.add(dropout2.forward(feedForward.of(attended))));
    }

    private Tensor attend(Tensor x, AttentionArguments arguments) {
        return dropout1.forward(selfAttn.forward(x, x, x, arguments).output());
    }
}
