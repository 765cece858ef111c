package dev.obor.app.conformance;

import dev.obor.testing.GoldenValue;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/// Makes records of options, in which the library gathers what Python takes as many named arguments.
final class Options {
    private Options() {}

    /// Returns the record's constant `DEFAULT` with the components replaced that are named; empty if there is
    /// no such constant, or a value does not fit.
    static Optional<Object> make(Class<?> type, Map<String, GoldenValue> named) {
        try {
            var constant = type.getField("DEFAULT");
            if (!Modifier.isStatic(constant.getModifiers()) || constant.getType() != type) {
                return Optional.empty();
            }
            RecordComponent[] components = type.getRecordComponents();
            Object[] values = new Object[components.length];
            Class<?>[] types = new Class<?>[components.length];
            for (int i = 0; i < components.length; i++) {
                types[i] = components[i].getType();
                RecordComponent component = components[i];
                Optional<GoldenValue> given = named.entrySet().stream()
                        .filter(entry -> Signature.sameName(entry.getKey(), component.getName()))
                        .map(Map.Entry::getValue)
                        .findFirst();
                Optional<Object> converted = given.flatMap(
                                value -> Conversion.convert(value, component.getGenericType()))
                        .map(Fit::value);
                // None has no counterpart in a component that always has a value: it means the default.
                if (given.isPresent() && converted.isEmpty() && !given.get().isNone()) {
                    return Optional.empty();
                }
                values[i] = converted.isPresent()
                        ? converted.get()
                        : components[i].getAccessor().invoke(constant.get(null));
            }
            return Optional.of(type.getConstructor(types).newInstance(values));
        } catch (ReflectiveOperationException e) {
            return Optional.empty();
        }
    }

    /// Tells whether a record has a component for a Python name.
    static boolean knows(Class<?> type, String name) {
        return Arrays.stream(type.getRecordComponents())
                .anyMatch(component -> Signature.sameName(name, component.getName()));
    }
}
