package dev.obor.nn;

import dev.obor.dtype.DType;
import dev.obor.error.DTypeException;
import dev.obor.error.ShapeException;
import dev.obor.tensor.GradMode;
import dev.obor.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/// What is done with a module and everything below it.
final class ModuleTree {
    private ModuleTree() {}

    /// Calls `visitor` with every module under its dotted path, parents before children, each module once.
    static void walk(Module root, BiConsumer<String, Module> visitor) {
        walk("", root, visitor, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    private static void walk(String path, Module module, BiConsumer<String, Module> visitor, Set<Module> seen) {
        if (seen.add(module)) {
            visitor.accept(path, module);
            module.children().forEach((name, child) -> walk(join(path, name), child, visitor, seen));
        }
    }

    static void apply(Module module, Consumer<Module> action, Set<Module> seen) {
        if (seen.add(module)) {
            module.children().values().forEach(child -> apply(child, action, seen));
            action.accept(module);
        }
    }

    private static String join(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    static Map<String, Tensor> tensors(Module root, Function<Parts, Map<String, Tensor>> kind) {
        Map<String, Tensor> result = new LinkedHashMap<>();
        Set<Tensor> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        walk(
                root,
                (path, module) -> kind.apply(module.parts()).forEach((name, tensor) -> {
                    if (seen.add(tensor)) {
                        result.put(join(path, name), tensor);
                    }
                }));
        return result;
    }

    /// Unlike a list of parameters, a state names what is shared under each of its names.
    static Map<String, Tensor> state(Module root) {
        Map<String, Tensor> result = new LinkedHashMap<>();
        state("", root, result);
        return result;
    }

    private static void state(String path, Module module, Map<String, Tensor> into) {
        module.parts().state().forEach((name, tensor) -> into.put(join(path, name), tensor));
        module.children().forEach((name, child) -> state(join(path, name), child, into));
    }

    static StateReport load(Module root, Map<String, Tensor> state, boolean strict) {
        Map<String, Tensor> own = state(root);
        List<String> missing = missing(own, state);
        List<String> unexpected = missing(state, own);
        List<String> unset = unsetNames(root);
        StringBuilder shapes = new StringBuilder();
        own.forEach((name, tensor) -> {
            Tensor given = state.get(name);
            if (given != null && !unset.contains(name) && !given.shape().equals(tensor.shape())) {
                shapes.append("; ").append(name).append(" has shape ").append(given.shape());
                shapes.append(" and needs ").append(tensor.shape());
            }
        });
        if (strict && !(missing.isEmpty() && unexpected.isEmpty()) || !shapes.isEmpty()) {
            throw new ShapeException("loadStateDict: the state does not fit " + root.typeName()
                    + (missing.isEmpty() ? "" : "; missing " + missing)
                    + (unexpected.isEmpty() ? "" : "; unexpected " + unexpected) + shapes
                    + ": load the state of such a module"
                    + (shapes.isEmpty() ? ", or pass strict = false to take what fits" : ""));
        }
        try (GradMode.Scope _ = GradMode.set(false)) {
            setShapes(root, state);
            own.forEach((name, tensor) -> {
                if (state.containsKey(name)) {
                    tensor.copy_(state.get(name));
                }
            });
        }
        return new StateReport(missing, unexpected);
    }

    private static List<String> missing(Map<String, Tensor> wanted, Map<String, Tensor> given) {
        return wanted.keySet().stream()
                .filter(name -> !given.containsKey(name))
                .sorted()
                .toList();
    }

    /// Returns the names of the tensors that have no shape yet.
    private static List<String> unsetNames(Module root) {
        List<String> names = new ArrayList<>();
        walk(root, (path, module) -> {
            if (module instanceof Lazy lazy && !lazy.isSet()) {
                module.parts().state().keySet().forEach(name -> names.add(join(path, name)));
            }
        });
        return names;
    }

    private static void setShapes(Module root, Map<String, Tensor> state) {
        walk(root, (path, module) -> {
            if (module instanceof Lazy lazy && !lazy.isSet()) {
                Map<String, Tensor> part = new LinkedHashMap<>();
                module.parts().state().keySet().forEach(name -> {
                    if (state.containsKey(join(path, name))) {
                        part.put(name, state.get(join(path, name)));
                    }
                });
                lazy.setBy(part);
            }
        });
    }

    static void convert(Module root, DType dtype) {
        if (!dtype.isFloating()) {
            throw new DTypeException("to: a module cannot be converted to " + dtype
                    + ": pass a floating-point dtype, such as FLOAT32 or FLOAT64");
        }
        Consumer<Tensor> convert = tensor -> {
            if (tensor.dtype().isFloating() && tensor.dtype() != dtype) {
                Tensor gradient = tensor.hasGrad() ? tensor.grad().detach().to(dtype) : tensor;
                tensor.setData(tensor.detach().to(dtype));
                if (gradient != tensor) {
                    tensor.setGrad(gradient);
                }
            }
        };
        tensors(root, Parts::parameters).values().forEach(convert);
        tensors(root, Parts::buffers).values().forEach(convert);
    }

    /// Gives a module of the same structure copies of another's parameters and buffers, its dtypes and its
    /// modes, and returns it.
    static <M extends Module> M copied(M from, M to) {
        copyTensors(from.namedParameters(), to.namedParameters());
        copyTensors(from.namedBuffers(), to.namedBuffers());
        Map<String, Module> modules = to.namedModules();
        from.namedModules().forEach((path, module) -> modules.get(path).parts().setTraining(module.isTraining()));
        return to;
    }

    private static void copyTensors(Map<String, Tensor> from, Map<String, Tensor> to) {
        from.forEach((name, tensor) -> {
            to.get(name).setData(tensor.detach().clone());
            to.get(name).requiresGrad(tensor.requiresGrad());
        });
    }

    /// Returns the tree as PyTorch prints it.
    static String text(Module module) {
        List<String> lines = new ArrayList<>();
        String extra = module.extraRepr();
        if (!extra.isEmpty()) {
            lines.addAll(List.of(extra.split("\n", -1)));
        }
        boolean isShort = lines.size() <= 1 && module.children().isEmpty();
        module.children().forEach((name, child) -> lines.add("(" + name + "): " + child.describe()));
        if (isShort) {
            return module.typeName() + "(" + extra + ")";
        }
        StringBuilder text = new StringBuilder(module.typeName()).append("(\n");
        lines.forEach(
                line -> text.append("  ").append(line.replace("\n", "\n  ")).append('\n'));
        return text.append(')').toString();
    }
}
