package dev.obor.training;

import dev.obor.error.DataException;
import dev.obor.error.FormatException;
import dev.obor.error.OborException;
import dev.obor.io.PyTorchFile;
import dev.obor.io.PythonValue;
import dev.obor.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A checkpoint as it is read: values of Java by their names.
record Checkpoint(Path file, Map<?, ?> values) {
    /// What marks a file as a trainer's.
    static final String FORMAT = "obor.training 1";

    /// Reads a checkpoint.
    ///
    /// @throws DataException if there is none
    /// @throws FormatException if the file is broken or something else
    static Checkpoint read(Path file) {
        Object value;
        try {
            value = java(PyTorchFile.load(file));
        } catch (FormatException e) {
            throw new FormatException("resume: " + file + " is broken (" + e.getMessage()
                    + "): delete it to go on from the checkpoint before, or start anew");
        }
        if (value instanceof Map<?, ?> map && FORMAT.equals(map.get("format"))) {
            return new Checkpoint(file, map);
        }
        throw new FormatException("resume: " + file + " is no checkpoint of a trainer: name one that a trainer wrote");
    }

    private static Object java(PythonValue value) {
        return switch (value) {
            case PythonValue.None _ -> Optional.empty();
            case PythonValue.Bool(boolean truth) -> truth;
            case PythonValue.Int(long number) ->
                (int) number == number ? (Object) (int) number : (Object) number;
            case PythonValue.BigInt(var number) -> number;
            case PythonValue.Real(double number) -> number;
            case PythonValue.Text(String text) -> text;
            case PythonValue.Bytes(byte[] bytes) -> bytes;
            case PythonValue.Array(Tensor tensor) -> tensor;
            case PythonValue.Type(var dtype) -> dtype;
            case PythonValue.Items items -> {
                List<Object> list = new ArrayList<>();
                items.items().forEach(item -> list.add(java(item)));
                yield list;
            }
            case PythonValue.Dict dict -> {
                Map<Object, Object> map = new LinkedHashMap<>();
                dict.entries().forEach((key, entry) -> map.put(java(key), java(entry)));
                yield map;
            }
        };
    }

    /// Returns a value of a kind.
    <T> T get(String key, Class<T> kind) {
        Object value = values.get(key);
        if (!kind.isInstance(value)) {
            throw new FormatException("resume: " + file + " has no " + key + " of a kind that fits: it is of another"
                    + " version; start anew");
        }
        return kind.cast(value);
    }

    long number(String key) {
        return get(key, Number.class).longValue();
    }

    double real(String key) {
        return get(key, Number.class).doubleValue();
    }

    /// Returns a dict with texts for keys.
    Map<String, Object> dict(String key) {
        Map<String, Object> result = new LinkedHashMap<>();
        Map<?, ?> map = get(key, Map.class);
        map.forEach((name, value) -> result.put(String.valueOf(name), value));
        return result;
    }

    Map<String, Tensor> tensors(String key) {
        Map<String, Tensor> result = new LinkedHashMap<>();
        dict(key).forEach((name, value) -> {
            if (!(value instanceof Tensor tensor)) {
                throw new FormatException("resume: " + file + ": " + key + " holds " + name + ", which is no tensor");
            }
            result.put(name, tensor);
        });
        return result;
    }

    /// Returns the generators' states.
    List<byte[]> states(String key, int count) {
        List<byte[]> result = new ArrayList<>();
        for (Object item : get(key, List.class)) {
            result.add(item instanceof byte[] bytes ? bytes : new byte[0]);
        }
        if (result.size() != count) {
            throw new DataException("resume: " + file + " has the states of " + result.size() + " generators and the"
                    + " trainer " + count + ": give it the same loader and generators as before");
        }
        return result;
    }

    /// Loads a part, and says which file and part if it does not fit.
    void load(String part, Runnable loading) {
        try {
            loading.run();
        } catch (OborException e) {
            throw new DataException("resume: " + file + " does not fit the " + part + " (" + e.getMessage()
                    + "): make the training as it was, or start anew", e);
        }
    }
}
