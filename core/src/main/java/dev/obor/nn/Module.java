package dev.obor.nn;

import dev.obor.dtype.DType;
import dev.obor.tensor.Tensor;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// A thing with parameters, buffers and children, each under a name: its [Parts].
///
/// Most modules extend [Layer] (one tensor to one tensor) or [Block] (any signature), which keep the parts. A
/// record, or any class of its own, becomes a module by one line that names its children:
///
/// ```java
/// record Mlp(Linear hidden, Linear out) implements Module {
///     public Parts parts() { return new Parts().with("hidden", hidden).with("out", out); }
///     Tensor forward(Tensor x) { return out.forward(hidden.forward(x).relu()); }
/// }
/// ```
public interface Module {
    /// Returns the parts. A record may make them anew each time, as long as the tensors and children are the
    /// same.
    Parts parts();

    /// Returns the name in the printed tree: the class's.
    default String typeName() {
        return getClass().getSimpleName();
    }

    /// Returns what stands in the printed tree between the parentheses, before the children.
    default String extraRepr() {
        return "";
    }

    /// Returns the tree as PyTorch prints it.
    default String describe() {
        return ModuleTree.text(this);
    }

    /// Returns the children under their names.
    default Map<String, Module> children() {
        return parts().children();
    }

    /// Returns this module, its children, their children and so on under their dotted names; this one's is
    /// empty. A module that appears several times is named once.
    default Map<String, Module> namedModules() {
        Map<String, Module> result = new LinkedHashMap<>();
        ModuleTree.walk(this, (path, module) -> result.put(path, module));
        return result;
    }

    /// Returns the parameters of this module and all below it, in the order of registration. A tensor that
    /// appears several times is counted once.
    default List<Tensor> parameters() {
        return List.copyOf(namedParameters().values());
    }

    /// Returns the parameters of this module and all below it under their dotted names, such as `0.weight`.
    default Map<String, Tensor> namedParameters() {
        return ModuleTree.tensors(this, Parts::parameters);
    }

    /// Returns the buffers of this module and all below it.
    default List<Tensor> buffers() {
        return List.copyOf(namedBuffers().values());
    }

    /// Returns the buffers of this module and all below it under their dotted names, such as `1.running_mean`.
    default Map<String, Tensor> namedBuffers() {
        return ModuleTree.tensors(this, Parts::buffers);
    }

    /// Calls `action` with every module below this one, children before parents, and at last with this one;
    /// returns this module.
    default Module apply(Consumer<Module> action) {
        Set<Module> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        ModuleTree.apply(this, action, seen);
        return this;
    }

    /// Converts the floating-point parameters and buffers to a dtype, and returns this module. The tensors
    /// stay the same objects, so that an optimizer that holds them goes on.
    ///
    /// @throws dev.obor.error.DTypeException unless the dtype is floating-point
    default Module to(DType dtype) {
        ModuleTree.convert(this, dtype);
        return this;
    }

    /// Puts this module and all below it into training mode, and returns this module.
    default Module train() {
        return train(true);
    }

    /// Puts this module and all below it into evaluation mode, and returns this module.
    default Module eval() {
        return train(false);
    }

    /// Puts this module and all below it into training or evaluation mode, and returns this module.
    default Module train(boolean mode) {
        apply(module -> module.parts().setTraining(mode));
        return this;
    }

    /// Tells whether the module is in training mode, as it is at first.
    default boolean isTraining() {
        return parts().isTraining();
    }

    /// Says of all parameters whether their gradients are wanted, and returns this module.
    default Module requiresGrad(boolean wanted) {
        parameters().forEach(parameter -> parameter.requiresGrad(wanted));
        return this;
    }

    /// Forgets the gradients of all parameters.
    default void zeroGrad() {
        parameters().forEach(Tensor::clearGrad);
    }

    /// Returns the state: parameters and persistent buffers under their dotted names, the tensors themselves.
    default Map<String, Tensor> stateDict() {
        return ModuleTree.state(this);
    }

    /// Copies a state into this module's tensors. All names and shapes are checked first: on an error nothing
    /// is changed.
    ///
    /// @throws dev.obor.error.ShapeException naming the missing, the unexpected and the mis-shaped
    default void loadStateDict(Map<String, Tensor> state) {
        loadStateDict(state, true);
    }

    /// Copies a state into this module's tensors, and says what did not match. All is checked first: on an
    /// error nothing is changed.
    ///
    /// @param strict whether missing and unexpected names are errors; wrong shapes always are
    /// @throws dev.obor.error.ShapeException naming the missing, the unexpected and the mis-shaped
    default StateReport loadStateDict(Map<String, Tensor> state, boolean strict) {
        return ModuleTree.load(this, state, strict);
    }
}
