package dev.obor.io;

import dev.obor.error.FormatException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Reads pickles, Python's format for its values, of all protocols from 0 to 5. A pickle is a program for a
/// stack machine ([pickletools](https://github.com/python/cpython/blob/main/Lib/pickletools.py) describes
/// each instruction); in Python it may call anything. Here it can make the values of [PickleNode] and nothing
/// else: names are looked up in [PickleGlobals], all others are refused by name, and nothing is ever
/// executed.
///
/// Every instruction takes at least a byte of the file and does a bounded amount of work; those that copy a
/// value which may have been made before pay for it from a budget that grows with the bytes read. So time and
/// memory are bounded by a multiple of the file's size, whatever the file says.
final class PickleReader {
    private static final int HIGHEST_PROTOCOL = 5;
    private static final int LONGEST_INTEGER = 1 << 10;
    private static final int FREE_WORK = 1 << 16;
    private static final int WORK_FOR_ONE_BYTE = 8;
    private static final PickleNode NONE = new PickleNode.Value(new PythonValue.None());
    private static final PickleNode TRUE = new PickleNode.Value(new PythonValue.Bool(true));
    private static final PickleNode FALSE = new PickleNode.Value(new PythonValue.Bool(false));
    private static final PickleNode EMPTY_TUPLE = new PickleNode.Row(PythonValue.Kind.TUPLE, List.of());

    /// Says what a persistent id stands for: something that lies outside the pickle.
    interface Persistent {
        /// Returns the value; `reader` makes the errors.
        PickleNode load(PickleNode id, PickleReader reader);
    }

    /// For pickles that must hold all of their values.
    static final Persistent SELF_CONTAINED = (_, reader) -> {
        throw reader.fault("a persistent id stands for something outside the pickle: is this file part of another?");
    };

    private final Input in;
    private final Persistent persistent;
    private final PickleCalls calls = new PickleCalls(this);
    private final List<PickleNode> stack = new ArrayList<>();
    private final List<Integer> marks = new ArrayList<>();
    private final Map<Long, PickleNode> memo = new HashMap<>();
    private final long begin;
    private long opAt;
    private long work;

    private PickleReader(Input in, Persistent persistent) {
        this.in = in;
        this.persistent = persistent;
        this.begin = in.at();
    }

    /// Returns what the pickle that begins here builds; what follows it is not read.
    static PickleNode read(Input in, Persistent persistent) {
        return new PickleReader(in, persistent).run();
    }

    private PickleNode run() {
        while (true) {
            opAt = in.at();
            int op = in.u8("a pickle, which must end with '.'");
            if (op == '.') {
                PickleNode result = pop();
                if (!stack.isEmpty() || !marks.isEmpty()) {
                    throw fault("the pickle ends with " + stack.size() + " values left over");
                }
                return result;
            }
            if (!constant(op) && !text(op) && !container(op) && !memory(op) && !call(op)) {
                throw fault(String.format(
                        Locale.ROOT, "0x%02x is no instruction of a pickle, or needs what is outside of it", op));
            }
        }
    }

