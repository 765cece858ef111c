package dev.obor.app.conformance;

import dev.obor.dtype.DType;
import dev.obor.layout.Shape;
import dev.obor.tensor.Tensor;
import dev.obor.testing.GoldenValue;
import dev.obor.testing.TensorAssertions;
import java.lang.reflect.Array;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Compares what the library returned with what PyTorch returned.
final class Results {
    private final Function<DType, Tolerance> tolerance;

    /// Compares under a tolerance that depends on the dtype.
    Results(Function<DType, Tolerance> tolerance) {
        this.tolerance = tolerance;
    }

    /// Passes if a result has the kind, the dtypes, the shapes and the values expected.
    ///
    /// @param what names the result in messages
    /// @throws Mismatch saying what differs
    void compare(String what, Object actual, GoldenValue expected) {
        Object plain = actual instanceof Optional<?> optional && !expected.isNone() ? optional.orElse(null) : actual;
        if (plain instanceof Record record && optionalsLeftOut(record, expected) instanceof List<?> present) {
            compare(what, present.size() == 1 ? present.getFirst() : present, expected);
            return;
        }
        switch (expected) {
            case GoldenValue.Tensor t when plain instanceof Tensor tensor -> tensors(what, tensor, t.tensor());
            case GoldenValue.Real real
            when plain instanceof Number number -> number(what, number.doubleValue(), real.value());
            case GoldenValue.Whole whole
            when plain instanceof Integer || plain instanceof Long ->
                require(((Number) plain).longValue() == whole.value(), what, plain, expected);
            case GoldenValue.Truth truth
            when plain instanceof Boolean b -> require(b == truth.value(), what, plain, expected);
            case GoldenValue.Text text -> require(text.value().equals(plain), what, plain, expected);
            case GoldenValue.Type type -> require(type.dtype() == plain, what, plain, expected);
            case GoldenValue.None _ -> require(actual instanceof Optional<?> o && o.isEmpty(), what, plain, expected);
            case GoldenValue.Sequence sequence -> sequence(what, items(plain), sequence.items());
            case GoldenValue.Dict dict when plain instanceof Map<?, ?> map -> entries(what, map, dict.entries());
            default -> require(false, what, plain, expected);
        }
    }

    /// What Python returns only if asked for is an empty Optional where it was not.
    private static Object optionalsLeftOut(Record record, GoldenValue expected) {
        List<Object> items = items(record).orElse(List.of());
        boolean any = items.stream().anyMatch(item -> item instanceof Optional);
        boolean leavesOut =
                !(expected instanceof GoldenValue.Sequence all && all.items().size() == items.size());
        if (!any || !leavesOut || expected.isNone()) {
            return record;
        }
        List<Object> present = new ArrayList<>();
        items.forEach(item -> {
            if (item instanceof Optional<?> optional) {
                optional.ifPresent(present::add);
            } else {
                present.add(item);
            }
        });
        return present;
    }

    private static void require(boolean holds, String what, Object actual, GoldenValue expected) {
        if (!holds) {
            throw new Mismatch(what + " is " + Descriptions.shortened(describe(actual)) + " and should be "
                    + Descriptions.of(expected));
        }
    }

    private static String describe(Object actual) {
        return switch (actual) {
            case null -> "nothing";
            case Tensor tensor -> "a tensor " + tensor.dtype() + tensor.shape();
            case Number n -> n.toString();
            case String s -> "'" + s + "'";
            default -> actual.getClass().getSimpleName() + " " + actual;
        };
    }

    private void tensors(String what, Tensor actual, Tensor expected) {
        try {
            Tolerance allowed = tolerance.apply(expected.dtype());
            if (allowed.equals(Tolerance.EXACT)) {
                TensorAssertions.assertSameBits(actual, expected);
            } else {
                TensorAssertions.assertClose(actual, expected, allowed.rtol(), allowed.atol(), true);
            }
        } catch (AssertionError e) {
            throw new Mismatch(what + ": " + e.getMessage());
        }
    }

    private void number(String what, double actual, double expected) {
        Tolerance allowed = tolerance.apply(DType.FLOAT64);
        boolean same = actual == expected
                || Double.isNaN(actual) && Double.isNaN(expected)
                || Math.abs(actual - expected) <= allowed.atol() + allowed.rtol() * Math.abs(expected)
                        && Double.isFinite(expected);
        require(same, what, actual, new GoldenValue.Real(expected));
    }

    private void sequence(String what, Optional<List<Object>> actual, List<GoldenValue> expected) {
        if (actual.isEmpty() || actual.get().size() != expected.size()) {
            throw new Mismatch(what + " is "
                    + actual.map(items -> "a list of " + items.size()).orElse("no list") + " and should be one of "
                    + expected.size());
        }
        for (int i = 0; i < expected.size(); i++) {
            compare(what + "[" + i + "]", actual.get().get(i), expected.get(i));
        }
    }

    private void entries(String what, Map<?, ?> actual, Map<String, GoldenValue> expected) {
        // JSON has texts only as keys, where Python has numbers too.
        Map<String, Object> named = new LinkedHashMap<>();
        actual.forEach((key, value) -> named.put(String.valueOf(key), value));
        require(
                named.keySet().equals(expected.keySet()),
                what,
                named.keySet().toString(),
                new GoldenValue.Dict(expected));
        expected.forEach((name, value) -> compare(what + "['" + name + "']", named.get(name), value));
    }

    /// Returns the items of a list, an array, a shape or a record (Python's named tuple); empty for anything
    /// else.
    static Optional<List<Object>> items(Object value) {
        List<Object> items = new ArrayList<>();
        switch (value) {
            case List<?> list -> items.addAll(list);
            case Shape shape -> {
                for (int i = 0; i < shape.rank(); i++) {
                    items.add(shape.size(i));
                }
            }
            case Record record -> {
                for (RecordComponent component : record.getClass().getRecordComponents()) {
                    items.add(read(component, record));
                }
            }
            case null -> {
                return Optional.empty();
            }
            default -> {
                if (!value.getClass().isArray()) {
                    return Optional.empty();
                }
                for (int i = 0; i < Array.getLength(value); i++) {
                    items.add(Array.get(value, i));
                }
            }
        }
        return Optional.of(items);
    }

    private static Object read(RecordComponent component, Record record) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new Absent("the component '" + component + "' of a result cannot be read: " + e);
        }
    }

    /// Returns the tensors of a result that gradients flow from, in order.
    static List<Tensor> differentiable(Object result) {
        List<Tensor> found = new ArrayList<>();
        switch (result) {
            case Tensor tensor -> {
                if (tensor.requiresGrad()) {
                    found.add(tensor);
                }
            }
            case Optional<?> optional -> optional.ifPresent(inner -> found.addAll(differentiable(inner)));
            default -> items(result).ifPresent(items -> items.forEach(item -> found.addAll(differentiable(item))));
        }
        return found;
    }
}
