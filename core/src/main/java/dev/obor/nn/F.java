package dev.obor.nn;

import dev.obor.tensor.Tensor;

/// Functions of neural networks without state, in the role of `torch.nn.functional`.
///
/// They stand in families: [ActivationFunctions], [SpatialFunctions], [NormalizationFunctions], [LossFunctions]. A class
/// inherits static methods from one class only, so the families form a chain; call all of them on `F`.
public final class F extends LossFunctions {
    private F() {}

    /// Returns x · weightᵀ + bias for x of shape `[..., in]`, weight `[out, in]` and bias `[out]`.
    public static Tensor linear(Tensor x, Tensor weight, Tensor bias) {
        return x.matmul(weight.t()).add(bias);
    }
}