    private boolean constant(int op) {
        switch (op) {
            case 'N' -> push(NONE);
            case 0x88 -> push(TRUE);
            case 0x89 -> push(FALSE);
            case ')' -> push(EMPTY_TUPLE);
            case 'I' -> {
                String line = line();
                push(line.equals("00") ? FALSE : line.equals("01") ? TRUE : integer(line));
            }
            case 'L' -> {
                String line = line();
                push(integer(line.endsWith("L") ? line.substring(0, line.length() - 1) : line));
            }
            case 'J' -> push(new PythonValue.Int((int) unsigned(4)));
            case 'K' -> push(new PythonValue.Int(unsigned(1)));
            case 'M' -> push(new PythonValue.Int(unsigned(2)));
            case 0x8a -> push(integer(unsigned(1)));
            case 0x8b -> push(integer(unsigned(4)));
            case 'F' -> push(real(line()));
            case 'G' ->
                push(new PythonValue.Real(
                        in.numbers(8, ByteOrder.BIG_ENDIAN, "a float").getDouble()));
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean text(int op) {
        switch (op) {
            case 'S' -> push(new PickleNode.ByteText(PickleTexts.unquoted(line(), this)));
            case 'U' -> push(new PickleNode.ByteText(bytes(1)));
            case 'T' -> push(new PickleNode.ByteText(bytes(4)));
            case 'V' -> push(new PythonValue.Text(PickleTexts.unescaped(line(), this)));
            case 0x8c -> push(utf8(bytes(1)));
            case 'X' -> push(utf8(bytes(4)));
            case 0x8d -> push(utf8(bytes(8)));
            case 'C' -> push(new PythonValue.Bytes(bytes(1)));
            case 'B' -> push(new PythonValue.Bytes(bytes(4)));
            case 0x8e, 0x96 -> push(new PythonValue.Bytes(bytes(8)));
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean container(int op) {
        switch (op) {
            case '(' -> marks.add(stack.size());
            case ']' -> push(new PickleNode.Row(PythonValue.Kind.LIST, new ArrayList<>(0)));
            case '}' -> push(new PickleNode.Dict(false));
            case 0x8f -> push(new PickleNode.Row(PythonValue.Kind.SET, new ArrayList<>(0)));
            case 'l' -> push(new PickleNode.Row(PythonValue.Kind.LIST, popToMark()));
            case 't' -> push(new PickleNode.Row(PythonValue.Kind.TUPLE, popToMark()));
            case 0x91 -> push(new PickleNode.Row(PythonValue.Kind.FROZENSET, popToMark()));
            case 0x85, 0x86, 0x87 -> push(new PickleNode.Row(PythonValue.Kind.TUPLE, pop(op - 0x84)));
            case 'd' -> {
                List<PickleNode> items = popToMark();
                PickleNode.Dict dict = new PickleNode.Dict(false);
                putAll(dict, items);
                push(dict);
            }
            case 'a' -> {
                PickleNode item = pop();
                row(PythonValue.Kind.LIST).add(item);
            }
            case 'e' -> {
                List<PickleNode> items = popToMark();
                row(PythonValue.Kind.LIST).addAll(items);
            }
            case 0x90 -> {
                List<PickleNode> items = popToMark();
                row(PythonValue.Kind.SET).addAll(items);
            }
            case 's' -> {
                List<PickleNode> items = pop(2);
                putAll(dict(), items);
            }
            case 'u' -> {
                List<PickleNode> items = popToMark();
                putAll(dict(), items);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean memory(int op) {
        switch (op) {
            case '0' -> {
                // As in Python, this takes a mark away where one was set last.
                if (!marks.isEmpty() && marks.getLast() == stack.size()) {
                    marks.removeLast();
                } else {
                    pop();
                }
            }
            case '1' -> popToMark();
            case '2' -> push(top());
            case 'p' -> memo.put(index(line()), top());
            case 'q' -> memo.put(unsigned(1), top());
            case 'r' -> memo.put(unsigned(4), top());
            case 0x94 -> memo.put((long) memo.size(), top());
            case 'g' -> recall(index(line()));
            case 'h' -> recall(unsigned(1));
            case 'j' -> recall(unsigned(4));
            case 0x80 -> {
                long protocol = unsigned(1);
                if (protocol > HIGHEST_PROTOCOL) {
                    throw fault("protocol " + protocol + ": 0 to " + HIGHEST_PROTOCOL + " are read");
                }
            }
            case 0x95 -> {
                long frame = unsigned(8);
                if (frame < 0 || frame > in.most()) {
                    throw fault("a frame of " + Long.toUnsignedString(frame) + " bytes goes beyond the file");
                }
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean call(int op) {
        switch (op) {
            case 'c' -> {
                String module = line();
                push(global(module, line()));
            }
            case 0x93 -> {
                List<PickleNode> names = pop(2);
                push(global(PickleCalls.text(names.get(0), this), PickleCalls.text(names.get(1), this)));
            }
            case 'i' -> {
                String module = line();
                PickleNode callee = global(module, line());
                push(calls.call(callee, popToMark()));
            }
            case 'o' -> {
                List<PickleNode> all = popToMark();
                if (all.isEmpty()) {
                    throw fault("an object without a class");
                }
                push(calls.call(all.getFirst(), all.subList(1, all.size())));
            }
            case 'R', 0x81 -> {
                List<PickleNode> pair = pop(2);
                push(calls.call(pair.get(0), PickleCalls.tuple(pair.get(1), this)));
            }
            case 0x92 -> {
                List<PickleNode> three = pop(3);
                if (!(three.get(2) instanceof PickleNode.Dict named) || !named.entries.isEmpty()) {
                    throw fault("an object is made with named arguments, which none that is allowed takes");
                }
                push(calls.call(three.get(0), PickleCalls.tuple(three.get(1), this)));
            }
            case 'b' -> {
                PickleNode state = pop();
                calls.build(top(), state);
            }
            case 'P' -> push(persistent.load(new PickleNode.Value(new PythonValue.Text(line())), this));
            case 'Q' -> push(persistent.load(pop(), this));
            default -> {
                return false;
            }
        }
        return true;
    }

    private PickleNode global(String module, String name) {
        return PickleGlobals.find(module, name)
                .orElseThrow(() -> fault("the pickle wants to use " + Faults.quote(module + "." + name)
                        + ", which is not allowed: only tensors, arrays, numbers, texts, lists and dicts are read"));
    }

    private void push(PickleNode node) {
        stack.add(node);
    }

    private void push(PythonValue value) {
        stack.add(new PickleNode.Value(value));
    }

    private int floor() {
        return marks.isEmpty() ? 0 : marks.getLast();
    }

    private PickleNode top() {
        if (stack.size() <= floor()) {
            throw fault("an instruction finds no value on the stack");
        }
        return stack.getLast();
    }

    private PickleNode pop() {
        PickleNode node = top();
        stack.removeLast();
        return node;
    }

    private List<PickleNode> pop(int count) {
        if (stack.size() - floor() < count) {
            throw fault("an instruction takes " + count + " values, the stack has fewer");
        }
        return cut(stack.size() - count);
    }

    private List<PickleNode> popToMark() {
        if (marks.isEmpty()) {
            throw fault("an instruction takes all values up to a mark, and there is none");
        }
        return cut(marks.removeLast());
    }

    private List<PickleNode> cut(int from) {
        List<PickleNode> tail = stack.subList(from, stack.size());
        List<PickleNode> taken = new ArrayList<>(tail);
        tail.clear();
        return taken;
    }

    private List<PickleNode> row(PythonValue.Kind kind) {
        if (top() instanceof PickleNode.Row row && row.kind() == kind) {
            return row.items();
        }
        throw fault("an item is added to what is no " + kind.name().toLowerCase(Locale.ROOT));
    }

    private PickleNode.Dict dict() {
        if (top() instanceof PickleNode.Dict dict) {
            return dict;
        }
        throw fault("a key is set in what is no dict");
    }

    /// Adds keys and values that stand in turn.
    void putAll(PickleNode.Dict dict, List<PickleNode> items) {
        if (items.size() % 2 != 0) {
            throw fault("a dict has a key without a value");
        }
        for (int i = 0; i < items.size(); i += 2) {
            PythonValue key = PickleCalls.key(items.get(i), this);
            if (dict.entries.containsKey(key)
                    || PickleCalls.equalTo(key).stream().anyMatch(dict.entries::containsKey)) {
                throw fault("a dict has the key " + PythonValues.name(key) + " twice");
            }
            dict.entries.put(key, items.get(i + 1));
        }
    }

    private void recall(long index) {
        PickleNode node = memo.get(index);
        if (node == null) {
            throw fault("the value " + Long.toUnsignedString(index) + " is used before it is made");
        }
        push(node);
    }

    private long unsigned(int bytes) {
        ByteBuffer number = in.numbers(bytes, ByteOrder.LITTLE_ENDIAN, "a number");
        return switch (bytes) {
            case 1 -> number.get() & 0xff;
            case 2 -> number.getShort() & 0xffff;
            case 4 -> Integer.toUnsignedLong(number.getInt());
            default -> number.getLong();
        };
    }

    private byte[] bytes(int sizeOfLength) {
        return in.bytes(unsigned(sizeOfLength), "a text");
    }

    /// Returns the text up to the line's end, each byte as one character.
    private String line() {
        StringBuilder line = new StringBuilder();
        for (int c = in.u8("a line"); c != '\n'; c = in.u8("a line")) {
            line.append((char) c);
        }
        return line.toString();
    }

    private long index(String line) {
        if (line.isEmpty() || line.length() > 10 || !line.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw fault(Faults.quote(line) + " is no place in the memo");
        }
        return Long.parseLong(line);
    }

    private PickleNode integer(String digits) {
        int sign = digits.startsWith("-") || digits.startsWith("+") ? 1 : 0;
        boolean plain = digits.length() > sign
                && digits.length() <= LONGEST_INTEGER
                && digits.substring(sign).chars().allMatch(c -> c >= '0' && c <= '9');
        if (!plain) {
            throw fault(Faults.quote(digits) + " is no whole number of at most " + LONGEST_INTEGER + " digits");
        }
        return new PickleNode.Value(PythonValues.whole(new BigInteger(digits)));
    }

    private PythonValue integer(long length) {
        if (length > LONGEST_INTEGER) {
            throw fault("a whole number of " + length + " bytes: at most " + LONGEST_INTEGER + " are read");
        }
        byte[] bytes = in.bytes(length, "a whole number");
        byte[] bigEndian = new byte[bytes.length + 1];
        for (int i = 0; i < bytes.length; i++) {
            bigEndian[bytes.length - i] = bytes[i];
        }
        bigEndian[0] = (byte) (bytes.length > 0 && bytes[bytes.length - 1] < 0 ? -1 : 0);
        return PythonValues.whole(new BigInteger(bigEndian));
    }

    private PythonValue real(String text) {
        return new PythonValue.Real(
                switch (text) {
                    case "nan", "-nan" -> Double.NaN;
                    case "inf" -> Double.POSITIVE_INFINITY;
                    case "-inf" -> Double.NEGATIVE_INFINITY;
                    default -> Numbers.parse(text).orElseThrow(() -> fault(Faults.quote(text) + " is no float"));
                });
    }

    private PythonValue utf8(byte[] bytes) {
        try {
            return new PythonValue.Text(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException _) {
            throw fault("a text is not UTF-8");
        }
    }

    /// Pays for work on `count` values or bytes that may have been read long before.
    void spend(long count) {
        work += count;
        if (work > FREE_WORK + WORK_FOR_ONE_BYTE * (in.at() - begin)) {
            throw fault("the pickle copies what it has made again and again, as no program writes it");
        }
    }

    /// Returns the exception for what is wrong with the instruction that is being read.
    FormatException fault(String reason) {
        return in.fault(opAt, reason);
    }
}
