package dev.obor.io;

import dev.obor.dtype.DType;
import dev.obor.error.DataException;
import dev.obor.tensor.Tensor;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// A value that a Python program saved, or will load: what a checkpoint or a pickle holds.
///
/// ```java
/// PythonValue checkpoint = PyTorchFile.load(Path.of("checkpoint.pt"));
/// long epoch = checkpoint.get("epoch").toLong();
/// net.loadStateDict(checkpoint.get("model").tensors());
/// ```
///
/// The methods that ask for one kind throw a [DataException] that says what is there instead. A `switch` over
/// the records tells the kinds apart. Values are immutable, but for the tensors, arrays and lists that they
/// share with whoever made them.
public sealed interface PythonValue {
    /// `None`.
    record None() implements PythonValue {}

    /// `True` or `False`.
    record Bool(boolean value) implements PythonValue, Comparable<Bool> {
        @Override
        public int compareTo(Bool other) {
            return Boolean.compare(value, other.value);
        }
    }

    /// An `int` that fits 64 bits.
    record Int(long value) implements PythonValue, Comparable<Int> {
        @Override
        public int compareTo(Int other) {
            return Long.compare(value, other.value);
        }
    }

    /// A larger `int`.
    record BigInt(BigInteger value) implements PythonValue, Comparable<BigInt> {
        @Override
        public int compareTo(BigInt other) {
            return value.compareTo(other.value);
        }
    }

    /// A `float`.
    record Real(double value) implements PythonValue, Comparable<Real> {
        @Override
        public int compareTo(Real other) {
            return Double.compare(value, other.value);
        }
    }

    /// A `str`.
    record Text(String value) implements PythonValue, Comparable<Text> {
        @Override
        public int compareTo(Text other) {
            return value.compareTo(other.value);
        }
    }

    /// A `bytes` or `bytearray`.
    record Bytes(byte[] value) implements PythonValue {
        @Override
        public boolean equals(Object other) {
            return other instanceof Bytes(byte[] that) && Arrays.equals(value, that);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(value);
        }
    }

    /// The kinds of values that hold others in a row.
    enum Kind {
        /// `list`.
        LIST,
        /// `tuple`.
        TUPLE,
        /// `torch.Size`, a tuple of whole numbers.
        SIZE,
        /// `set`, in the file's order.
        SET,
        /// `frozenset`, in the file's order.
        FROZENSET
    }

    /// Values in a row.
    record Items(Kind kind, List<PythonValue> items) implements PythonValue {
        /// Makes the list unmodifiable.
        public Items {
            items = Collections.unmodifiableList(items);
        }
    }

    /// A `dict`, or an `OrderedDict`.
    ///
    /// @param entries in their order; keys are numbers, texts, truth values or `None`
    /// @param ordered whether this is an `OrderedDict`, as a state dict is
    /// @param attributes what an `OrderedDict` has for attributes, as a state dict has `_metadata`
    record Dict(Map<PythonValue, PythonValue> entries, boolean ordered, Map<String, PythonValue> attributes)
            implements PythonValue {
        /// Makes the maps unmodifiable.
        public Dict {
            entries = Collections.unmodifiableMap(entries);
            attributes = Collections.unmodifiableMap(attributes);
        }
    }

    /// A `torch.Tensor`, an `nn.Parameter` (of which [Tensor#isParameter()] tells) or a NumPy array.
    record Array(Tensor tensor) implements PythonValue {}

    /// A `torch.dtype` or `numpy.dtype`.
    record Type(DType dtype) implements PythonValue {}

    /// Returns what a Java value is in Python: maps are dicts, lists are lists, and strings, numbers, truth
    /// values, bytes, tensors and dtypes are what they are called; [java.util.Optional#empty()] is `None`.
    /// Values of this type stay themselves.
    ///
    /// @throws DataException for anything else, or what is nested more than 256 deep, as a list is that
    ///     contains itself
    static PythonValue of(Object value) {
        return PythonValues.of(value, 0);
    }

    /// Returns the value under a key of a dict.
    default PythonValue get(String key) {
        PythonValue value = dict().entries().get(new Text(key));
        if (value == null) {
            throw PythonValues.wrong(this, "has no key " + Faults.quote(key));
        }
        return value;
    }

    /// Tells whether this is a dict with a key.
    default boolean has(String key) {
        return this instanceof Dict dict && dict.entries().containsKey(new Text(key));
    }

    /// Returns the value at a place of a list, tuple or set.
    default PythonValue at(int index) {
        List<PythonValue> items = items();
        if (index < 0 || index >= items.size()) {
            throw PythonValues.wrong(this, "has no place " + index);
        }
        return items.get(index);
    }

    /// Returns the values of a list, tuple or set.
    default List<PythonValue> items() {
        return as("row of values", value -> value instanceof Items items ? items.items() : null);
    }

    /// Returns this as a dict.
    default Dict dict() {
        return as("dict", value -> value instanceof Dict dict ? dict : null);
    }

    /// Returns a whole number of 64 bits.
    default long toLong() {
        return as("whole number of 64 bits", value -> value instanceof Int number ? (Long) number.value() : null);
    }

    /// Returns a number as a double, of large whole numbers the nearest.
    default double toDouble() {
        return as("number", value -> switch (value) {
            case Int number -> (double) number.value();
            case BigInt number -> number.value().doubleValue();
            case Real number -> (Double) number.value();
            default -> null;
        });
    }

    /// Returns a truth value.
    default boolean toBoolean() {
        return as("truth value", value -> value instanceof Bool truth ? (Boolean) truth.value() : null);
    }

    /// Returns a text.
    default String toText() {
        return as("text", value -> value instanceof Text text ? text.value() : null);
    }

    /// Returns a tensor.
    default Tensor tensor() {
        return as("tensor", value -> value instanceof Array array ? array.tensor() : null);
    }

    /// Returns a dict of tensors, such as a state dict, by name.
    default Map<String, Tensor> tensors() {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        dict().entries().forEach((key, value) -> {
            if (!(key instanceof Text(String name)) || !(value instanceof Array(Tensor tensor))) {
                throw PythonValues.wrong(
                        this,
                        "holds " + PythonValues.name(value) + " under key " + PythonValues.name(key)
                                + ", where a state dict has tensors by name");
            }
            tensors.put(name, tensor);
        });
        return tensors;
    }

    /// Returns the value in Java's types: numbers as `Long`, `BigInteger` or `Double`, truth values, texts,
    /// bytes, tensors and dtypes as they are, `None` as an empty `Optional`, rows as lists, dicts as maps in
    /// their order.
    default Object toJava() {
        return switch (this) {
            case None _ -> Optional.empty();
            case Bool(boolean value) -> value;
            case Int(long value) -> value;
            case BigInt(BigInteger value) -> value;
            case Real(double value) -> value;
            case Text(String value) -> value;
            case Bytes(byte[] value) -> value;
            case Items(Kind _, List<PythonValue> items) ->
                items.stream().map(PythonValue::toJava).toList();
            case Dict(Map<PythonValue, PythonValue> entries, boolean _, Map<String, PythonValue> _) -> {
                Map<Object, Object> map = new LinkedHashMap<>();
                entries.forEach((key, value) -> map.put(key.toJava(), value.toJava()));
                yield map;
            }
            case Array(Tensor tensor) -> tensor;
            case Type(DType dtype) -> dtype;
        };
    }

    private <T> T as(String kind, Function<PythonValue, T> conversion) {
        T converted = conversion.apply(this);
        if (converted == null) {
            throw PythonValues.wrong(this, "is no " + kind);
        }
        return converted;
    }
}
