package dev.obor.io;

import dev.obor.dtype.DType;
import dev.obor.error.FormatException;
import dev.obor.layout.Shape;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The parsed JSON header of a safetensors file, checked against the size of the data behind it.
///
/// @param tensors where each tensor lies, in the header's order
/// @param metadata the header's `__metadata__`, in its order
/// @param dataStart where the data begins in the file
record SafetensorsHeader(Map<String, Entry> tensors, Map<String, String> metadata, long dataStart) {
    /// The key that no tensor may have.
    static final String METADATA = "__metadata__";
    /// The most bytes of a header, as in the format's reference implementation.
    static final int MAX_BYTES = JsonReader.MAX_BYTES;
    /// The most dims, as in PyTorch and NumPy.
    static final int MAX_RANK = Sizes.MAX_RANK;

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

    /// Returns the header of a file, without touching the tensors.
    ///
    /// @throws FormatException if anything in it breaks the format's rules
    static SafetensorsHeader read(Source file) {
        if (file.size() < Long.BYTES) {
            throw file.fault(file.size(), "the file ends within its first 8 bytes, the header's length");
        }
        long length = file.i64(0);
        long most = Math.min(MAX_BYTES, file.size() - Long.BYTES);
        if (length < 0 || length > most) {
            throw file.fault(
                    0,
                    "a header of " + Long.toUnsignedString(length) + " bytes, at most " + most
                            + " are possible: the file is cut short or no safetensors file");
        }
        byte[] json = file.get(Long.BYTES, (int) length);
        return parse(file.name(), json, file.size() - Long.BYTES - length);
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

    private static final class Parser {
        /// The header's place in the file.
        private static final int START = Long.BYTES;

        private final String file;
        private final byte[] json;
        private final Map<String, Entry> tensors = new LinkedHashMap<>();
        private final Map<String, String> metadata = new LinkedHashMap<>();

        Parser(String file, byte[] json) {
            this.file = file;
            this.json = json;
        }

        SafetensorsHeader parse(long dataBytes) {
            JsonReader.read(Safetensors.LOAD, file, START, json, "the header", this::readAll);
            SafetensorsHeader header = new SafetensorsHeader(tensors, metadata, START + json.length);
            checkCover(header, dataBytes);
            return header;
        }

        private void readAll(JsonReader p) {
            boolean metadataSeen = false;
            while (p.hasNext()) {
                long at = p.at();
                String key = p.key();
                boolean isMetadata = key.equals(METADATA);
                if (isMetadata ? metadataSeen : tensors.containsKey(key)) {
                    throw p.fault(at, Faults.quote(key) + " is there twice");
                }
                metadataSeen |= isMetadata;
                if (isMetadata) {
                    readMetadata(p);
                } else {
                    tensors.put(key, entry(p, key, at));
                }
            }
        }

        private void readMetadata(JsonReader p) {
            p.object(METADATA);
            while (p.hasNext()) {
                long at = p.at();
                String key = p.key();
                if (metadata.putIfAbsent(key, p.string(METADATA + " " + Faults.quote(key))) != null) {
                    throw p.fault(at, METADATA + " " + Faults.quote(key) + " is there twice");
                }
            }
        }

        private static Entry entry(JsonReader p, String name, long at) {
            String tensor = "tensor " + Faults.quote(name);
            p.object(tensor);
            DType dtype = null;
            long[] sizes = null;
            long[] offsets = null;
            while (p.hasNext()) {
                long fieldAt = p.at();
                String field = p.key();
                boolean twice = switch (field) {
                    case "dtype" -> dtype != null;
                    case "shape" -> sizes != null;
                    case "data_offsets" -> offsets != null;
                    default -> throw p.fault(fieldAt, tensor + " has an unknown field " + Faults.quote(field));
                };
                if (twice) {
                    throw p.fault(fieldAt, tensor + " has " + field + " twice");
                }
                switch (field) {
                    case "dtype" -> dtype = dtype(p, tensor);
                    case "shape" -> sizes = p.numbers(tensor + ", shape", MAX_RANK, Integer.MAX_VALUE);
                    default -> offsets = p.numbers(tensor + ", data_offsets", 2, Long.MAX_VALUE);
                }
            }
            if (dtype == null || sizes == null || offsets == null) {
                throw p.fault(
                        at,
                        tensor + " lacks its " + (dtype == null ? "dtype" : sizes == null ? "shape" : "data_offsets"));
            }
            if (offsets.length != 2 || offsets[0] > offsets[1]) {
                throw p.fault(
                        at, tensor + " has data_offsets " + Arrays.toString(offsets) + ": they are its begin and end");
            }
            Shape shape = Sizes.shape(sizes, problem -> p.fault(at, tensor + " " + problem));
            long bytes = (long) shape.numel() * dtype.bytes();
            if (offsets[1] - offsets[0] != bytes) {
                throw p.fault(
                        at,
                        tensor + " of shape " + shape + " and dtype " + name(dtype) + " takes " + bytes
                                + " bytes, but its data_offsets " + Arrays.toString(offsets) + " span "
                                + (offsets[1] - offsets[0]));
            }
            return new Entry(dtype, shape, offsets[0], offsets[1], at);
        }

        private static DType dtype(JsonReader p, String tensor) {
            long at = p.at();
            String text = p.string(tensor + ", dtype");
            for (Map.Entry<DType, String> known : NAMES.entrySet()) {
                if (known.getValue().equals(text)) {
                    return known.getKey();
                }
            }
            throw p.fault(
                    at,
                    tensor + " has dtype " + Faults.quote(text) + ": known are " + String.join(", ", NAMES.values()));
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

        private FormatException fault(long at, String reason) {
            return Faults.format(Safetensors.LOAD, file, at, reason);
        }
    }
}
