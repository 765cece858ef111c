package dev.obor.io;

import dev.obor.dtype.DType;
import dev.obor.error.DataException;
import dev.obor.error.FormatException;
import dev.obor.layout.Layout;
import dev.obor.storage.Storage;
import dev.obor.storage.View;
import dev.obor.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    static final String READ = "safetensors read";
    private static final String WRITE = "safetensors write";
    private static final String NO_TEXT = "holds half of a surrogate pair: give valid Unicode";
    private static final int CHUNK = 1 << 18;
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

    /// What a file holds, before it is made tensors.
    record Views(Map<String, View> tensors, Map<String, String> metadata) {}

    /// Returns the tensors of a file by name, in the order of its header; each is dense, with its own storage.
    ///
    /// @throws DataException if there is no such file, or it cannot be read
    /// @throws FormatException if the file breaks a rule of the format: every byte of it must belong to
    ///     exactly one part; or a dtype is not one of ours, a tensor has more than 2³¹−1 elements, a bool is
    ///     neither 0 nor 1
    public static Map<String, Tensor> read(Path file) {
        return readContent(file).tensors;
    }

    /// Returns the tensors and the metadata of a file; see [#read(Path)].
    public static Content readContent(Path file) {
        Views views = readViews(file);
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        views.tensors().forEach((name, view) -> tensors.put(name, Tensor.of(view)));
        return new Content(tensors, views.metadata());
    }

    static Views readViews(Path file) {
        Faults.checkReadable(READ, file);
        try (FileChannel channel = FileChannel.open(file)) {
            return read(file.toString(), channel, channel.size());
        } catch (IOException e) {
            throw Faults.unreadable(READ, file, e);
        }
    }

    /// Reads a file of `size` bytes from its start.
    static Views read(String name, ReadableByteChannel in, long size) throws IOException {
        if (size < Long.BYTES) {
            throw Faults.format(READ, name, size, "the file ends within its first 8 bytes, the header's length");
        }
        ByteBuffer chunk =
                ByteBuffer.allocateDirect((int) Math.min(CHUNK, size)).order(ByteOrder.LITTLE_ENDIAN);
        fill(name, in, chunk.limit(Long.BYTES), 0);
        long length = chunk.getLong(0);
        long most = Math.min(SafetensorsHeader.MAX_BYTES, size - Long.BYTES);
        if (length < 0 || length > most) {
            throw Faults.format(
                    READ,
                    name,
                    0,
                    "a header of " + Long.toUnsignedString(length) + " bytes, at most " + most
                            + " are possible: the file is cut short or no safetensors file");
        }
        byte[] json = new byte[(int) length];
        fill(name, in, ByteBuffer.wrap(json), Long.BYTES);
        long dataStart = Long.BYTES + length;
        SafetensorsHeader header = SafetensorsHeader.parse(name, json, size - dataStart);
        Map<String, View> tensors = new LinkedHashMap<>();
        // The header's order first, as the map keeps it; then the elements in the order in which they lie.
        header.tensors().forEach((key, entry) -> tensors.put(key, empty(entry)));
        for (Map.Entry<String, SafetensorsHeader.Entry> e : header.inDataOrder()) {
            fill(
                    name,
                    in,
                    chunk,
                    tensors.get(e.getKey()),
                    dataStart + e.getValue().begin());
        }
        return new Views(tensors, header.metadata());
    }

    private static View empty(SafetensorsHeader.Entry entry) {
        Storage storage = Storage.of(entry.dtype(), entry.shape().numel());
        return new View(storage, Layout.dense(entry.shape()), entry.dtype());
    }

    private static void fill(String name, ReadableByteChannel in, ByteBuffer chunk, View view, long start)
            throws IOException {
        int bytes = view.dtype().bytes();
        int count = view.shape().numel();
        for (int done = 0; done < count; ) {
            int step = Math.min(count - done, chunk.capacity() / bytes);
            long at = start + (long) done * bytes;
            fill(name, in, chunk.clear().limit(step * bytes), at);
            if (view.dtype() == DType.BOOL) {
                checkBools(name, chunk, at);
            }
            Elements.get(chunk, view.storage(), done, step);
            done += step;
        }
    }

    private static void checkBools(String name, ByteBuffer bytes, long at) {
        for (int i = 0; i < bytes.limit(); i++) {
            if ((bytes.get(i) & ~1) != 0) {
                throw Faults.format(READ, name, at + i, "a bool of " + (bytes.get(i) & 0xff) + ": bools are 0 or 1");
            }
        }
    }

    /// Fills a buffer up to its limit and turns it for reading.
    private static void fill(String name, ReadableByteChannel in, ByteBuffer to, long at) throws IOException {
        while (to.hasRemaining()) {
            if (in.read(to) < 0) {
                throw Faults.format(READ, name, at + to.position(), "the file was cut short while it was read");
            }
        }
        to.flip();
    }

    /// Writes tensors without metadata; see [#write(Path, Map, Map)].
    public static void write(Path file, Map<String, Tensor> tensors) {
        write(file, tensors, Map.of());
    }

    /// Writes tensors to a file, replacing it; nobody ever sees half a file (see [AtomicFile]). Any layout
    /// may be given; elements are written in row-major order. The header names the tensors in the map's
    /// order; their elements lie by falling size of element, so that each is aligned to its size in the file.
    ///
    /// @throws DataException if the file cannot be written, or a tensor is named `__metadata__`, has more
    ///     dims than 64 or a layout that does not fit its storage, a text is not valid Unicode, or the header
    ///     would pass 100 MB
    public static void write(Path file, Map<String, Tensor> tensors, Map<String, String> metadata) {
        Map<String, View> views = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> views.put(name, tensor.view()));
        writeViews(file, views, metadata);
    }

    static void writeViews(Path file, Map<String, View> tensors, Map<String, String> metadata) {
        tensors.forEach((name, view) -> check(file, name, view));
        metadata.forEach((key, text) -> {
            if (!SafetensorsHeader.isText(key) || !SafetensorsHeader.isText(text)) {
                throw new DataException(WRITE + ": " + file + ": metadata " + Faults.quote(key) + " " + NO_TEXT);
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
            throw new DataException(WRITE + ": " + file + ": tensor " + Faults.quote(name) + " " + wrong);
        }
    }

    /// Returns what keeps a tensor from being written, empty if nothing does.
    private static String problem(String name, View view) {
        if (name.equals(SafetensorsHeader.METADATA)) {
            return "cannot have this name, which the format keeps: choose another";
        }
        if (!SafetensorsHeader.isText(name)) {
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
                metadata.forEach(g::writeStringProperty);
                g.writeEndObject();
            }
            tensors.forEach((name, view) -> writeEntry(g, name, view, begins.get(name)));
            g.writeEndObject();
        }
        json.writeBytes(" ".repeat(Math.floorMod(-json.size(), ALIGNMENT)).getBytes(StandardCharsets.US_ASCII));
        if (json.size() > SafetensorsHeader.MAX_BYTES) {
            throw new DataException(WRITE + ": " + file + ": the header takes " + json.size() + " bytes, readers take "
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

    private static long bytes(View view) {
        return (long) view.shape().numel() * view.dtype().bytes();
    }
}
