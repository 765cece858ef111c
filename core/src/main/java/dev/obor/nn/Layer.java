package dev.obor.nn;

import dev.obor.tensor.Tensor;

/// A module that maps one tensor to one tensor.
public abstract class Layer extends Module {
    /// Makes a layer.
    protected Layer() {}

    /// Returns the layer's output.
    public abstract Tensor forward(Tensor x);
}
