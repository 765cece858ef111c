package dev.obor.app.conformance;

import dev.obor.dtype.DType;
import dev.obor.layout.Shape;
import dev.obor.tensor.Tensor;
import dev.obor.testing.GoldenValue;
import java.lang.reflect.Array;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.BinaryOperator;

/// Converts encoded Python values to the types of Java parameters. Nothing is computed: a value that has no
/// counterpart in a type does not fit.
final class Conversion {
    private static final int NUMBER = 1;
    private static final int WIDENED = 2;
    private static final int LISTED = 3;
    private static final int OPERAND = 4;

    private Conversion() {}

    /// Returns the value as an instance of a type; empty if it does not fit.
    static Optional<Fit> convert(GoldenValue value, Type type) {
        if (type instanceof ParameterizedType generic) {
            return convertGeneric(value, generic);
        }
        if (type instanceof GenericArrayType array) {
            return boxed(array.getGenericComponentType()) instanceof Class<?> element
                    ? convert(value, element.arrayType())
                    : Optional.empty();
        }
        if (!(type instanceof Class<?> plain)) {
            return Optional.empty();
        }
        if (plain == OptionalInt.class || plain == OptionalLong.class || plain == OptionalDouble.class) {
            return optionalNumber(value, plain);
        }
        return switch (value) {
            case GoldenValue.Tensor t -> tensor(t.tensor(), plain);
            case GoldenValue.Whole whole -> whole(whole.value(), plain);
            case GoldenValue.Real real -> real(real.value(), plain);
            case GoldenValue.Truth truth -> truth(truth.value(), plain);
            case GoldenValue.Text text -> text(text.value(), plain);
            case GoldenValue.Type dtype when plain == DType.class -> fit(dtype.dtype(), 0);
            case GoldenValue.Sequence sequence -> sequence(sequence.items(), plain);
            case GoldenValue.Given given when plain.isInstance(given.object()) -> fit(given.object(), 0);
            case GoldenValue.Construct construct ->
                Optional.of(Construction.of(construct))
                        .filter(plain::isInstance)
                        .map(made -> new Fit(made, 0));
            default -> Optional.empty();
        };
    }

    private static Optional<Fit> fit(Object value, int cost) {
        return Optional.of(new Fit(value, cost));
    }

    private static Optional<Fit> tensor(Tensor tensor, Class<?> type) {
        if (type == Tensor.class) {
            return fit(tensor, 0);
        }
        if (type == Tensor[].class) {
            return fit(new Tensor[] {tensor}, LISTED);
        }
        // Python takes an integer tensor of no dims as an index.
        boolean isIndex = tensor.dim() == 0 && tensor.dtype().isIntegral() && (type == int.class || type == long.class);
        return isIndex ? whole(tensor.itemLong(), type).map(fit -> new Fit(fit.value(), OPERAND)) : Optional.empty();
    }

    private static Optional<Fit> whole(long value, Class<?> type) {
        boolean isInt = value == (int) value;
        if (type == int.class && isInt) {
            return fit((int) value, 0);
        }
        if (type == long.class) {
            return fit(value, 0);
        }
        if (type == Number.class) {
            return fit(value, NUMBER);
        }
        if (type == double.class) {
            return fit((double) value, WIDENED);
        }
        if (type == int[].class && isInt) {
            return fit(new int[] {(int) value}, LISTED);
        }
        if (type == double[].class) {
            return fit(new double[] {value}, LISTED + WIDENED);
        }
        return type == Tensor.class ? fit(Tensor.number(value), OPERAND) : Optional.empty();
    }

    private static Optional<Fit> real(double value, Class<?> type) {
        if (type == double.class) {
            return fit(value, 0);
        }
        if (type == Number.class) {
            return fit(value, NUMBER);
        }
        if (type == double[].class) {
            return fit(new double[] {value}, LISTED);
        }
        return type == Tensor.class ? fit(Tensor.number(value), OPERAND) : Optional.empty();
    }

    /// Python's True is a bool of no dims as an operand; where only a number is asked for, a Java caller
    /// writes 1.
    private static Optional<Fit> truth(boolean value, Class<?> type) {
        if (type == boolean.class) {
            return fit(value, 0);
        }
        if (type == Tensor.class) {
            return fit(Tensor.full(Shape.SCALAR, value ? 1 : 0, DType.BOOL), LISTED);
        }
        return type == Number.class ? fit(value ? 1L : 0L, OPERAND) : Optional.empty();
    }

    private static Optional<Fit> text(String value, Class<?> type) {
        if (type == String.class) {
            return fit(value, 0);
        }
        if (type.isEnum()) {
            String constant = value.toUpperCase(Locale.ROOT).replace('-', '_');
            for (Object candidate : type.getEnumConstants()) {
                if (((Enum<?>) candidate).name().equals(constant)) {
                    return fit(candidate, 0);
                }
            }
        }
        return constant(type, value.toUpperCase(Locale.ROOT)).flatMap(constant -> fit(constant, 0));
    }

