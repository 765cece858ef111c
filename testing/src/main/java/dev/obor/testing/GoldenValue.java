package dev.obor.testing;

import dev.obor.dtype.DType;
import dev.obor.error.FormatException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/// A value of a golden file. Encodings are recognised by their exact keys; any other JSON object is a [Dict],
/// any JSON array a [Sequence].
///
/// The `as…` methods return the content where the kind is known; they throw a [FormatException] that says
/// what was found instead.
public sealed interface GoldenValue {
    /// A tensor, strided where the file gives strides; it requires a gradient where the file asks for one.
    record Tensor(dev.obor.tensor.Tensor tensor) implements GoldenValue {}

    /// A floating-point number.
    record Real(double value) implements GoldenValue {}

    /// A whole number.
    record Whole(long value) implements GoldenValue {}

    /// A truth value.
    record Truth(boolean value) implements GoldenValue {}

    /// A text.
    record Text(String value) implements GoldenValue {}

    /// Python's None.
    record None() implements GoldenValue {}

    /// Python's Ellipsis.
    record Ellipsis() implements GoldenValue {}

    /// A list, tuple or size.
    record Sequence(List<GoldenValue> items) implements GoldenValue {
        /// Copies the list.
        public Sequence {
            items = List.copyOf(items);
        }
    }

    /// Named values, in the file's order.
    record Dict(Map<String, GoldenValue> entries) implements GoldenValue {}

    /// Python's slice; an empty bound is None.
    record Slice(OptionalLong start, OptionalLong stop, OptionalLong step) implements GoldenValue {}

    /// A dtype.
    record Type(DType dtype) implements GoldenValue {}

    /// An object that a runner of cases has made itself; no file holds one.
    record Given(Object object) implements GoldenValue {}

    /// An object to construct.
    ///
    /// @param kind what is constructed: `dist`, `transform`, `constraint` or `module`
    /// @param name the class
    /// @param args the positional arguments
    /// @param kwargs the named arguments
    record Construct(String kind, String name, List<GoldenValue> args, Map<String, GoldenValue> kwargs)
            implements GoldenValue {
        /// Copies the list.
        public Construct {
            args = List.copyOf(args);
        }
    }

    /// An exception that was raised.
    ///
    /// @param type Python's class
    /// @param message its first line
    record Failure(String type, String message) implements GoldenValue {}

    /// Tells whether this is None.
    default boolean isNone() {
        return this instanceof None;
    }

    /// Returns the tensor.
    default dev.obor.tensor.Tensor asTensor() {
        if (this instanceof Tensor t) {
            return t.tensor();
        }
        throw wrong("a tensor");
    }

    /// Returns the number, a whole one converted.
    default double asDouble() {
        return switch (this) {
            case Real real -> real.value();
            case Whole whole -> whole.value();
            default -> throw wrong("a number");
        };
    }

    /// Returns the whole number.
    default long asLong() {
        if (this instanceof Whole whole) {
            return whole.value();
        }
        throw wrong("a whole number");
    }

    /// Returns the whole number.
    default int asInt() {
        long value = asLong();
        if (value != (int) value) {
            throw wrong("a whole number of 32 bits");
        }
        return (int) value;
    }

    /// Returns the truth value.
    default boolean asBoolean() {
        if (this instanceof Truth truth) {
            return truth.value();
        }
        throw wrong("a truth value");
    }

    /// Returns the text.
    default String asText() {
        if (this instanceof Text text) {
            return text.value();
        }
        throw wrong("a text");
    }

    /// Returns the dtype.
    default DType asDType() {
        if (this instanceof Type type) {
            return type.dtype();
        }
        throw wrong("a dtype");
    }

    /// Returns the items of a list.
    default List<GoldenValue> asList() {
        if (this instanceof Sequence sequence) {
            return sequence.items();
        }
        throw wrong("a list");
    }

    /// Returns the entries of a dict.
    default Map<String, GoldenValue> asMap() {
        if (this instanceof Dict dict) {
            return dict.entries();
        }
        throw wrong("a dict");
    }

    private FormatException wrong(String expected) {
        String text = toString();
        return new FormatException("golden: a value is " + (text.length() > 200 ? text.substring(0, 200) + "…" : text)
                + " where " + expected + " is expected");
    }

    /// Returns the tensors that require a gradient, in order of appearance, depth first: the order of `grads`.
    static List<dev.obor.tensor.Tensor> tracked(Iterable<GoldenValue> values) {
        List<dev.obor.tensor.Tensor> found = new ArrayList<>();
        values.forEach(value -> collect(value, found));
        return found;
    }

    private static void collect(GoldenValue value, List<dev.obor.tensor.Tensor> found) {
        switch (value) {
            case Tensor t -> {
                if (t.tensor().requiresGrad()) {
                    found.add(t.tensor());
                }
            }
            case Sequence sequence -> sequence.items().forEach(item -> collect(item, found));
            case Dict dict -> dict.entries().values().forEach(item -> collect(item, found));
            case Construct made -> {
                made.args().forEach(item -> collect(item, found));
                made.kwargs().values().forEach(item -> collect(item, found));
            }
            case Real _, Whole _, Truth _, Text _, None _, Ellipsis _, Slice _, Type _, Failure _, Given _ -> {}
        }
    }
}
