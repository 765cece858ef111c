package dev.obor.data;

import dev.obor.Obor;
import dev.obor.dtype.DType;
import dev.obor.error.DataException;
import dev.obor.error.ShapeException;
import dev.obor.tensor.Tensor;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Makes batches of examples, as PyTorch's `default_collate` does: tensors are stacked along a new first dim,
/// numbers and truth values become tensors of one dim (whole numbers int64, `Float` float32, other numbers
/// float64), arrays of numbers become rows of a tensor, strings stay lists, and lists, maps and records are
/// taken apart.
///
/// Where a batch has the same type as an example, [DataLoader#of(Dataset)] needs none of this. Else:
///
/// ```java
/// record Example(Tensor image, long label) {}
/// record Batch(Tensor image, Tensor label) {}
/// DataLoader<Batch> loader = DataLoader.of(examples, Collate.into(Batch.class)).batchSize(64);
/// ```
public final class Collate {
    private Collate() {}

    /// Returns tensors stacked along a new first dim.
    ///
    /// @throws ShapeException if their shapes differ
    public static Tensor tensors(List<Tensor> examples) {
        return stack(examples, "");
    }

    /// Returns numbers as a tensor of one dim.
    public static Tensor numbers(List<? extends Number> examples) {
        checkSome(examples);
        return row(examples, "");
    }

    /// Returns a tensor for each place of lists of tensors, numbers, truth values or arrays.
    ///
    /// @throws DataException if the lists differ in length, or hold something else
    public static List<Tensor> lists(List<? extends List<?>> examples) {
        List<Tensor> batch = new ArrayList<>();
        for (Object entry : (List<?>) standard(examples)) {
            batch.add(tensor(entry, "[" + batch.size() + "]"));
        }
        return batch;
    }

    /// Returns a tensor for each key of maps to tensors, numbers, truth values or arrays.
    ///
    /// @throws DataException if an example lacks a key of the first, or they hold something else
    public static <K> Map<K, Tensor> maps(List<? extends Map<K, ?>> examples) {
        checkSome(examples);
        Map<K, Tensor> batch = new LinkedHashMap<>();
        for (K key : examples.getFirst().keySet()) {
            String path = "['" + key + "']";
            batch.put(key, tensor(batch(under(examples, key, path), path), path));
        }
        return batch;
    }

    private static Tensor tensor(Object entry, String path) {
        if (entry instanceof Tensor tensor) {
            return tensor;
        }
        throw new DataException("collate: the examples' " + path
                + " holds neither tensors nor numbers: use standard(), or a function of your own");
    }

    /// Returns a function that makes a record of the batches of the examples' components, which are records
    /// with components of the same names.
    ///
    /// @param batch of which each component is a tensor, or whatever [#standard(List)] makes
    /// @throws DataException when called, if a component is missing or of another type
    public static <T extends Record, B extends Record> Function<List<T>, B> into(Class<B> batch) {
        return examples -> {
            checkSome(examples);
            Map<?, ?> parts = (Map<?, ?>) batch(examples, "");
            RecordComponent[] components = batch.getRecordComponents();
            Object[] values = new Object[components.length];
            for (int i = 0; i < values.length; i++) {
                Object value = parts.get(components[i].getName());
                if (!components[i].getType().isInstance(value)) {
                    throw new DataException("collate: the component " + components[i].getName() + " of "
                            + batch.getSimpleName() + " is a "
                            + components[i].getType().getSimpleName() + ", and the examples' components make "
                            + kinds(parts) + ": give the batch the same names and these types");
                }
                values[i] = value;
            }
            return Records.make(batch, values);
        };
    }

    private static Map<Object, String> kinds(Map<?, ?> parts) {
        Map<Object, String> kinds = new LinkedHashMap<>();
        parts.forEach((name, value) ->
                kinds.put(name, value instanceof Tensor ? "Tensor" : value instanceof Map ? "Map" : "List"));
        return kinds;
    }

    /// Returns a batch whose type follows from the examples alone: a tensor for tensors, numbers, truth values
    /// and arrays; a list for strings, and of batches for lists; a map of batches for maps and records.
    ///
    /// @throws ShapeException if tensors have different shapes
    /// @throws DataException if the examples do not fit together, or are of another kind
    public static Object standard(List<?> examples) {
        checkSome(examples);
        return batch(examples, "");
    }

    private static void checkSome(List<?> examples) {
        if (examples.isEmpty()) {
            throw new DataException("collate: there are no examples: pass at least one");
        }
    }

