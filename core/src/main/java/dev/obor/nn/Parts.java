package dev.obor.nn;

import dev.obor.error.OborException;
import dev.obor.tensor.Tensor;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// What a [Module] consists of: parameters, buffers and children under names, and whether it is in training.
public final class Parts {
    private final Map<String, Tensor> parameters = new LinkedHashMap<>();
    private final Map<String, Tensor> buffers = new LinkedHashMap<>();
    private final Map<String, Module> children = new LinkedHashMap<>();
    private final Set<String> passing = new HashSet<>();
    private boolean training = true;
    private boolean listed;

    /// Makes an empty set of parts.
    public Parts() {}

    /// Adds a child, and returns these parts.
    ///
    /// @throws OborException if the name is taken, empty, or has a dot
    public Parts with(String name, Module module) {
        listed = true;
        child(name, module);
        return this;
    }

    /// Adds a parameter, and returns these parts.
    ///
    /// @throws OborException if the name is taken, empty, or has a dot
    public Parts with(String name, Tensor parameter) {
        parameter(name, parameter);
        return this;
    }

    /// Adds a tensor as a parameter, which requires a gradient, and returns it; of a view, a tensor of its
    /// own over the same elements.
    ///
    /// @throws OborException if the name is taken, empty, or has a dot
    public Tensor parameter(String name, Tensor value) {
        check(name);
        // A view belongs to its base and cannot take other elements, as when the module is converted.
        Tensor own = value.isView() ? value.detach() : value;
        // A record names its parts again and again, and the user may have switched the gradient off.
        parameters.put(name, own.isParameter() ? own : own.asParameter());
        return own;
    }

    /// Forgets a parameter, and returns it.
    ///
    /// @throws OborException if there is none of the name
    Tensor dropParameter(String who, String name) {
        Tensor dropped = parameters.remove(name);
        if (dropped == null) {
            throw new OborException(
                    who + ": there is no parameter '" + name + "', only " + parameters.keySet() + ": name one of them");
        }
        return dropped;
    }

    /// Forgets a buffer.
    void dropBuffer(String name) {
        buffers.remove(name);
    }

    /// Adds a tensor as a buffer, a part of the state without a gradient, and returns it; of a view, a tensor
    /// of its own over the same elements.
    ///
    /// @throws OborException if the name is taken, empty, or has a dot
    public Tensor buffer(String name, Tensor value) {
        check(name);
        Tensor own = value.isView() ? value.detach() : value;
        buffers.put(name, own);
        return own;
    }

    /// Adds a tensor as a buffer that is converted with the module but no part of its state, and returns it.
    ///
    /// @throws OborException if the name is taken, empty, or has a dot
    public Tensor passingBuffer(String name, Tensor value) {
        passing.add(name);
        return buffer(name, value);
    }

    /// Adds a module as a child and returns it.
    ///
    /// @throws OborException if the name is taken, empty, or has a dot
    public <M extends Module> M child(String name, M module) {
        check(name);
        children.put(name, module);
        return module;
    }

    private void check(String name) {
        boolean taken = parameters.containsKey(name) || buffers.containsKey(name) || children.containsKey(name);
        if (name.isEmpty() || name.contains(".") || taken) {
            throw new OborException("module: the name '" + name + "' " + (taken ? "is taken" : "is empty or has a dot")
                    + ": choose another");
        }
    }

    /// Returns the parameters of this module alone.
    public Map<String, Tensor> parameters() {
        return Collections.unmodifiableMap(parameters);
    }

    /// Returns the buffers of this module alone.
    public Map<String, Tensor> buffers() {
        return Collections.unmodifiableMap(buffers);
    }

    /// Returns the children.
    public Map<String, Module> children() {
        return Collections.unmodifiableMap(children);
    }

    /// Returns parameters and buffers as they stand in a state.
    Map<String, Tensor> state() {
        Map<String, Tensor> result = new LinkedHashMap<>(parameters);
        buffers.forEach((name, tensor) -> {
            if (!passing.contains(name)) {
                result.put(name, tensor);
            }
        });
        return result;
    }

    /// Tells whether the module is in training mode; of parts listed by [#with(String, Module)], whether a
    /// child is.
    public boolean isTraining() {
        return listed ? children.values().stream().anyMatch(Module::isTraining) : training;
    }

    void setTraining(boolean mode) {
        training = mode;
    }
}
