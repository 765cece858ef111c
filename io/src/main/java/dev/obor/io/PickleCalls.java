package dev.obor.io;

import dev.obor.dtype.DType;
import dev.obor.layout.Layout;
import dev.obor.layout.Shape;
import dev.obor.storage.Storage;
import dev.obor.storage.View;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What the calls in a pickle mean, each spelt out: there is no other way for a pickle to make something.
final class PickleCalls {
    private final PickleReader reader;

    PickleCalls(PickleReader reader) {
        this.reader = reader;
    }

    /// Returns the result of a call.
    PickleNode call(PickleNode callee, List<PickleNode> arguments) {
        if (!(callee instanceof PickleNode.Global global)) {
            throw reader.fault("the pickle calls what is no function");
        }
        reader.spend(arguments.size());
        return switch (global.known()) {
            case ORDERED_DICT -> orderedDict(arguments);
            case SET -> row(PythonValue.Kind.SET, arguments);
            case FROZENSET -> row(PythonValue.Kind.FROZENSET, arguments);
            case SIZE -> row(PythonValue.Kind.SIZE, arguments);
            case BYTES -> {
                count(arguments, 0, 0, global);
                yield new PickleNode.Value(new PythonValue.Bytes(new byte[0]));
            }
            case BYTEARRAY ->
                arguments.isEmpty()
                        ? new PickleNode.Value(new PythonValue.Bytes(new byte[0]))
                        : new PickleNode.Value(new PythonValue.Bytes(encoded(arguments, global)));
            case ENCODE -> new PickleNode.Value(new PythonValue.Bytes(encoded(arguments, global)));
            case NEW_ARRAY -> newArray(arguments, global);
            case ARRAY_FROM_BUFFER -> fromBuffer(arguments, global);
            case NUMBER -> number(arguments, global);
            case ARRAY_TYPE -> arrayType(arguments, global);
            case TENSOR -> tensor(arguments, global);
            case PARAMETER -> parameter(arguments, global);
            case DEVICE -> new PickleNode.Value(new PythonValue.Text(device(arguments, global)));
            case ARRAY, STORAGE_TYPE -> throw reader.fault(global.name() + " is called, which is not allowed");
        };
    }

    /// Completes a value that was made before.
    void build(PickleNode target, PickleNode state) {
        switch (target) {
            case PickleNode.Dict dict
            when dict.ordered && state instanceof PickleNode.Dict attributes -> {
                reader.spend(attributes.entries.size());
                if (dict.attributes.isPresent()) {
                    throw reader.fault("a dict gets its attributes twice");
                }
                attributes.entries.keySet().forEach(key -> text(new PickleNode.Value(key), reader));
                dict.attributes = Optional.of(attributes);
            }
            case PickleNode.ArrayType type -> {
                List<PickleNode> parts = tuple(state, reader);
                String order = parts.size() < 3 ? "" : text(parts.get(1), reader);
                boolean plain = parts.stream().skip(2).limit(3).allMatch(PickleCalls::isNone);
                if (order.length() != 1 || "<>|=".indexOf(order.charAt(0)) < 0 || !plain) {
                    throw reader.fault("a numpy.dtype is no plain number in one of two byte orders");
                }
                type.order = order.charAt(0);
            }
            case PickleNode.Array array -> {
                List<PickleNode> parts = tuple(state, reader);
                if (parts.size() != 5 || array.view.isPresent()) {
                    throw reader.fault("a NumPy array is completed from " + parts.size() + " values, once from 5");
                }
                array.view = Optional.of(view(parts.get(1), parts.get(2), truth(parts.get(3)), bytes(parts.get(4))));
            }
            default -> throw reader.fault("the pickle sets the state of what has none");
        }
    }

    private PickleNode orderedDict(List<PickleNode> arguments) {
        PickleNode.Dict dict = new PickleNode.Dict(true);
        if (arguments.size() > 1) {
            throw reader.fault("an OrderedDict of " + arguments.size() + " arguments");
        }
        if (arguments.size() == 1) {
            for (PickleNode pair : items(arguments.getFirst())) {
                List<PickleNode> both = items(pair);
                if (both.size() != 2) {
                    throw reader.fault("an OrderedDict is made of what are no pairs");
                }
                reader.putAll(dict, both);
            }
        }
        return dict;
    }

