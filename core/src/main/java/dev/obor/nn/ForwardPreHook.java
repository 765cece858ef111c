package dev.obor.nn;

import dev.obor.tensor.Tensor;

/// What is called before a module's forward.
@FunctionalInterface
public interface ForwardPreHook {
    /// Returns the inputs that forward is to have: those given, or as many others.
    Tensor[] before(Module module, Tensor... inputs);
}
