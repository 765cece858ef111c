package dev.obor.io;

import dev.obor.dtype.DType;
import dev.obor.error.FormatException;
import dev.obor.layout.Shape;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/// The parsed JSON header of a safetensors file, checked against the size of the data behind it.
///
/// @param tensors where each tensor lies, in the header's order
/// @param metadata the header's `__metadata__`, in its order
record SafetensorsHeader(Map<String, Entry> tensors, Map<String, String> metadata) {
    /// The key that no tensor may have.
    static final String METADATA = "__metadata__";
    /// The most bytes of a header, as in the format's reference implementation.
    static final int MAX_BYTES = 100_000_000;
    /// The most dims, as in PyTorch and NumPy.
    static final int MAX_RANK = 64;

    /// Where a tensor lies in the data: bytes `begin` to `end`, counted from the end of the header; `at` is the
    /// place of its entry in the file.
    record Entry(DType dtype, Shape shape, long begin, long end, long at) {}

    private static final Map<DType, String> NAMES = new EnumMap<>(Map.of(
            DType.BOOL, "BOOL",
            DType.UINT8, "U8",
            DType.INT8, "I8",
            DType.INT16, "I16",
            DType.INT32, "I32",
            DType.INT64, "I64",
            DType.FLOAT16, "F16",
            DType.BFLOAT16, "BF16",
            DType.FLOAT32, "F32",
            DType.FLOAT64, "F64"));

    /// Returns the format's name of a dtype, such as `F32`.
    static String name(DType dtype) {
        return NAMES.get(dtype);
    }

    /// Tells whether a text can be written as UTF-8: a JSON escape, like a Java string, can hold half of a
    /// surrogate pair.
    static boolean isText(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    /// Returns the header that `json` holds, of a file with `dataBytes` bytes behind it.
    ///
    /// @throws FormatException if anything in it breaks the format's rules
    static SafetensorsHeader parse(String file, byte[] json, long dataBytes) {
        return new Parser(file, json).parse(dataBytes);
    }

    /// Returns the entries in the order in which they lie in the data.
    List<Map.Entry<String, Entry>> inDataOrder() {
        return tensors.entrySet().stream()
                .sorted(Comparator.comparingLong((Map.Entry<String, Entry> e) -> e.getValue().begin)
                        .thenComparingLong(e -> e.getValue().end))
                .toList();
    }

    /// Walks the tokens by what the format allows at each place, so depth is bounded by the code itself.
    private static final class Parser {
        /// The header's place in the file.
        private static final int START = Long.BYTES;

        private static final JsonFactory JSON = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(4)
                        .maxStringLength(MAX_BYTES)
                        .maxNameLength(MAX_BYTES)
                        .maxNumberLength(32)
                        .build())
                .build();

        private final String file;
        private final byte[] json;
        private final Map<String, Entry> tensors = new LinkedHashMap<>();
        private final Map<String, String> metadata = new LinkedHashMap<>();

        Parser(String file, byte[] json) {
            this.file = file;
            this.json = json;
        }

        SafetensorsHeader parse(long dataBytes) {
            if (json.length == 0 || json[0] != '{') {
                throw fault(START, "the header must begin with '{'");
            }
            checkUtf8();
            try (JsonParser p = JSON.createParser(ObjectReadContext.empty(), json)) {
                p.nextToken();
                boolean metadataSeen = false;
                while (p.nextToken() != JsonToken.END_OBJECT) {
                    long at = at(p);
                    String key = text(p, p.currentName());
                    p.nextToken();
                    boolean isMetadata = key.equals(METADATA);
                    if (isMetadata ? metadataSeen : tensors.containsKey(key)) {
                        throw fault(at, Faults.quote(key) + " is there twice");
                    }
                    metadataSeen |= isMetadata;
                    if (isMetadata) {
                        readMetadata(p);
                    } else {
                        tensors.put(key, entry(p, key, at));
                    }
                }
                if (p.nextToken() != null) {
                    throw fault(at(p), "the header goes on after its closing '}'");
                }
            } catch (JacksonException e) {
                // Breaches of the parser's own limits come without a place.
                long offset = e.getLocation() == null
                        ? 0
                        : Math.max(0, e.getLocation().getByteOffset());
                throw fault(START + offset, "the header is not valid JSON");
            }
            SafetensorsHeader header = new SafetensorsHeader(tensors, metadata);
            checkCover(header, dataBytes);
            return header;
        }

        /// Checks for strict UTF-8, which the JSON parser does not in all cases; a 0 would make it guess
        /// another encoding.
        private void checkUtf8() {
            CharsetDecoder decoder = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT);
            ByteBuffer in = ByteBuffer.wrap(json);
            CharBuffer out = CharBuffer.allocate(8192);
            CoderResult result;
            do {
                out.clear();
                result = decoder.decode(in, out, true);
                out.flip();
                if (result.isError() || out.chars().anyMatch(c -> c == 0)) {
                    throw fault(START + in.position(), "the header is not UTF-8 text");
                }
            } while (result.isOverflow());
        }

        private void readMetadata(JsonParser p) {
            expect(p, JsonToken.START_OBJECT, METADATA, "an object");
            while (p.nextToken() != JsonToken.END_OBJECT) {
                long at = at(p);
                String key = text(p, p.currentName());
                p.nextToken();
                expect(p, JsonToken.VALUE_STRING, METADATA + " " + Faults.quote(key), "a string");
                if (metadata.putIfAbsent(key, text(p, p.getString())) != null) {
                    throw fault(at, METADATA + " " + Faults.quote(key) + " is there twice");
                }
            }
        }

