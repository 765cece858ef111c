package dev.obor.nn;

import dev.obor.tensor.Tensor;

/// What stands between the two linear maps of a transformer's layer: a function of each element. Any function
/// will do, as in `options.activation(x -> F.silu(x))`. A layer's `forward` as well, but what parameters it
/// has are not the transformer's.
@FunctionalInterface
public interface Activation {
    /// max(x, 0).
    Activation RELU = Tensor::relu;

    /// x · Φ(x), with the distribution function Φ of the standard normal distribution.
    Activation GELU = x -> F.gelu(x, "none");

    /// Returns the function's values.
    Tensor of(Tensor x);
}
