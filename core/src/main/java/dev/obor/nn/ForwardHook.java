package dev.obor.nn;

import dev.obor.tensor.Tensor;

/// What is called after a module's forward.
@FunctionalInterface
public interface ForwardHook {
    /// Returns the output that the caller is to have: the one given, or another of the same type.
    ///
    /// @param output a tensor, or what else the module's forward returns
    Object after(Module module, Tensor[] inputs, Object output);
}
