package dev.obor.nn;

import dev.obor.Obor;
import dev.obor.dtype.DType;
import dev.obor.error.DTypeException;
import dev.obor.error.ShapeException;
import dev.obor.layout.Broadcast;
import dev.obor.layout.Shape;
import dev.obor.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/// The arithmetic of attention: softmax(q · kᵀ · scale + mask) · v. Source: A. Vaswani et al., "Attention is
/// all you need" (2017), equation 1.
final class Attention {
    private Attention() {}

    /// Values and the weights by which they were mixed.
    record Mixed(Tensor output, Tensor weights) {}

    /// Returns the mixed values.
    ///
    /// @param query `[…, queries, features]`
    /// @param key `[…, keys, features]`
    /// @param value `[…, keys, features of values]`
    /// @param mask what is added to the scores
    /// @param dropout the probability with which a weight is set to 0
    static Mixed mix(Tensor query, Tensor key, Tensor value, Optional<Tensor> mask, double dropout, double scale) {
        Tensor products = query.mul(scale).matmul(key.transpose(-2, -1));
        Tensor scores = mask.map(products::add).orElse(products);
        Tensor weights = F.dropout(scores.softmax(-1), dropout, dropout > 0);
        return new Mixed(weights.matmul(value), weights);
    }

    /// Returns what is added to scores: for a bool mask −∞ where it is `hidden`, else 0; a floating-point
    /// mask itself.
    ///
    /// @throws DTypeException for a mask of another dtype
    static Tensor additive(String op, Tensor mask, boolean hidden, DType dtype) {
        if (mask.dtype() == DType.BOOL) {
            Tensor out = hidden ? mask : mask.logicalNot();
            return Tensor.full(mask.shape(), 0, dtype).maskedFill(out, Double.NEGATIVE_INFINITY);
        }
        if (!mask.dtype().isFloating()) {
            throw new DTypeException(op + ": a mask is " + mask.dtype()
                    + " and must be bool or floating-point: compare it, as in mask.ne(0)");
        }
        return mask.to(dtype);
    }

    /// Returns a square of −∞ above the diagonal, else 0.
    static Tensor causal(int queries, int keys, DType dtype) {
        return Tensor.full(Shape.of(queries, keys), Double.NEGATIVE_INFINITY, dtype)
                .triu(1);
    }

    /// Attention as a function of tensors whose features are not divided into heads.
    static Tensor scaledDotProduct(
            Tensor query,
            Tensor key,
            Tensor value,
            Optional<Tensor> attnMask,
            double dropout,
            boolean isCausal,
            double scale) {
        String op = "scaledDotProductAttention";
        boolean fits = query.dim() >= 2 && key.dim() >= 2 && value.dim() >= 2;
        if (!fits || query.size(-1) != key.size(-1) || key.size(-2) != value.size(-2)) {
            throw new ShapeException(op + ": query, key and value have shapes " + query.shape() + ", " + key.shape()
                    + " and " + value.shape() + ": pass […, queries, n], […, keys, n] and […, keys, m]");
        }
        Optional<Tensor> mask = attnMask.map(given -> additive(op, given, false, query.dtype()));
        if (isCausal && mask.isPresent()) {
            throw new ShapeException(
                    op + ": there is a mask of shape " + attnMask.orElseThrow().shape()
                            + " and isCausal is true, which is a mask itself: pass one of them");
        }
        Shape scores = Broadcast.of(
                op,
                query.shape().remove(query.dim() - 1).remove(query.dim() - 2),
                key.shape().remove(key.dim() - 1).remove(key.dim() - 2));
        Shape full = scores.insert(scores.rank(), query.size(-2));
        Shape wanted = full.insert(full.rank(), key.size(-2));
        if (mask.isPresent() && !Broadcast.of(op, mask.get().shape(), wanted).equals(wanted)) {
            throw new ShapeException(
                    op + ": the mask has shape " + mask.get().shape() + " and must broadcast to the scores' " + wanted);
        }
        if (isCausal) {
            mask = Optional.of(causal(query.size(-2), key.size(-2), query.dtype()));
        }
        return mix(query, key, value, mask, dropout, scale).output();
    }

    /// Returns `[batch, steps, features]` or `[steps, batch, features]` as `[batch, heads, steps, features of
    /// a head]`, a view where the input is dense.
    static Tensor split(Tensor x, int heads, boolean batchFirst) {
        Tensor parts = x.reshape(x.size(0), x.size(1), heads, x.size(2) / heads);
        return batchFirst ? parts.permute(0, 2, 1, 3) : parts.permute(1, 2, 0, 3);
    }

    /// Undoes [#split(Tensor, int, boolean)].
    static Tensor join(Tensor heads, boolean batchFirst) {
        Tensor parts = batchFirst ? heads.permute(0, 2, 1, 3) : heads.permute(2, 0, 1, 3);
        return parts.reshape(parts.size(0), parts.size(1), parts.size(2) * parts.size(3));
    }

    /// Returns steps with one more behind them.
    ///
    /// @param last of shape `[1, 1, features]`
    static Tensor behind(Tensor x, Tensor last, boolean batchFirst) {
        int batch = x.size(batchFirst ? 0 : 1);
        return Obor.cat(
                List.of(x, batchFirst ? last.expand(batch, 1, x.size(2)) : last.expand(1, batch, x.size(2))),
                batchFirst ? 1 : 0);
    }
}
