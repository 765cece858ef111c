package dev.obor.train;

import dev.obor.error.OborException;
import dev.obor.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A saved state, whose parts are checked as they are read.
///
/// @param where named in errors
record State(String where, Map<?, ?> values) {
    private OborException wrong(String key, String kind) {
        return new OborException(
                "resume: " + where + " has no " + kind + " '" + key + "': it was saved by a training of another kind");
    }

    long whole(String key) {
        if (values.get(key) instanceof Number number) {
            return number.longValue();
        }
        throw wrong(key, "number");
    }

    double number(String key) {
        if (values.get(key) instanceof Number number) {
            return number.doubleValue();
        }
        throw wrong(key, "number");
    }

    Tensor tensor(String key) {
        if (values.get(key) instanceof Tensor tensor) {
            return tensor;
        }
        throw wrong(key, "tensor");
    }

    State part(String key) {
        if (values.get(key) instanceof Map<?, ?> map) {
            return new State(where, map);
        }
        throw wrong(key, "part");
    }

    List<State> parts(String key) {
        if (values.get(key) instanceof List<?> list) {
            return list.stream()
                    .map(item -> {
                        if (item instanceof Map<?, ?> map) {
                            return new State(where, map);
                        }
                        throw wrong(key, "list of parts");
                    })
                    .toList();
        }
        throw wrong(key, "list");
    }

    /// Returns all entries by their names.
    Map<String, Object> named() {
        Map<String, Object> named = new LinkedHashMap<>();
        values.forEach((key, value) -> named.put(String.valueOf(key), value));
        return named;
    }

    Map<String, Double> numbers() {
        Map<String, Double> numbers = new LinkedHashMap<>();
        values.keySet().forEach(key -> numbers.put(String.valueOf(key), number(String.valueOf(key))));
        return numbers;
    }

    Map<String, Tensor> tensors() {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        values.keySet().forEach(key -> tensors.put(String.valueOf(key), tensor(String.valueOf(key))));
        return tensors;
    }
}