        private Entry entry(JsonParser p, String name, long at) {
            String tensor = "tensor " + Faults.quote(name);
            expect(p, JsonToken.START_OBJECT, tensor, "an object");
            DType dtype = null;
            long[] sizes = null;
            long[] offsets = null;
            while (p.nextToken() != JsonToken.END_OBJECT) {
                long fieldAt = at(p);
                String field = p.currentName();
                p.nextToken();
                boolean twice = switch (field) {
                    case "dtype" -> dtype != null;
                    case "shape" -> sizes != null;
                    case "data_offsets" -> offsets != null;
                    default -> throw fault(fieldAt, tensor + " has an unknown field " + Faults.quote(field));
                };
                if (twice) {
                    throw fault(fieldAt, tensor + " has " + field + " twice");
                }
                switch (field) {
                    case "dtype" -> dtype = dtype(p, tensor);
                    case "shape" -> sizes = numbers(p, tensor + ", shape", MAX_RANK, Integer.MAX_VALUE);
                    default -> offsets = numbers(p, tensor + ", data_offsets", 2, Long.MAX_VALUE);
                }
            }
            if (dtype == null || sizes == null || offsets == null) {
                throw fault(
                        at,
                        tensor + " lacks its " + (dtype == null ? "dtype" : sizes == null ? "shape" : "data_offsets"));
            }
            if (offsets.length != 2 || offsets[0] > offsets[1]) {
                throw fault(
                        at, tensor + " has data_offsets " + Arrays.toString(offsets) + ": they are its begin and end");
            }
            Shape shape = shape(sizes, tensor, at);
            long bytes = (long) shape.numel() * dtype.bytes();
            if (offsets[1] - offsets[0] != bytes) {
                throw fault(
                        at,
                        tensor + " of shape " + shape + " and dtype " + name(dtype) + " takes " + bytes
                                + " bytes, but its data_offsets " + Arrays.toString(offsets) + " span "
                                + (offsets[1] - offsets[0]));
            }
            return new Entry(dtype, shape, offsets[0], offsets[1], at);
        }

        private DType dtype(JsonParser p, String tensor) {
            expect(p, JsonToken.VALUE_STRING, tensor + ", dtype", "a string");
            String text = p.getString();
            for (Map.Entry<DType, String> known : NAMES.entrySet()) {
                if (known.getValue().equals(text)) {
                    return known.getKey();
                }
            }
            throw fault(
                    at(p),
                    tensor + " has dtype " + Faults.quote(text) + ": known are " + String.join(", ", NAMES.values()));
        }

        private long[] numbers(JsonParser p, String what, int most, long largest) {
            expect(p, JsonToken.START_ARRAY, what, "an array");
            long[] numbers = new long[most];
            int count = 0;
            while (p.nextToken() != JsonToken.END_ARRAY) {
                expect(p, JsonToken.VALUE_NUMBER_INT, what, "made of whole numbers");
                if (count == most) {
                    throw fault(at(p), what + " has more than " + most + " numbers");
                }
                boolean small = p.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
                if (!small || p.getLongValue() < 0 || p.getLongValue() > largest) {
                    throw fault(at(p), what + " holds " + p.getString() + ": it must be 0 to " + largest);
                }
                numbers[count++] = p.getLongValue();
            }
            return Arrays.copyOf(numbers, count);
        }

        private Shape shape(long[] sizes, String tensor, long at) {
            // A size of 0 must not hide an absurd size beside it.
            long product = 1;
            for (long size : sizes) {
                product *= Math.max(size, 1);
                if (product > Integer.MAX_VALUE) {
                    throw fault(
                            at,
                            tensor + " of shape " + Arrays.toString(sizes) + " has more than " + Integer.MAX_VALUE
                                    + " elements, the most that one tensor holds");
                }
            }
            return Shape.of(Arrays.stream(sizes).mapToInt(Math::toIntExact).toArray());
        }

        /// Checks that the tensors follow one another without holes or overlaps and fill the data.
        private void checkCover(SafetensorsHeader header, long dataBytes) {
            long covered = 0;
            for (Map.Entry<String, Entry> e : header.inDataOrder()) {
                Entry entry = e.getValue();
                String tensor = "tensor " + Faults.quote(e.getKey());
                if (entry.end > dataBytes) {
                    throw fault(
                            entry.at,
                            tensor + " ends at byte " + entry.end + " of the data, which has only " + dataBytes
                                    + ": the file is cut short or its header is corrupt");
                }
                if (entry.begin != covered) {
                    throw fault(
                            entry.at,
                            tensor + " begins at byte " + entry.begin + " of the data, the one before it ends at "
                                    + covered + ": there must be no " + (entry.begin < covered ? "overlap" : "hole"));
                }
                covered = entry.end;
            }
            if (covered != dataBytes) {
                throw fault(
                        START + json.length + covered,
                        "the file goes on for " + (dataBytes - covered) + " bytes that belong to no tensor");
            }
        }

        private void expect(JsonParser p, JsonToken token, String what, String kind) {
            if (p.currentToken() != token) {
                throw fault(at(p), what + " must be " + kind);
            }
        }

        private String text(JsonParser p, String text) {
            if (!isText(text)) {
                throw fault(at(p), Faults.quote(text) + " holds half of a surrogate pair");
            }
            return text;
        }

        private static long at(JsonParser p) {
            return START + p.currentTokenLocation().getByteOffset();
        }

        private FormatException fault(long at, String reason) {
            return Faults.format(Safetensors.READ, file, at, reason);
        }
    }
}