    private PickleNode row(PythonValue.Kind kind, List<PickleNode> arguments) {
        if (arguments.size() > 1) {
            throw reader.fault("a " + kind.name().toLowerCase(Locale.ROOT) + " of " + arguments.size() + " arguments");
        }
        List<PickleNode> items = arguments.isEmpty() ? List.of() : items(arguments.getFirst());
        if (kind == PythonValue.Kind.SIZE) {
            items.forEach(this::whole);
        }
        return new PickleNode.Row(kind, new ArrayList<>(items));
    }

    private byte[] encoded(List<PickleNode> arguments, PickleNode.Global global) {
        count(arguments, 1, 2, global);
        boolean latin = arguments.size() < 2 || List.of("latin1", "latin-1").contains(text(arguments.get(1), reader));
        return switch (arguments.getFirst()) {
            case PickleNode.Value(PythonValue.Text(String text))
            when latin && arguments.size() == 2 -> {
                reader.spend(text.length());
                byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
                if (text.chars().anyMatch(c -> c > 0xff)) {
                    throw reader.fault("bytes are written as a text that is not Latin-1");
                }
                yield bytes;
            }
            case PickleNode.Value(PythonValue.Bytes(byte[] bytes)) when arguments.size() == 1 -> bytes;
            case PickleNode.ByteText(byte[] bytes) when latin -> bytes;
            default -> throw reader.fault(global.name() + " of what is no text in Latin-1");
        };
    }

    private PickleNode newArray(List<PickleNode> arguments, PickleNode.Global global) {
        count(arguments, 3, 3, global);
        boolean array =
                arguments.getFirst() instanceof PickleNode.Global type && type.known() == PickleGlobals.Known.ARRAY;
        if (!array) {
            throw reader.fault("a NumPy array of another class than numpy.ndarray");
        }
        return new PickleNode.Array();
    }

    private PickleNode fromBuffer(List<PickleNode> arguments, PickleNode.Global global) {
        count(arguments, 4, 4, global);
        String order = text(arguments.get(3), reader);
        if (!order.equals("C") && !order.equals("F")) {
            throw reader.fault("a NumPy array in the order " + Faults.quote(order) + ": C and F are known");
        }
        PickleNode.Array array = new PickleNode.Array();
        array.view = Optional.of(view(arguments.get(2), arguments.get(1), order.equals("F"), bytes(arguments.get(0))));
        return array;
    }

    private View view(PickleNode sizes, PickleNode type, boolean columnMajor, byte[] bytes) {
        NumpyTypes.Type known = type(type);
        long[] numbers = wholes(sizes);
        Shape shape = Sizes.shape(numbers, problem -> reader.fault("a NumPy array " + problem));
        long expected = (long) shape.numel() * known.dtype().bytes();
        if (expected != bytes.length) {
            throw reader.fault("a NumPy array of shape " + shape + " and dtype " + known.dtype() + " takes " + expected
                    + " bytes, but has " + bytes.length);
        }
        reader.spend(bytes.length);
        return new View(elements(known, shape.numel(), bytes), Npy.layout(shape, columnMajor), known.dtype());
    }

    private Storage elements(NumpyTypes.Type type, int count, byte[] bytes) {
        Storage storage = Storage.of(type.dtype(), count);
        Elements.get(
                Source.of("", "", bytes),
                0,
                type.order(),
                storage,
                0,
                count,
                _ -> reader.fault("a NumPy array has " + Elements.NO_BOOL));
        return storage;
    }

    private PickleNode number(List<PickleNode> arguments, PickleNode.Global global) {
        count(arguments, 2, 2, global);
        NumpyTypes.Type type = type(arguments.get(0));
        byte[] bytes = bytes(arguments.get(1));
        if (bytes.length != type.dtype().bytes()) {
            throw reader.fault("a NumPy number of dtype " + type.dtype() + " has " + bytes.length + " bytes");
        }
        Storage one = elements(type, 1, bytes);
        return new PickleNode.Value(
                switch (type.dtype().category()) {
                    case BOOL -> new PythonValue.Bool(dev.obor.storage.Elements.getLong(one, type.dtype(), 0) != 0);
                    case INTEGRAL -> new PythonValue.Int(dev.obor.storage.Elements.getLong(one, type.dtype(), 0));
                    case FLOATING -> new PythonValue.Real(dev.obor.storage.Elements.getDouble(one, type.dtype(), 0));
                });
    }

