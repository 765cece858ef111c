package dev.obor.io;

import dev.obor.dtype.DType;
import dev.obor.error.DataException;
import dev.obor.tensor.Tensor;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Conversions and errors of [PythonValue].
final class PythonValues {
    /// How deep values are nested at most.
    static final int MAX_DEPTH = 256;

    private static final String OP = "python value";

    private PythonValues() {}

    static PythonValue of(Object value, int depth) {
        if (depth > MAX_DEPTH) {
            throw new DataException(OP + ": values are nested more than " + MAX_DEPTH
                    + " deep: make them flatter, and let none contain itself");
        }
        return switch (value) {
            case PythonValue python -> python;
            case Tensor tensor -> new PythonValue.Array(tensor);
            case DType dtype -> new PythonValue.Type(dtype);
            case String text -> new PythonValue.Text(text);
            case Boolean truth -> new PythonValue.Bool(truth);
            case byte[] bytes -> new PythonValue.Bytes(bytes);
            case Number number -> number(number);
            case Optional<?> optional -> optional.isPresent() ? of(optional.get(), depth + 1) : new PythonValue.None();
            case Map<?, ?> map -> {
                Map<PythonValue, PythonValue> entries = new LinkedHashMap<>();
                map.forEach((key, entry) -> entries.put(of(key, depth + 1), of(entry, depth + 1)));
                yield new PythonValue.Dict(entries, false, Map.of());
            }
            case List<?> list -> {
                List<PythonValue> items = new ArrayList<>();
                list.forEach(item -> items.add(of(item, depth + 1)));
                yield new PythonValue.Items(PythonValue.Kind.LIST, items);
            }
            case null, default ->
                throw new DataException(
                        OP + ": " + (value == null ? "null" : value.getClass().getName())
                                + " has no counterpart in Python: give maps, lists, texts, numbers, tensors");
        };
    }

    private static PythonValue number(Number number) {
        return switch (number) {
            case BigInteger big -> whole(big);
            case Double _, Float _ -> new PythonValue.Real(number.doubleValue());
            case Long _, Integer _, Short _, Byte _ -> new PythonValue.Int(number.longValue());
            default ->
                throw new DataException(OP + ": " + number.getClass().getName()
                        + " has no counterpart in Python: give a long, a double or a BigInteger");
        };
    }

    /// Returns a whole number.
    static PythonValue whole(BigInteger number) {
        return number.bitLength() < Long.SIZE
                ? new PythonValue.Int(number.longValue())
                : new PythonValue.BigInt(number);
    }

    /// Returns what a value is, for errors.
    static String name(PythonValue value) {
        return switch (value) {
            case PythonValue.None _ -> "None";
            case PythonValue.Bool(boolean truth) -> truth ? "True" : "False";
            case PythonValue.Int(long number) -> "the int " + number;
            case PythonValue.BigInt _ -> "a large int";
            case PythonValue.Real(double number) -> "the float " + number;
            case PythonValue.Text(String text) -> "the text " + Faults.quote(text);
            case PythonValue.Bytes(byte[] bytes) -> bytes.length + " bytes";
            case PythonValue.Items items ->
                "a " + items.kind().toString().toLowerCase(Locale.ROOT) + " of "
                        + items.items().size();
            case PythonValue.Dict dict ->
                "a dict with the keys "
                        + Faults.list(dict.entries().keySet().stream()
                                .map(key -> key instanceof PythonValue.Text(String text) ? text : name(key))
                                .toList());
            case PythonValue.Array(Tensor tensor) -> "a tensor of shape " + tensor.shape();
            case PythonValue.Type(DType dtype) -> "the dtype " + dtype;
        };
    }

    /// Returns the exception for a value that is asked for what it is not.
    static DataException wrong(PythonValue value, String reason) {
        return new DataException(OP + ": " + name(value) + " " + reason);
    }
}
