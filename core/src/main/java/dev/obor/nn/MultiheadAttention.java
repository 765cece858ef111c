package dev.obor.nn;

import dev.obor.Obor;
import dev.obor.dtype.DType;
import dev.obor.error.OborException;
import dev.obor.error.ShapeException;
import dev.obor.layout.Shape;
import dev.obor.tensor.Tensor;
import java.util.Optional;

/// Attention with several heads: queries, keys and values are mapped, cut into heads, each head mixes its
/// values by softmax(q · kᵀ / √features of a head + masks), and what the heads found is joined and mapped.
/// Source: A. Vaswani et al., "Attention is all you need" (2017), section 3.2.
///
/// ```java
/// MultiheadAttention attention = new MultiheadAttention(64, 8);
/// AttentionOutput out = attention.forward(x, x, x);                    // x of shape [steps, batch, 64]
/// Tensor causal = Transformer.generateSquareSubsequentMask(steps);
/// out = attention.forward(x, x, x, MultiheadAttention.arguments().attnMask(causal).needWeights(false));
/// ```
///
/// The parameters are `in_proj_weight` of shape `[3 · features, features]` for query, key and value, or three
/// weights `q_proj_weight`, `k_proj_weight`, `v_proj_weight` where kdim or vdim differ; `in_proj_bias`,
/// `bias_k`, `bias_v`; and those of the child `out_proj`. Weights start by [Init#xavierUniform_(Tensor)],
/// biases as zeros.
public final class MultiheadAttention extends Block {
    private final int embedDim;
    private final int numHeads;
    private final AttentionOptions options;
    private final Optional<Tensor> inProjWeight;
    private final Tensor[] projWeights;
    private final Optional<Tensor> inProjBias;
    private final Optional<Tensor> biasK;
    private final Optional<Tensor> biasV;
    private final Linear outProj;

    /// Makes attention with PyTorch's default options, drawing from the process's generator.
    ///
    /// @throws OborException unless the numbers are positive and the features divide into the heads
    public MultiheadAttention(int embedDim, int numHeads) {
        this(embedDim, numHeads, AttentionOptions.DEFAULT);
    }

    /// Makes attention, drawing from the process's generator.
    ///
    /// @param embedDim the number of features of queries and of the output
    /// @param numHeads into how many heads they are cut
    /// @throws OborException unless the numbers are positive, the features divide into the heads, and dropout
    ///     is from 0 to 1
    public MultiheadAttention(int embedDim, int numHeads, AttentionOptions options) {
        this(embedDim, numHeads, options, true);
    }

    /// Makes attention.
    ///
    /// @param draw whether the parameters are drawn; if not they are zeros
    MultiheadAttention(int embedDim, int numHeads, AttentionOptions options, boolean draw) {
        int kdim = options.kdim().orElse(embedDim);
        int vdim = options.vdim().orElse(embedDim);
        if (embedDim < 1 || numHeads < 1 || embedDim % numHeads != 0 || kdim < 1 || vdim < 1) {
            throw new OborException("MultiheadAttention: " + embedDim + " features do not divide into " + numHeads
                    + " heads, or kdim " + kdim + " or vdim " + vdim + " is not positive: choose others");
        }
        if (!(options.dropout() >= 0 && options.dropout() <= 1)) {
            throw new OborException("MultiheadAttention: dropout is " + options.dropout() + " and must be from 0 to 1");
        }
        this.embedDim = embedDim;
        this.numHeads = numHeads;
        this.options = options;
        boolean same = kdim == embedDim && vdim == embedDim;
        this.projWeights = same
                ? new Tensor[0]
                : new Tensor[] {
                    parameter("q_proj_weight", Obor.zeros(embedDim, embedDim)),
                    parameter("k_proj_weight", Obor.zeros(embedDim, kdim)),
                    parameter("v_proj_weight", Obor.zeros(embedDim, vdim))
                };
        this.inProjWeight = made(same, "in_proj_weight", 3 * embedDim, embedDim);
        this.inProjBias = made(options.bias(), "in_proj_bias", 3 * embedDim);
        this.biasK = made(options.addBiasKv(), "bias_k", 1, 1, embedDim);
        this.biasV = made(options.addBiasKv(), "bias_v", 1, 1, embedDim);
        this.outProj = child("out_proj", new NonDynamicallyQuantizableLinear(embedDim, embedDim, options.bias(), draw));
        if (draw) {
            reset();
        }
    }

