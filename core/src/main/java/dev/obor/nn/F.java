package dev.obor.nn;

import dev.obor.error.ShapeException;
import dev.obor.layout.Broadcast;
import dev.obor.tensor.Tensor;
import java.util.Arrays;
import java.util.Optional;

/// Functions of neural networks without state, in the role of `torch.nn.functional`.
///
/// They stand in families: [ActivationFunctions], [SpatialFunctions], [PoolingFunctions],
/// [ResizingFunctions], [NormalizationFunctions], [EmbeddingFunctions], [DropoutFunctions], [LossFunctions],
/// [LikelihoodFunctions], [MarginLossFunctions]. A class inherits static methods from one class only, so the
/// families form a chain; call all of them on `F`.
public final class F extends MarginLossFunctions {
    private F() {}

    /// Returns x · weightᵀ + bias for x of shape `[..., in]`, weight `[out, in]` and bias `[out]`.
    public static Tensor linear(Tensor x, Tensor weight, Tensor bias) {
        checkLinear(x, weight);
        Tensor product = x.matmul(weight.t());
        // Nobody else has the product, and neither gradient asks for its value.
        boolean inPlace = !product.isView()
                && bias.dtype() == product.dtype()
                && Broadcast.of("linear", product.shape(), bias.shape()).equals(product.shape());
        return inPlace ? product.add_(bias) : product.add(bias);
    }

    /// Returns x · weightᵀ for x of shape `[..., in]` and weight `[out, in]`, or `[in]`.
    public static Tensor linear(Tensor x, Tensor weight) {
        checkLinear(x, weight);
        return weight.dim() == 1 ? x.matmul(weight) : x.matmul(weight.t());
    }

    private static void checkLinear(Tensor x, Tensor weight) {
        boolean fits = x.dim() > 0 && weight.dim() > 0 && weight.dim() <= 2 && x.size(-1) == weight.size(-1);
        if (!fits) {
            throw new ShapeException("linear: the input has shape " + x.shape() + " and the weight " + weight.shape()
                    + ": their last dims must be equal, as in [..., in] and [out, in]");
        }
    }

    /// Returns x1 · Wₖ · x2 for each k: for x1 `[..., n]`, x2 `[..., m]` and weight `[out, n, m]` of shape
    /// `[..., out]`.
    ///
    /// @param bias of shape `[out]`
    /// @throws ShapeException if the shapes do not fit
    public static Tensor bilinear(Tensor x1, Tensor x2, Tensor weight, Optional<Tensor> bias) {
        boolean fits = weight.dim() == 3 && x1.dim() > 0 && x1.dim() == x2.dim();
        if (!fits || x1.size(-1) != weight.size(1) || x2.size(-1) != weight.size(2)) {
            throw new ShapeException("bilinear: the inputs have shapes " + x1.shape() + " and " + x2.shape()
                    + " and the weight " + weight.shape() + ": pass [..., n], [..., m] and [out, n, m]");
        }
        int n = weight.size(1);
        int out = weight.size(0);
        // [..., n] · [n, out · m] → [..., out, m], then a sum of products with [..., 1, m].
        Tensor folded = x1.matmul(weight.permute(1, 0, 2).reshape(n, out * weight.size(2)));
        int[] sizes = Arrays.copyOf(x1.shape().toArray(), x1.dim() + 1);
        sizes[x1.dim() - 1] = out;
        sizes[x1.dim()] = weight.size(2);
        Tensor result = folded.reshape(sizes)
                .mul(x2.unsqueeze(-2))
                .sum(new int[] {-1}, false)
                .to(x1.dtype());
        return bias.map(result::add).orElse(result);
    }

    /// Returns x1 · Wₖ · x2 for each k, without a bias.
    ///
    /// @throws ShapeException if the shapes do not fit
    public static Tensor bilinear(Tensor x1, Tensor x2, Tensor weight) {
        return bilinear(x1, x2, weight, Optional.empty());
    }

    /// Returns x1 · Wₖ · x2 for each k, plus a bias.
    ///
    /// @throws ShapeException if the shapes do not fit
    public static Tensor bilinear(Tensor x1, Tensor x2, Tensor weight, Tensor bias) {
        return bilinear(x1, x2, weight, Optional.of(bias));
    }

    /// Returns softmax(query · keyᵀ / √n) · value: for queries `[…, queries, n]`, keys `[…, keys, n]` and
    /// values `[…, keys, m]` of shape `[…, queries, m]`.
    ///
    /// @throws ShapeException if the shapes do not fit
    public static Tensor scaledDotProductAttention(Tensor query, Tensor key, Tensor value) {
        return scaledDotProductAttention(query, key, value, Optional.empty(), 0, false);
    }

    /// Returns softmax(query · keyᵀ / √n + mask) · value.
    ///
    /// @param attnMask bool, **true where a query may attend to a key**, or floating-point, to be added
    /// @throws ShapeException if the shapes do not fit
    public static Tensor scaledDotProductAttention(Tensor query, Tensor key, Tensor value, Tensor attnMask) {
        return scaledDotProductAttention(query, key, value, Optional.of(attnMask), 0, false);
    }

    /// Returns softmax(query · keyᵀ / √n) · value.
    ///
    /// @param isCausal whether query i attends to the keys 0 to i alone
    /// @throws ShapeException if the shapes do not fit
    public static Tensor scaledDotProductAttention(Tensor query, Tensor key, Tensor value, boolean isCausal) {
        return scaledDotProductAttention(query, key, value, Optional.empty(), 0, isCausal);
    }

    /// Returns softmax(query · keyᵀ / √n + mask) · value: for queries `[…, queries, n]`, keys `[…, keys, n]`
    /// and values `[…, keys, m]` of shape `[…, queries, m]`. Source: A. Vaswani et al., "Attention is all you
    /// need" (2017), equation 1.
    ///
    /// @param attnMask bool, **true where a query may attend to a key** (unlike in [MultiheadAttention]), or
    ///     floating-point, to be added to the scores; broadcast to `[…, queries, keys]`
    /// @param dropoutP the probability with which a weight is set to 0, whether in training or not
    /// @param isCausal whether query i attends to the keys 0 to i alone
    /// @throws ShapeException if the shapes do not fit, or there is a mask besides isCausal
    /// @throws dev.obor.error.DTypeException for a mask that is neither bool nor floating-point
    public static Tensor scaledDotProductAttention(
            Tensor query, Tensor key, Tensor value, Optional<Tensor> attnMask, double dropoutP, boolean isCausal) {
        double scale = query.dim() == 0 || query.size(-1) == 0 ? 1 : 1 / Math.sqrt(query.size(-1));
        return scaledDotProductAttention(query, key, value, attnMask, dropoutP, isCausal, scale);
    }

    /// Returns softmax(query · keyᵀ · scale + mask) · value, else as
    /// [#scaledDotProductAttention(Tensor, Tensor, Tensor, Optional, double, boolean)].
    ///
    /// @param scale by what the products are multiplied
    /// @throws ShapeException if the shapes do not fit, or there is a mask besides isCausal
    public static Tensor scaledDotProductAttention(
            Tensor query,
            Tensor key,
            Tensor value,
            Optional<Tensor> attnMask,
            double dropoutP,
            boolean isCausal,
            double scale) {
        return Attention.scaledDotProduct(query, key, value, attnMask, dropoutP, isCausal, scale);
    }
}
