package dev.obor.nn;

import dev.obor.tensor.Tensor;
import java.util.Optional;

/// What [MultiheadAttention] returns.
///
/// @param output of the query's shape
/// @param weights how much each query attended to each key, `[batch, queries, keys]`, or `[batch, heads,
///     queries, keys]` for each head; without the batch where the query had none; empty if they were not
///     asked for
public record AttentionOutput(Tensor output, Optional<Tensor> weights) {}
