package dev.obor.io;

import dev.obor.dtype.DType;
import dev.obor.error.FormatException;
import dev.obor.layout.Shape;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// What stands before the elements of an `.npy` file
/// ([the format](https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html)): a magic number, a
/// version, a length, and a Python literal `{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }`.
///
/// @param order the byte order of the elements
/// @param columnMajor whether the first index runs fastest
/// @param sizes the dims, whose product times the element's bytes fits a long
/// @param end where the elements begin
record NpyHeader(DType dtype, ByteOrder order, boolean columnMajor, long[] sizes, long end) {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int ALIGNMENT = 64;
    /// The most bytes of the literal, far more than 64 dims take.
    private static final int MOST_TEXT = 1 << 14;
    private static final long MOST_ELEMENTS = Long.MAX_VALUE / 8;

    /// Reads a header.
    ///
    /// @throws FormatException if it breaks a rule of the format, or the dtype is none of ours
    static NpyHeader read(Input in) {
        long at = in.at();
        byte[] magic = in.bytes(MAGIC.length, "the magic number");
        if (!Arrays.equals(magic, MAGIC)) {
            throw in.fault(at, "an .npy file begins with the bytes 93 'NUMPY', this one does not");
        }
        int major = in.u8("the version");
        int minor = in.u8("the version");
        if (major < 1 || major > 3 || minor != 0) {
            throw in.fault(at + MAGIC.length, "version " + major + "." + minor + ": 1.0, 2.0 and 3.0 are read");
        }
        long length = major == 1
                ? in.numbers(2, ByteOrder.LITTLE_ENDIAN, "the header's length").getShort() & 0xffff
                : in.numbers(4, ByteOrder.LITTLE_ENDIAN, "the header's length").getInt() & 0xffffffffL;
        if (length > MOST_TEXT) {
            throw in.fault(
                    in.at(),
                    "a header of " + length + " bytes: at most " + MOST_TEXT + " are read, more than any array needs");
        }
        long start = in.at();
        byte[] text = in.bytes(length, "the header");
        return new Parser(in, start, new String(text, StandardCharsets.ISO_8859_1)).parse();
    }

    /// Returns the shape, if one tensor can have it.
    ///
    /// @throws FormatException if there are more than 2³¹−1 elements
    Shape shape(Input in) {
        return Sizes.shape(sizes, problem -> in.fault(end, "the array " + problem));
    }

    /// Returns the number of elements.
    long numel() {
        return Arrays.stream(sizes).reduce(1, (a, b) -> a * b);
    }

    /// Returns the bytes of a header for little-endian elements.
    static byte[] bytes(DType dtype, boolean columnMajor, Shape shape) {
        String sizes =
                Arrays.stream(shape.toArray()).mapToObj(Integer::toString).collect(Collectors.joining(", "));
        String text = "{'descr': '" + NumpyTypes.name(dtype) + "', 'fortran_order': " + (columnMajor ? "True" : "False")
                + ", 'shape': (" + sizes + (shape.rank() == 1 ? "," : "") + "), }";
        int prefix = MAGIC.length + 4;
        // Elements begin at a multiple of 64, so that they can be used where they are mapped.
        int length = Math.ceilDiv(prefix + text.length() + 1, ALIGNMENT) * ALIGNMENT - prefix;
        byte[] bytes = new byte[prefix + length];
        Arrays.fill(bytes, (byte) ' ');
        System.arraycopy(MAGIC, 0, bytes, 0, MAGIC.length);
        bytes[MAGIC.length] = 1;
        bytes[MAGIC.length + 1] = 0;
        bytes[MAGIC.length + 2] = (byte) length;
        bytes[MAGIC.length + 3] = (byte) (length >> 8);
        System.arraycopy(text.getBytes(StandardCharsets.US_ASCII), 0, bytes, prefix, text.length());
        bytes[bytes.length - 1] = '\n';
        return bytes;
    }