    private PickleNode arrayType(List<PickleNode> arguments, PickleNode.Global global) {
        count(arguments, 1, 3, global);
        String name = text(arguments.getFirst(), reader);
        // Known by its name in either byte order; which one it is comes later.
        NumpyTypes.parse("<" + name, reader::fault);
        return new PickleNode.ArrayType(name);
    }

    private NumpyTypes.Type type(PickleNode node) {
        if (!(node instanceof PickleNode.ArrayType type)) {
            throw reader.fault("a NumPy array has no numpy.dtype");
        }
        DType dtype = NumpyTypes.parse("<" + type.name, reader::fault).dtype();
        return new NumpyTypes.Type(dtype, NumpyTypes.order(type.order));
    }

    private PickleNode tensor(List<PickleNode> arguments, PickleNode.Global global) {
        count(arguments, 4, 7, global);
        if (!(arguments.get(0) instanceof PickleNode.Storage storage)) {
            throw reader.fault("a tensor has no storage");
        }
        boolean tracked = arguments.size() > 4 && truth(arguments.get(4));
        if (arguments.size() > 5) {
            checkEmpty(arguments.get(5), "hooks");
        }
        if (arguments.size() > 6) {
            checkEmpty(arguments.get(6), "conjugate or negative bits");
        }
        return new PickleNode.Tensor(
                storage, layout(storage, whole(arguments.get(1)), arguments.get(2), arguments.get(3)), tracked, false);
    }

    private void checkEmpty(PickleNode node, String what) {
        if (!isNone(node) && !(node instanceof PickleNode.Dict dict && dict.entries.isEmpty())) {
            throw reader.fault("a tensor has " + what + ", which are not read");
        }
    }

    private Layout layout(PickleNode.Storage storage, long offset, PickleNode sizes, PickleNode strides) {
        long[] steps = wholes(strides);
        Shape shape = Sizes.shape(wholes(sizes), problem -> reader.fault("a tensor " + problem));
        if (steps.length != shape.rank()) {
            throw reader.fault("a tensor of shape " + shape + " has " + steps.length + " strides");
        }
        // Each product stays below 2⁶², as do their sum and the rest: the elements number less than 2³¹.
        long last = offset;
        boolean large = offset < 0 || offset > Integer.MAX_VALUE;
        for (int d = 0; d < steps.length && !large; d++) {
            large = steps[d] < 0 || steps[d] > Integer.MAX_VALUE;
            last += large || shape.numel() == 0 ? 0 : steps[d] * (shape.size(d) - 1);
        }
        if (large || shape.numel() > 0 && last >= storage.length()) {
            throw reader.fault("a tensor of shape " + shape + ", strides " + Arrays.toString(steps) + " and offset "
                    + offset + " does not lie within its storage of " + storage.length());
        }
        long place = shape.numel() == 0 ? 0 : storage.shift() + offset;
        if (place > Integer.MAX_VALUE) {
            throw reader.fault("a tensor begins at element " + place + " of its storage: too far");
        }
        return Layout.of(shape, Arrays.stream(steps).mapToInt(Math::toIntExact).toArray(), (int) place);
    }

    private PickleNode parameter(List<PickleNode> arguments, PickleNode.Global global) {
        count(arguments, 3, 3, global);
        if (!(arguments.getFirst() instanceof PickleNode.Tensor tensor)) {
            throw reader.fault("a parameter of what is no tensor");
        }
        checkEmpty(arguments.get(2), "hooks");
        return new PickleNode.Tensor(tensor.storage(), tensor.layout(), truth(arguments.get(1)), true);
    }

    private String device(List<PickleNode> arguments, PickleNode.Global global) {
        count(arguments, 1, 2, global);
        return text(arguments.get(0), reader) + (arguments.size() > 1 ? ":" + whole(arguments.get(1)) : "");
    }

    private void count(List<PickleNode> arguments, int least, int most, PickleNode.Global global) {
        if (arguments.size() < least || arguments.size() > most) {
            throw reader.fault(
                    global.name() + " has " + arguments.size() + " arguments: it takes " + least + " to " + most);
        }
    }

    private List<PickleNode> items(PickleNode node) {
        if (!(node instanceof PickleNode.Row row)) {
            throw reader.fault("a list or tuple must stand here");
        }
        reader.spend(row.items().size());
        return row.items();
    }

