package dev.obor.tensor;

/// The gradients that arrived at the outputs of an operator.
public final class Cotangents {
    private final Tensor[] arrived;
    private final Spec[] outputs;

    /// @param arrived the gradients, null where none arrived
    /// @param outputs the outputs' shapes and dtypes
    Cotangents(Tensor[] arrived, Spec[] outputs) {
        this.arrived = arrived;
        this.outputs = outputs;
    }

    /// Tells whether a gradient arrived at an output; if not, what depends on it may be left out.
    public boolean has(int output) {
        return arrived[output] != null;
    }

    /// Returns the gradient of an output, zeros if none arrived.
    public Tensor of(int output) {
        Spec spec = outputs[output];
        return has(output) ? arrived[output] : Tensor.full(spec.shape(), 0, spec.dtype());
    }
}