    /// Reads the literal: the three keys in any order, once each, with the values that they have in this
    /// format.
    private static final class Parser {
        private final Input in;
        private final long start;
        private final String text;
        private int at;

        Parser(Input in, long start, String text) {
            this.in = in;
            this.start = start;
            this.text = text;
        }

        NpyHeader parse() {
            NumpyTypes.Type type = null;
            Boolean columnMajor = null;
            long[] sizes = null;
            expect('{');
            while (!accept('}')) {
                int keyAt = at;
                String key = string();
                expect(':');
                boolean twice = switch (key) {
                    case "descr" -> type != null;
                    case "fortran_order" -> columnMajor != null;
                    case "shape" -> sizes != null;
                    default -> throw fault(keyAt, "the header has an unknown key " + Faults.quote(key));
                };
                if (twice) {
                    throw fault(keyAt, "the header has " + key + " twice");
                }
                switch (key) {
                    case "descr" -> type = type();
                    case "fortran_order" -> columnMajor = truth();
                    default -> sizes = tuple();
                }
                if (!accept(',')) {
                    expect('}');
                    break;
                }
            }
            skipSpace();
            if (at < text.length()) {
                throw fault(at, "the header goes on after its closing '}'");
            }
            if (type == null || columnMajor == null || sizes == null) {
                throw fault(
                        0,
                        "the header lacks its " + (type == null ? "descr" : sizes == null ? "shape" : "fortran_order"));
            }
            long[] checked = Sizes.checked(sizes, MOST_ELEMENTS, problem -> fault(0, "the array " + problem));
            return new NpyHeader(type.dtype(), type.order(), columnMajor, checked, in.at());
        }

        private NumpyTypes.Type type() {
            skipSpace();
            int from = at;
            if (at < text.length() && text.charAt(at) == '[') {
                throw fault(at, "the array has records for elements: only plain numbers are read");
            }
            String name = string();
            return NumpyTypes.parse(name, problem -> fault(from, problem));
        }

        private boolean truth() {
            skipSpace();
            for (String word : List.of("True", "False")) {
                if (text.startsWith(word, at)) {
                    at += word.length();
                    return word.equals("True");
                }
            }
            throw fault(at, "fortran_order must be True or False");
        }

        private long[] tuple() {
            List<Long> sizes = new ArrayList<>();
            expect('(');
            while (!accept(')')) {
                sizes.add(number());
                if (!accept(',')) {
                    expect(')');
                    break;
                }
            }
            return sizes.stream().mapToLong(size -> size).toArray();
        }

        private long number() {
            skipSpace();
            int from = at;
            while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
                at++;
            }
            String digits = text.substring(from, at);
            // A long of Python 2.
            if (at < text.length() && text.charAt(at) == 'L') {
                at++;
            }
            if (digits.isEmpty() || digits.length() > 18) {
                throw fault(from, "shape must be made of whole numbers of at most 18 digits, 0 or more");
            }
            return Long.parseLong(digits);
        }

        private String string() {
            skipSpace();
            char quote = at < text.length() ? text.charAt(at) : 0;
            if (quote != '\'' && quote != '"') {
                throw fault(at, "a text in quotes must stand here");
            }
            int close = text.indexOf(quote, at + 1);
            if (close < 0) {
                throw fault(at, "a text has no closing quote");
            }
            String string = text.substring(at + 1, close);
            at = close + 1;
            return string;
        }

        private void expect(char c) {
            if (!accept(c)) {
                throw fault(at, "'" + c + "' must stand here");
            }
        }

        private boolean accept(char c) {
            skipSpace();
            if (at < text.length() && text.charAt(at) == c) {
                at++;
                return true;
            }
            return false;
        }

        private void skipSpace() {
            while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
                at++;
            }
        }

        private FormatException fault(int place, String reason) {
            return in.fault(start + place, reason);
        }
    }
}
