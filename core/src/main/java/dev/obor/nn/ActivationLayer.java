package dev.obor.nn;

import dev.obor.tensor.Tensor;

/// What activations have in common that may overwrite their input.
abstract class ActivationLayer extends Layer {
    private final boolean inplace;

    /// @param inplace whether the input is overwritten with the result
    ActivationLayer(boolean inplace) {
        this.inplace = inplace;
    }

    @Override
    protected final Tensor compute(Tensor x) {
        // The copy is what gradients are computed from once x is overwritten.
        return inplace ? x.copy_(activate(x.clone())) : activate(x);
    }

    /// Returns the activation of each element.
    abstract Tensor activate(Tensor x);

    /// Returns what the printed tree says of it, after other arguments if a separator is given.
    final String inplaceText(String separator) {
        return inplace ? separator + "inplace=True" : "";
    }
}
