package dev.obor.io;

import dev.obor.dtype.DType;
import dev.obor.error.DataException;
import dev.obor.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;

/// Writes a pickle of protocol 2, made of the instructions that PyTorch itself uses: with `weights_only=True`
/// it reads no others.
final class PickleWriter {
    private static final int PROTOCOL = 2;
    private static final int TUPLE_1 = 0x85;

    private final String what;
    private final BiConsumer<Tensor, PickleWriter> tensors;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private PickleWriter(String what, BiConsumer<Tensor, PickleWriter> tensors) {
        this.what = what;
        this.tensors = tensors;
    }

    /// Returns the bytes of a pickle.
    ///
    /// @param what is done, for errors
    /// @param tensors writes a tensor
    /// @throws DataException if a text is not valid Unicode, or values are nested too deep to be read back
    static byte[] bytes(String what, PythonValue value, BiConsumer<Tensor, PickleWriter> tensors) {
        PickleWriter writer = new PickleWriter(what, tensors);
        writer.out.write(0x80);
        writer.out.write(PROTOCOL);
        writer.put(value, 0);
        writer.out.write('.');
        return writer.out.toByteArray();
    }

    private void put(PythonValue value, int depth) {
        if (depth > PythonValues.MAX_DEPTH) {
            throw new DataException(
                    what + ": values are nested more than " + PythonValues.MAX_DEPTH + " deep: make them flatter");
        }
        switch (value) {
            case PythonValue.None _ -> none();
            case PythonValue.Bool(boolean truth) -> put(truth);
            case PythonValue.Int(long number) -> put(number);
            case PythonValue.BigInt(BigInteger number) -> put(number);
            case PythonValue.Real(double number) -> {
                out.write('G');
                out.writeBytes(ByteBuffer.allocate(8).putDouble(number).array());
            }
            case PythonValue.Text(String text) -> put(text);
            case PythonValue.Bytes(byte[] bytes) -> {
                global("_codecs", "encode");
                put(new String(bytes, StandardCharsets.ISO_8859_1));
                put("latin1");
                tuple(2);
                call();
            }
            case PythonValue.Items items -> put(items, depth);
            case PythonValue.Dict dict -> put(dict, depth);
            case PythonValue.Array(Tensor tensor) -> tensors.accept(tensor, this);
            case PythonValue.Type(DType dtype) -> global("torch", dtype.toString());
        }
    }

    private void put(PythonValue.Items items, int depth) {
        boolean tuple = items.kind() == PythonValue.Kind.TUPLE || items.kind() == PythonValue.Kind.SIZE;
        switch (items.kind()) {
            case LIST, TUPLE -> {}
            case SIZE -> global("torch", "Size");
            case SET -> global("__builtin__", "set");
            case FROZENSET -> global("__builtin__", "frozenset");
        }
        if (!tuple) {
            out.write(']');
        }
        mark();
        items.items().forEach(item -> put(item, depth + 1));
        out.write(tuple ? 't' : 'e');
        if (items.kind() != PythonValue.Kind.LIST && items.kind() != PythonValue.Kind.TUPLE) {
            tuple(1);
            call();
        }
    }

    private void put(PythonValue.Dict dict, int depth) {
        if (dict.ordered()) {
            orderedDict();
        } else {
            out.write('}');
        }
        mark();
        dict.entries().forEach((key, value) -> {
            put(key, depth + 1);
            put(value, depth + 1);
        });
        out.write('u');
        if (!dict.attributes().isEmpty()) {
            out.write('}');
            mark();
            dict.attributes().forEach((key, value) -> {
                put(key);
                put(value, depth + 1);
            });
            out.write('u');
            out.write('b');
        }
    }

    /// Writes `None`.
    void none() {
        out.write('N');
    }

    /// Writes a truth value.
    void put(boolean truth) {
        out.write(truth ? 0x88 : 0x89);
    }

    /// Writes a whole number.
    void put(long number) {
        if (number >= 0 && number < 1 << 8) {
            out.write('K');
            out.write((int) number);
        } else if (number == (int) number) {
            out.write('J');
            little((int) number);
        } else {
            put(BigInteger.valueOf(number));
        }
    }

    private void put(BigInteger number) {
        byte[] bytes = number.toByteArray();
        if (bytes.length > 255) {
            throw new DataException(what + ": a whole number of " + bytes.length + " bytes: at most 255 are written");
        }
        out.write(0x8a);
        out.write(bytes.length);
        for (int i = bytes.length - 1; i >= 0; i--) {
            out.write(bytes[i]);
        }
    }

    /// Writes a text.
    void put(String text) {
        if (!JsonReader.isText(text)) {
            throw new DataException(
                    what + ": text " + Faults.quote(text) + " holds half of a surrogate pair: give valid Unicode");
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.write('X');
        little(bytes.length);
        out.writeBytes(bytes);
    }

    /// Writes a name for Python to look up.
    void global(String module, String name) {
        out.writeBytes(("c" + module + "\n" + name + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    /// Writes an empty `OrderedDict`.
    void orderedDict() {
        global("collections", "OrderedDict");
        out.write(')');
        call();
    }

    /// Begins a tuple of any length.
    void mark() {
        out.write('(');
    }

    /// Ends a tuple that a mark began.
    void tuple() {
        out.write('t');
    }

    /// Makes a tuple of the last 1 to 3 values.
    void tuple(int size) {
        out.write(TUPLE_1 + size - 1);
    }

    /// Calls the value before the last with the arguments of the last.
    void call() {
        out.write('R');
    }

    /// Makes the last value a persistent id.
    void persistent() {
        out.write('Q');
    }

    private void little(int number) {
        out.writeBytes(ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(number)
                .array());
    }
}
