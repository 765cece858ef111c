package dev.obor.io;

import dev.obor.error.DataException;
import dev.obor.error.FormatException;
import dev.obor.storage.Storage;
import dev.obor.storage.View;
import dev.obor.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// Reads and writes safetensors files ([the format](https://github.com/huggingface/safetensors#format)): the
/// length of a header as 8 little-endian bytes, the header in JSON, then the tensors' elements, little-endian
/// and row-major. There is no code in such a file, so reading one that a stranger made is safe.
///
/// A broken file leads to a [FormatException] of one line that names the byte, never to a wrong tensor, and
/// never to more memory for tensors than the file holds.
public final class Safetensors {
    static final String LOAD = "safetensors load";
    static final String SAVE = "safetensors save";
    private static final String NO_TEXT = "holds half of a surrogate pair: give valid Unicode";
    private static final int ALIGNMENT = 8;

    private Safetensors() {}

    /// What a file holds.
    ///
    /// @param tensors dense tensors by name, in the order of the file's header
    /// @param metadata the texts that the writer added
    public record Content(Map<String, Tensor> tensors, Map<String, String> metadata) {
        /// Makes both maps unmodifiable.
        public Content {
            tensors = Collections.unmodifiableMap(tensors);
            metadata = Collections.unmodifiableMap(metadata);
        }
    }

    /// Returns the tensors of a file by name, in the order of its header; each is dense, with its own storage.
    /// An index (`*.index.json`) gives the tensors of all its shards.
    ///
    /// @throws DataException if there is no such file, or it cannot be read
    /// @throws FormatException if the file breaks a rule of the format: every byte of it must belong to
    ///     exactly one part; or a dtype is not one of ours, a tensor has more than 2³¹−1 elements, a bool is
    ///     neither 0 nor 1
    public static Map<String, Tensor> load(Path file) {
        return loadContent(file).tensors;
    }

    /// Returns the tensors and the metadata of a file; see [#load(Path)].
    public static Content loadContent(Path file) {
        try (TensorFile opened = open(file)) {
            return new Content(opened.tensors(), opened.metadata());
        }
    }

    /// Opens a file, or the shards of an index (`*.index.json`), to read single tensors, or rows of them,
    /// without reading the rest. The file is mapped, not loaded; it must not be changed until it is closed.
    /// Reading it tensor by tensor in another dtype (`file.tensor("weight", DType.FLOAT32)`) needs no room
    /// for the rest.
    ///
    /// @throws DataException if there is no such file, or it cannot be read
    /// @throws FormatException if the header breaks a rule of the format
    public static TensorFile open(Path file) {
        return file.toString().endsWith(SafetensorsIndex.SUFFIX)
                ? SafetensorsIndex.open(file)
                : SafetensorsFile.open(file);
    }

    /// Saves tensors without metadata; see [#save(Path, Map, Map)].
    public static void save(Path file, Map<String, Tensor> tensors) {
        save(file, tensors, Map.of());
    }

