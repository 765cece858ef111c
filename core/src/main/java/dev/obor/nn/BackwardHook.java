package dev.obor.nn;

import dev.obor.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/// What is called when backward has passed a module.
@FunctionalInterface
public interface BackwardHook {
    /// Returns the gradients that the inputs are to have: those given, or as many others.
    ///
    /// @param inputs the gradients of the inputs, empty for one that needs none
    /// @param output the gradient of the output
    List<Optional<Tensor>> back(Module module, List<Optional<Tensor>> inputs, Tensor output);
}
