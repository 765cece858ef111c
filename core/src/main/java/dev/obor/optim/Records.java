package dev.obor.optim;

import dev.obor.error.OborException;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/// Copies of records of options with some components replaced.
final class Records {
    private Records() {}

    /// Returns a record with the components replaced for which `values` has something.
    @SuppressWarnings("unchecked") // the constructor of a record's class makes such records
    static <R> R with(R record, Function<String, Object> values) {
        try {
            RecordComponent[] components = record.getClass().getRecordComponents();
            Class<?>[] types = new Class<?>[components.length];
            Object[] arguments = new Object[components.length];
            for (int i = 0; i < components.length; i++) {
                types[i] = components[i].getType();
                Object value = values.apply(components[i].getName());
                arguments[i] =
                        value == null ? components[i].getAccessor().invoke(record) : converted(components[i], value);
            }
            return (R) record.getClass().getDeclaredConstructor(types).newInstance(arguments);
        } catch (ReflectiveOperationException e) {
            throw new OborException("options: " + record + " cannot be read from the state: " + e, e);
        }
    }

    private static Object converted(RecordComponent component, Object value) {
        Class<?> type = component.getType();
        if (type == double.class && value instanceof Number number) {
            return number.doubleValue();
        }
        if (type == int.class && value instanceof Number number) {
            return number.intValue();
        }
        if (type == boolean.class && value instanceof Boolean) {
            return value;
        }
        if (type == OptionalInt.class) {
            return value instanceof Number number ? OptionalInt.of(number.intValue()) : OptionalInt.empty();
        }
        if (type == Optional.class) {
            return value instanceof Optional<?> ? value : Optional.of(value);
        }
        if (type == Pair.class
                && value instanceof List<?> list
                && list.size() == 2
                && list.get(0) instanceof Number first
                && list.get(1) instanceof Number second) {
            return new Pair(first.doubleValue(), second.doubleValue());
        }
        throw new OborException("options: '" + component.getName() + "' of the state is " + value + " and should be of "
                + type.getSimpleName() + ": it is the state of another kind of optimizer");
    }
}