    private Optional<Tensor> made(boolean wanted, String name, int... sizes) {
        return wanted ? Optional.of(parameter(name, Obor.zeros(sizes))) : Optional.empty();
    }

    private void reset() {
        inProjWeight.ifPresent(Init::xavierUniform_);
        for (Tensor weight : projWeights) {
            Init.xavierUniform_(weight);
        }
        outProj.bias().ifPresent(Init::zeros_);
        biasK.ifPresent(b -> Init.xavierNormal_(b));
        biasV.ifPresent(b -> Init.xavierNormal_(b));
    }

    /// Returns the default options, to be changed.
    public static AttentionOptions options() {
        return AttentionOptions.DEFAULT;
    }

    /// Returns the default arguments of a call, to be changed.
    public static AttentionArguments arguments() {
        return AttentionArguments.DEFAULT;
    }

    /// Lets queries attend to keys without masks; returns output and weights.
    ///
    /// @param query of shape `[queries, batch, features]`, `[batch, queries, features]` with batchFirst, or
    ///     `[queries, features]`
    /// @param key of shape `[keys, batch, kdim]` and so on
    /// @param value of shape `[keys, batch, vdim]` and so on
    /// @throws ShapeException if the shapes do not fit
    public AttentionOutput forward(Tensor query, Tensor key, Tensor value) {
        return forward(query, key, value, AttentionArguments.DEFAULT);
    }

    /// Lets queries attend to keys. A query that may attend to nothing gives NaN.
    ///
    /// @param query of shape `[queries, batch, features]`, `[batch, queries, features]` with batchFirst, or
    ///     `[queries, features]`
    /// @param key of shape `[keys, batch, kdim]` and so on
    /// @param value of shape `[keys, batch, vdim]` and so on
    /// @throws ShapeException if the shapes do not fit
    /// @throws dev.obor.error.DTypeException for a mask that is neither bool nor floating-point
    public AttentionOutput forward(Tensor query, Tensor key, Tensor value, AttentionArguments arguments) {
        return call(x -> attend(x[0], x[1], x[2], arguments), query, key, value);
    }

    private AttentionOutput attend(Tensor query, Tensor key, Tensor value, AttentionArguments arguments) {
        check(query, key, value);
        boolean batched = query.dim() == 3;
        boolean batchFirst = batched && options.batchFirst();
        Tensor[] mapped = map(query, key, value);
        if (!batched) {
            for (int i = 0; i < 3; i++) {
                mapped[i] = mapped[i].unsqueeze(1);
            }
        }
        Tensor k = mapped[1];
        Tensor v = mapped[2];
        int keys = k.size(batchFirst ? 1 : 0);
        if (biasK.isPresent() && biasV.isPresent()) {
            k = Attention.behind(k, biasK.get(), batchFirst);
            v = Attention.behind(v, biasV.get(), batchFirst);
        }
        if (options.addZeroAttn()) {
            Tensor zeros = Tensor.full(Shape.of(1, 1, embedDim), 0, k.dtype());
            k = Attention.behind(k, zeros, batchFirst);
            v = Attention.behind(v, zeros, batchFirst);
        }
        Tensor q = Attention.split(mapped[0], numHeads, batchFirst);
        int added = k.size(batchFirst ? 1 : 0) - keys;
        Optional<Tensor> mask = mask(q, keys, batched, arguments).map(m -> added == 0 ? m : F.pad(m, 0, added));
        Attention.Mixed mixed = Attention.mix(
                q,
                Attention.split(k, numHeads, batchFirst),
                Attention.split(v, numHeads, batchFirst),
                mask,
                isTraining() ? options.dropout() : 0,
                1 / Math.sqrt((double) embedDim / numHeads));
        Tensor output = outProj.forward(Attention.join(mixed.output(), batchFirst));
        Optional<Tensor> weights = arguments.needWeights()
                ? Optional.of(arguments.averageAttnWeights() ? mixed.weights().mean(1) : mixed.weights())
                : Optional.empty();
        return batched
                ? new AttentionOutput(output, weights)
                : new AttentionOutput(output.squeeze(1), weights.map(w -> w.squeeze(0)));
    }