    /// Saves tensors to a file, replacing it; nobody ever sees half a file (see [AtomicFile]). Any layout
    /// may be given; elements are written in row-major order. The header names the tensors in the map's
    /// order; their elements lie by falling size of element, so that each is aligned to its size in the file.
    ///
    /// @throws DataException if the file cannot be written, or a tensor is named `__metadata__`, has more
    ///     dims than 64 or a layout that does not fit its storage, a text is not valid Unicode, or the header
    ///     would pass 100 MB
    public static void save(Path file, Map<String, Tensor> tensors, Map<String, String> metadata) {
        Map<String, View> views = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> views.put(name, tensor.view()));
        saveViews(file, views, metadata);
    }

    /// Saves tensors in several files of at most `shardBytes` bytes of elements each (a larger tensor has one
    /// of its own), and an index that says which lies where, to be given to [#load(Path)]. The files lie
    /// beside the index and are named after it, as in `model-00001-of-00002.safetensors`. The index is
    /// written last: until then the model that it stood for is whole, and then its files are deleted.
    ///
    /// @param index a path that ends in `.safetensors.index.json`
    /// @throws DataException if the index has another name, a file cannot be written, or a tensor cannot be
    ///     saved
    public static void saveSharded(
            Path index, Map<String, Tensor> tensors, long shardBytes, Map<String, String> metadata) {
        SafetensorsIndex.save(index, tensors, shardBytes, metadata);
    }

    static void saveViews(Path file, Map<String, View> tensors, Map<String, String> metadata) {
        tensors.forEach((name, view) -> check(file, name, view));
        metadata.forEach((key, text) -> {
            if (!JsonReader.isText(key) || !JsonReader.isText(text)) {
                throw new DataException(SAVE + ": " + file + ": metadata " + Faults.quote(key) + " " + NO_TEXT);
            }
        });
        List<Map.Entry<String, View>> ordered = new ArrayList<>(tensors.entrySet());
        ordered.sort(Comparator.comparingInt(e -> -e.getValue().dtype().bytes()));
        byte[] header = header(file, tensors, ordered, metadata);
        AtomicFile.write(file, out -> {
            out.write(header);
            for (Map.Entry<String, View> e : ordered) {
                Elements.write(e.getValue(), ByteOrder.LITTLE_ENDIAN, out);
            }
        });
    }

    private static void check(Path file, String name, View view) {
        String wrong = problem(name, view);
        if (!wrong.isEmpty()) {
            throw new DataException(SAVE + ": " + file + ": tensor " + Faults.quote(name) + " " + wrong);
        }
    }

    /// Returns what keeps a tensor from being written, empty if nothing does.
    private static String problem(String name, View view) {
        if (name.equals(SafetensorsHeader.METADATA)) {
            return "cannot have this name, which the format keeps: choose another";
        }
        if (!JsonReader.isText(name)) {
            return NO_TEXT;
        }
        if (view.shape().rank() > SafetensorsHeader.MAX_RANK) {
            return "has " + view.shape().rank() + " dims: at most " + SafetensorsHeader.MAX_RANK + " are written";
        }
        boolean sameType =
                Storage.of(view.dtype(), 0).getClass() == view.storage().getClass();
        if (!sameType || view.layout().end() > view.storage().length()) {
            return "of " + view.dtype() + " and layout " + view.layout() + " does not fit its storage, "
                    + view.storage().getClass().getSimpleName() + " of length "
                    + view.storage().length()
                    + ": correct the view";
        }
        return "";
    }

    /// Returns the length and the JSON, padded with spaces so that the data begins at a multiple of 8.
    private static byte[] header(
            Path file, Map<String, View> tensors, List<Map.Entry<String, View>> ordered, Map<String, String> metadata) {
        Map<String, Long> begins = new HashMap<>();
        long covered = 0;
        for (Map.Entry<String, View> e : ordered) {
            begins.put(e.getKey(), covered);
            covered += bytes(e.getValue());
        }
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        try (JsonGenerator g = new JsonFactory().createGenerator(ObjectWriteContext.empty(), json)) {
            g.writeStartObject();
            if (!metadata.isEmpty()) {
                g.writeObjectPropertyStart(SafetensorsHeader.METADATA);
                // In the order of the alphabet: that of a Map.of is another in each process.
                new TreeMap<>(metadata).forEach(g::writeStringProperty);
                g.writeEndObject();
            }
            tensors.forEach((name, view) -> writeEntry(g, name, view, begins.get(name)));
            g.writeEndObject();
        }
        json.writeBytes(" ".repeat(Math.floorMod(-json.size(), ALIGNMENT)).getBytes(StandardCharsets.US_ASCII));
        if (json.size() > SafetensorsHeader.MAX_BYTES) {
            throw new DataException(SAVE + ": " + file + ": the header takes " + json.size() + " bytes, readers take "
                    + SafetensorsHeader.MAX_BYTES + ": write less metadata or fewer tensors");
        }
        return ByteBuffer.allocate(Long.BYTES + json.size())
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(json.size())
                .put(json.toByteArray())
                .array();
    }

    private static void writeEntry(JsonGenerator g, String name, View view, long begin) {
        int[] sizes = view.shape().toArray();
        g.writeObjectPropertyStart(name);
        g.writeStringProperty("dtype", SafetensorsHeader.name(view.dtype()));
        g.writeName("shape");
        g.writeArray(sizes, 0, sizes.length);
        g.writeName("data_offsets");
        g.writeArray(new long[] {begin, begin + bytes(view)}, 0, 2);
        g.writeEndObject();
    }

    /// Returns how many bytes a view's elements take.
    static long bytes(View view) {
        return (long) view.shape().numel() * view.dtype().bytes();
    }
}
