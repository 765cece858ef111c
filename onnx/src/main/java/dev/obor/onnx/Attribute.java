package dev.obor.onnx;

import java.util.Arrays;
import java.util.List;

/// What a node is told besides its inputs.
sealed interface Attribute {
    /// One whole number.
    record Whole(long value) implements Attribute {}

    /// Several whole numbers.
    record Wholes(List<Long> values) implements Attribute {}

    /// A text.
    record Text(String value) implements Attribute {}

    static Attribute of(long value) {
        return new Whole(value);
    }

    static Attribute of(int... values) {
        return new Wholes(Arrays.stream(values).mapToLong(v -> v).boxed().toList());
    }

    static Attribute of(String value) {
        return new Text(value);
    }
}
