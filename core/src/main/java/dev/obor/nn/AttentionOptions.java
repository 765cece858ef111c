package dev.obor.nn;

import java.util.OptionalInt;

/// The options of [MultiheadAttention], as in
/// `new MultiheadAttention(64, 8, MultiheadAttention.options().dropout(0.1).batchFirst(true))`.
///
/// @param dropout the probability with which, in training, a weight of the attention is set to 0
/// @param bias whether the maps of input and output have biases
/// @param addBiasKv whether a learned key and value are put behind those of the input
/// @param addZeroAttn whether a key and value of zeros are put behind those of the input
/// @param kdim the number of features of keys; that of queries if empty
/// @param vdim the number of features of values; that of queries if empty
/// @param batchFirst whether input and output are `[batch, steps, features]` instead of `[steps, batch,
///     features]`
public record AttentionOptions(
        double dropout,
        boolean bias,
        boolean addBiasKv,
        boolean addZeroAttn,
        OptionalInt kdim,
        OptionalInt vdim,
        boolean batchFirst) {
    /// PyTorch's defaults: no dropout, biases, nothing behind keys and values, equal numbers of features.
    public static final AttentionOptions DEFAULT =
            new AttentionOptions(0, true, false, false, OptionalInt.empty(), OptionalInt.empty(), false);

    /// Returns these options with another probability.
    public AttentionOptions dropout(double p) {
        return new AttentionOptions(p, bias, addBiasKv, addZeroAttn, kdim, vdim, batchFirst);
    }

    /// Returns these options with biases or without.
    public AttentionOptions bias(boolean wanted) {
        return new AttentionOptions(dropout, wanted, addBiasKv, addZeroAttn, kdim, vdim, batchFirst);
    }

    /// Returns these options with a learned key and value or without.
    public AttentionOptions addBiasKv(boolean wanted) {
        return new AttentionOptions(dropout, bias, wanted, addZeroAttn, kdim, vdim, batchFirst);
    }

    /// Returns these options with a key and value of zeros or without.
    public AttentionOptions addZeroAttn(boolean wanted) {
        return new AttentionOptions(dropout, bias, addBiasKv, wanted, kdim, vdim, batchFirst);
    }

    /// Returns these options with another number of features of keys.
    public AttentionOptions kdim(int features) {
        return new AttentionOptions(dropout, bias, addBiasKv, addZeroAttn, OptionalInt.of(features), vdim, batchFirst);
    }

    /// Returns these options with another number of features of values.
    public AttentionOptions vdim(int features) {
        return new AttentionOptions(dropout, bias, addBiasKv, addZeroAttn, kdim, OptionalInt.of(features), batchFirst);
    }

    /// Returns these options with the batch as first dim, or the steps.
    public AttentionOptions batchFirst(boolean first) {
        return new AttentionOptions(dropout, bias, addBiasKv, addZeroAttn, kdim, vdim, first);
    }
}