    /// Returns the constant that a type has of itself, as an interface may have of its usual implementations.
    private static Optional<Object> constant(Class<?> type, String name) {
        try {
            var field = type.getField(name);
            boolean isOwn = Modifier.isStatic(field.getModifiers()) && field.getType() == type;
            return isOwn ? Optional.of(field.get(null)) : Optional.empty();
        } catch (ReflectiveOperationException e) {
            return Optional.empty();
        }
    }

    private static Optional<Fit> sequence(List<GoldenValue> items, Class<?> type) {
        if (type == Shape.class) {
            // A shape holds no -1, which some operators find out.
            return sequence(items, int[].class)
                    .filter(sizes -> Arrays.stream((int[]) sizes.value()).allMatch(size -> size >= 0))
                    .map(sizes -> new Fit(Shape.of((int[]) sizes.value()), sizes.cost()));
        }
        if (type.isRecord()) {
            return record(items, type);
        }
        if (!type.isArray()) {
            return Optional.empty();
        }
        Object array = Array.newInstance(type.getComponentType(), items.size());
        int cost = 0;
        for (int i = 0; i < items.size(); i++) {
            Optional<Fit> item = convert(items.get(i), type.getComponentType());
            if (item.isEmpty()) {
                return Optional.empty();
            }
            Array.set(array, i, item.get().value());
            cost = Math.max(cost, item.get().cost());
        }
        return fit(array, cost);
    }

    /// Python's tuple where the library has a record.
    private static Optional<Fit> record(List<GoldenValue> items, Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        if (components.length != items.size()) {
            return Optional.empty();
        }
        Class<?>[] types = new Class<?>[components.length];
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            Optional<Fit> item = convert(items.get(i), components[i].getGenericType());
            if (item.isEmpty()) {
                return Optional.empty();
            }
            values[i] = item.get().value();
        }
        try {
            return fit(type.getConstructor(types).newInstance(values), LISTED);
        } catch (ReflectiveOperationException e) {
            return Optional.empty();
        }
    }

    private static Optional<Fit> optionalNumber(GoldenValue value, Class<?> type) {
        Class<?> inner = type == OptionalInt.class ? int.class : type == OptionalLong.class ? long.class : double.class;
        if (value.isNone()) {
            return fit(
                    inner == int.class
                            ? OptionalInt.empty()
                            : inner == long.class ? OptionalLong.empty() : OptionalDouble.empty(),
                    0);
        }
        return convert(value, inner)
                .map(fit -> new Fit(
                        switch (fit.value()) {
                            case Integer i -> OptionalInt.of(i);
                            case Long l -> OptionalLong.of(l);
                            default -> OptionalDouble.of((Double) fit.value());
                        },
                        fit.cost()));
    }

    private static Optional<Fit> convertGeneric(GoldenValue value, ParameterizedType type) {
        Type[] arguments = type.getActualTypeArguments();
        if (type.getRawType() == Optional.class) {
            return value.isNone()
                    ? fit(Optional.empty(), 0)
                    : convert(value, boxed(arguments[0])).map(fit -> new Fit(Optional.of(fit.value()), fit.cost() + 1));
        }
        if (type.getRawType() == BinaryOperator.class && value instanceof GoldenValue.Construct construct) {
            return Optional.of(Construction.of(construct))
                    .filter(BinaryOperator.class::isInstance)
                    .map(made -> new Fit(made, 0));
        }
        if (type.getRawType() == List.class && value instanceof GoldenValue.Sequence sequence) {
            return list(sequence.items(), boxed(arguments[0]));
        }
        if (type.getRawType() == Map.class && arguments[0] == String.class && value instanceof GoldenValue.Dict dict) {
            return list(List.copyOf(dict.entries().values()), boxed(arguments[1]))
                    .map(values -> {
                        Map<String, Object> map = new LinkedHashMap<>();
                        var next = ((List<?>) values.value()).iterator();
                        dict.entries().keySet().forEach(key -> map.put(key, next.next()));
                        return new Fit(map, values.cost());
                    });
        }
        return Optional.empty();
    }

    private static Type boxed(Type type) {
        if (type instanceof WildcardType wildcard) {
            return boxed(wildcard.getUpperBounds()[0]);
        }
        if (type instanceof TypeVariable<?> variable) {
            return boxed(variable.getBounds()[0]);
        }
        return type == Integer.class
                ? int.class
                : type == Long.class
                        ? long.class
                        : type == Double.class ? double.class : type == Boolean.class ? boolean.class : type;
    }

    private static Optional<Fit> list(List<GoldenValue> items, Type element) {
        List<Object> converted = new ArrayList<>();
        int cost = 0;
        for (GoldenValue item : items) {
            Optional<Fit> fit = convert(item, element);
            if (fit.isEmpty()) {
                return Optional.empty();
            }
            converted.add(fit.get().value());
            cost = Math.max(cost, fit.get().cost());
        }
        return fit(List.copyOf(converted), cost);
    }
}
