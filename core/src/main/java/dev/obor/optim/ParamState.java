package dev.obor.optim;

import dev.obor.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/// What an optimizer remembers of one parameter, by PyTorch's names: tensors and numbers.
final class ParamState {
    private final Map<String, Object> values = new LinkedHashMap<>();

    /// Returns a tensor, zeros like another at first.
    Tensor tensor(String name, Tensor like) {
        return tensor(name, like, 0);
    }

    /// Returns a tensor, filled with a number at first.
    Tensor tensor(String name, Tensor like, double initial) {
        if (values.get(name) instanceof Tensor known) {
            return known;
        }
        Tensor made = Tensor.full(like.shape(), initial, like.dtype());
        values.put(name, made);
        return made;
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    /// Returns a number, `initial` at first.
    double number(String name, double initial) {
        return values.get(name) instanceof Number known ? known.doubleValue() : initial;
    }

    void set(String name, Object value) {
        values.put(name, value);
    }

    /// Counts a step and returns how many there were.
    int step() {
        int step = (int) number("step", 0) + 1;
        values.put("step", step);
        return step;
    }

    Map<String, Object> values() {
        return values;
    }
}