    private long[] wholes(PickleNode node) {
        return items(node).stream().mapToLong(this::whole).toArray();
    }

    private long whole(PickleNode node) {
        if (node instanceof PickleNode.Value(PythonValue.Int(long number))) {
            return number;
        }
        throw reader.fault("a whole number must stand here");
    }

    private boolean truth(PickleNode node) {
        return switch (node) {
            case PickleNode.Value(PythonValue.Bool(boolean truth)) -> truth;
            case PickleNode.Value(PythonValue.Int(long number)) when number == 0 || number == 1 -> number == 1;
            default -> throw reader.fault("a truth value must stand here");
        };
    }

    private byte[] bytes(PickleNode node) {
        return switch (node) {
            case PickleNode.Value(PythonValue.Bytes(byte[] bytes)) -> bytes;
            case PickleNode.ByteText(byte[] bytes) -> bytes;
            default -> throw reader.fault("bytes must stand here, as of an array of numbers");
        };
    }

    private static boolean isNone(PickleNode node) {
        return node instanceof PickleNode.Value(PythonValue.None _);
    }

    /// Returns the values of a tuple.
    static List<PickleNode> tuple(PickleNode node, PickleReader reader) {
        if (node instanceof PickleNode.Row row && row.kind() == PythonValue.Kind.TUPLE) {
            return row.items();
        }
        throw reader.fault("a tuple must stand here");
    }

    /// Returns a text.
    static String text(PickleNode node, PickleReader reader) {
        return switch (node) {
            case PickleNode.Value(PythonValue.Text(String text)) -> text;
            case PickleNode.ByteText(byte[] bytes) -> {
                reader.spend(bytes.length);
                yield new String(bytes, StandardCharsets.ISO_8859_1);
            }
            default -> throw reader.fault("a text must stand here");
        };
    }

    /// Returns a value as a key of a dict, or an item of a set.
    static PythonValue key(PickleNode node, PickleReader reader) {
        return switch (node) {
            case PickleNode.ByteText _ -> new PythonValue.Text(text(node, reader));
            case PickleNode.Value(PythonValue value) when isKey(value) -> value;
            default -> throw reader.fault("a key of a dict must be a number, a text, a truth value or None");
        };
    }

    /// Tells whether a value may be a key.
    static boolean isKey(PythonValue value) {
        return switch (value) {
            case PythonValue.None _, PythonValue.Bool _, PythonValue.Int _, PythonValue.BigInt _ -> true;
            case PythonValue.Real _, PythonValue.Text _ -> true;
            default -> false;
        };
    }

    /// Returns the keys that are other values, but equal in Python, where 1, 1.0 and True are the same key.
    static List<PythonValue> equalTo(PythonValue key) {
        List<PythonValue> equal = new ArrayList<>(4);
        switch (key) {
            case PythonValue.Bool(boolean truth) -> {
                equal.add(new PythonValue.Int(truth ? 1 : 0));
                equal.add(new PythonValue.Real(truth ? 1 : 0));
                equal.add(new PythonValue.Real(truth ? 1 : -0.0));
            }
            case PythonValue.Int(long number) -> {
                if ((number & ~1) == 0) {
                    equal.add(new PythonValue.Bool(number == 1));
                    equal.add(new PythonValue.Real(number == 1 ? 1 : -0.0));
                }
                if ((long) (double) number == number && number != Long.MAX_VALUE) {
                    equal.add(new PythonValue.Real((double) number));
                }
            }
            case PythonValue.BigInt(BigInteger number) -> {
                double nearest = number.doubleValue();
                if (!Double.isInfinite(nearest)
                        && new BigDecimal(nearest).toBigInteger().equals(number)) {
                    equal.add(new PythonValue.Real(nearest));
                }
            }
            case PythonValue.Real(double number)
            when Math.rint(number) == number && !Double.isInfinite(number) -> {
                PythonValue whole = PythonValues.whole(new BigDecimal(number).toBigInteger());
                equal.add(whole);
                if (number == 0) {
                    equal.add(new PythonValue.Real(-number));
                }
                if (number == 0 || number == 1) {
                    equal.add(new PythonValue.Bool(number == 1));
                }
            }
            default -> {}
        }
        return equal;
    }
}