    private static Object batch(List<?> examples, String path) {
        return switch (examples.getFirst()) {
            case Tensor _ -> stack(all(Tensor.class, examples, path), path);
            case Number _ -> row(all(Number.class, examples, path), path);
            case Boolean _ -> truths(all(Boolean.class, examples, path));
            case CharSequence _ -> List.copyOf(all(CharSequence.class, examples, path));
            case List<?> first -> entries(first.size(), examples, path);
            case Map<?, ?> first -> {
                Map<Object, Object> parts = new LinkedHashMap<>();
                for (Object key : first.keySet()) {
                    String inner = path + "['" + key + "']";
                    parts.put(key, batch(under(examples, key, inner), inner));
                }
                yield parts;
            }
            case Record first -> {
                Map<Object, Object> parts = new LinkedHashMap<>();
                for (RecordComponent component : first.getClass().getRecordComponents()) {
                    String inner = path + "." + component.getName();
                    parts.put(
                            component.getName(),
                            batch(Records.read(component, all(first.getClass(), examples, path)), inner));
                }
                yield parts;
            }
            case float[] _ -> stack(rows(float[].class, examples, path, array -> Obor.fromArray(array)), path);
            case double[] _ -> stack(rows(double[].class, examples, path, array -> Obor.fromArray(array)), path);
            case long[] _ -> stack(rows(long[].class, examples, path, array -> Obor.fromArray(array)), path);
            case int[] _ -> stack(rows(int[].class, examples, path, array -> Obor.fromArray(array)), path);
            case Object other -> throw unknown(other, path);
        };
    }

    /// Returns a batch of the examples' own type: they consist of tensors, in lists, maps and records.
    ///
    /// @throws DataException if something else is in them
    @SuppressWarnings("unchecked") // a batch is made of the same parts as an example
    static <T> T same(List<T> examples) {
        checkSome(examples);
        return (T) same(examples, "");
    }

    private static Object same(List<?> examples, String path) {
        return switch (examples.getFirst()) {
            case Tensor _ -> stack(all(Tensor.class, examples, path), path);
            case List<?> first -> {
                checkSizes(first.size(), examples, path);
                List<Object> parts = new ArrayList<>();
                for (int i = 0; i < first.size(); i++) {
                    parts.add(same(at(examples, i), path + "[" + i + "]"));
                }
                yield parts;
            }
            case Map<?, ?> first -> {
                Map<Object, Object> parts = new LinkedHashMap<>();
                for (Object key : first.keySet()) {
                    String inner = path + "['" + key + "']";
                    parts.put(key, same(under(examples, key, inner), inner));
                }
                yield parts;
            }
            case Record first -> {
                RecordComponent[] components = first.getClass().getRecordComponents();
                Object[] values = new Object[components.length];
                for (int i = 0; i < values.length; i++) {
                    values[i] = same(
                            Records.read(components[i], all(first.getClass(), examples, path)),
                            path + "." + components[i].getName());
                }
                yield Records.make(first.getClass(), values);
            }
            case Object other ->
                throw new DataException("collate: the examples' " + name(path) + " is a "
                        + other.getClass().getSimpleName()
                        + ", and a batch of them has another type: say how it is made,"
                        + " as in DataLoader.of(dataset, Collate.into(Batch.class)) or with Collate::standard");
        };
    }

    private static String name(String path) {
        return path.isEmpty() ? "type" : path;
    }

    private static DataException unknown(Object example, String path) {
        return new DataException("collate: the examples' " + name(path) + " is a "
                + example.getClass().getSimpleName()
                + ", of which no batch is known: use tensors, numbers, strings, and lists, maps and records of them,"
                + " or give the loader a function of your own");
    }

    /// Returns the examples as what the first one is.
    private static <E> List<E> all(Class<E> type, List<?> examples, String path) {
        List<E> typed = new ArrayList<>(examples.size());
        for (Object example : examples) {
            if (!type.isInstance(example)) {
                throw new DataException("collate: example " + typed.size() + " of the batch has a "
                        + example.getClass().getSimpleName() + " as " + name(path) + " and the first a "
                        + type.getSimpleName() + ": make all alike");
            }
            typed.add(type.cast(example));
        }
        return typed;
    }

