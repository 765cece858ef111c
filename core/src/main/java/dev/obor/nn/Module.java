package dev.obor.nn;

import dev.obor.error.OborException;
import dev.obor.error.ShapeException;
import dev.obor.tensor.GradMode;
import dev.obor.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// A thing with parameters, buffers and children, each under a name.
///
/// A subclass registers them where it makes them, once: `private final Tensor weight = parameter("weight", …)`.
public abstract class Module {
    private final Map<String, Tensor> parameters = new LinkedHashMap<>();
    private final Map<String, Tensor> buffers = new LinkedHashMap<>();
    private final Map<String, Module> children = new LinkedHashMap<>();
    private boolean training = true;

    /// Makes a module without parameters.
    protected Module() {}

    /// Registers a tensor as a parameter, which requires a gradient, and returns it.
    protected final Tensor parameter(String name, Tensor value) {
        checkName(name);
        parameters.put(name, value.requiresGrad(true));
        return value;
    }

    /// Registers a tensor as a buffer, a part of the state without a gradient, and returns it.
    protected final Tensor buffer(String name, Tensor value) {
        checkName(name);
        buffers.put(name, value);
        return value;
    }

    /// Registers a module as a child and returns it.
    protected final <M extends Module> M child(String name, M module) {
        checkName(name);
        children.put(name, module);
        return module;
    }

    private void checkName(String name) {
        boolean taken = parameters.containsKey(name) || buffers.containsKey(name) || children.containsKey(name);
        if (name.isEmpty() || name.contains(".") || taken) {
            throw new OborException(typeName() + ": the name '" + name + "' "
                    + (taken ? "is taken" : "is empty or has a dot") + ": choose another");
        }
    }

    /// Returns the parameters of this module and its children, in the order of registration.
    public List<Tensor> parameters() {
        return List.copyOf(namedParameters().values());
    }

    /// Returns the parameters of this module and its children under their dotted names, such as `0.weight`.
    public Map<String, Tensor> namedParameters() {
        Map<String, Tensor> result = new LinkedHashMap<>();
        collect("", result, false);
        return result;
    }

    /// Returns the children under their names.
    public Map<String, Module> children() {
        return Map.copyOf(children).isEmpty() ? Map.of() : new LinkedHashMap<>(children);
    }

    /// Returns the state: parameters and buffers under their dotted names, the tensors themselves.
    public Map<String, Tensor> stateDict() {
        Map<String, Tensor> result = new LinkedHashMap<>();
        collect("", result, true);
        return result;
    }

    private void collect(String prefix, Map<String, Tensor> result, boolean withBuffers) {
        parameters.forEach((name, tensor) -> result.put(prefix + name, tensor));
        if (withBuffers) {
            buffers.forEach((name, tensor) -> result.put(prefix + name, tensor));
        }
        children.forEach((name, module) -> module.collect(prefix + name + ".", result, withBuffers));
    }

    /// Copies a state into this module's tensors. All names and shapes are checked first: on an error nothing
    /// is changed.
    ///
    /// @throws OborException naming the missing, the unexpected and the mis-shaped
    public void loadStateDict(Map<String, Tensor> state) {
        Map<String, Tensor> own = stateDict();
        TreeSet<String> missing = new TreeSet<>(own.keySet());
        missing.removeAll(state.keySet());
        TreeSet<String> unexpected = new TreeSet<>(state.keySet());
        unexpected.removeAll(own.keySet());
        StringBuilder shapes = new StringBuilder();
        own.forEach((name, tensor) -> {
            if (state.containsKey(name) && !state.get(name).shape().equals(tensor.shape())) {
                shapes.append("; ")
                        .append(name)
                        .append(" has shape ")
                        .append(state.get(name).shape())
                        .append(" and needs ")
                        .append(tensor.shape());
            }
        });
        if (!missing.isEmpty() || !unexpected.isEmpty() || !shapes.isEmpty()) {
            throw new ShapeException("loadStateDict: the state does not fit " + typeName()
                    + (missing.isEmpty() ? "" : "; missing " + missing)
                    + (unexpected.isEmpty() ? "" : "; unexpected " + unexpected) + shapes);
        }
        try (GradMode.Scope _ = GradMode.set(false)) {
            own.forEach((name, tensor) -> tensor.copy_(state.get(name)));
        }
    }

    /// Puts this module and its children into training mode, and returns this module.
    public Module train() {
        return train(true);
    }

    /// Puts this module and its children into evaluation mode, and returns this module.
    public Module eval() {
        return train(false);
    }

    /// Puts this module and its children into training or evaluation mode, and returns this module.
    public Module train(boolean mode) {
        training = mode;
        children.values().forEach(module -> module.train(mode));
        return this;
    }

    /// Tells whether the module is in training mode, as it is at first.
    public boolean isTraining() {
        return training;
    }

    /// Forgets the gradients of all parameters.
    public void zeroGrad() {
        parameters().forEach(Tensor::clearGrad);
    }

    /// Returns the name in the printed tree.
    protected String typeName() {
        return getClass().getSimpleName();
    }

    /// Returns what stands in the printed tree between the parentheses of a module without children.
    protected String extraRepr() {
        return "";
    }

    /// Returns the tree as PyTorch prints it.
    @Override
    public String toString() {
        if (children.isEmpty()) {
            return typeName() + "(" + extraRepr() + ")";
        }
        StringBuilder text = new StringBuilder(typeName()).append("(\n");
        children.forEach((name, module) -> text.append("  (")
                .append(name)
                .append("): ")
                .append(module.toString().replace("\n", "\n  "))
                .append('\n'));
        return text.append(')').toString();
    }
}