    private void check(Tensor query, Tensor key, Tensor value) {
        int kdim = options.kdim().orElse(embedDim);
        int vdim = options.vdim().orElse(embedDim);
        int dims = query.dim();
        boolean fits = (dims == 2 || dims == 3) && key.dim() == dims && value.dim() == dims;
        fits = fits && query.size(-1) == embedDim && key.size(-1) == kdim && value.size(-1) == vdim;
        fits = fits && key.shape().remove(dims - 1).equals(value.shape().remove(dims - 1));
        int batch = options.batchFirst() ? 0 : 1;
        if (!fits || dims == 3 && query.size(batch) != key.size(batch)) {
            String lead = options.batchFirst() ? "[batch, " : "[";
            String middle = options.batchFirst() ? ", " : ", batch, ";
            throw new ShapeException("MultiheadAttention: query, key and value have shapes " + query.shape() + ", "
                    + key.shape() + " and " + value.shape() + ": pass " + lead + "queries" + middle + embedDim + "], "
                    + lead
                    + "keys" + middle + kdim + "] and " + lead + "keys" + middle + vdim + "], or all without a batch");
        }
    }

    /// The maps of query, key and value; where tensors are the same, their maps are one product.
    @SuppressWarnings("ReferenceEquality")
    private Tensor[] map(Tensor query, Tensor key, Tensor value) {
        if (inProjWeight.isEmpty()) {
            return new Tensor[] {
                linear(query, projWeights[0], 0, 1),
                linear(key, projWeights[1], 1, 1),
                linear(value, projWeights[2], 2, 1)
            };
        }
        Tensor weight = inProjWeight.get();
        if (query == key && key == value) {
            return Steps.parts(linear(query, weight, 0, 3), 3);
        }
        Tensor q = linear(query, weight.narrow(0, 0, embedDim), 0, 1);
        if (key == value) {
            Tensor[] both = Steps.parts(linear(key, weight.narrow(0, embedDim, 2 * embedDim), 1, 2), 2);
            return new Tensor[] {q, both[0], both[1]};
        }
        return new Tensor[] {
            q,
            linear(key, weight.narrow(0, embedDim, embedDim), 1, 1),
            linear(value, weight.narrow(0, 2 * embedDim, embedDim), 2, 1)
        };
    }

    /// @param first which third of the bias comes first
    /// @param count how many thirds
    private Tensor linear(Tensor x, Tensor weight, int first, int count) {
        return inProjBias
                .map(bias -> F.linear(x, weight, bias.narrow(0, first * embedDim, count * embedDim)))
                .orElseGet(() -> F.linear(x, weight));
    }

    /// Returns both masks as one that is added to the scores.
    private Optional<Tensor> mask(Tensor q, int keys, boolean batched, AttentionArguments arguments) {
        int batch = q.size(0);
        int queries = q.size(2);
        DType dtype = q.dtype();
        Optional<Tensor> attn = arguments.attnMask().map(given -> {
            boolean each = given.dim() == 3;
            Shape expected = Shape.of(queries, keys);
            expected = each ? expected.insert(0, batch * numHeads) : expected;
            require(given, expected, "attnMask");
            Tensor bool = given.dtype() == DType.UINT8 ? given.to(DType.BOOL) : given;
            Tensor added = Attention.additive("MultiheadAttention", bool, true, dtype);
            return each ? added.reshape(batch, numHeads, queries, keys) : added;
        });
        Optional<Tensor> padding = arguments.keyPaddingMask().map(given -> {
            require(given, batched ? Shape.of(batch, keys) : Shape.of(keys), "keyPaddingMask");
            return Attention.additive("MultiheadAttention", given, true, dtype).reshape(batch, 1, 1, keys);
        });
        return padding.isPresent() && attn.isPresent()
                ? Optional.of(attn.get().add(padding.get()))
                : padding.isPresent() ? padding : attn;
    }

    private static void require(Tensor mask, Shape expected, String name) {
        if (!mask.shape().equals(expected)) {
            throw new ShapeException(
                    "MultiheadAttention: " + name + " has shape " + mask.shape() + " and must have " + expected
                            + (name.equals("attnMask") ? ", [queries, keys] or [batch · heads, queries, keys]" : ""));
        }
    }
}