    private static Tensor stack(List<Tensor> tensors, String path) {
        checkSome(tensors);
        Tensor first = tensors.getFirst();
        for (int i = 1; i < tensors.size(); i++) {
            if (!tensors.get(i).shape().equals(first.shape())) {
                throw new ShapeException("collate: example " + i + " of the batch has " + where(path) + "shape "
                        + tensors.get(i).shape() + " and the first " + first.shape()
                        + ": make all alike, as by padding, or give the loader a function of your own");
            }
        }
        return Obor.stack(tensors, 0);
    }

    private static String where(String path) {
        return path.isEmpty() ? "" : "at " + path + " ";
    }

    private static Tensor row(List<? extends Number> numbers, String path) {
        for (Number number : numbers) {
            if (!(number instanceof Byte
                    || number instanceof Short
                    || number instanceof Integer
                    || number instanceof Long
                    || number instanceof Float
                    || number instanceof Double)) {
                throw unknown(number, path);
            }
        }
        if (numbers.stream().noneMatch(number -> number instanceof Double || number instanceof Float)) {
            return Obor.fromArray(numbers.stream().mapToLong(Number::longValue).toArray());
        }
        Tensor row =
                Obor.fromArray(numbers.stream().mapToDouble(Number::doubleValue).toArray());
        return numbers.stream().anyMatch(Double.class::isInstance) ? row : row.to(DType.FLOAT32);
    }

    private static Tensor truths(List<Boolean> values) {
        long[] bits = values.stream().mapToLong(value -> value ? 1 : 0).toArray();
        return Obor.fromArray(bits).to(DType.BOOL);
    }

    private static <A> List<Tensor> rows(Class<A> type, List<?> examples, String path, Function<A, Tensor> row) {
        return all(type, examples, path).stream().map(row).toList();
    }

    private static List<Object> entries(int size, List<?> examples, String path) {
        checkSizes(size, examples, path);
        List<Object> parts = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            parts.add(batch(at(examples, i), path + "[" + i + "]"));
        }
        return parts;
    }

    private static void checkSizes(int size, List<?> examples, String path) {
        int[] sizes = all(List.class, examples, path).stream()
                .mapToInt(list -> ((List<?>) list).size())
                .toArray();
        if (Arrays.stream(sizes).anyMatch(other -> other != size)) {
            throw new DataException("collate: the examples' lists " + where(path) + "have lengths "
                    + Arrays.toString(sizes) + ": make all alike, or give the loader a function of your own");
        }
    }

    private static List<?> at(List<?> examples, int place) {
        return examples.stream().map(example -> ((List<?>) example).get(place)).toList();
    }

    private static List<?> under(List<?> examples, Object key, String path) {
        List<Object> values = new ArrayList<>();
        for (Map<?, ?> example : all(Map.class, examples, path)) {
            if (!example.containsKey(key)) {
                throw new DataException("collate: example " + values.size() + " of the batch has no " + path
                        + ", only the keys " + example.keySet() + ": give all the keys of the first");
            }
            values.add(example.get(key));
        }
        return values;
    }

    /// Records are taken apart and made by reflection.
    private static final class Records {
        private Records() {}

        static List<Object> read(RecordComponent component, List<?> records) {
            try {
                component.getAccessor().setAccessible(true);
                List<Object> values = new ArrayList<>();
                for (Object each : records) {
                    values.add(component.getAccessor().invoke(each));
                }
                return values;
            } catch (InvocationTargetException e) {
                throw failed(component.getDeclaringRecord(), e.getCause());
            } catch (ReflectiveOperationException | RuntimeException e) {
                throw closed(component.getDeclaringRecord(), e);
            }
        }

        static <R> R make(Class<R> type, Object... values) {
            Class<?>[] types = Arrays.stream(type.getRecordComponents())
                    .map(RecordComponent::getType)
                    .toArray(Class<?>[]::new);
            try {
                Constructor<R> constructor = type.getDeclaredConstructor(types);
                constructor.setAccessible(true);
                return constructor.newInstance(values);
            } catch (InvocationTargetException e) {
                throw failed(type, e.getCause());
            } catch (ReflectiveOperationException | RuntimeException e) {
                throw closed(type, e);
            }
        }

        private static DataException failed(Class<?> type, Throwable cause) {
            return new DataException(
                    "collate: a " + type.getSimpleName() + " cannot be made or read: " + cause.getMessage(), cause);
        }

        private static DataException closed(Class<?> type, Exception cause) {
            return new DataException(
                    "collate: the record " + type.getName() + " cannot be reached (" + cause.getMessage()
                            + "): open its package to dev.obor, or give the loader a function of your own",
                    cause);
        }
    }
}
