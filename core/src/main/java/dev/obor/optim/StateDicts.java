package dev.obor.optim;

import dev.obor.dtype.DType;
import dev.obor.error.OborException;
import dev.obor.layout.Shape;
import dev.obor.tensor.Tensor;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

/// The state of optimizers in PyTorch's form, and back.
final class StateDicts {
    /// Python's None.
    static final Object NONE = Optional.empty();

    /// What optimizers remember as numbers.
    private static final Set<String> NUMBERS = Set.of("step", "mu_product", "eta", "mu");

    private StateDicts() {}

    static Map<String, Object> of(GroupOptimizer<?> optimizer) {
        Map<Object, Object> state = new LinkedHashMap<>();
        List<Object> groups = new ArrayList<>();
        int number = 0;
        for (ParamGroup<?> group : optimizer.groups()) {
            List<Integer> numbers = new ArrayList<>();
            for (Tensor parameter : group.parameters()) {
                Map<String, Object> values = optimizer.state(parameter).values();
                if (!values.isEmpty()) {
                    Map<String, Object> entry = new LinkedHashMap<>();
                    values.forEach((name, value) -> entry.put(name, external(optimizer, value)));
                    state.put(number, entry);
                }
                numbers.add(number++);
            }
            Map<String, Object> entry = new LinkedHashMap<>(options(optimizer, group));
            if (group.hasInitialLr()) {
                entry.put("initial_lr", group.initialLr());
            }
            entry.put("params", numbers);
            groups.add(entry);
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("state", state);
        result.put("param_groups", groups);
        return result;
    }

    private static Object external(GroupOptimizer<?> optimizer, Object value) {
        boolean tensor = value instanceof Number && optimizer.keepsNumbersAsTensors();
        return tensor ? Tensor.full(Shape.SCALAR, (Number) value, DType.FLOAT32) : value;
    }

    /// Returns a group's options by PyTorch's names, in the order of the alphabet.
    static Map<String, Object> options(GroupOptimizer<?> optimizer, ParamGroup<?> group) {
        Map<String, Object> result = new TreeMap<>(optimizer.foreign());
        for (RecordComponent component : group.options().getClass().getRecordComponents()) {
            Object value = read(component, group.options());
            result.put(snake(component.getName()), optimizer.shown(component.getName(), value));
        }
        return result;
    }

    private static Object read(RecordComponent component, Object options) {
        try {
            Object value = component.getAccessor().invoke(options);
            return switch (value) {
                case Pair pair -> List.of(number(pair.first()), number(pair.second()));
                case Double number -> number(number);
                case OptionalInt optional -> optional.isPresent() ? optional.getAsInt() : NONE;
                case Optional<?> optional when optional.isPresent() -> optional.get();
                default -> value;
            };
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("the option " + component, e);
        }
    }

    /// PyTorch's defaults of 0 and 50 are whole numbers, and print as such.
    private static Object number(double value) {
        return value == 0 || value == 50 ? (Object) (int) value : (Object) value;
    }

    private static String snake(String camel) {
        return camel.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    /// Returns a value as Python prints it.
    static String python(Object value) {
        return switch (value) {
            case Boolean truth -> truth ? "True" : "False";
            case Double number -> PythonNumbers.text(number);
            case Optional<?> optional -> optional.map(StateDicts::python).orElse("None");
            case List<?> list -> {
                List<String> items = new ArrayList<>();
                list.forEach(item -> items.add(python(item)));
                yield "(" + String.join(", ", items) + ")";
            }
            default -> value.toString();
        };
    }

    static void load(GroupOptimizer<?> optimizer, Map<String, ?> dict) {
        List<?> groups = list(optimizer, dict.get("param_groups"), "param_groups");
        Map<?, ?> state = map(optimizer, dict.get("state"), "state");
        if (groups.size() != optimizer.groups().size()) {
            throw new OborException(
                    optimizer.name() + ": the state is of " + groups.size() + " groups and the optimizer" + " has "
                            + optimizer.groups().size() + ": make the same groups before loading");
        }
        List<Map<?, ?>> entries = new ArrayList<>();
        for (int i = 0; i < groups.size(); i++) {
            Map<?, ?> entry = map(optimizer, groups.get(i), "param_groups");
            int count = list(optimizer, entry.get("params"), "params").size();
            int own = optimizer.groups().get(i).parameters().size();
            if (count != own) {
                throw new OborException(optimizer.name() + ": group " + i + " of the state has " + count
                        + " parameters and the optimizer's " + own + ": make the same groups before loading");
            }
            entries.add(entry);
        }
        IdentityHashMap<Tensor, Map<String, Object>> found = states(optimizer, entries, state);
        for (int i = 0; i < entries.size(); i++) {
            loadOptions(optimizer, optimizer.groups().get(i), entries.get(i));
        }
        found.forEach((parameter, values) -> {
            Map<String, Object> own = optimizer.state(parameter).values();
            own.clear();
            own.putAll(values);
        });
    }

    /// Reads everything before anything is changed, so that a bad state changes nothing.
    private static IdentityHashMap<Tensor, Map<String, Object>> states(
            GroupOptimizer<?> optimizer, List<Map<?, ?>> entries, Map<?, ?> state) {
        IdentityHashMap<Tensor, Map<String, Object>> found = new IdentityHashMap<>();
        for (int i = 0; i < entries.size(); i++) {
            List<?> numbers = list(optimizer, entries.get(i).get("params"), "params");
            List<Tensor> parameters = optimizer.groups().get(i).parameters();
            for (int k = 0; k < numbers.size(); k++) {
                Map<String, Object> values = new LinkedHashMap<>();
                Object entry = state.get(numbers.get(k));
                Object saved = entry == null ? state.get(String.valueOf(numbers.get(k))) : entry;
                if (saved != null) {
                    Tensor parameter = parameters.get(k);
                    map(optimizer, saved, "state")
                            .forEach((name, value) ->
                                    internal(optimizer, parameter, String.valueOf(name), value, values));
                }
                found.put(parameters.get(k), values);
            }
        }
        return found;
    }

    private static void internal(
            GroupOptimizer<?> optimizer, Tensor parameter, String name, Object value, Map<String, Object> values) {
        switch (value) {
            case Tensor tensor when tensor.dim() == 0 && NUMBERS.contains(name) -> values.put(name, tensor.item());
            case Tensor tensor -> {
                Shape needed = optimizer.remembered(parameter);
                if (!tensor.shape().equals(needed)) {
                    throw new OborException(optimizer.name() + ": " + name + " of the state has shape " + tensor.shape()
                            + " and its parameter needs " + needed + ": it is the state of another model");
                }
                values.put(name, tensor.detach().to(parameter.dtype()).clone());
            }
            case Optional<?> none when none.isEmpty() -> {}
            default -> values.put(name, value);
        }
    }

    private static <O extends OptimizerOptions<O>> void loadOptions(
            GroupOptimizer<O> optimizer, ParamGroup<?> group, Map<?, ?> entry) {
        @SuppressWarnings("unchecked") // the group is the optimizer's own
        ParamGroup<O> own = (ParamGroup<O>) group;
        own.setOptions(
                Records.with(own.options(), name -> entry.get(snake(name))).checked(optimizer.name()));
        if (entry.get("initial_lr") instanceof Number rate) {
            own.setInitialLr(rate.doubleValue());
        }
    }

    private static List<?> list(GroupOptimizer<?> optimizer, Object value, String what) {
        if (value instanceof List<?> list) {
            return list;
        }
        throw new OborException(optimizer.name() + ": the state has no list '" + what
                + "': pass what stateDict() of an optimizer returned");
    }

    private static Map<?, ?> map(GroupOptimizer<?> optimizer, Object value, String what) {
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw new OborException(optimizer.name() + ": the state has no dict '" + what
                + "': pass what stateDict() of an optimizer returned");
    }
}
